import { useTranslation } from 'react-i18next';
import { addDays, clockAtStation, weekdayOf } from '#shared/domain/calendar/date';
import { useDates } from '../dates';

/** Says days and slots as people do: 明天（11月27日 周五）, 9:30. */
export function useTimes(): {
  readonly day: (day: string, today?: string) => string;
  readonly clock: (atMs: number) => string;
} {
  const { t } = useTranslation('kioskBooking');
  const { date } = useDates();
  return {
    clock: (atMs) => clockAtStation(atMs).slice(0, 5).replace(/^0/, ''),
    day: (day, today) => {
      const values = { date: date(day), weekday: t(`weekday.${weekdayOf(day)}`) };
      if (today === undefined) return t('day', values);
      const near = day === today ? t('today') : day === addDays(today, 1) ? t('tomorrow') : null;
      return near === null ? t('day', values) : t('day.near', { ...values, near });
    },
  };
}
