import type { Incident } from '../../schema/types/incident';
import type { Assignee, IncidentClock, IncidentStep } from '../../schema/types/incident-step';
import type { Span } from '../calendar/working-calendar';
import { orderSteps, type OrderedSteps } from '../steps/order';
import { decides, isPossibleIn, stateAfter, type IncidentState } from './machine';

import { isTakenBy, tellsResidents } from './rights';

/** What of an incident says where it stands. */
export type FoldedIncident = Pick<Incident, 'categoryUid' | 'reportedAtMs' | 'steps'>;

/** Why a step changed nothing: the state that others had brought about, the step that did so last, or that the post may not. */
export type AsideReason =
  | { readonly kind: 'state'; readonly state: IncidentState; readonly by: string | null; readonly knew: boolean }
  | { readonly kind: 'post' }
  | { readonly kind: 'already' };

/** A step as it counts. */
export interface CountedStep {
  readonly step: IncidentStep;
  /** The state after it. */
  readonly state: IncidentState;
  /** Null: it counts. */
  readonly aside: AsideReason | null;
}

/** Where an incident stands by its steps; nothing here depends on the clock. */
export interface Standing {
  readonly state: IncidentState;
  /** When it came into that state. */
  readonly sinceMs: number;
  readonly categoryUid: string | null;
  readonly assignee: Assignee | null;
  readonly copyUnitUids: readonly string[];
  /** The first 立案 and 分拨 since it was last opened: a transfer gains no time. */
  readonly acceptedAtMs: number | null;
  readonly dispatchedAtMs: number | null;
  /** When somebody first came (K3), also after it was opened again. */
  readonly respondedAtMs: number | null;
  readonly finishedAtMs: number | null;
  readonly finishedBy: string | null;
  readonly endedAtMs: number | null;
  readonly pauses: readonly Span[];
  readonly isPaused: boolean;
  readonly postponedToMs: number | null;
  readonly isSupervised: boolean;
  /** The highest level told, by clock. */
  readonly escalated: Readonly<Record<IncidentClock, number>>;
  readonly duplicateOf: string | null;
  readonly reopened: number;
  /** The step whose words for the resident hold; null where nobody wrote any since it was opened or its work was refused. */
  readonly toldBy: IncidentStep | null;
  /** Ids of the pictures that somebody marked for the resident since then. */
  readonly shownPhotoIds: readonly string[];
  /** All steps in the order they count. */
  readonly steps: readonly CountedStep[];
  /**
   * Steps that two people took without knowing of each other, until somebody who knows of both takes one: to be shown, whichever counts.
   */
  readonly unaware: readonly string[];
  /** What the next step follows on. */
  readonly heads: readonly string[];
}

type Mutable = { -readonly [K in keyof Standing]: Standing[K] };

/** What the steps of an incident come to: the same on every device that holds the same steps, whatever way they came. */
export function standingOf(incident: FoldedIncident): Standing {
  const order = orderSteps(incident.steps);
  const standing = beginning(incident);
  const counted: CountedStep[] = [];
  let movedBy: string | null = null;
  for (const step of order.steps) {
    const aside = asideReason(standing, step, movedBy, order);
    if (!aside) {
      const { state } = standing;
      apply(standing, step);
      if (tellsResidents(step.post, step.kind)) tell(standing, step);
      if (standing.state !== state) {
        standing.sinceMs = step.written.at;
        movedBy = step.id;
      }
    }
    counted.push({ step, state: standing.state, aside });
  }
  return { ...standing, steps: counted, unaware: unawareOf(order), heads: order.heads };
}

function beginning({ categoryUid, reportedAtMs }: FoldedIncident): Mutable {
  return {
    state: 'reported',
    sinceMs: reportedAtMs,
    categoryUid,
    assignee: null,
    copyUnitUids: [],
    acceptedAtMs: null,
    dispatchedAtMs: null,
    respondedAtMs: null,
    finishedAtMs: null,
    finishedBy: null,
    endedAtMs: null,
    pauses: [],
    isPaused: false,
    postponedToMs: null,
    isSupervised: false,
    escalated: { response: 0, handling: 0 },
    duplicateOf: null,
    reopened: 0,
    toldBy: null,
    shownPhotoIds: [],
    steps: [],
    unaware: [],
    heads: [],
  };
}

function asideReason(
  standing: Mutable,
  step: IncidentStep,
  movedBy: string | null,
  order: OrderedSteps<IncidentStep>,
): AsideReason | null {
  if (!isTakenBy(step.post, step.kind)) return { kind: 'post' };
  if (!isPossibleIn(standing.state, step.kind)) {
    const knew = movedBy === null || order.knew(step.id, movedBy);
    return { kind: 'state', state: standing.state, by: movedBy, knew };
  }
  return isAlready(standing, step) ? { kind: 'already' } : null;
}

/** Whether what the step says is so already. */
function isAlready({ isPaused, assignee, escalated }: Mutable, step: IncidentStep): boolean {
  switch (step.kind) {
    case 'pause':
      return isPaused;
    case 'resume':
      return !isPaused;
    case 'take':
      return assignee?.mode !== 'pool' || assignee.staffUid !== null;
    case 'escalate':
      return escalated[step.clock] >= step.level;
    default:
      return false;
  }
}

function apply(standing: Mutable, step: IncidentStep): void {
  const { at, by } = step.written;
  standing.state = stateAfter(standing.state, step.kind);
  switch (step.kind) {
    case 'accept':
      standing.categoryUid = step.categoryUid ?? standing.categoryUid;
      standing.acceptedAtMs ??= at;
      return;
    case 'categorise':
      standing.categoryUid = step.categoryUid;
      return;
    case 'dispatch':
      standing.copyUnitUids = step.copyUnitUids;
      standing.assignee = step.to;
      standing.dispatchedAtMs ??= at;
      return;
    case 'transfer':
      standing.assignee = step.to;
      return;
    case 'take':
      if (standing.assignee) standing.assignee = { ...standing.assignee, staffUid: by };
      return;
    case 'return':
      standing.assignee = null;
      return endPause(standing, at);
    case 'start':
      // Whoever begins on their own has taken it on, too.
      standing.acceptedAtMs ??= at;
      standing.dispatchedAtMs ??= at;
      standing.respondedAtMs ??= at;
      return endPause(standing, at);
    case 'finish':
      standing.respondedAtMs ??= at;
      standing.finishedAtMs = at;
      standing.finishedBy = by;
      return endPause(standing, at);
    case 'fail':
      standing.finishedAtMs = null;
      standing.finishedBy = null;
      // What was to be shown is the work that did not do.
      standing.toldBy = null;
      standing.shownPhotoIds = [];
      return;
    case 'reject':
    case 'close':
      standing.endedAtMs = at;
      return endPause(standing, at);
    case 'duplicate':
      standing.duplicateOf = step.ofUid;
      standing.endedAtMs = at;
      return endPause(standing, at);
    case 'reopen':
      return reopen(standing, at);
    case 'postpone':
      standing.postponedToMs = step.untilMs;
      return;
    case 'pause':
      standing.isPaused = true;
      standing.pauses = [...standing.pauses, { fromMs: at, untilMs: null }];
      return;
    case 'resume':
      return endPause(standing, at);
    case 'supervise':
      standing.isSupervised = true;
      return;
    case 'escalate':
      standing.escalated = { ...standing.escalated, [step.clock]: step.level };
      return;
    case 'verify':
    case 'note':
      return;
  }
}

function tell(standing: Mutable, step: IncidentStep): void {
  if (step.told !== undefined) standing.toldBy = step.told === null ? null : step;
  standing.shownPhotoIds = step.shownPhotoIds ?? standing.shownPhotoIds;
}

function endPause(standing: Mutable, atMs: number): void {
  standing.isPaused = false;
  standing.pauses = standing.pauses.map((span) =>
    span.untilMs === null ? { ...span, untilMs: Math.max(span.fromMs, atMs) } : span,
  );
}

/** Everything begins anew but what has happened: the response, and how often it came back. */
function reopen(standing: Mutable, atMs: number): void {
  Object.assign(standing, {
    assignee: null,
    copyUnitUids: [],
    acceptedAtMs: atMs,
    dispatchedAtMs: null,
    finishedAtMs: null,
    finishedBy: null,
    endedAtMs: null,
    pauses: [],
    isPaused: false,
    postponedToMs: null,
    isSupervised: false,
    escalated: { ...standing.escalated, handling: 0 },
    duplicateOf: null,
    reopened: standing.reopened + 1,
    toldBy: null,
    shownPhotoIds: [],
  } satisfies Partial<Standing>);
}

function unawareOf({ steps, knew }: OrderedSteps<IncidentStep>): readonly string[] {
  const deciding = steps.filter(({ kind }) => decides(kind));
  const found = new Set<string>();
  for (const [place, later] of deciding.entries()) {
    for (const earlier of deciding.slice(0, place)) {
      if (knew(later.id, earlier.id)) continue;
      const isSettled = steps.some(({ id, post }) => post !== 'host' && knew(id, later.id) && knew(id, earlier.id));
      if (isSettled) continue;
      found.add(earlier.id).add(later.id);
    }
  }
  return deciding.map(({ id }) => id).filter((id) => found.has(id));
}
