import { Dexie } from 'dexie';
import { liftRecord } from '#shared/schema/migrate';
import { findRecordType } from '#shared/schema/registry';
import type { WireRecord } from '#shared/schema/envelope';
import type { AsideRow, Cursor, OutboxRow, RecordStore } from '#shared/sync/ports';
import { toStored, toWire } from '#shared/sync/rxdb-store';
import type { ControlDatabase } from './control/control-database';
import { createControlRows, type DraftRow } from './control/control-rows';
import type { PersonRow } from './device-database';
import type { LocalCipher } from './local-cipher';
import type { ReplicaRow } from './control/replica';

/**
 * Takes over what release 0.1 kept in the clear. Unsent rows, drafts and the replica come first, in one transaction; then the
 * records, then how far they reach; only then the old databases are deleted, the one with the unsent rows last. Each step may be
 * repeated, so that a kill at any point loses nothing.
 */
export interface TakeOver {
  /** Before the new databases are opened. */
  control(database: ControlDatabase, cipher: LocalCipher): Promise<void>;
  /** After they are open, before sync starts. */
  records(database: ControlDatabase, store: RecordStore): Promise<void>;
}

/** Under which release 0.1 kept a person's databases. */
export const legacyNameOf = ({ station, code }: Pick<PersonRow, 'station' | 'code'>): string =>
  `linli-${station}-${code}`;

export interface TakeOverOptions {
  readonly legacyName: string;
  makeParcel(row: OutboxRow, replica: string): Promise<string>;
}

/** Records copied at once. */
const COPY_ROWS = 1000;

/** What an earlier release left under this name, or null when it left nothing. */
export async function findTakeOver({ legacyName, makeParcel }: TakeOverOptions): Promise<TakeOver | null> {
  const controlName = `${legacyName}-control`;
  const names = await Dexie.getDatabaseNames();
  const recordNames = names.filter((name) => name.startsWith(`rxdb-dexie-${legacyName}--`));
  if (!names.includes(controlName)) {
    // Their unsent rows and drafts were taken over; a kill came before the last of these was deleted.
    await deleteAll(recordNames);
    return null;
  }

  return {
    control: (database, cipher) =>
      withOld(controlName, async (old) => {
        if (await database.marks.get('taken-over')) return;
        const rows = createControlRows(cipher);
        const replica = (await old.table('meta').get('replica')) as ReplicaRow | undefined;
        const queued = (await old.table('outbox').toArray()) as OutboxRow[];
        const [outbox, parcels, drafts, asides] = await Promise.all([
          Promise.all(queued.map(rows.closeOutbox)),
          Promise.all(
            queued.map(async (row) => ({
              id: row.id,
              vectorKey: row.vectorKey,
              parcel: await makeParcel(row, replica?.id ?? ''),
            })),
          ),
          Promise.all(((await old.table('drafts').toArray()) as DraftRow[]).map(rows.closeDraft)),
          Promise.all(((await old.table('asides').toArray()) as AsideRow[]).map(rows.closeAside)),
        ]);
        await database.transaction('rw', database.tables, async () => {
          await database.outbox.bulkPut(outbox);
          await database.parcels.bulkPut(parcels);
          await database.drafts.bulkPut(drafts);
          await database.asides.bulkPut(asides);
          if (replica) await database.meta.put(replica);
          await database.marks.put({ key: 'taken-over' });
        });
      }),

    async records(database, store) {
      for (const name of recordNames) await withOld(name, (old) => copyRecords(old, store));
      await withOld(controlName, async (old) => {
        await database.cursors.bulkPut((await old.table('cursors').toArray()) as Cursor[]);
      });
      await deleteAll([...recordNames, controlName]);
    },
  };
}

/** Deletes what an earlier release kept packed beside the register, of everybody on the device: the register has all of it. */
export async function deleteOldPacks(): Promise<void> {
  await deleteAll((await Dexie.getDatabaseNames()).filter((name) => /^linli2-.*-packs$/.test(name)));
}

/** Opens a database as it lies there. */
async function withOld<T>(name: string, work: (old: Dexie) => Promise<T>): Promise<T> {
  const old = new Dexie(name);
  await old.open();
  try {
    return await work(old);
  } finally {
    old.close();
  }
}

async function copyRecords(old: Dexie, store: RecordStore): Promise<void> {
  const docs = old.tables.find(({ name }) => name === 'docs');
  // RxDB's own store has another key and no record of ours.
  if (docs?.schema.primKey.keyPath !== '_id') return;
  let afterId = '';
  for (;;) {
    const page = (await docs.where('_id').above(afterId).limit(COPY_ROWS).toArray()) as OldRow[];
    const last = page.at(-1);
    if (!last) return;
    afterId = last._id;
    await copyPage(page, store);
  }
}

type OldRow = WireRecord & { readonly rev: string; readonly _deleted: string };

/** What is there already was copied before a kill, or saved since: it stays. */
async function copyPage(page: readonly OldRow[], store: RecordStore): Promise<void> {
  const living = page.filter(({ _deleted }) => _deleted !== '1');
  const types = new Set(living.map(({ type }) => type));
  for (const name of types) {
    const type = findRecordType(name);
    if (!type) continue;
    const rows = living.filter((row) => row.type === name);
    await store.write(
      type.collection,
      rows.map((row) => ({ previous: undefined, next: toStored(liftRecord(type, toWire(row)), row.rev) })),
    );
  }
}

async function deleteAll(names: readonly string[]): Promise<void> {
  for (const name of names) await Dexie.delete(name);
}
