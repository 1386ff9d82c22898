import type { DispatchMode, DispatchRule, Unit } from '#shared/schema/types/incident-dispatch';

/** A rule of dispatch as the form has it. */
export type RuleEntry = Omit<
  Pick<
    DispatchRule,
    'name' | 'active' | 'majors' | 'categoryUids' | 'gridNumbers' | 'mode' | 'staffUid' | 'copyUnitUids' | 'automatic'
  >,
  symbol
> & {
  /** '' for none yet. */
  readonly unitUid: string;
};

/** What a form over a rule begins with; an empty one for a rule that is to be made. */
export const ruleEntryOf = (rule: DispatchRule | null): RuleEntry => ({
  name: rule?.name ?? '',
  active: rule?.active ?? true,
  majors: rule?.majors ?? [],
  categoryUids: rule?.categoryUids ?? [],
  gridNumbers: rule?.gridNumbers ?? [],
  unitUid: rule?.unitUid ?? '',
  mode: rule?.mode ?? 'assigned',
  staffUid: rule?.staffUid ?? null,
  copyUnitUids: rule?.copyUnitUids ?? [],
  automatic: rule?.automatic ?? false,
});

export type RuleProblem = 'name-missing' | 'name-too-long' | 'name-taken' | 'unit-missing' | 'nobody-to-turn-to';

const LONGEST_NAME = 60;

/** What keeps a rule from being saved; `others` are the rules beside it. */
export function ruleProblems(
  { name, unitUid, mode }: RuleEntry,
  others: readonly Pick<DispatchRule, 'name'>[],
  units: readonly Pick<Unit, 'uid' | 'memberUids'>[],
): readonly RuleProblem[] {
  const given = name.trim();
  const unit = units.find(({ uid }) => uid === unitUid);
  const found: readonly (RuleProblem | false)[] = [
    given === '' && 'name-missing',
    given.length > LONGEST_NAME && 'name-too-long',
    others.some((rule) => rule.name === given) && 'name-taken',
    unitUid === '' && 'unit-missing',
    unit !== undefined && needsMembers(mode) && unit.memberUids.length === 0 && 'nobody-to-turn-to',
  ];
  return found.filter((each) => each !== false);
}

const needsMembers = (mode: DispatchMode): boolean => mode !== 'assigned';

/** A step between rules, so that one that another device adds meanwhile has a place. */
const ORDER_STEP = 10;

/** The order of a rule that is asked last. */
export const ruleOrderAtEnd = (rules: readonly Pick<DispatchRule, 'order'>[]): number =>
  Math.max(0, ...rules.map(({ order }) => order)) + ORDER_STEP;

/** What orders change when a rule is asked one place earlier (-1) or later (1); empty at either end. */
export function ruleMoves(
  rules: readonly Pick<DispatchRule, 'uid' | 'order'>[],
  uid: string,
  step: -1 | 1,
): readonly { readonly uid: string; readonly order: number }[] {
  const sorted = [...rules].sort((a, b) => a.order - b.order || (a.uid < b.uid ? -1 : 1));
  const from = sorted.findIndex((rule) => rule.uid === uid);
  const to = from + step;
  const [moving, other] = [sorted[from], sorted[to]];
  if (!moving || !other) return [];
  sorted[from] = other;
  sorted[to] = moving;
  return sorted.flatMap((rule, index) => {
    const order = (index + 1) * ORDER_STEP;
    return order === rule.order ? [] : [{ uid: rule.uid, order }];
  });
}
