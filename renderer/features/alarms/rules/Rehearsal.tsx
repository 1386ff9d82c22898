import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WatchLine } from '#shared/domain/devices/watch-table';
import { toAppError, type AppError } from '#shared/errors/app-error';
import type { WireRecord } from '#shared/schema/envelope';
import type { RehearsalAnswer } from '#shared/ipc/alarm-api';
import type { Sensor } from '#shared/schema/types/sensor';
import { useAll, useStation } from '#renderer/data/index';
import { ErrorNotice, Loading } from '#renderer/ui/index';

interface RehearsalProps {
  readonly line: WatchLine;
  /** Given where the rule is about to be switched on. */
  readonly onBegin?: () => void;
  readonly onCancel?: () => void;
}

type Tried =
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly answer: RehearsalAnswer }
  | { readonly kind: 'failed'; readonly error: AppError };

/** How often a rule would have rung in the last days, in words; asked for when it is drawn. */
export function Rehearsal({ line, onBegin, onCancel }: RehearsalProps) {
  const { t } = useTranslation('alarmRules');
  const { alarms } = useStation();
  const [tried, setTried] = useState<Tried>({ kind: 'running' });
  useEffect(() => {
    let isWanted = true;
    const set = (next: Tried) => isWanted && setTried(next);
    alarms.rehearse(line).then(
      (answer) => set({ kind: 'done', answer }),
      (thrown: unknown) => set({ kind: 'failed', error: toAppError(thrown) }),
    );
    return () => {
      isWanted = false;
    };
    // The caller draws another one for another line.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [alarms]);
  return (
    <section className="rule-trial" aria-live="polite">
      {onBegin && <b>{t('rehearse.first')}</b>}
      {tried.kind === 'running' && <Loading label={t('rehearse.running')} lines={2} />}
      {tried.kind === 'failed' && (
        <>
          <p>{t('rehearse.away')}</p>
          <ErrorNotice error={tried.error} />
        </>
      )}
      {tried.kind === 'done' && <Answer answer={tried.answer} />}
      {onBegin && (
        <div className="rule-acts">
          {tried.kind === 'done' && (
            <Button type="primary" onClick={onBegin}>
              {t('rehearse.confirm')}
            </Button>
          )}
          <Button onClick={onCancel}>{t('rehearse.cancel')}</Button>
        </div>
      )}
    </section>
  );
}

/** More than one a day is more than people follow up. */
const OFTEN_A_DAY = 1;
const DAYS = 30;
/** Devices that are named. */
const SHOWN = 8;

function Answer({ answer: { devices } }: { readonly answer: RehearsalAnswer }) {
  const { t } = useTranslation('alarmRules');
  const sensors = useAll<Sensor & WireRecord>('devices', 'sensor');
  if (devices.length === 0) return <p>{t('rehearse.none')}</p>;
  const count = devices.reduce((sum, each) => sum + each.in30Days, 0);
  const week = devices.reduce((sum, each) => sum + each.in7Days, 0);
  const blind = devices.filter(({ hasReadings }) => !hasReadings).length;
  const rung = devices.filter(({ in30Days }) => in30Days > 0);
  const nameOf = (uid: string) => {
    const sensor = sensors?.find((each) => each.uid === uid);
    return sensor ? [sensor.spot, sensor.deviceName].filter(Boolean).join(' · ') : t('rehearse.unknown');
  };
  return (
    <>
      <p>
        {count === 0 ? t('rehearse.never') : t('rehearse.result', { count, week, devices: rung.length })}{' '}
        {count / DAYS > OFTEN_A_DAY && t('rehearse.often', { perDay: (count / DAYS).toFixed(1) })}
      </p>
      {blind > 0 && <p className="quiet">{t('rehearse.blind', { count: blind })}</p>}
      <ul className="rule-devices">
        {rung.slice(0, SHOWN).map(({ sensorUid, in30Days }) => (
          <li key={sensorUid}>
            <span>{nameOf(sensorUid)}</span>
            <b>{t('rehearse.device', { count: in30Days })}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
