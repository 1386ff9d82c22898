import { useTranslation } from 'react-i18next';
import { ROSTER_FINDINGS, type RosterFindingCode } from '#shared/domain/roster/types';
import type { RosterRowQuery, RosterSummary } from '#renderer/data/index';
import { Select } from '#renderer/ui/index';

interface RowFiltersProps {
  readonly summary: RosterSummary;
  readonly only: RosterRowQuery['only'];
  readonly code: RosterFindingCode | null;
  readonly onOnly: (only: RosterRowQuery['only']) => void;
  readonly onCode: (code: RosterFindingCode | null) => void;
}

const KINDS = ['all', 'errors', 'warnings', 'duplicates'] as const;
const ANY = '';

/** Which rows are listed: all, those with errors, with warnings, at the station already; of one kind of finding. */
export function RowFilters({ summary, only, code, onOnly, onCode }: RowFiltersProps) {
  const { t } = useTranslation('imports');
  const counts = { all: summary.rows, errors: summary.bad, warnings: summary.warned, duplicates: summary.duplicates };
  const codes = ROSTER_FINDINGS.filter((each) => (summary.byCode[each] ?? 0) > 0);
  return (
    <div className="row-filters">
      <div className="tabs" role="group" aria-label={t('filter.label')}>
        {KINDS.map((kind) => (
          <button key={kind} type="button" aria-pressed={kind === only} onClick={() => onOnly(kind)}>
            {t(`filter.${kind}`)} <span>{counts[kind].toLocaleString('en')}</span>
          </button>
        ))}
      </div>
      {codes.length > 0 && (
        <Select
          label={t('filter.code')}
          value={code ?? ANY}
          onChange={(value) => onCode(codes.find((each) => each === value) ?? null)}
        >
          <option value={ANY}>{t('filter.any')}</option>
          {codes.map((each) => (
            <option key={each} value={each}>
              {t('filter.code.option', { text: t(`code.${each}`), n: summary.byCode[each] ?? 0 })}
            </option>
          ))}
        </Select>
      )}
    </div>
  );
}
