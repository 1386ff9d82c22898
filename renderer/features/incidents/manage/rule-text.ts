import { useTranslation } from 'react-i18next';
import type { DispatchRule } from '#shared/schema/types/incident-dispatch';
import { useGridName } from '../../lists/index';
import { useCategoryText, useTitles } from '../names';

/** Says what a rule is for: which categories, which grids. */
export function useRuleText(): (rule: Pick<DispatchRule, 'majors' | 'categoryUids' | 'gridNumbers'>) => string {
  const { t } = useTranslation('incidentTables');
  const gridName = useGridName();
  const { categoryName } = useTitles();
  const categoryText = useCategoryText();
  return ({ majors, categoryUids, gridNumbers }) => {
    const what = [...majors.map(categoryText), ...categoryUids.map(categoryName)];
    const categories = what.length === 0 ? t('rule.any') : what.join(t('list.and'));
    const grids = gridNumbers.length === 0 ? t('rule.everywhere') : gridNumbers.map(gridName).join(t('list.and'));
    return t('rule.text', { categories, grids });
  };
}
