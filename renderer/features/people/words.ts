import { useTranslation } from 'react-i18next';
import { daysBetween, type CalendarDate } from '#shared/domain/calendar/date';
import { relationLabel } from '#shared/codes/relations';
import { ageOn } from '#shared/domain/people/age';
import type { OpenedPerson } from '#shared/schema/opened-person';
import { useLanguage } from '#renderer/ui/index';

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

/** Says what somebody is to the head of household, as exactly as it is known; '' where nothing is, or it is not for the reader. */
export function useRelationText(): (person: Pick<OpenedPerson, 'relation' | 'relationCode'>) => string {
  const { t } = useTranslation('people');
  const language = useLanguage();
  return ({ relation, relationCode }) => {
    const exact = relationCode === null ? null : relationLabel(relationCode);
    if (exact) return exact[language];
    return relation === null ? '' : t(`relation.${relation}`);
  };
}
