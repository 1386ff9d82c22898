import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RosterFindingCode } from '#shared/domain/roster/types';
import type { RosterRowQuery, RosterSummary } from '#renderer/data/index';
import { DecisionChoice } from './DecisionChoice';
import { useRosterWork } from '../use-roster-work';

interface BulkLineProps {
  readonly summary: RosterSummary;
  readonly only: RosterRowQuery['only'];
  readonly code: RosterFindingCode | null;
}

/** What can be done with all that are listed: take every suggestion of a kind, decide about all who are there already. */
export function BulkLine({ summary, only, code }: BulkLineProps) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const mendable = code === null ? 0 : (summary.mendable[code] ?? 0);
  if (code !== null && mendable > 0) {
    return (
      <div className="bulk-line">
        <span>{t('bulk.mendable', { count: mendable })}</span>
        <Button size="small" onClick={() => void work.fixAll(code)}>
          {t('bulk.mend')}
        </Button>
      </div>
    );
  }
  if (only !== 'duplicates' || summary.duplicates === 0) return null;
  return (
    <div className="bulk-line">
      <span>{t('bulk.duplicates', { count: summary.duplicates })}</span>
      <DecisionChoice
        label={t('bulk.decide')}
        value={null}
        onChange={(decision) => void work.decide('all-duplicates', decision)}
      />
    </div>
  );
}
