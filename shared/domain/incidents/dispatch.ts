import type { Category } from '../../schema/types/incident-category';
import type { DispatchRule, Unit } from '../../schema/types/incident-dispatch';
import type { Assignee, DispatchReason } from '../../schema/types/incident-step';
import type { Standing } from './standing';

/** What of an incident decides where it goes. */
export interface ToDispatch {
  readonly categoryUid: string | null;
  readonly gridNumber: number;
}

/** Somebody got something, some time. */
export interface PastTurn {
  readonly unitUid: string;
  readonly staffUid: string;
  readonly atMs: number;
}

/** What dispatch goes by: records as they stand. */
export interface DispatchTable {
  readonly rules: readonly DispatchRule[];
  readonly units: readonly Unit[];
  readonly categories: readonly Category[];
  /** Whether somebody works at the station. */
  readonly worksHere: (staffUid: string) => boolean;
  readonly turns: readonly PastTurn[];
}

/** A rule that stands before the chosen one and was passed over. */
export interface PassedRule {
  readonly ruleUid: string;
  /**
   * It is for another category, for other grids; its unit is put away, or works in other grids; nobody of it, or not the one it names,
   * works here.
   */
  readonly why: 'category' | 'area' | 'unit' | 'unit-area' | 'member';
}

export type DispatchChoice =
  | {
      readonly kind: 'chosen';
      readonly to: Assignee;
      readonly copyUnitUids: readonly string[];
      readonly because: DispatchReason;
      readonly automatic: boolean;
      readonly passed: readonly PassedRule[];
    }
  | { readonly kind: 'none'; readonly passed: readonly PassedRule[] };

/**
 * Where an incident goes: by the first rule that fits and whose unit can take it, else to the unit that the category names. The same
 * incident, table and history always give the same answer; every rule that was passed over is told with its reason.
 */
export function chooseDispatch(incident: ToDispatch, table: DispatchTable): DispatchChoice {
  const category = table.categories.find(({ uid }) => uid === incident.categoryUid) ?? null;
  const passed: PassedRule[] = [];
  const rules = table.rules.filter(({ active }) => active);
  for (const rule of [...rules].sort((a, b) => a.order - b.order || compareText(a.uid, b.uid))) {
    const fit = fits(rule, incident, category);
    if (typeof fit === 'string') {
      passed.push({ ruleUid: rule.uid, why: fit });
      continue;
    }
    const found = memberFor(rule, incident, table);
    if (typeof found === 'string') {
      passed.push({ ruleUid: rule.uid, why: found });
      continue;
    }
    const { staffUid, turn } = found;
    return {
      kind: 'chosen',
      to: { unitUid: rule.unitUid, staffUid, mode: rule.mode },
      copyUnitUids: rule.copyUnitUids.filter((uid) => isActive(uid, table)),
      because: { ruleUid: rule.uid, ruleName: rule.name, ...fit, mode: rule.mode, turn },
      automatic: rule.automatic,
      passed,
    };
  }
  const unitUid = category?.unitUid ?? null;
  const own = table.units.find(({ uid, active }) => uid === unitUid && active);
  if (!own || !worksIn(own, incident)) return { kind: 'none', passed };
  const because = {
    ruleUid: null,
    ruleName: '',
    category: 'category',
    area: 'any',
    mode: 'assigned',
    turn: null,
  } as const;
  const to = { unitUid: own.uid, staffUid: null, mode: 'assigned' } as const;
  return { kind: 'chosen', to, copyUnitUids: [], because, automatic: false, passed };
}

type Fit = Pick<DispatchReason, 'category' | 'area'>;

function fits(rule: DispatchRule, { gridNumber }: ToDispatch, category: Category | null): Fit | 'category' | 'area' {
  const isAny = rule.majors.length === 0 && rule.categoryUids.length === 0;
  const byCategory = category !== null && rule.categoryUids.includes(category.uid);
  const byMajor = category !== null && rule.majors.includes(category.major.name);
  if (!isAny && !byCategory && !byMajor) return 'category';
  const isEverywhere = rule.gridNumbers.length === 0;
  if (!isEverywhere && !rule.gridNumbers.includes(gridNumber)) return 'area';
  return { category: byCategory ? 'category' : byMajor ? 'major' : 'any', area: isEverywhere ? 'any' : 'grid' };
}

interface Member {
  readonly staffUid: string | null;
  readonly turn: DispatchReason['turn'];
}

function memberFor(
  rule: DispatchRule,
  incident: Pick<ToDispatch, 'gridNumber'>,
  table: DispatchTable,
): Member | 'unit' | 'unit-area' | 'member' {
  const unit = table.units.find(({ uid, active }) => uid === rule.unitUid && active);
  if (!unit) return 'unit';
  if (!worksIn(unit, incident)) return 'unit-area';
  if (rule.mode === 'pool') return { staffUid: null, turn: null };
  if (rule.mode === 'assigned') {
    if (rule.staffUid === null) return { staffUid: null, turn: null };
    return table.worksHere(rule.staffUid) ? { staffUid: rule.staffUid, turn: null } : 'member';
  }
  const members = [...new Set(unit.memberUids)].filter((uid) => table.worksHere(uid));
  const next = nextInTurn(unit.uid, members, table.turns);
  return next === null
    ? 'member'
    : { staffUid: next.staffUid, turn: { lastAtMs: next.lastAtMs, members: members.length } };
}

/**
 * Whose turn it is: whoever had the last one longest ago; who never had one comes first, and of several who stands first in the unit's
 * own order. So members are never more than one apart for as long as they are the same, and a newcomer gets one turn, not all that were
 * missed.
 */
export function nextInTurn(
  unitUid: string,
  members: readonly string[],
  turns: readonly PastTurn[],
): { readonly staffUid: string; readonly lastAtMs: number | null } | null {
  const last = new Map<string, number>();
  for (const turn of turns) {
    if (turn.unitUid === unitUid) last.set(turn.staffUid, Math.max(turn.atMs, last.get(turn.staffUid) ?? 0));
  }
  const [next] = [...members].sort((a, b) => (last.get(a) ?? -1) - (last.get(b) ?? -1));
  return next === undefined ? null : { staffUid: next, lastAtMs: last.get(next) ?? null };
}

/** The turns that incidents tell of: whoever was sent one or had one passed on. */
export function turnsOf(standings: readonly Pick<Standing, 'steps'>[]): readonly PastTurn[] {
  return standings.flatMap(({ steps }) =>
    steps.flatMap(({ step, aside }): readonly PastTurn[] => {
      if (aside || (step.kind !== 'dispatch' && step.kind !== 'transfer') || step.to.staffUid === null) return [];
      return [{ unitUid: step.to.unitUid, staffUid: step.to.staffUid, atMs: step.written.at }];
    }),
  );
}

/** Whether a unit works in the incident's grid; one without grids of its own works in all. */
const worksIn = ({ gridNumbers }: Pick<Unit, 'gridNumbers'>, { gridNumber }: Pick<ToDispatch, 'gridNumber'>): boolean =>
  gridNumbers.length === 0 || gridNumbers.includes(gridNumber);

const isActive = (uid: string, { units }: DispatchTable): boolean =>
  units.some((unit) => unit.uid === uid && unit.active);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
