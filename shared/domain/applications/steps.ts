import type { Post } from '../../schema/types/place';

/** How a material was brought. */
export const MATERIAL_WAYS = ['paper', 'scan', 'electronic', 'not-needed', 'taken-back'] as const;
export type MaterialWay = (typeof MATERIAL_WAYS)[number];

/** A material that may follow (容缺受理), and until when. */
export interface PromisedMaterial {
  readonly materialId: string;
  readonly untilMs: number;
}

/** Something done about an application. Steps are only ever added; where it stands is what they come to. */
export type ApplicationStep = {
  readonly id: string;
  readonly written: { readonly at: number; readonly by: string };
  /** Post of who took it; `host` for what the station does by itself, `resident` for what came from a kiosk or a phone. */
  readonly post: Post | 'host' | 'resident';
  /** The last steps that who took it knew of. */
  readonly after: readonly string[];
} & (
  | { readonly kind: 'submit' }
  | { readonly kind: 'material'; readonly materialId: string; readonly way: MaterialWay }
  /** 一次性告知: everything that is missing, told at once. */
  | { readonly kind: 'ask'; readonly materialIds: readonly string[]; readonly untilMs: number }
  | { readonly kind: 'accept'; readonly promised: readonly PromisedMaterial[] }
  /** 不予受理 or 退件. */
  | { readonly kind: 'return' }
  /** Work on it begins, here or at the department that it was sent to. */
  | { readonly kind: 'start' }
  | { readonly kind: 'pause' | 'resume' }
  | { readonly kind: 'extend'; readonly untilMs: number }
  | { readonly kind: 'decide'; readonly outcome: 'granted' | 'refused' }
  | { readonly kind: 'deliver'; readonly way: 'counter' | 'post' | 'electronic' | 'home' }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'supervise' }
  | { readonly kind: 'note' }
);
export type ApplicationStepKind = ApplicationStep['kind'];

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

/** Whether a step of that kind counts when that post takes it. */
export const isTakenBy = (post: ApplicationStep['post'], kind: ApplicationStepKind): boolean =>
  RIGHTS[post].includes(kind);
