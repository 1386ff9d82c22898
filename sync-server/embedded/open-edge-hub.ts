import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AtRest } from './at-rest';
import { openEpochs, syncFolder } from './epochs';
import { createHubDatabase } from './hub-database';
import { readLocal } from './level-reader';
import { createShelter, type Shelter } from './shelter';
import { storageError } from './storage-error';
import type { EdgeHub, HubChange, HubDatabase, HubLog } from './types';

export interface EdgeHubOptions {
  /** Holds one folder per database and nothing else. */
  readonly folder: string;
  /** Must lie outside `folder`: a restored copy of the data must not bring its old epochs along. */
  readonly epochsFile: string;
  /** How values are encrypted on disk; null: not at all, for stores that hold nothing of anybody. */
  readonly atRest: AtRest | null;
  readonly now: () => number;
  readonly log: HubLog;
}

/** Names that are safe as folders on every system and as a part of a URL. */
const NAME = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * Where a database bears its epoch, so that a copy put in its place shows by another one. How far it came would not do alone: a copy
 * may have come further than a hub that was made anew.
 */
const MARK_ID = '_local/linli.epoch';

/** How long a write may stand before the epochs file knows of it; only bounds what a restore can hide, never a write. */
const NOTE_DELAY_MS = 2_000;

/**
 * Opens the hub with every database found in its folder. Fails with `host.data-damaged`, `host.disk-full`,
 * `host.folder-read-only` or `host.already-running`, naming the database, and leaves the files as they were.
 */
export async function openEdgeHub({ folder, epochsFile, atRest, now, log }: EdgeHubOptions): Promise<EdgeHub> {
  const listeners = new Set<(change: HubChange) => void>();
  const open = new Map<string, { readonly database: HubDatabase; readonly shelter: Shelter }>();
  const opening = new Map<string, Promise<HubDatabase>>();
  let noteTimer: NodeJS.Timeout | null = null;

  const { epochs, found } = await prepare();

  async function prepare() {
    try {
      if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(join(folder, '..'));
      const entries = await readdir(folder, { withFileTypes: true });
      return {
        epochs: await openEpochs(epochsFile, now, log),
        found: entries.filter((entry) => entry.isDirectory() && NAME.test(entry.name)).map((entry) => entry.name),
      };
    } catch (error) {
      throw storageError(error, '(all)');
    }
  }

  async function openDatabase(name: string): Promise<HubDatabase> {
    const shelter = await createShelter(join(folder, name), name, atRest);
    try {
      const epoch = await admit(name, shelter).catch((error: unknown) => Promise.reject(storageError(error, name)));
      const database = await createHubDatabase({
        name,
        epoch,
        shelter,
        onWrite: (position, at) => announce(name, position, at),
      });
      open.set(name, { database, shelter });
      return database;
    } catch (error) {
      await shelter.close();
      throw error;
    }
  }

  /** Its epoch, which the database then bears too. */
  async function admit(name: string, shelter: Shelter): Promise<string> {
    const { update_seq: seq } = await shelter.info();
    const borne = await shelter.read((store) => readLocal(store.level, MARK_ID));
    const mark = typeof borne?.['epoch'] === 'string' ? borne['epoch'] : null;
    const epoch = await epochs.admit(name, { seq, mark });
    if (epoch === mark) return epoch;
    await shelter.write((store) =>
      store.pouch.put({ _id: MARK_ID, ...(borne && { _rev: String(borne['_rev']) }), epoch }),
    );
    return epoch;
  }

  function announce(name: string, position: HubChange['position'], seq: number): void {
    epochs.note(name, seq);
    noteTimer ??= setTimeout(() => {
      noteTimer = null;
      epochs.save().catch((error: unknown) => log.warn('hub.epochs-unsaved', { code: storageError(error, name).code }));
    }, NOTE_DELAY_MS).unref();
    for (const listener of listeners) listener({ database: name, position });
  }

  async function stop(): Promise<void> {
    if (noteTimer) clearTimeout(noteTimer);
    listeners.clear();
    await Promise.allSettled(opening.values());
    await Promise.all([...open.values()].map(({ shelter }) => shelter.close()));
    open.clear();
    await epochs.save();
  }

  const hub: EdgeHub = {
    create(name) {
      if (!NAME.test(name)) throw new Error(`not a database name: ${name}`);
      const existing = open.get(name);
      if (existing) return Promise.resolve(existing.database);
      const pending = opening.get(name) ?? openDatabase(name).finally(() => opening.delete(name));
      opening.set(name, pending);
      return pending;
    },
    names: () => [...open.keys()].sort(),
    database: (name) => open.get(name)?.database ?? null,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop,
  };

  const outcomes = await Promise.allSettled(found.map((name) => hub.create(name)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) {
    await stop().catch(() => undefined);
    throw failed.reason;
  }
  log.info('hub.open', { databases: open.size });
  return hub;
}
