import type { Span } from '../calendar/working-calendar';
import { orderSteps } from '../steps/order';
import {
  isPossibleIn,
  isTakenBy,
  stateAfter,
  type ApplicationState,
  type ApplicationStep,
  type MaterialWay,
  type PromisedMaterial,
} from './steps';

/** A step as it counts: `aside` says why it changed nothing. */
export interface CountedStep {
  readonly step: ApplicationStep;
  readonly state: ApplicationState;
  readonly aside: 'state' | 'post' | 'already' | null;
}

/** Where an application stands by its steps; nothing here depends on the clock. */
export interface ApplicationStanding {
  readonly state: ApplicationState;
  readonly sinceMs: number;
  readonly submittedAtMs: number | null;
  /** From here on the promised and the statutory time count. */
  readonly acceptedAtMs: number | null;
  readonly decidedAtMs: number | null;
  readonly outcome: 'granted' | 'refused' | null;
  readonly endedAtMs: number | null;
  /** How each material was brought last. */
  readonly materials: ReadonlyMap<string, MaterialWay>;
  /** What was asked for and by when, as it was told last. */
  readonly asked: { readonly materialIds: readonly string[]; readonly untilMs: number } | null;
  /** What was allowed to follow; it is listed until it has come. */
  readonly promised: readonly PromisedMaterial[];
  readonly pauses: readonly Span[];
  readonly isPaused: boolean;
  readonly extendedToMs: number | null;
  readonly isSupervised: boolean;
  readonly steps: readonly CountedStep[];
  /** What the next step follows on. */
  readonly heads: readonly string[];
}

type Mutable = { -readonly [K in keyof ApplicationStanding]: ApplicationStanding[K] };

/** What the steps of an application come to: the same on every device that holds the same steps, whatever way they came. */
export function standingOf(createdAtMs: number, steps: readonly ApplicationStep[]): ApplicationStanding {
  const order = orderSteps(steps);
  const materials = new Map<string, MaterialWay>();
  const standing: Mutable = {
    state: 'draft',
    sinceMs: createdAtMs,
    submittedAtMs: null,
    acceptedAtMs: null,
    decidedAtMs: null,
    outcome: null,
    endedAtMs: null,
    materials,
    asked: null,
    promised: [],
    pauses: [],
    isPaused: false,
    extendedToMs: null,
    isSupervised: false,
    steps: [],
    heads: order.heads,
  };
  const counted = order.steps.map((step): CountedStep => {
    const aside = asideReason(standing, step);
    if (aside === null) {
      const { state } = standing;
      if (step.kind === 'material') bring(standing, materials, step.materialId, step.way);
      else apply(standing, step);
      standing.state = stateAfter(state, step.kind);
      if (standing.state !== state) standing.sinceMs = step.written.at;
    }
    return { step, state: standing.state, aside };
  });
  return { ...standing, steps: counted };
}

function asideReason({ state, isPaused }: Mutable, step: ApplicationStep): CountedStep['aside'] {
  if (!isTakenBy(step.post, step.kind)) return 'post';
  if (!isPossibleIn(state, step.kind)) return 'state';
  const isAlready = (step.kind === 'pause' && isPaused) || (step.kind === 'resume' && !isPaused);
  return isAlready ? 'already' : null;
}

function bring(standing: Mutable, materials: Map<string, MaterialWay>, materialId: string, way: MaterialWay): void {
  if (way === 'taken-back') {
    materials.delete(materialId);
    return;
  }
  materials.set(materialId, way);
  standing.promised = standing.promised.filter((promised) => promised.materialId !== materialId);
}

function apply(standing: Mutable, step: Exclude<ApplicationStep, { readonly kind: 'material' }>): void {
  const { at } = step.written;
  switch (step.kind) {
    case 'submit':
      standing.submittedAtMs = at;
      return;
    case 'ask':
      standing.asked = { materialIds: step.materialIds, untilMs: step.untilMs };
      return;
    case 'accept':
      standing.acceptedAtMs = at;
      standing.asked = null;
      standing.promised = step.promised.filter(({ materialId }) => !standing.materials.has(materialId));
      return;
    case 'pause':
      standing.isPaused = true;
      standing.pauses = [...standing.pauses, { fromMs: at, untilMs: null }];
      return;
    case 'resume':
    case 'start':
      return endPause(standing, at);
    case 'extend':
      standing.extendedToMs = step.untilMs;
      return;
    case 'decide':
      standing.decidedAtMs = at;
      standing.outcome = step.outcome;
      return endPause(standing, at);
    case 'return':
    case 'withdraw':
    case 'deliver':
      standing.endedAtMs = at;
      return endPause(standing, at);
    case 'supervise':
      standing.isSupervised = true;
      return;
    case 'note':
      return;
  }
}

function endPause(standing: Mutable, atMs: number): void {
  standing.isPaused = false;
  standing.pauses = standing.pauses.map((span) =>
    span.untilMs === null ? { ...span, untilMs: Math.max(span.fromMs, atMs) } : span,
  );
}
