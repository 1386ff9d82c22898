import { useTranslation } from 'react-i18next';
import { CALL_WITHIN_MS, VISIT_WITHIN_MS } from '#shared/domain/devices/alarm';
import { timeText } from '#renderer/ui/index';
import { useNow } from '../../people/index';
import type { ShownAlarm } from '../queries';
import { clockOf } from '../clock';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** One for each minute of a call. */
const TICKS = 15;

/** The time that is left, large, by the second; readers hear it by the minute, when they ask. */
export function Countdown({ dueAtMs }: { readonly dueAtMs: number }) {
  const { t } = useTranslation('alarms');
  const leftMs = dueAtMs - useNow(SECOND_MS);
  const count = Math.ceil(Math.abs(leftMs) / MINUTE_MS);
  return (
    <span className="alarm-time" role="timer" aria-label={t(leftMs < 0 ? 'time.over' : 'time.left', { count })}>
      {leftMs < 0 && <small aria-hidden="true">{t('time.late')}</small>}
      <span aria-hidden="true">{clockOf(leftMs)}</span>
    </span>
  );
}

/** The countdown of an alarm with what has to be done by then, and what comes after it. */
export function AlarmClock({ alarm: { record, standing, isAboutPeople } }: { readonly alarm: ShownAlarm }) {
  const { t } = useTranslation('alarms');
  const nowMs = useNow(SECOND_MS);
  const { dueAtMs, state } = standing;
  if (!isAboutPeople || dueAtMs === null) {
    return <p className="alarm-clock is-device">{state === 'closed' ? null : t('time.device')}</p>;
  }
  const withinMs = state === 'call' ? CALL_WITHIN_MS : VISIT_WITHIN_MS;
  const left = Math.ceil(Math.max(0, Math.min(1, (dueAtMs - nowMs) / withinMs)) * TICKS);
  return (
    <div className="alarm-clock">
      <Countdown dueAtMs={dueAtMs} />
      <div>
        <b>{t(`step.${state}`)}</b>
        <span className="alarm-ticks" aria-hidden="true">
          {Array.from({ length: TICKS }, (_, tick) => (
            <i key={tick} className={tick < TICKS - left ? 'is-over' : ''} />
          ))}
        </span>
        {state === 'call' && (
          <small>{t('step.visit.by', { time: timeText(record.raisedAtMs + VISIT_WITHIN_MS) })}</small>
        )}
      </div>
    </div>
  );
}
