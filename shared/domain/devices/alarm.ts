/** Somebody is to be called within this of the alarm, and to be at the door within that, ms (the scheme: 15 and 30 minutes). */
export const CALL_WITHIN_MS = 15 * 60_000;
export const VISIT_WITHIN_MS = 30 * 60_000;

export const CALL_OUTCOMES = ['fine', 'no-answer', 'needs-visit'] as const;
export const VISIT_OUTCOMES = ['fine', 'helped', 'not-reached'] as const;

/** What was done about an alarm. Steps are only ever added; where it stands is what they come to. */
export type AlarmStep = { readonly id: string; readonly atMs: number; readonly by: string } & (
  | { readonly kind: 'seen' }
  | { readonly kind: 'call'; readonly outcome: (typeof CALL_OUTCOMES)[number] }
  | { readonly kind: 'visit'; readonly outcome: (typeof VISIT_OUTCOMES)[number] }
  /** The device says that all is well again. */
  | { readonly kind: 'recovered' }
  /** Somebody higher was told, since nobody acted in time. */
  | { readonly kind: 'escalated'; readonly to: 'duty-lead' | 'manager' }
  /** It was no alarm at all: a broken device, a rehearsal of the fire brigade. */
  | { readonly kind: 'mistaken' }
);

export interface AlarmStanding {
  /** What is to be done next. */
  readonly state: 'call' | 'visit' | 'closed';
  /** Until when, ms; null for a closed one. */
  readonly dueAtMs: number | null;
  readonly outcome: 'fine' | 'helped' | 'recovered' | 'mistaken' | null;
  readonly closedAtMs: number | null;
  /** Who saw it and when first, in that order. */
  readonly seen: readonly { readonly by: string; readonly atMs: number }[];
  readonly escalatedTo: readonly ('duty-lead' | 'manager')[];
  readonly isRecovered: boolean;
}

/** Rules whose alarm is over by itself once the device says so, if nobody has acted yet. */
const MENDS_ITSELF: readonly string[] = ['no-water', 'silent'];

/**
 * Where an alarm stands. Steps may come in any order and twice: two people may have acted without a network. Whatever was done last counts,
 * so somebody who needs a visit after somebody else called it fine is visited.
 */
export function standingOf(
  alarm: { readonly rule: string; readonly raisedAtMs: number },
  steps: readonly AlarmStep[],
): AlarmStanding {
  const ordered = [...new Map(steps.map((step) => [step.id, step])).values()].sort(
    (a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1),
  );
  const seen = new Map<string, number>();
  const escalatedTo = new Set<'duty-lead' | 'manager'>();
  let state: AlarmStanding['state'] = 'call';
  let outcome: AlarmStanding['outcome'] = null;
  let closedAtMs: number | null = null;
  let isRecovered = false;
  let hasActed = false;
  const close = (how: NonNullable<AlarmStanding['outcome']>, atMs: number): void => {
    [state, outcome, closedAtMs] = ['closed', how, atMs];
  };
  const visit = (): void => {
    [state, outcome, closedAtMs] = ['visit', null, null];
  };
  for (const step of ordered) {
    if (step.kind !== 'recovered' && step.kind !== 'escalated' && !seen.has(step.by)) seen.set(step.by, step.atMs);
    switch (step.kind) {
      case 'seen':
        break;
      case 'call':
        hasActed = true;
        if (step.outcome === 'fine') close('fine', step.atMs);
        else visit();
        break;
      case 'visit':
        hasActed = true;
        if (step.outcome === 'not-reached') visit();
        else close(step.outcome, step.atMs);
        break;
      case 'mistaken':
        hasActed = true;
        close('mistaken', step.atMs);
        break;
      case 'recovered':
        isRecovered = true;
        if (!hasActed && MENDS_ITSELF.includes(alarm.rule)) close('recovered', step.atMs);
        break;
      case 'escalated':
        escalatedTo.add(step.to);
    }
  }
  return {
    state,
    dueAtMs: dueOf(state, alarm.raisedAtMs),
    outcome,
    closedAtMs,
    seen: [...seen].map(([by, atMs]) => ({ by, atMs })),
    escalatedTo: [...escalatedTo],
    isRecovered,
  };
}

function dueOf(state: AlarmStanding['state'], raisedAtMs: number): number | null {
  switch (state) {
    case 'call':
      return raisedAtMs + CALL_WITHIN_MS;
    case 'visit':
      return raisedAtMs + VISIT_WITHIN_MS;
    case 'closed':
      return null;
  }
}

/**
 * Whom to tell now since nobody acted in time, and when to look again, ms. The duty lead hears of a call that was not made, the manager of a
 * door that nobody reached.
 */
export function escalationOf(
  raisedAtMs: number,
  { state, escalatedTo }: AlarmStanding,
  nowMs: number,
): { readonly tell: readonly ('duty-lead' | 'manager')[]; readonly lookAtMs: number | null } {
  if (state === 'closed') return { tell: [], lookAtMs: null };
  const due = [
    // Somebody who has called and goes there is in time until the visit is due.
    ...(state === 'call' ? [{ to: 'duty-lead' as const, atMs: raisedAtMs + CALL_WITHIN_MS }] : []),
    { to: 'duty-lead' as const, atMs: raisedAtMs + VISIT_WITHIN_MS },
    { to: 'manager' as const, atMs: raisedAtMs + VISIT_WITHIN_MS },
  ].filter(({ to }) => !escalatedTo.includes(to));
  const later = due.filter(({ atMs }) => atMs > nowMs).map(({ atMs }) => atMs);
  return {
    tell: [...new Set(due.filter(({ atMs }) => atMs <= nowMs).map(({ to }) => to))],
    lookAtMs: later.length === 0 ? null : Math.min(...later),
  };
}
