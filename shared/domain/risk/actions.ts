import type { RiskLevel, RiskScore } from './score';
import type { RiskTable } from './table';

/** What a report proposes to do, the most pressing first, and within how many days of the report, by the level of its dimension. */
const WITHIN_DAYS = {
  'doctor-now': { high: 0, medium: 0, unknown: 0, low: 0 },
  'confirm-safe': { high: 0, medium: 0, unknown: 0, low: 1 },
  'see-doctor': { high: 3, medium: 7, unknown: 14, low: 14 },
  'check-home': { high: 3, medium: 7, unknown: 14, low: 30 },
  visit: { high: 1, medium: 3, unknown: 7, low: 7 },
  'ask-night': { high: 1, medium: 3, unknown: 7, low: 7 },
  'meet-needs': { high: 3, medium: 7, unknown: 14, low: 14 },
  'mend-device': { high: 1, medium: 3, unknown: 7, low: 7 },
  'follow-incident': { high: 1, medium: 3, unknown: 7, low: 7 },
  'support-ability': { high: 7, medium: 14, unknown: 30, low: 30 },
  measure: { high: 1, medium: 7, unknown: 14, low: 30 },
  'find-contact': { high: 7, medium: 14, unknown: 14, low: 30 },
  assess: { high: 7, medium: 14, unknown: 14, low: 30 },
} as const satisfies Readonly<Record<string, Readonly<Record<RiskLevel, number>>>>;

/** Ids of what can be proposed. */
export type ActionId = keyof typeof WITHIN_DAYS;
export const ACTIONS = Object.keys(WITHIN_DAYS) as readonly ActionId[];

export interface NextAction {
  readonly action: ActionId;
  /** By then, in days since 1970-01-01. */
  readonly dueDay: number;
  /** What it is for. */
  readonly rules: readonly string[];
}

/** What to find out where somebody should have looked and did not, by rule; another rule's own action does. */
const TO_FIND_OUT: Readonly<Record<string, ActionId>> = { ability: 'assess' };

const isAction = (text: string | undefined): text is ActionId => text !== undefined && text in WITHIN_DAYS;

/** The plan that follows from a report: each action once, the soonest first. */
export function nextActions({ dimensions, day }: RiskScore, { rules }: RiskTable): readonly NextAction[] {
  const actionOf = new Map(rules.map(({ id, action }) => [id, action]));
  const planned = new Map<ActionId, { dueDay: number; rules: string[] }>();
  for (const { level, reasons } of Object.values(dimensions)) {
    for (const { rule, figure, points } of reasons) {
      const action = figure === null ? (TO_FIND_OUT[rule] ?? actionOf.get(rule)) : actionOf.get(rule);
      if (points <= 0 || !isAction(action)) continue;
      const dueDay = day + WITHIN_DAYS[action][level];
      const known = planned.get(action);
      if (known) planned.set(action, { dueDay: Math.min(known.dueDay, dueDay), rules: [...known.rules, rule] });
      else planned.set(action, { dueDay, rules: [rule] });
    }
  }
  return inOrder([...planned].map(([action, plan]): NextAction => ({ action, ...plan })));
}

/**
 * The same plan, following on one that was made before: what is still to be done is due when it was, or sooner where it has become more
 * pressing. Else every new report would put it off.
 */
export function continueActions(before: readonly NextAction[], now: readonly NextAction[]): readonly NextAction[] {
  const dueBefore = new Map(before.map(({ action, dueDay }) => [action, dueDay]));
  return inOrder(
    now.map((each) => ({ ...each, dueDay: Math.min(each.dueDay, dueBefore.get(each.action) ?? each.dueDay) })),
  );
}

const inOrder = (actions: readonly NextAction[]): readonly NextAction[] =>
  [...actions].sort((a, b) => a.dueDay - b.dueDay || ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action));
