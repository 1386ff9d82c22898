import type { VisitIntervals } from './due';

/** Days between visits that a station keeps to until it sets its own; its settings show them beside what was set. */
export const USUAL_VISIT_INTERVALS: VisitIntervals = { elderly: 90, child: 180, disabled: 60, livingAlone: 30 };

/** Fewest and most days between visits. */
export const VISIT_INTERVAL_LIMITS = { from: 1, to: 366 } as const;

/** Days as somebody typed them, or null for what is no whole number within the limits. */
export function readIntervalDays(text: string): number | null {
  const digits = text.normalize('NFKC').trim();
  if (!/^\d{1,4}$/.test(digits)) return null;
  const days = Number(digits);
  return days >= VISIT_INTERVAL_LIMITS.from && days <= VISIT_INTERVAL_LIMITS.to ? days : null;
}
