import type { IncidentView } from '#shared/domain/incidents/view';
import type { ShownIncident } from './view';

/** What an incident is waited for next, and by when. */
export type Deadline =
  | {
      readonly kind: 'due';
      /** Somebody has to come (30 minutes), or it has to be done. */
      readonly clock: 'response' | 'handling';
      readonly dueAtMs: number;
      readonly leftMs: number;
      /** Share of the time that has passed, 0 to 1. */
      readonly passed: number;
      /** A quarter of it is left, or less than ten minutes. */
      readonly isSoon: boolean;
    }
  | { readonly kind: 'paused' }
  /** Nobody waits for it any more. */
  | { readonly kind: 'over'; readonly how: 'in-time' | 'late' | 'done' | 'not-needed' }
  /** The table has no limit for it, or it has not begun. */
  | { readonly kind: 'none' };

const SOON_MS = 10 * 60_000;
const SOON_SHARE = 0.25;

/** The next deadline: that of the response while nobody has come, then that of the handling. */
export function deadlineOf(
  { standing, record, isOpen }: Pick<ShownIncident, 'standing' | 'record' | 'isOpen'>,
  nowMs: number,
): Deadline {
  const { response, limit } = standing;
  if (!isOpen) return { kind: 'over', how: standing.state === 'closed' ? howDone(limit) : 'not-needed' };
  if (response.atMs === null) return due('response', response.dueAtMs, record.reportedAtMs, nowMs);
  switch (limit.kind) {
    case 'running':
      return due('handling', limit.dueAtMs, startOf(standing, record.reportedAtMs), nowMs);
    case 'paused':
      return { kind: 'paused' };
    case 'met':
      return { kind: 'over', how: howDone(limit) };
    case 'waiting':
    case 'none':
      return { kind: 'none' };
  }
}

/** How something ended against its limit; without one it is merely done. */
function howDone(limit: IncidentView['limit']): 'in-time' | 'late' | 'done' {
  if (limit.kind !== 'met') return 'done';
  return limit.isLate ? 'late' : 'in-time';
}

const startOf = ({ dispatchedAtMs, acceptedAtMs }: IncidentView, reportedAtMs: number): number =>
  dispatchedAtMs ?? acceptedAtMs ?? reportedAtMs;

function due(clock: 'response' | 'handling', dueAtMs: number, startMs: number, nowMs: number): Deadline {
  const leftMs = dueAtMs - nowMs;
  const wholeMs = Math.max(1, dueAtMs - startMs);
  const passed = Math.min(1, Math.max(0, 1 - leftMs / wholeMs));
  return { kind: 'due', clock, dueAtMs, leftMs, passed, isSoon: leftMs <= SOON_MS || 1 - passed <= SOON_SHARE };
}

/** For sorting: what is due first comes first, then what has no limit, then what is over. */
export function deadlineRank(incident: ShownIncident, nowMs: number): number {
  const deadline = deadlineOf(incident, nowMs);
  switch (deadline.kind) {
    case 'due':
      return deadline.dueAtMs;
    case 'none':
      return Number.MAX_SAFE_INTEGER - 2;
    case 'paused':
      return Number.MAX_SAFE_INTEGER - 1;
    case 'over':
      return Number.MAX_SAFE_INTEGER;
  }
}
