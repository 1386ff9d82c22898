import { useTranslation } from 'react-i18next';
import { StatusShape } from '#renderer/ui/index';
import { useCategoryRecords, useIncidents, useRuleRecords } from '../../queries';

/** What goes by a unit that is about to be put away, before that is saved. */
export function SwitchOffNote({ unitUid }: { readonly unitUid: string }) {
  const { t } = useTranslation('incidentUnits');
  const rules = (useRuleRecords() ?? []).filter((rule) => rule.active && rule.unitUid === unitUid).length;
  const categories = (useCategoryRecords() ?? []).filter((row) => row.active && row.unitUid === unitUid).length;
  const incidents = (useIncidents() ?? []).filter(
    ({ isOpen, standing }) => isOpen && standing.assignee?.unitUid === unitUid,
  ).length;
  return (
    <div className="off-note" role="status">
      <StatusShape shape="due" />
      <div>
        <b>{t('off.title')}</b>
        {rules > 0 && <p>{t('off.rules', { count: rules })}</p>}
        {categories > 0 && <p>{t('off.categories', { count: categories })}</p>}
        {incidents > 0 && <p>{t('off.incidents', { count: incidents })}</p>}
        {rules + categories + incidents === 0 && <p>{t('off.nothing')}</p>}
      </div>
    </div>
  );
}
