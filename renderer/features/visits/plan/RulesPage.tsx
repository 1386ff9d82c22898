import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isOverdue } from '#shared/domain/visits/due';
import {
  checkVisitTable,
  USUAL_VISIT_TABLE,
  VISIT_TABLE_LIMITS,
  type VisitTable,
  type VisitTableProblem,
} from '#shared/domain/visits/plan-table';
import { USUAL_VISIT_INTERVALS } from '#shared/domain/visits/usual-intervals';
import type { WireRecord } from '#shared/schema/envelope';
import type { Station } from '#shared/schema/types/place';
import { useLiveQuery, useRegisterAnswer, useStation } from '#renderer/data/index';
import { addressOf, Card, ErrorNotice, Field, goTo, Loading, PrivateForm, useWords } from '#renderer/ui/index';
import { visitsPlace } from '../places';
import { useRound, useVisitTable, type KeptVisitTable } from '../queries';
import { saveVisitTable } from './commands';
import { planParts } from './plan-parts';
import './plan.css';

/** How often people are visited by level of risk, how long assessments last, how long a round is: for whoever may set it. */
export function RulesPage() {
  useWords(planParts);
  const { t } = useTranslation(['visits', 'ui']);
  const kept = useVisitTable();
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{t('rules.title')}</h1>
          <p>{t('rules.text')}</p>
        </div>
        <Button href={addressOf(visitsPlace())}>{t('back')}</Button>
      </header>
      {kept ? (
        <RulesForm key={kept.record?.revision ?? 0} kept={kept} />
      ) : (
        <Loading label={t('loading', { ns: 'ui' })} lines={6} />
      )}
    </div>
  );
}

const LEVELS = ['high', 'medium', 'unknown', 'low'] as const;
const OTHERS = ['assessmentMonths', 'homesPerDay'] as const;
type FigureName = (typeof LEVELS)[number] | (typeof OTHERS)[number];
type Typed = Readonly<Record<FigureName, string>>;

const typedOf = ({ levelDays, assessmentMonths, homesPerDay }: VisitTable): Typed => ({
  high: String(levelDays.high),
  medium: String(levelDays.medium),
  unknown: String(levelDays.unknown),
  low: String(levelDays.low),
  assessmentMonths: String(assessmentMonths),
  homesPerDay: String(homesPerDay),
});

function tableOf(typed: Typed): VisitTable {
  const figure = (name: FigureName) => {
    const digits = typed[name].normalize('NFKC').trim();
    return /^\d{1,4}$/.test(digits) ? Number(digits) : Number.NaN;
  };
  return {
    levelDays: { high: figure('high'), medium: figure('medium'), unknown: figure('unknown'), low: figure('low') },
    assessmentMonths: figure('assessmentMonths'),
    homesPerDay: figure('homesPerDay'),
  };
}

function RulesForm({ kept }: { readonly kept: KeptVisitTable }) {
  const { t } = useTranslation('visits');
  const station = useStation();
  const [typed, setTyped] = useState(() => typedOf(kept.table));
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const table = tableOf(typed);
  const problems = checkVisitTable(table);
  const save = async () => {
    if (problems.length > 0) return;
    setFailure(null);
    try {
      await saveVisitTable(station, table, kept.record);
      goTo(visitsPlace());
    } catch (error) {
      setFailure({ error });
    }
  };
  const fieldOf = (name: FigureName) => {
    const problem = problems.find(({ at }) => at === name);
    const usual = typedOf(USUAL_VISIT_TABLE)[name];
    return (
      <Field
        key={name}
        label={t(`rules.${name}`)}
        hint={t('rules.usual', { usual })}
        error={problem ? problemText(problem) : null}
      >
        {(ties) => (
          <Input
            {...ties}
            inputMode="numeric"
            autoComplete="off"
            maxLength={4}
            value={typed[name]}
            suffix={t(
              name === 'assessmentMonths' ? 'rules.months' : name === 'homesPerDay' ? 'rules.homes' : 'rules.days',
            )}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
          />
        )}
      </Field>
    );
  };
  const problemText = (problem: VisitTableProblem): string => {
    if (problem.problem === 'rarer-than-milder')
      return t('rules.problem.rarer', { milder: t(`due.risk-${problem.milder}`) });
    const { at } = problem;
    const limits =
      at === 'assessmentMonths' || at === 'homesPerDay' ? VISIT_TABLE_LIMITS[at] : VISIT_TABLE_LIMITS.levelDays;
    return t('rules.problem.range', limits);
  };
  return (
    <PrivateForm className="rules-form" onSubmit={() => void save()}>
      {kept.isRefused && <p className="field-error">{t('rules.refused')}</p>}
      <Card title={t('rules.levels')}>
        <div className="rules-fields">{LEVELS.map(fieldOf)}</div>
        <Effect table={problems.length === 0 ? table : null} />
      </Card>
      <Card title={t('rules.others')}>
        <div className="rules-fields">{OTHERS.map(fieldOf)}</div>
      </Card>
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void save()} />}
      <div className="form-actions">
        <Button onClick={() => setTyped(typedOf(USUAL_VISIT_TABLE))}>{t('rules.reset')}</Button>
        <Button type="primary" htmlType="submit" disabled={problems.length > 0}>
          {t('rules.save')}
        </Button>
      </div>
    </PrivateForm>
  );
}

/** How many visits are overdue, and how many would be by what is typed in; null while that is no table. */
function Effect({ table }: { readonly table: VisitTable | null }) {
  const { t } = useTranslation('visits');
  const { due, today } = useRound();
  const [station] = useLiveQuery<Station & WireRecord>('reference', { selector: { type: 'station' } }) ?? [];
  const intervals = station?.visitIntervalDays ?? USUAL_VISIT_INTERVALS;
  // Typing comes before counting.
  const levelDays = useDeferredValue(table)?.levelDays ?? null;
  const after = useRegisterAnswer(
    async (register) => levelDays && (await register.round({ today, intervals, levelDays })).filter(isOverdue).length,
    [today, JSON.stringify([intervals, levelDays])],
  );
  return (
    <p className="rules-effect" role="status">
      {due && after != null && t('rules.effect', { before: due.filter(isOverdue).length, after })}
    </p>
  );
}
