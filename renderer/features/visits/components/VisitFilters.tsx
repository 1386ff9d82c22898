import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { PrivateForm } from '#renderer/ui/index';
import { VISIT_TABS, type VisitTab } from '../places';

interface VisitFiltersProps {
  readonly tab: VisitTab;
  readonly counts: Readonly<Record<VisitTab, number>>;
  readonly search: string;
  readonly onTab: (tab: VisitTab) => void;
  readonly onSearch: (search: string) => void;
}

/** Which of the lists, and a search through all of them. */
export function VisitFilters({ tab, counts, search, onTab, onSearch }: VisitFiltersProps) {
  const { t } = useTranslation('visits');
  return (
    <PrivateForm className="visits-filters" role="search">
      <div className="tabs" role="group" aria-label={t('tab.label')}>
        {VISIT_TABS.map((each) => (
          <button key={each} type="button" aria-pressed={each === tab && search === ''} onClick={() => onTab(each)}>
            {t(`tab.${each}`)} <span>{counts[each]}</span>
          </button>
        ))}
      </div>
      <Input
        className="visits-search"
        allowClear
        prefix={<Search size={16} aria-hidden="true" />}
        placeholder={t('list.search')}
        aria-label={t('list.search')}
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
    </PrivateForm>
  );
}
