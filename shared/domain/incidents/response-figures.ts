import { isOpenState, type IncidentState } from './machine';
import { RESPONSE_LIMIT_MINUTES } from './deadlines';

/** What of an incident the figures are made of. */
export interface RespondedIncident {
  readonly uid: string;
  readonly reportedAtMs: number;
  readonly respondedAtMs: number | null;
  readonly state: IncidentState;
}

/** K3: how soon somebody was there. */
export interface ResponseFigures {
  /** Incidents that count: somebody came, or nobody has within the limit. */
  readonly count: number;
  readonly within: number;
  /** 0 to 1; null when none counts. */
  readonly share: number | null;
  /** Of those where somebody came; null when nowhere. */
  readonly medianMinutes: number | null;
  /** Younger than the limit, and nobody there yet: they count in neither way. */
  readonly waiting: number;
  /** How many came within so many minutes and not within the step before; the last has no end: later, or not at all. */
  readonly distribution: readonly { readonly withinMinutes: number | null; readonly count: number }[];
  /** Those that missed the limit, the slowest first. */
  readonly late: readonly string[];
}

/** Steps of the distribution; four hours is what it took before. */
const STEPS = [10, RESPONSE_LIMIT_MINUTES, 60, 240] as const;
const MINUTE_MS = 60_000;

/**
 * The figures of incidents reported from an instant on and before another. What was not taken on or was somebody else's report asked for
 * nobody to come; unless somebody did, it does not count.
 */
export function responseFigures(
  incidents: readonly RespondedIncident[],
  { fromMs, untilMs, nowMs }: { readonly fromMs: number; readonly untilMs: number; readonly nowMs: number },
): ResponseFigures {
  const limitMs = RESPONSE_LIMIT_MINUTES * MINUTE_MS;
  let waiting = 0;
  const taken: { readonly uid: string; readonly tookMs: number }[] = [];
  for (const { uid, reportedAtMs, respondedAtMs, state } of incidents) {
    if (reportedAtMs < fromMs || reportedAtMs >= untilMs) continue;
    if (respondedAtMs !== null) taken.push({ uid, tookMs: Math.max(0, respondedAtMs - reportedAtMs) });
    else if (!isOpenState(state)) continue;
    else if (nowMs - reportedAtMs <= limitMs) waiting += 1;
    else taken.push({ uid, tookMs: Number.POSITIVE_INFINITY });
  }
  taken.sort((a, b) => a.tookMs - b.tookMs || (a.uid < b.uid ? -1 : 1));
  const within = taken.filter(({ tookMs }) => tookMs <= limitMs).length;
  const came = taken.filter(({ tookMs }) => Number.isFinite(tookMs)).map(({ tookMs }) => tookMs / MINUTE_MS);
  const upTo = STEPS.map((minutes) => taken.filter(({ tookMs }) => tookMs <= minutes * MINUTE_MS).length);
  return {
    count: taken.length,
    within,
    share: taken.length === 0 ? null : within / taken.length,
    medianMinutes: medianOf(came),
    waiting,
    distribution: [
      ...STEPS.map((withinMinutes, place) => ({ withinMinutes, count: (upTo[place] ?? 0) - (upTo[place - 1] ?? 0) })),
      { withinMinutes: null, count: taken.length - (upTo.at(-1) ?? 0) },
    ],
    late: taken
      .filter(({ tookMs }) => tookMs > limitMs)
      .map(({ uid }) => uid)
      .reverse(),
  };
}

/** Of sorted numbers. */
function medianOf(sorted: readonly number[]): number | null {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
