import { z } from 'zod';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { calendarDateSchema } from '#shared/schema/envelope';
import type { DurableFolder } from '../durable-folder';
import type { Log } from '../ports';

const progressSchema = z.strictObject({
  /** Epoch and sequence up to which every value lay where it belongs. */
  seq: z.string(),
  /** The next day on which something of that can come to lie wrong by itself. */
  due: calendarDateSchema.nullable(),
  /** Whether there are records about people who are not there: nobody knows whose keys those take until they come. */
  lacksPeople: z.boolean(),
});

/** How far a database is in order. */
export type Progress = Readonly<z.infer<typeof progressSchema>>;

const FILE_KEEPER_FILE = 'file-keeper.json';
const fileSchema = z.strictObject({ version: z.literal(1), databases: z.record(z.string(), progressSchema) });

/** What is remembered from run to run, by database. It only spares reading: a damaged file is made anew. */
export interface ProgressFile {
  of(database: string): Progress | null;
  /** On disk when it resolves. */
  note(database: string, progress: Progress): Promise<void>;
}

/** Opens it in the host-only store. */
export async function openProgress(folder: DurableFolder, log: Log): Promise<ProgressFile> {
  const databases = new Map(Object.entries(await readDatabases(folder, log)));
  return {
    of: (database) => databases.get(database) ?? null,
    note: async (database, progress) => {
      const known = databases.get(database);
      if (known && JSON.stringify(known) === JSON.stringify(progress)) return;
      const next = { ...Object.fromEntries(databases), [database]: progress };
      await folder.write(FILE_KEEPER_FILE, JSON.stringify({ version: 1, databases: next }));
      databases.set(database, progress);
    },
  };
}

async function readDatabases(folder: DurableFolder, log: Log): Promise<Readonly<Record<string, Progress>>> {
  try {
    const text = await folder.read(FILE_KEEPER_FILE);
    if (text !== null) return fileSchema.parse(JSON.parse(text)).databases;
  } catch {
    log.warn('file-keeper.damaged');
  }
  return {};
}

/** The earlier of two days; null is never. */
export function earlier(a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
