import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { addressOf, StatusShape, useWords } from '#renderer/ui/index';
import { alarmParts } from '../alarm-parts';
import { alarmsPlace } from '../places';
import { useConcernsMe, useOpenAlarms, type ShownAlarm } from '../queries';
import { ringAlarm } from '../sound';
import { useAlarmWords } from '../words';
import { Countdown } from './Countdown';
import { SoundControl } from './SoundControl';
import '../alarms.css';

/**
 * One line about the alarm that the signed-in person has to see to, and its sound, which goes on until they have seen it or somebody has acted. Both
 * live on this device alone. `isHidden` where a page shows alarms itself.
 */
export function AlarmBar({ isHidden }: { readonly isHidden: boolean }) {
  useWords(alarmParts);
  const { staff } = useSession();
  const concernsMe = useConcernsMe();
  const mine = (useOpenAlarms() ?? []).filter((alarm) => alarm.isAboutPeople && concernsMe(alarm));
  const isUnheard = mine.some(
    ({ standing }) => standing.state === 'call' && !standing.seen.some(({ by }) => by === staff.uid),
  );
  useEffect(() => (isUnheard ? ringAlarm() : undefined), [isUnheard]);
  const [first] = mine;
  if (!first || isHidden) return null;
  return <Bar alarm={first} more={mine.length - 1} />;
}

function Bar({ alarm, more }: { readonly alarm: ShownAlarm; readonly more: number }) {
  const { t } = useTranslation('alarms');
  const words = useAlarmWords(alarm);
  const { dueAtMs } = alarm.standing;
  return (
    <aside className="alarm-bar" aria-label={t('bar.label')}>
      <StatusShape shape="alert" size={16} />
      <span role="alert">
        <a href={addressOf(alarmsPlace({ open: alarm.id }))}>{words?.head}</a>
      </span>
      {dueAtMs !== null && <Countdown dueAtMs={dueAtMs} />}
      {more > 0 && (
        <a className="alarm-more" href={addressOf(alarmsPlace())}>
          {t('more', { count: more })}
        </a>
      )}
      <SoundControl />
    </aside>
  );
}
