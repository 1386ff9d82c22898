import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SEVERITIES } from '#shared/schema/types/quality';
import { ErrorNotice, goTo, Loading, Select, useLayout, usePlace } from '#renderer/ui/index';
import { useGridOptions } from '../../lists/index';
import { useToday } from '../../people/index';
import { findingKey } from '../commands';
import { qualityAddressOf, qualityPlace, type QualityAddress } from '../places';
import { useSeverityOf } from '../queries';
import { useFindings } from '../use-findings';
import { FindingList } from './FindingList';
import { FindingPanel } from './FindingPanel';
import { RuleRail } from './RuleRail';
import { BulkMending } from './BulkMending';
import { MendingNotice } from './Mending';
import { useMending } from './use-mending';

/** Everything that does not fit, narrowed by how serious it is, what it is and where; beside it what is opened. */
export function FindingsView() {
  const { t } = useTranslation(['quality', 'ui']);
  const isTablet = useLayout() === 'tablet';
  const address = qualityAddressOf(usePlace().query);
  const { severity, rule, grid, open } = address;
  const today = useToday();
  const severityOf = useSeverityOf();
  const mending = useMending();
  const severities = SEVERITIES.filter((each) => each === severity);
  const grids = useMemo(() => (/^\d+$/.test(grid) ? [Number(grid)] : undefined), [grid]);
  const findings = useFindings({
    ...(rule !== '' && { ruleIds: [rule] }),
    ...(severities.length > 0 && { severities }),
    ...(grids && { grids }),
    today,
  });
  const counts = useMemo(() => countsOf(findings.byRule, severityOf), [findings.byRule, severityOf]);
  const change = (next: Partial<QualityAddress>) =>
    goTo(qualityPlace({ ...address, open: '', ...next }), { replace: true });
  const close = () => change({ open: '' });

  const panel = open !== '' && (
    <aside className={isTablet ? 'quality-panel' : 'quality-panel card'}>
      <FindingPanel key={open} findingKey={open} mending={mending} onClose={close} />
    </aside>
  );
  if (isTablet && panel) {
    return (
      <div className="quality-body">
        {panel}
        <MendingNotice mending={mending} />
      </div>
    );
  }
  return (
    <>
      {findings.total !== undefined && (
        <p className="quality-summary" role="status">
          {counts.all === 0 ? t('summary.none') : t('summary', { count: counts.all, ...counts })}
        </p>
      )}
      <div className="quality-body">
        {!isTablet && (
          <RuleRail
            byRule={findings.byRule}
            severity={severity}
            chosen={rule}
            onChoose={(id) => change({ rule: id })}
          />
        )}
        <section className="card quality-card">
          <div className="quality-filters">
            <div className="tabs" role="group" aria-label={t('severity.label')}>
              {(['', ...SEVERITIES] as const).map((each) => (
                <button
                  key={each}
                  type="button"
                  aria-pressed={each === severity}
                  onClick={() => change({ severity: each, rule: each === '' || severityOf(rule) === each ? rule : '' })}
                >
                  {t(`severity.${each === '' ? 'all' : each}`)} <span>{counts[each === '' ? 'all' : each]}</span>
                </button>
              ))}
            </div>
            <span className="quality-selects">
              {isTablet && (
                <RuleRail
                  byRule={findings.byRule}
                  severity={severity}
                  chosen={rule}
                  onChoose={(id) => change({ rule: id })}
                />
              )}
              <GridSelect value={grid} onChange={(value) => change({ grid: value })} />
            </span>
          </div>
          {rule !== '' && <BulkMending ruleId={rule} grids={grids} mending={mending} first={findings.rowAt(0)} />}
          {findings.error !== null ? (
            <div className="quality-failed">
              <ErrorNotice error={findings.error} onRemedy={findings.retry} />
            </div>
          ) : findings.total === undefined ? (
            <Loading label={t('loading', { ns: 'ui' })} lines={8} />
          ) : (
            <FindingList
              findings={findings}
              openKey={open}
              isNarrowed={severity !== '' || rule !== '' || grid !== ''}
              listKey={JSON.stringify([severity, rule, grid])}
              mending={mending}
              onOpen={(row) => change({ open: findingKey(row) })}
              onShowAll={() => goTo(qualityPlace(), { replace: true })}
            />
          )}
          <MendingNotice mending={mending} />
        </section>
        {panel}
      </div>
    </>
  );
}

type Counts = Readonly<Record<'all' | (typeof SEVERITIES)[number], number>>;

function countsOf(byRule: Readonly<Record<string, number>>, severityOf: ReturnType<typeof useSeverityOf>): Counts {
  const counts = { all: 0, error: 0, warning: 0, hint: 0 };
  for (const [ruleId, count] of Object.entries(byRule)) {
    counts.all += count;
    counts[severityOf(ruleId)] += count;
  }
  return counts;
}

function GridSelect({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation('quality');
  const options = useGridOptions();
  if (options.length < 2) return null;
  return (
    <Select value={value} onChange={onChange} label={t('grid.label')}>
      <option value="">{t('grid.all')}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </Select>
  );
}
