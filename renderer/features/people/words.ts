import { useTranslation } from 'react-i18next';
import { daysBetween, type CalendarDate } from '#shared/domain/calendar/date';
import { ageOn } from '#shared/domain/people/age';

const BABY_UNTIL_MONTHS = 24;
const DAYS_PER_MONTH = 30.44;

/** Says an age: years, and months for the first two years. */
export function useAgeText(today: CalendarDate): (birthDate: CalendarDate) => string {
  const { t } = useTranslation('people');
  return (birthDate) => {
    const months = Math.max(0, Math.floor(daysBetween(birthDate, today) / DAYS_PER_MONTH));
    return months < BABY_UNTIL_MONTHS
      ? t('age.months', { count: months })
      : t('age.years', { count: ageOn(birthDate, today) });
  };
}
