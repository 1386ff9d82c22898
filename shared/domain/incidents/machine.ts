import type { StepKind } from '../../schema/types/incident-step';

/**
 * Where an incident stands: 上报, 立案, 分拨, 处置中, 处置完 (waits for 核查), 核查通过 (waits for 结案), 结案; and the two other ends, 不予立案 and 重复.
 * 评价 is no state of it: whoever rates does so after the end, in a record of its own.
 */
export const INCIDENT_STATES = [
  'reported',
  'accepted',
  'dispatched',
  'handling',
  'handled',
  'verified',
  'closed',
  'rejected',
  'duplicate',
] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

const ENDS: ReadonlySet<IncidentState> = new Set(['closed', 'rejected', 'duplicate']);

/** Whether somebody still has something to do about it. */
export const isOpenState = (state: IncidentState): boolean => !ENDS.has(state);

const OPEN = INCIDENT_STATES.filter(isOpenState);

interface Move {
  readonly from: readonly IncidentState[];
  /** Null: it stays where it is. */
  readonly to: IncidentState | null;
}

/** What each step asks for and leads to. */
const MOVES: Readonly<Record<StepKind, Move>> = {
  accept: { from: ['reported'], to: 'accepted' },
  reject: { from: ['reported', 'accepted'], to: 'rejected' },
  duplicate: { from: ['reported', 'accepted', 'dispatched'], to: 'duplicate' },
  categorise: { from: OPEN, to: null },
  dispatch: { from: ['accepted'], to: 'dispatched' },
  transfer: { from: ['dispatched', 'handling'], to: 'dispatched' },
  take: { from: ['dispatched'], to: null },
  return: { from: ['dispatched', 'handling'], to: 'accepted' },
  // Whoever stands before it may begin at once: paper does not hold up a hand.
  start: { from: ['reported', 'accepted', 'dispatched'], to: 'handling' },
  finish: { from: ['dispatched', 'handling'], to: 'handled' },
  verify: { from: ['handled'], to: 'verified' },
  fail: { from: ['handled'], to: 'handling' },
  close: { from: ['verified'], to: 'closed' },
  reopen: { from: ['closed', 'rejected', 'duplicate'], to: 'accepted' },
  postpone: { from: ['accepted', 'dispatched', 'handling'], to: null },
  pause: { from: ['accepted', 'dispatched', 'handling'], to: null },
  resume: { from: ['accepted', 'dispatched', 'handling'], to: null },
  supervise: { from: OPEN, to: null },
  escalate: { from: OPEN, to: null },
  note: { from: INCIDENT_STATES, to: null },
};

export const STEP_KINDS = Object.keys(MOVES) as readonly StepKind[];

/** Whether such a step can be taken in a state at all. */
export const isPossibleIn = (state: IncidentState, kind: StepKind): boolean => MOVES[kind].from.includes(state);

/** Where such a step leads from a state that it is possible in. */
export const stateAfter = (state: IncidentState, kind: StepKind): IncidentState => MOVES[kind].to ?? state;

/** Steps that tell or remind and decide nothing: two of them never stand in each other's way. */
const REMARKS: ReadonlySet<StepKind> = new Set(['note', 'escalate', 'supervise']);

/** Whether a step decides something, so that another one taken without knowing of it should be looked at. */
export const decides = (kind: StepKind): boolean => !REMARKS.has(kind);
