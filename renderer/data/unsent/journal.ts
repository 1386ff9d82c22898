import { AppError } from '#shared/errors/app-error';
import type { Vector } from '#shared/schema/envelope';
import { asStorageError } from '#shared/sync/storage-error';
import { compareVectors } from '#shared/sync/vector';
import type { ParcelRow } from '../control/control-database';
import type { EntryName, JournalEntry } from './journal-log';
import type { JournalFolder } from './journal-service';

/**
 * The independent journal of unsent writes of one person: what lies in the outbox, sealed to the host, once more outside IndexedDB. It
 * follows the outbox by a moment and never holds it up; "saved" does not wait for it.
 */
export interface Journal {
  /** The outbox has changed on the disk. */
  follow(written: readonly ParcelRow[], gone: readonly string[]): void;
  /** Rows are about to be given up: the journal has forgotten them for good when this resolves. */
  forget(rows: readonly EntryName[]): Promise<void>;
  /** What the journal knows and the outbox does not, once what is there has been read. */
  orphans(): Promise<readonly JournalEntry[]>;
  /** Orphans that the host has answered for. */
  settle(rows: readonly EntryName[]): Promise<void>;
  /** Resolves when everything that was told so far is on disk, or could not be put there. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly folder: JournalFolder;
  /** Name of the person's databases. */
  readonly name: string;
  /** What the outbox holds at this moment. */
  readonly queued: readonly EntryName[];
  /** Its parcels, for those that the journal lacks. */
  parcels(ids: readonly string[]): Promise<readonly ParcelRow[]>;
  readonly mostCharacters?: number;
}

/** As much as a journal holds: it must not be what fills a disk. What does not fit is in the outbox alone until some of it has gone. */
const MOST_CHARACTERS = 48 * 1024 * 1024;

/** Parcels read at once when the journal is brought level. */
const LEVEL_ROWS = 200;

/** Opens a person's journal in the background; where that fails, nothing is kept and nothing is held up. */
export function openJournal(options: JournalOptions): Journal {
  const { folder, name, queued, parcels, mostCharacters = MOST_CHARACTERS } = options;
  /** What the journal holds of the outbox, by id, and how long each is. */
  const held = new Map<string, { readonly vectorKey: string; readonly length: number }>();
  const orphans = new Map<string, JournalEntry>();
  let characters = 0;
  let puts = new Map<string, JournalEntry>();
  let drops = new Map<string, EntryName>();
  let writing: Promise<void> = Promise.resolve();
  let isScheduled = false;
  let isBroken = false;
  let isFull = false;

  const opening = open().catch(() => {
    isBroken = true;
  });

  async function open(): Promise<void> {
    const known = new Map(queued.map(({ id, vectorKey }) => [id, vectorKey]));
    for (const entry of await folder.open(name)) {
      const waits = known.get(entry.id);
      if (waits === entry.vectorKey) hold(entry);
      else if (waits !== undefined && covers(waits, entry.vectorKey)) addDrop(entry);
      else orphans.set(keyOf(entry), entry);
    }
    const lacking = queued.filter(({ id }) => !held.has(id)).map(({ id }) => id);
    for (let from = 0; from < lacking.length && !isFull; from += LEVEL_ROWS) {
      put(await parcels(lacking.slice(from, from + LEVEL_ROWS)));
      await flush();
    }
  }

  function hold({ id, vectorKey, parcel }: JournalEntry): void {
    const before = held.get(id);
    characters += parcel.length - (before?.length ?? 0);
    held.set(id, { vectorKey, length: parcel.length });
  }

  const addDrop = ({ id, vectorKey }: EntryName) => void drops.set(keyOf({ id, vectorKey }), { id, vectorKey });

  function letGo(id: string): void {
    const before = held.get(id);
    if (!before) return;
    held.delete(id);
    characters -= before.length;
    const isWaiting = puts.get(id)?.vectorKey === before.vectorKey;
    puts.delete(id);
    if (!isWaiting) addDrop({ id, vectorKey: before.vectorKey });
  }

  function put(rows: readonly JournalEntry[]): void {
    for (const { id, vectorKey, parcel } of rows) {
      const before = held.get(id);
      if (before?.vectorKey === vectorKey) continue;
      letGo(id);
      isFull = characters + parcel.length > mostCharacters;
      if (isFull) continue;
      hold({ id, vectorKey, parcel });
      drops.delete(keyOf({ id, vectorKey }));
      puts.set(id, { id, vectorKey, parcel });
    }
  }

  /** Writes what has gathered; a failure leaves the journal as it was, which the next opening makes good. */
  async function flush(): Promise<void> {
    if (puts.size === 0 && drops.size === 0) return;
    const [newPuts, newDrops] = [[...puts.values()], [...drops.values()]];
    puts = new Map();
    drops = new Map();
    try {
      await folder.write(name, newPuts, newDrops);
    } catch (thrown) {
      for (const { id, vectorKey } of newPuts) if (held.get(id)?.vectorKey === vectorKey) unhold(id);
      newDrops.forEach(addDrop);
      throw thrown;
    }
  }

  /** What could not be put is not held. */
  function unhold(id: string): void {
    characters -= held.get(id)?.length ?? 0;
    held.delete(id);
  }

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    writing = Promise.all([opening, writing]).then(async () => {
      isScheduled = false;
      if (!isBroken) await flush().catch(() => undefined);
    });
  }

  async function idle(): Promise<void> {
    await opening;
    do await writing;
    while (isScheduled);
  }

  async function drop(rows: readonly EntryName[]): Promise<void> {
    await idle();
    if (isBroken) throw new AppError('device.storage-failed', 'the journal of unsent writes did not open');
    for (const row of rows) {
      if (held.get(row.id)?.vectorKey === row.vectorKey) letGo(row.id);
      addDrop(row);
    }
    await flush().catch((thrown: unknown) => {
      throw asStorageError(thrown);
    });
  }

  return {
    follow(written, gone) {
      if (isBroken) return;
      void opening.then(() => {
        put(written);
        gone.forEach(letGo);
        schedule();
      });
    },
    forget: drop,
    async orphans() {
      await opening;
      return [...orphans.values()];
    },
    async settle(rows) {
      for (const row of rows) orphans.delete(keyOf(row));
      await drop(rows);
    },
    idle,
    async close() {
      await idle();
      if (!isBroken) await folder.close(name);
    },
  };
}

const keyOf = ({ id, vectorKey }: EntryName): string => `${id} ${vectorKey}`;

/** Whether one state of a record has seen everything that the other has. */
function covers(newer: string, older: string): boolean {
  const causality = compareVectors(parseVectorKey(newer), parseVectorKey(older));
  return causality === 'after' || causality === 'equal';
}

/** The vector of a `vectorKey`. */
const parseVectorKey = (key: string): Vector =>
  Object.fromEntries(
    key.split(',').flatMap((part): [string, number][] => {
      const [replica = '', counter] = part.split(':');
      return replica === '' ? [] : [[replica, Number(counter)]];
    }),
  );
