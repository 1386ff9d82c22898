import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DayEntry } from '#shared/domain/queue/day';
import { openAppendFile, type AppendFile } from '../append-file';
import { syncFolder } from '../durable-folder';

/** What one request did: all of it, or nothing. */
export interface DayRecord {
  /** Asker and request, by which the same one is known again. */
  readonly request: string;
  readonly number: string | null;
  readonly entries: readonly DayEntry[];
}

/** AES-256-GCM under the log's own key; see `secrets/cipher`. */
export interface LogCipher {
  seal(place: Uint8Array, bytes: Uint8Array): Buffer;
  open(place: Uint8Array, sealed: Uint8Array): Buffer | null;
}

/** The log of one day: a sealed line for each batch of records. */
export interface DayLog {
  /** Resolves when they are on disk, all of them. Never two calls at once, `MOST_IN_BATCH` at most. */
  append(records: readonly DayRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** A line, in order: its records, or null where it does not open. */
export type DayLine = readonly DayRecord[] | null;

/** As many numbers as a line may hold: so many are left out for a line that cannot be read. */
export const MOST_IN_BATCH = 100;

const NAME = /^(\d{4}-\d{2}-\d{2})\.queue$/;
const fileOf = (day: string): string => `${day}.queue`;
/** A line opens in its place of its day alone, so that none is moved or taken from elsewhere. */
const placeOf = (day: string, index: number): Uint8Array => bytes(`queue ${day} ${index}`);
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/**
 * Opens the log of a day, making it where it is missing. What a power cut left at its end was cut off before anybody was told: it is taken away.
 * `host.disk-full`, `host.folder-read-only`.
 */
export async function openDayLog(
  folder: string,
  day: string,
  cipher: LogCipher,
): Promise<{ readonly log: DayLog; readonly lines: readonly DayLine[] }> {
  const file: AppendFile = await openAppendFile(join(folder, fileOf(day)));
  await syncFolder(folder);
  const written = await file.lines();
  let count = written.length;
  return {
    lines: written.map((line, index) => openLine(day, index, line, cipher)),
    log: {
      append: async (records) => {
        await file.append(cipher.seal(placeOf(day, count), bytes(JSON.stringify(records))).toString('base64'));
        count += 1;
      },
      close: () => file.close(),
    },
  };
}

/** The lines of a day that is over; none where nothing is kept of it. */
export async function readDayLog(folder: string, day: string, cipher: LogCipher): Promise<readonly DayLine[]> {
  let text: string;
  try {
    text = await readFile(join(folder, fileOf(day)), 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1)
    .map((line, index) => openLine(day, index, line, cipher));
}

/** Days of which there is a log, by the names of their files, with those. */
export async function loggedDays(folder: string): Promise<readonly { readonly day: string; readonly file: string }[]> {
  return (await readdir(folder)).flatMap((file) => {
    const day = NAME.exec(file)?.[1];
    return day === undefined ? [] : [{ day, file }];
  });
}

function openLine(day: string, index: number, line: string, cipher: LogCipher): DayLine {
  const opened = cipher.open(placeOf(day, index), new Uint8Array(Buffer.from(line, 'base64')));
  // What opens under the host's own key was written by this host.
  return opened && (JSON.parse(opened.toString('utf8')) as readonly DayRecord[]);
}
