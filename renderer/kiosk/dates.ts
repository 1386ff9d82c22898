import { useTranslation } from 'react-i18next';
import { clockAtStation, dateAtStation } from '#shared/domain/calendar/date';

/** Says days and moments at the station as people do: 12月3日, 12月3日 9:41. */
export function useDates(): {
  readonly day: (atMs: number) => string;
  readonly moment: (atMs: number) => string;
  readonly date: (date: string) => string;
} {
  const { t } = useTranslation('kiosk');
  const date = (text: string) => {
    const [, month, dayOfMonth] = text.split('-').map(Number);
    return t('day', { month: t(`month.${month}`), day: dayOfMonth });
  };
  const day = (atMs: number) => date(dateAtStation(atMs));
  return { date, day, moment: (atMs) => `${day(atMs)} ${clockAtStation(atMs).slice(0, 5).replace(/^0/, '')}` };
}
