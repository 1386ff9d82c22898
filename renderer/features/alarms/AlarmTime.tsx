import { useTranslation } from 'react-i18next';
import { CALL_WITHIN_MS, VISIT_WITHIN_MS } from '#shared/domain/devices/alarm';
import { DeadlineChip, Pill, useWords } from '#renderer/ui/index';
import { useNow } from '../people/index';
import { alarmParts } from './alarm-parts';
import type { ShownAlarm } from './queries';
import { clockOf } from './clock';
import { useStateWords } from './words';

/** A quarter of the time left, or less, is soon. */
const SOON_SHARE = 0.75;

/** How long there still is for an alarm, by the second; what became of one that is over. */
export function AlarmTime({ alarm }: { readonly alarm: ShownAlarm }) {
  useWords(alarmParts);
  const { t } = useTranslation('alarms');
  const nowMs = useNow(1000);
  const stateWords = useStateWords();
  const { dueAtMs, state } = alarm.standing;
  if (dueAtMs === null || !alarm.isAboutPeople) {
    const { shape, words } = stateWords(alarm);
    return <Pill shape={shape}>{words}</Pill>;
  }
  const leftMs = dueAtMs - nowMs;
  if (leftMs < 0)
    return (
      <DeadlineChip passed={null} tone="crit">
        {t('time.late')} {clockOf(leftMs)}
      </DeadlineChip>
    );
  const passed = Math.min(1, Math.max(0, 1 - leftMs / (state === 'call' ? CALL_WITHIN_MS : VISIT_WITHIN_MS)));
  return (
    <DeadlineChip passed={passed} tone={passed >= SOON_SHARE ? 'warn' : 'plain'}>
      {clockOf(leftMs)}
    </DeadlineChip>
  );
}
