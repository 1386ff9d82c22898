import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecordState, useStation } from '#renderer/data/index';
import { ErrorNotice, Pill } from '#renderer/ui/index';
import { setForResidents, setWithdrawn } from '../commands';
import { useMayAnnounce, type AnnouncementRecord } from '../queries';

/** The text of one announcement; for those who may, the way to take it back, or to let it stand again. */
export function AnnouncementBody({ id, record }: { readonly id: string; readonly record: AnnouncementRecord }) {
  const { t } = useTranslation('announcements');
  const station = useStation();
  const mayAnnounce = useMayAnnounce();
  const state = useRecordState(record._id);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const run = (change: Promise<void>) => {
    setFailure(null);
    change.catch((error: unknown) => setFailure({ error }));
  };
  const withdraw = () => run(setWithdrawn(station, record._id, !record.withdrawn));
  const show = () => run(setForResidents(station, record._id, !record.forResidents));
  return (
    <div className="announcement-body" id={id}>
      {record.body.split(/\n{2,}/).map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
      {failure && <ErrorNotice error={failure.error} />}
      {(mayAnnounce || state !== 'at-station') && (
        <div className="announcement-foot">
          {state === 'on-device' && <Pill shape="outgoing">{t('state.on-device')}</Pill>}
          {state === 'refused' && <Pill shape="alert">{t('state.refused')}</Pill>}
          {mayAnnounce && !record.withdrawn && (
            <Button onClick={show}>{t(record.forResidents ? 'residents.hide' : 'residents.show')}</Button>
          )}
          {mayAnnounce && <Button onClick={withdraw}>{t(record.withdrawn ? 'restore' : 'withdraw')}</Button>}
        </div>
      )}
    </div>
  );
}
