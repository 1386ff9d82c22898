import { useTranslation } from 'react-i18next';
import { reasonInWords } from '#shared/domain/incidents/reason-words';
import type { Assignee, DispatchReason } from '#shared/schema/types/incident-step';
import { useLanguage } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';
import { useTitles, useUnits } from '../names';
import type { ShownIncident } from '../view';

/** Says why an incident went where it did, as a sentence. */
export function useReasonText(): (because: DispatchReason, to: Assignee, incident: ShownIncident) => string {
  const { t } = useTranslation('incidents');
  const language = useLanguage();
  const { nameOfUnit } = useUnits();
  const { categoryName } = useTitles();
  const nameOf = useStaffNames();
  return (because, to, { standing, grid }) =>
    reasonInWords(
      because,
      to,
      {
        category: standing.categoryUid === null ? t('category.unknown') : categoryName(standing.categoryUid),
        gridNumber: grid ?? 0,
        unit: nameOfUnit(to.unitUid),
        person: to.staffUid === null ? '' : (nameOf(to.staffUid) ?? t('someone')),
      },
      language,
    );
}
