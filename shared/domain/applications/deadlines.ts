import type { Duration } from '../../schema/types/incident-category';
import type { WorkingCalendar } from '../calendar/working-calendar';
import { addWorkingTime } from '../calendar/working-time';
import type { ApplicationStanding } from './standing';

/** Times of an item: what the law allows and what the centre promises; null where no source says. */
export interface ItemLimits {
  readonly statutory: Duration | null;
  readonly promised: Duration | null;
}

/** A limit of an application. `leftMs` is negative once it has run out. */
export type ApplicationLimit =
  /** No source says how long it may take, or it has not been accepted yet. */
  | { readonly kind: 'none' | 'waiting' }
  | { readonly kind: 'paused'; readonly leftMs: number; readonly isCertain: boolean }
  | {
      readonly kind: 'running' | 'met';
      readonly dueAtMs: number;
      readonly leftMs: number;
      readonly isLate: boolean;
      /** False where a year without a notice of holidays was passed through. */
      readonly isCertain: boolean;
    };

/**
 * Where a limit stands. It counts from acceptance on the working calendar, stands still in pauses, and is met by the decision; to be extended moves
 * what was promised, and never what the law allows.
 */
export function limitOf(
  standing: ApplicationStanding,
  which: keyof ItemLimits,
  limits: ItemLimits,
  calendar: WorkingCalendar,
  nowMs: number,
): ApplicationLimit {
  const limit = limits[which];
  if (limit === null) return { kind: 'none' };
  const { acceptedAtMs, pauses, extendedToMs } = standing;
  if (acceptedAtMs === null) return { kind: 'waiting' };
  const due = addWorkingTime(acceptedAtMs, limit, calendar, pauses);
  if (due.kind === 'never') return { kind: 'none' };
  if (due.kind === 'paused') return due;
  const dueAtMs = which === 'promised' && extendedToMs !== null ? Math.max(due.atMs, extendedToMs) : due.atMs;
  const doneAtMs = standing.decidedAtMs ?? standing.endedAtMs;
  const leftMs = dueAtMs - (doneAtMs ?? nowMs);
  return { kind: doneAtMs === null ? 'running' : 'met', dueAtMs, leftMs, isLate: leftMs < 0, isCertain: due.isCertain };
}
