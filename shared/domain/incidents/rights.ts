import type { StepKind } from '../../schema/types/incident-step';
import type { Post } from '../../schema/types/place';
import { isPossibleIn } from './machine';
import type { Standing } from './standing';

/** Who takes a step: a post, or the station's host by itself. */
export type Taker = Post | 'host';

const HANDLES = ['take', 'start', 'finish', 'return', 'pause', 'resume', 'note'] as const;
const DECIDES = ['accept', 'reject', 'duplicate', 'categorise', 'dispatch', 'transfer', 'note'] as const;
const LEADS = [
  ...DECIDES,
  ...HANDLES,
  'verify',
  'fail',
  'close',
  'reopen',
  'postpone',
  'supervise',
] as const satisfies readonly StepKind[];

/**
 * What each post may do about incidents at all; where it may write any is for the access table (`shared/domain/access`). What a post may not
 * do does not count, whatever device it came from.
 */
export const INCIDENT_RIGHTS: Readonly<Record<Taker, readonly StepKind[]>> = {
  manager: LEADS,
  'duty-lead': LEADS,
  clerk: [...DECIDES, 'close'],
  'grid-worker': ['duplicate', 'categorise', 'verify', 'fail', ...HANDLES],
  'department-handler': HANDLES,
  'building-head': ['note'],
  volunteer: ['note'],
  it: [],
  auditor: [],
  host: ['accept', 'dispatch', 'escalate', 'note'],
};

/** Whether a step of that kind counts when that post takes it. */
export const isTakenBy = (post: Taker, kind: StepKind): boolean => INCIDENT_RIGHTS[post].includes(kind);

const TELLING: ReadonlySet<StepKind> = new Set(['finish', 'verify', 'close', 'note']);

/**
 * Whether such a step of that post may say what the resident reads and sees: those of the work and its checks, and a remark of whoever
 * handles or closes, which can take a picture back.
 */
export const tellsResidents = (post: Taker, kind: StepKind): boolean =>
  TELLING.has(kind) && (isTakenBy(post, 'finish') || isTakenBy(post, 'close'));

/** Somebody who looks at an incident. */
export interface Actor {
  readonly uid: string;
  readonly post: Post;
}

/** What of the category limits the steps. */
export interface StepRules {
  readonly pausable: boolean;
}

const LEADING: ReadonlySet<Post> = new Set(['manager', 'duty-lead']);

/** The steps that somebody may take now, in the order of the work. */
export function allowedSteps(standing: Standing, actor: Actor, rules: StepRules | null): readonly StepKind[] {
  return ORDERED.filter(
    (kind) => isTakenBy(actor.post, kind) && isPossibleIn(standing.state, kind) && fits(kind, standing, actor, rules),
  );
}

function fits(kind: StepKind, standing: Standing, { uid, post }: Actor, rules: StepRules | null): boolean {
  const { assignee, isPaused, finishedBy } = standing;
  const isLeading = LEADING.has(post);
  const isOthers = assignee !== null && assignee.staffUid !== null && assignee.staffUid !== uid;
  switch (kind) {
    case 'take':
      return assignee?.mode === 'pool' && assignee.staffUid === null;
    case 'finish':
    case 'return':
      return isLeading || !isOthers;
    case 'pause':
      return rules?.pausable === true && !isPaused && (isLeading || !isOthers);
    case 'resume':
      return isPaused;
    // Who did the work does not check it.
    case 'verify':
    case 'fail':
      return finishedBy !== uid;
    default:
      return true;
  }
}

const ORDERED: readonly StepKind[] = [
  'accept',
  'dispatch',
  'take',
  'start',
  'finish',
  'verify',
  'close',
  'fail',
  'transfer',
  'return',
  'pause',
  'resume',
  'postpone',
  'supervise',
  'categorise',
  'duplicate',
  'reject',
  'reopen',
  'note',
];
