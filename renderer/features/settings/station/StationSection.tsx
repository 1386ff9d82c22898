import { useTranslation } from 'react-i18next';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import type { Station } from '#shared/schema/types/place';
import { useRecord, useSession } from '#renderer/data/index';
import { Card, Empty, Loading } from '#renderer/ui/index';
import { useMayInCommons } from '../use-access';
import { INTERVAL_KINDS } from './entry';
import { StationForm } from './StationForm';

export type StationRecord = Station & WireRecord;

/** What the station is called, where it lies, and how often it visits whom: a form for the manager, facts for all others. */
export function StationSection() {
  const { t } = useTranslation(['stationSettings', 'settings']);
  const { station } = useSession();
  const mayEdit = useMayInCommons('edit', 'station');
  const record = useRecord<StationRecord>('reference', documentId('station', station.id, station.id));
  if (record === undefined) return <Loading label={t('loading')} lines={6} />;
  if (record === null) return <Empty title={t('missing')} text={t('missing.text')} />;
  return (
    <div className="station-page">
      {mayEdit ? <StationForm key={record._id} record={record} /> : <StationFacts record={record} />}
      <Card title={t('about')}>
        <dl className="station-facts">
          <div>
            <dt>{t('id')}</dt>
            <dd>
              {station.id}
              <span>{t('id.text')}</span>
            </dd>
          </div>
          <div>
            <dt>{t('practice')}</dt>
            <dd>
              {t(record.practice ? 'practice.yes' : 'practice.no')}
              <span>{t(record.practice ? 'practice.yes.text' : 'practice.no.text')}</span>
            </dd>
          </div>
        </dl>
      </Card>
    </div>
  );
}

function StationFacts({ record: { name, areaCode, visitIntervalDays } }: { readonly record: StationRecord }) {
  const { t } = useTranslation(['stationSettings', 'settings']);
  const facts = [
    [t('name.zh', { ns: 'settings' }), name.zh],
    [t('name.en', { ns: 'settings' }), name.en ?? t('none', { ns: 'settings' })],
    [t('area-code'), areaCode ?? t('none', { ns: 'settings' })],
  ] as const;
  return (
    <>
      <Card title={t('identity')} aside={<span className="quiet">{t('read-only')}</span>}>
        <dl className="station-facts">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <Card title={t('intervals')}>
        <dl className="station-facts">
          {INTERVAL_KINDS.map((kind) => (
            <div key={kind}>
              <dt>{t(`kind.${kind}`)}</dt>
              <dd>{t('every', { count: visitIntervalDays[kind] })}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </>
  );
}
