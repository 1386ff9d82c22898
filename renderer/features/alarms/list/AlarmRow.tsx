import { addressOf, momentText, useLanguage } from '#renderer/ui/index';
import { useGridNames, useToday } from '../../people/index';
import { AlarmTime } from '../AlarmTime';
import { alarmsPlace } from '../places';
import type { ShownAlarm } from '../queries';
import { useAlarmWords } from '../words';

interface AlarmRowProps {
  readonly alarm: ShownAlarm;
  readonly filters: Readonly<Record<string, string>>;
  readonly isOpen: boolean;
}

/** One alarm in a list; the whole line opens it. */
export function AlarmRow({ alarm, filters, isOpen }: AlarmRowProps) {
  const language = useLanguage();
  const today = useToday();
  const gridName = useGridNames();
  const words = useAlarmWords(alarm);
  return (
    <li className={isOpen ? 'is-open' : ''}>
      <span className="alarm-when">{momentText(alarm.record.raisedAtMs, today, language)}</span>
      <span className="alarm-what">
        <a href={addressOf(alarmsPlace({ open: alarm.id, query: filters }))} aria-current={isOpen ? 'true' : undefined}>
          {words?.head ?? '…'}
        </a>
        <small>{words?.says}</small>
      </span>
      <span className="alarm-grid">{gridName(alarm.id)}</span>
      <span className="alarm-left">
        <AlarmTime alarm={alarm} />
      </span>
    </li>
  );
}
