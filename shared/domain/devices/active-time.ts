/** Times of day in which nothing is expected of a home, minutes after midnight at the station: `{from: 1320, to: 420}` is 22:00 to 07:00. */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
}

/** Somebody is away, ms; null for until they say otherwise. */
export interface Away {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** When silence means nothing. */
export interface Silence {
  readonly quiet: readonly QuietHours[];
  readonly away: readonly Away[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Asia/Shanghai has no summer time. */
const SHANGHAI_AHEAD_MS = 8 * 60 * MINUTE_MS;

/** Blocks that are looked through before the answer is "never": some years of nights. */
const MOST_BLOCKS = 10_000;

/**
 * The instant at which `durationMs` have passed since `fromMs` outside quiet hours and absences; null when that never happens: somebody is
 * away without an end, or every hour is quiet.
 */
export function afterActive(fromMs: number, durationMs: number, silence: Silence): number | null {
  let at = fromMs;
  let left = durationMs;
  for (let turn = 0; turn < MOST_BLOCKS; turn += 1) {
    const end = endOfSilence(at, silence);
    if (end === null) return null;
    if (end > at) at = end;
    else {
      const next = nextSilence(at, silence);
      if (next - at >= left) return at + left;
      left -= next - at;
      at = next;
    }
  }
  return null;
}

/** Whether silence means nothing at that instant. */
export const isSilent = (atMs: number, silence: Silence): boolean => endOfSilence(atMs, silence) !== atMs;

/** The end of the longest block that holds the instant; the instant itself outside all of them, null for a block without an end. */
function endOfSilence(atMs: number, { quiet, away }: Silence): number | null {
  let end = atMs;
  for (const { fromMs, toMs } of away) {
    if (atMs < fromMs || (toMs !== null && atMs >= toMs)) continue;
    if (toMs === null) return null;
    end = Math.max(end, toMs);
  }
  for (const hours of quiet) end = Math.max(end, endOfQuiet(atMs, hours));
  return end;
}

function endOfQuiet(atMs: number, { from, to }: QuietHours): number {
  if (from === to) return atMs;
  const minutes = timeOfDayMs(atMs) / MINUTE_MS;
  const isWithin = from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
  if (!isWithin) return atMs;
  const ahead = (to * MINUTE_MS - timeOfDayMs(atMs) + DAY_MS) % DAY_MS;
  return atMs + (ahead === 0 ? DAY_MS : ahead);
}

/** The instant at which the next block begins after one that is outside all. */
function nextSilence(atMs: number, { quiet, away }: Silence): number {
  const starts = [
    ...away.map(({ fromMs }) => fromMs).filter((fromMs) => fromMs > atMs),
    ...quiet
      .filter(({ from, to }) => from !== to)
      .map(({ from }) => {
        const ahead = (from * MINUTE_MS - timeOfDayMs(atMs) + DAY_MS) % DAY_MS;
        return atMs + (ahead === 0 ? DAY_MS : ahead);
      }),
  ];
  return Math.min(...starts, Number.POSITIVE_INFINITY);
}

/** Milliseconds since midnight at the station. */
export const timeOfDayMs = (atMs: number): number => (((atMs + SHANGHAI_AHEAD_MS) % DAY_MS) + DAY_MS) % DAY_MS;
