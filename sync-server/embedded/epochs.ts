import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { HubLog } from './types';

const fileSchema = z.strictObject({
  version: z.literal(1),
  databases: z.record(
    z.string(),
    z.strictObject({
      epoch: z.string().regex(/^[0-9a-f]{16}$/),
      seq: z.number().int().nonnegative(),
      /** The database bears its epoch itself; those of before 0.1.1 do not yet. */
      isMarked: z.literal(true).optional(),
    }),
  ),
});

interface Entry {
  readonly epoch: string;
  readonly seq: number;
  readonly isMarked?: true | undefined;
}

/** A database as it is found when it opens. */
export interface Found {
  readonly seq: number;
  /** The epoch that it bears; null for none. */
  readonly mark: string | null;
}

/** The epoch ids of all databases and how far each was last known to have come, in one file beside the data folder. */
export interface Epochs {
  /**
   * The epoch of a database just opened: the one on record, or a new one if there is none, or if somebody put a copy in its place:
   * the database stands behind what is on record, or bears another epoch. It is on disk when the promise resolves; the caller then
   * marks the database with it before anybody is told.
   */
  admit(database: string, found: Found): Promise<string>;
  /** Notes progress; it reaches the file with the next `save`. */
  note(database: string, seq: number): void;
  /** Writes what was noted since the last time. */
  save(): Promise<void>;
}

/** Opens the record of epochs. A missing or damaged file means new epochs for all: clients then offer everything again. */
export async function openEpochs(file: string, now: () => number, log: HubLog): Promise<Epochs> {
  const entries = await load(file, now, log);
  let dirty = false;
  let saving: Promise<void> = Promise.resolve();

  const save = (): Promise<void> => {
    saving = saving
      .catch(() => undefined)
      .then(async () => {
        if (!dirty) return;
        dirty = false;
        try {
          await writeDurably(file, JSON.stringify({ version: 1, databases: Object.fromEntries(entries) }));
        } catch (error) {
          dirty = true;
          throw error;
        }
      });
    return saving;
  };

  return {
    async admit(database, { seq, mark }) {
      const known = entries.get(database);
      const isSame = known !== undefined && known.seq <= seq && mark === (known.isMarked ? known.epoch : null);
      if (isSame && known.isMarked && known.seq === seq) return known.epoch;
      const epoch = isSame ? known.epoch : randomBytes(8).toString('hex');
      if (!known) log.info('hub.epoch-new', { db: database });
      else if (!isSame) log.warn('hub.epoch-other', { db: database });
      // After a crash the record lags behind: a copy put in place before the next write would pass for the database itself.
      entries.set(database, { epoch, seq, isMarked: true });
      dirty = true;
      await save();
      return epoch;
    },
    note(database, seq) {
      const known = entries.get(database);
      if (!known || known.seq >= seq) return;
      entries.set(database, { ...known, seq });
      dirty = true;
    },
    save,
  };
}

async function load(file: string, now: () => number, log: HubLog): Promise<Map<string, Entry>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  try {
    return new Map(Object.entries(fileSchema.parse(JSON.parse(text)).databases));
  } catch {
    log.warn('hub.epochs-damaged');
    await rename(file, `${file}.damaged-${now()}`);
    return new Map();
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.draft`);
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(dirname(file));
}

/** Makes the entries of a folder durable: a new or renamed file survives a power cut only after this. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows neither opens folders as files nor needs this.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
