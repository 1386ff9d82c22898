import { useEffect, useMemo, useState } from 'react';
import { accessOf, may } from '#shared/domain/access/access';
import { RULE_IDS, rulesWith, type QualityRule, type RuleSeverity } from '#shared/domain/quality/rules';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import type { QualityReport, QualityRuleSetting } from '#shared/schema/types/quality';
import {
  useAll,
  useLiveQuery,
  useObservable,
  useRegisterAnswer,
  useSession,
  useStation,
  type DwellingRow,
  type FindingPage,
  type HouseholdRow,
  type PersonRow,
} from '#renderer/data/index';
import { scopeOf, useToday } from '../people/index';
import type { FindingRecord, Mendable } from './commands';
import { planFix, type FixShown, type NoPlan } from './fix-plan';

export type FoundRow = FindingPage['rows'][number];
export type ReportRecord = QualityReport & WireRecord;

/** The rules as this station has set them; the product's own while settings are on their way. */
export function useRules(): readonly QualityRule[] {
  const settings = useLiveQuery<QualityRuleSetting & WireRecord>('reference', {
    selector: { type: 'quality-rule' },
    sort: [{ type: 'asc' }, { rank: 'asc' }],
  });
  return useMemo(() => rulesWith(settings ?? []), [settings]);
}

/** How serious a rule is, by its id; `hint` for a rule of another release. */
export function useSeverityOf(): (ruleId: string) => RuleSeverity {
  const rules = useRules();
  return useMemo(() => {
    const byId = new Map<string, QualityRule>(rules.map((rule) => [rule.id, rule]));
    return (ruleId) => byId.get(ruleId)?.severity ?? 'hint';
  }, [rules]);
}

/** Whether the signed-in person may say how the station wants its rules. */
export function useMaySetRules(): boolean {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
    return may(access, 'edit', 'quality-rule', { kind: 'commons', gridNumber: null });
  }, [staff, stationGrids]);
}

/** What people decided about findings of the rules, the newest first; undefined while loading. */
export function useDecisions(): readonly FindingRecord[] | undefined {
  const all = useAll<FindingRecord>('people', 'finding');
  return useMemo(() => all?.filter(isOfRule).sort((a, b) => b.atMs - a.atMs), [all]);
}

/** Not, say, that two files are two people's, which is kept in the same way. */
const isOfRule = ({ ruleId }: FindingRecord): boolean => RULE_IDS.some((id) => id === ruleId);

/** One night at the station: what was found, over all grids that the person may see. */
export interface Night {
  readonly day: string;
  readonly atMs: number;
  readonly grids: number;
  readonly checked: Readonly<Record<string, number>>;
  readonly found: Readonly<Record<string, number>>;
  readonly total: number;
}

const NIGHTS_SHOWN = 14;

/** The last 14 nights with a report, the newest first; undefined while loading. */
export function useNights(): readonly Night[] | undefined {
  const reports = useAll<ReportRecord>('people', 'quality-report');
  return useMemo(() => reports && nightsOf(reports), [reports]);
}

/** Adds up the reports of each day. */
function nightsOf(reports: readonly QualityReport[]): readonly Night[] {
  const byDay = new Map<string, Night>();
  for (const { day, atMs, checked, found } of reports) {
    const night = byDay.get(day);
    const sum = sumOf(night?.found ?? {}, found);
    byDay.set(day, {
      day,
      atMs: Math.max(night?.atMs ?? 0, atMs),
      grids: (night?.grids ?? 0) + 1,
      checked: sumOf(night?.checked ?? {}, checked),
      found: sum,
      total: Object.values(sum).reduce((total, count) => total + count, 0),
    });
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? 1 : -1)).slice(0, NIGHTS_SHOWN);
}

function sumOf(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** One finding by its key (`findingKey`): undefined while it is looked up, null once there is none. */
export function useFinding(key: string): FoundRow | null | undefined {
  const today = useToday();
  return useRegisterAnswer(
    async (register) => {
      const [ruleId, subjectUid = ''] = key.split('.');
      const finding = (await register.findingsOf(subjectUid, today)).find((each) => each.ruleId === ruleId);
      if (!finding) return null;
      const { subjectType, subjectId } = finding;
      const [row] = await register.rows(subjectType, [subjectId], today);
      return row ? { ...finding, grid: row.grid, title: nameIn(row), address: row.address } : null;
    },
    [key, today],
  );
}

/** The name of somebody, or of a household's head; null for a home. */
export function nameIn(row: PersonRow | HouseholdRow | DwellingRow): string | null {
  if ('headName' in row) return row.headName;
  return 'name' in row ? row.name : null;
}

/** What a press would do, while it is being worked out and after. */
export type PlanState =
  | { readonly kind: 'looking' }
  | { readonly kind: 'here'; readonly shown: FixShown }
  | { readonly kind: 'none'; readonly reason: NoPlan }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Works out what the press for a finding would change, from the file as it is now. */
export function usePlan(finding: Mendable): PlanState {
  const station = useStation();
  const version = useObservable(station.register.version$);
  const key = JSON.stringify(finding);
  const [state, setState] = useState<PlanState>({ kind: 'looking' });
  useEffect(() => {
    let isWanted = true;
    planFix(station, JSON.parse(key) as Mendable).then(
      (plan) => {
        if (!isWanted) return;
        setState(plan.ok ? { kind: 'here', shown: plan.value.shown } : { kind: 'none', reason: plan.error });
      },
      (error: unknown) => isWanted && setState({ kind: 'failed', error }),
    );
    return () => {
      isWanted = false;
    };
  }, [station, key, version]);
  return state;
}

/** Subjects of decisions by uid, as far as this device holds them. */
export type Subjects = ReadonlyMap<string, Pick<FoundRow, 'subjectType' | 'subjectId' | 'title' | 'address'>>;

const SUBJECT_KINDS = ['person', 'household', 'dwelling'] as const;

/** Whom and what decisions are about; undefined while it is looked up. */
export function useSubjects(decisions: readonly FindingRecord[]): Subjects | undefined {
  const today = useToday();
  const idsOf = (kind: string) =>
    decisions.flatMap(({ _id, subjectType, subjectUid }) =>
      subjectType === kind ? [documentId(kind, scopeOf(_id), subjectUid)] : [],
    );
  const key = decisions.map(({ _id }) => _id).join(' ');
  return useRegisterAnswer(
    async (register) => {
      const found = await Promise.all(
        SUBJECT_KINDS.map(async (kind) => {
          const rows = await register.rows(kind, [...new Set(idsOf(kind))], today);
          return rows.map((row) => {
            const subject = { subjectType: kind, subjectId: row.id, title: nameIn(row), address: row.address };
            return [row.uid, subject] as const;
          });
        }),
      );
      return new Map(found.flat());
    },
    [key, today],
  );
}
