import { useTranslation } from 'react-i18next';
import { addDays, dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import { dayText, timeText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../people/index';
import { saidBy, type Said } from './reading';
import { useMonth } from './use-month';
import type { ShownSensor } from './view';

/** The newest thing that a device said, in words; behind a mask where its class is closed to the reader. */
export function LastReading({ sensor: { record, month } }: { readonly sensor: ShownSensor }) {
  const { t } = useTranslation('sensors');
  const today = useToday();
  const saidText = useSaidText();
  const { life, health, isClosed } = useMonth(month);
  if (!month || life === undefined || health === undefined) return null;
  if (isClosed) return <span className="quiet">{t('said.closed')}</span>;
  const said = saidBy(record.kind, month.month, life, health, today);
  return said && <span title={saidText(said)}>{saidText(said)}</span>;
}

/** Says what a device said: `昨天用水86升`, `14:02 开门`. */
function useSaidText(): (said: Said) => string {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  const day = (on: CalendarDate): string =>
    on === today ? t('day.today') : on === addDays(today, -1) ? t('day.yesterday') : dayText(on, today, language);
  const moment = (atMs: number): string => {
    const on = dateAtStation(atMs);
    return on === today ? timeText(atMs) : t('day.at', { day: day(on), time: timeText(atMs) });
  };
  return (said) => {
    switch (said.kind) {
      case 'water':
        return t(said.isSoFar ? 'said.water.so-far' : 'said.water', {
          day: day(said.on),
          litres: Math.round(said.litres),
        });
      case 'pressure':
        return t('said.pressure', {
          when: moment(said.atMs),
          systolic: said.systolic,
          diastolic: said.diastolic,
        });
      case 'camera':
        return t('said.camera', { when: moment(said.atMs), event: said.event });
      default:
        return t(`said.${said.kind}`, { when: moment(said.atMs) });
    }
  };
}
