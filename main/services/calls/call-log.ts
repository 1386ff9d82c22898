import { z } from 'zod';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { Call } from '#shared/domain/calls/call';
import { callLogEntrySchema, type CallLogEntry } from '#shared/ipc/call-api';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';

const FILE = 'calls.json';
/** `isOpen`: nobody has answered it or gone there, and it is not too late to. */
const entrySchema = callLogEntrySchema.extend({ isOpen: z.boolean() });
type Entry = z.infer<typeof entrySchema>;
const fileSchema = z.strictObject({ version: z.literal(1), entries: z.array(entrySchema) });

const DAYS_KEPT = 90;
const DAY_MS = 86_400_000;
/** More than a busy hall makes in that time. */
const MOST_KEPT = 3000;
/** Newest that a screen is told where it names no day. */
const MOST_TOLD = 100;

/** Calls of the last ninety days, in the host-only store: when, from which kiosk, who, how long. No sound and nobody's words. */
export interface CallLog {
  /** Writes down where it stands now, in place of what was said of it before. Throws `host.disk-full`, `host.folder-read-only`. */
  note(call: Call, atMs: number): Promise<void>;
  /** The newest first: those of a day at the station, else the last ones. */
  entries(day?: string): readonly CallLogEntry[];
  /** Calls that nobody had seen to when the host ended. */
  open(): readonly CallLogEntry[];
}

/** Opens the log. `host.data-damaged`. */
export async function openCallLog(folder: DurableFolder): Promise<CallLog> {
  const file = await openHostOnlyFile(folder, FILE, fileSchema, { version: 1 as const, entries: [] });
  return {
    note: async (call, atMs) => {
      const entry = entryOf(call);
      await file.change((current) => ({
        ...current,
        entries: [...current.entries.filter(({ id }) => id !== call.id), entry]
          .filter((each) => each.atMs > atMs - DAYS_KEPT * DAY_MS)
          .slice(-MOST_KEPT),
      }));
    },
    entries: (day) => {
      const { entries } = file.current();
      const told =
        day === undefined ? entries.slice(-MOST_TOLD) : entries.filter(({ atMs }) => dateAtStation(atMs) === day);
      return told.map(withoutOpen).reverse();
    },
    open: () => file.current().entries.flatMap((each) => (each.isOpen ? [withoutOpen(each)] : [])),
  };
}

/** What the log says of a call. */
function entryOf({ id, kiosk, atMs, rung, state, answered, came, wasMissed }: Call): Entry {
  const outcome = answered ? 'talked' : came ? 'came' : wasMissed ? 'missed' : 'left';
  const first = answered ?? came;
  return {
    ...{ id, kiosk, atMs, outcome },
    rung: rung.length,
    by: first?.desk ?? null,
    waitedMs: first ? Math.max(0, first.atMs - atMs) : null,
    talkedMs: answered && answered.untilMs !== null ? Math.max(0, answered.untilMs - answered.atMs) : null,
    isOpen: state.kind === 'missed',
  };
}

const withoutOpen = ({ isOpen: _isOpen, ...entry }: Entry): CallLogEntry => entry;
