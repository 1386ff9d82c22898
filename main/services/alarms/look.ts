import { isWellAgain } from '#shared/domain/devices/recovery';
import type { Arrived } from '#shared/domain/devices/rehearse';
import { look, type Look, type Seen } from '#shared/domain/devices/watch';
import { rulesFor, type WatchLine } from '#shared/domain/devices/watch-table';
import { whomOf, type AlarmRecord, type Book, type SensorRecord } from './book';
import type { Found } from './write';

/** What a look at a device by one rule comes to. */
export interface Outcome {
  readonly ruleId: string;
  /** Something is the matter of which no alarm is open. */
  readonly found: Found | null;
  /** An open alarm of which the device says that all is well again. */
  readonly wellAgain: AlarmRecord | null;
  readonly lookAtMs: number | null;
}

/** What is known at the moment of a look. */
export interface Known {
  readonly readings: readonly Arrived[];
  readonly heardAtMs: number | null;
  readonly listeningSinceMs: number;
  readonly nowMs: number;
}

/** While a device is told of as silent, messages that nothing could be read of are looked for so often, ms. */
const SILENT_LOOK_MS = 60_000;

const UNHEARD: Look = { sinceMs: null, isBlind: true, lookAtMs: null };

/** Looks at a device by every rule that is on for it. */
export function lookAt(sensor: SensorRecord, book: Book, known: Known): readonly Outcome[] {
  const subject = book.subjectOf(sensor);
  return rulesFor(book.table(), sensor, subject).map((line): Outcome => {
    const { rule } = line;
    const whom = whomOf(rule.id, sensor, subject.person?.uid ?? null);
    const open = book.openOf(rule.id, whom);
    const seen = seenBy(line, sensor, subject.away, book.closedAtMs(rule.id, whom), known);
    // A device that was never heard of since it hung there was not set up yet; the list of devices says so.
    const isNew = rule.id === 'silent' && (known.heardAtMs ?? 0) < sensor.pairedAtMs;
    const found = isNew ? UNHEARD : look(rule, seen, known.nowMs);
    // Another device of the home may have been the one that rang.
    const isMended =
      open !== null && open.sensorUid === sensor.uid && hasSpoken(open, known) && isWellAgain(rule, seen, found);
    return {
      ruleId: rule.id,
      found:
        found.sinceMs !== null && !open
          ? { sensor, subject, whom, rule, sinceMs: found.sinceMs, reading: pressureIn(line, seen) }
          : null,
      wellAgain: isMended ? open : null,
      lookAtMs: nextLook(
        found.lookAtMs,
        rule.id === 'silent' && open ? known.nowMs + SILENT_LOOK_MS : null,
        seen.readings.find(({ atMs }) => atMs > known.nowMs)?.atMs ?? null,
      ),
    };
  });
}

/** A device that was silent has spoken since; that the host was off meanwhile is no word of it. */
const hasSpoken = ({ rule, sinceMs }: AlarmRecord, { heardAtMs }: Known): boolean =>
  rule !== 'silent' || (heardAtMs !== null && heardAtMs > sinceMs);

const nextLook = (...times: readonly (number | null)[]): number | null => {
  const named = times.filter((each) => each !== null);
  return named.length === 0 ? null : Math.min(...named);
};

function seenBy(
  { rule, quiet }: WatchLine,
  { pairedAtMs }: SensorRecord,
  away: Seen['silence']['away'],
  closedAtMs: number | null,
  { readings, heardAtMs, listeningSinceMs, nowMs }: Known,
): Seen {
  // What a device told before it hung here is about another home.
  const own = readings.filter(({ atMs }) => atMs >= pairedAtMs);
  const heard = heardAtMs !== null && heardAtMs >= pairedAtMs ? Math.min(heardAtMs, nowMs) : null;
  return {
    // Nobody could be heard while the host was off.
    heardAtMs: Math.max(heard ?? pairedAtMs, Math.min(listeningSinceMs, nowMs)),
    pairedAtMs,
    // Until then somebody has seen to it; what comes later begins anew.
    readings: closedAtMs === null || rule.id === 'no-water' ? own : own.filter(({ atMs }) => atMs > closedAtMs),
    silence: { quiet, away: closedAtMs === null ? away : [...away, { fromMs: 0, toMs: closedAtMs }] },
  };
}

/** The newest reading that is beyond the line. */
function pressureIn({ rule }: WatchLine, { readings }: Seen): Found['reading'] {
  if (rule.id !== 'blood-pressure') return null;
  const newest = readings.findLast(
    ({ reading }) =>
      reading.kind === 'blood-pressure' && (reading.systolic >= rule.systolic || reading.diastolic >= rule.diastolic),
  )?.reading;
  return newest?.kind === 'blood-pressure' ? { systolic: newest.systolic, diastolic: newest.diastolic } : null;
}
