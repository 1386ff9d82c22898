import type { ApplicationRecordStep } from '../../schema/types/application-step';

export type { MaterialWay } from '../../schema/types/application-step';

/** A step as its record holds it. */
export type ApplicationStep = ApplicationRecordStep;
export type ApplicationStepKind = ApplicationStep['kind'];

/** A material that may follow (容缺受理), and until when. */
export interface PromisedMaterial {
  readonly materialId: string;
  readonly untilMs: number;
}

/** 草稿, 已提交 (waits for the look at its materials), 待补正, 已受理, 办理中, 已决定, and the three ends: 已送达, 已退回, 已撤回. */
export const APPLICATION_STATES = [
  'draft',
  'submitted',
  'lacking',
  'accepted',
  'in-progress',
  'decided',
  'delivered',
  'returned',
  'withdrawn',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

const ENDS: ReadonlySet<ApplicationState> = new Set(['delivered', 'returned', 'withdrawn']);

/** Whether somebody still has something to do about it. */
export const isOpenApplication = (state: ApplicationState): boolean => !ENDS.has(state);

const OPEN = APPLICATION_STATES.filter(isOpenApplication);

interface Move {
  readonly from: readonly ApplicationState[];
  /** Null: it stays where it is. */
  readonly to: ApplicationState | null;
}

const MOVES: Readonly<Record<ApplicationStepKind, Move>> = {
  submit: { from: ['draft'], to: 'submitted' },
  material: { from: OPEN, to: null },
  ask: { from: ['submitted', 'lacking'], to: 'lacking' },
  accept: { from: ['submitted', 'lacking'], to: 'accepted' },
  return: { from: ['submitted', 'lacking', 'accepted', 'in-progress'], to: 'returned' },
  start: { from: ['accepted'], to: 'in-progress' },
  pause: { from: ['accepted', 'in-progress'], to: null },
  resume: { from: ['accepted', 'in-progress'], to: null },
  extend: { from: ['accepted', 'in-progress'], to: null },
  // What is done at once at the counter (即办件) is decided as soon as it is accepted.
  decide: { from: ['accepted', 'in-progress'], to: 'decided' },
  deliver: { from: ['decided'], to: 'delivered' },
  withdraw: { from: ['draft', 'submitted', 'lacking', 'accepted', 'in-progress'], to: 'withdrawn' },
  supervise: { from: OPEN, to: null },
  note: { from: APPLICATION_STATES, to: null },
};

/** Whether such a step can be taken in a state at all. */
export const isPossibleIn = (state: ApplicationState, kind: ApplicationStepKind): boolean =>
  MOVES[kind].from.includes(state);

/** Where such a step leads from a state that it is possible in. */
export const stateAfter = (state: ApplicationState, kind: ApplicationStepKind): ApplicationState =>
  MOVES[kind].to ?? state;

const AT_COUNTER = ['submit', 'material', 'ask', 'accept', 'return', 'start', 'deliver', 'withdraw', 'note'] as const;
const HANDLES = ['start', 'pause', 'resume', 'decide', 'return', 'note'] as const;
const LEADS = [...new Set([...AT_COUNTER, ...HANDLES, 'extend', 'supervise'] as const)];

/** What each post may do about applications at all; what a post may not do does not count, whatever device it came from. */
const RIGHTS: Readonly<Record<ApplicationStep['post'], readonly ApplicationStepKind[]>> = {
  manager: LEADS,
  'duty-lead': LEADS,
  clerk: [...AT_COUNTER, 'pause', 'resume', 'decide'],
  // Helps at home with what somebody wants to hand in, and takes the answer there.
  'grid-worker': ['submit', 'material', 'deliver', 'note'],
  'department-handler': HANDLES,
  'building-head': [],
  volunteer: [],
  it: [],
  auditor: [],
  host: ['start', 'decide', 'note'],
  resident: ['submit', 'material', 'withdraw'],
};

/** A step without what every step has. */
export type StepContent = ContentOf<ApplicationStep>;
type ContentOf<S> = S extends ApplicationStep ? Omit<S, keyof StepFrame | 'after'> : never;

/** What every step has beside what it says. */
export type StepFrame = Pick<ApplicationStep, 'id' | 'written' | 'post' | 'note' | 'photoIds'>;

/** The step that follows on what whoever takes it has seen. */
export const nextStep = (
  { heads }: { readonly heads: readonly string[] },
  frame: StepFrame,
  content: StepContent,
): ApplicationStep => ({ ...frame, after: [...heads], ...content });

/** Whether a step of that kind counts when that post takes it. */
export const isTakenBy = (post: ApplicationStep['post'], kind: ApplicationStepKind): boolean =>
  RIGHTS[post].includes(kind);

/** Kinds of steps that a post may take in a state, in the order of the work. */
export const possibleSteps = (post: ApplicationStep['post'], state: ApplicationState): readonly ApplicationStepKind[] =>
  (Object.keys(MOVES) as ApplicationStepKind[]).filter((kind) => isTakenBy(post, kind) && isPossibleIn(state, kind));
