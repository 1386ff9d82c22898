import {
  asyncScheduler,
  combineLatest,
  filter,
  map,
  merge,
  of,
  shareReplay,
  switchMap,
  throttleTime,
  type Observable,
} from 'rxjs';
import { accessOf, type Access } from '#shared/domain/access/access';
import { parseDatabaseName } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import { recordTypes } from '#shared/schema/registry';
import {
  contestedFields,
  mayDecide,
  pastDecisions,
  type ContestedField,
  type PastDecision,
} from '#shared/sync/conflicts';
import type { RecordStore, StoredRecord } from '#shared/sync/ports';
import { toWire } from '#shared/sync/rxdb-store';
import type { ControlDatabase } from './control/control-database';
import type { ContestedIndex, ContestedRow } from './control/contested-index';
import type { SessionView } from './types';

/** A record in which values wait for a person. */
export interface ContestedRecord {
  readonly id: string;
  readonly collection: CollectionName;
  /** As it lies on the device: what is sealed is closed. */
  readonly record: WireRecord;
  /** Never empty. */
  readonly fields: readonly ContestedField[];
}

/** A record about which people decided. */
export interface DecidedRecord {
  readonly id: string;
  readonly collection: CollectionName;
  readonly record: WireRecord;
  /** Never empty. */
  readonly decisions: readonly PastDecision[];
}

/** What people see of conflicts. */
export interface Contested {
  /** What waits for somebody who may change it, what was written last first. */
  readonly open$: Observable<readonly ContestedRecord[]>;
  /** What was decided, as far as records keep it, the latest decision first. */
  readonly decided$: Observable<readonly DecidedRecord[]>;
}

export interface ContestedDeps {
  readonly index: ContestedIndex;
  readonly store: RecordStore;
  readonly session$: Observable<SessionView>;
}

/** More records than anybody decides about in a sitting: the rest comes as these go. */
const MOST_READ = 500;
/** A first sync writes many times a second. */
const READ_EVERY_MS = 150;

/** See `Contested`. */
export function watchContested({ index, store, session$ }: ContestedDeps): Contested {
  const changed$ = merge(of(undefined), index.changes$).pipe(
    throttleTime(READ_EVERY_MS, asyncScheduler, { leading: true, trailing: true }),
  );
  const access$ = session$.pipe(
    map(({ staff: { post: actor, functions, gridNumbers }, stationGrids }) =>
      accessOf({ actor, functions, gridNumbers }, stationGrids),
    ),
  );

  async function read(rows: readonly ContestedRow[]): Promise<readonly Found[]> {
    const byCollection = new Map<CollectionName, ContestedRow[]>();
    for (const row of rows.slice(0, MOST_READ)) {
      byCollection.set(row.collection, [...(byCollection.get(row.collection) ?? []), row]);
    }
    const found = await Promise.all(
      [...byCollection].map(async ([collection, wanted]) => {
        const ids = wanted.map(({ id }) => id);
        const records = await store.read(collection, ids);
        return wanted.map((row) => ({ row, record: records.get(row.id) }));
      }),
    );
    return found.flat();
  }

  /** An entry that says more than its record: a crash was between the two, or the record has left the device. */
  const putRight = (row: ContestedRow): Promise<void> =>
    store.hold([row.id], async () => index.settle(row, (await store.read(row.collection, [row.id])).get(row.id)));

  async function readOpen(access: Access): Promise<readonly ContestedRecord[]> {
    const rows = index.all().filter(({ id, isOpen }) => isOpen && mayDecide(access, id));
    const found = (await read(rows)).map(({ row, record }) => ({ row, contested: contestedOf(row, record) }));
    for (const { row, contested } of found) if (!contested) await putRight(row);
    return found.flatMap(({ contested }) => contested ?? []).sort((a, b) => (latestOf(a) < latestOf(b) ? 1 : -1));
  }

  async function readDecided(): Promise<readonly DecidedRecord[]> {
    const decided = (await read(index.all())).flatMap(({ row, record }) => decidedOf(row, record) ?? []);
    return decided.sort((a, b) => ((a.decisions[0]?.stamp ?? '') < (b.decisions[0]?.stamp ?? '') ? 1 : -1));
  }

  return {
    open$: combineLatest([access$, changed$]).pipe(
      switchMap(([access]) => orNothing(readOpen(access))),
      filter((open) => open !== null),
      shareReplay({ bufferSize: 1, refCount: true }),
    ),
    decided$: changed$.pipe(
      switchMap(() => orNothing(readDecided())),
      filter((decided) => decided !== null),
      shareReplay({ bufferSize: 1, refCount: true }),
    ),
  };
}

/** A disk that fails while it is read says so at the next save; what was read last stays until it reads again. */
const orNothing = <T>(reading: Promise<T>): Promise<T | null> => reading.catch(() => null);

interface Found {
  readonly row: ContestedRow;
  readonly record: StoredRecord | undefined;
}

function contestedOf({ id, collection }: ContestedRow, stored: StoredRecord | undefined): ContestedRecord | null {
  if (!stored || stored.locked) return null;
  const record = toWire(stored);
  const fields = contestedFields(record);
  return fields.length === 0 ? null : { id, collection, record, fields };
}

function decidedOf({ id, collection }: ContestedRow, stored: StoredRecord | undefined): DecidedRecord | null {
  if (!stored || stored.locked) return null;
  const record = toWire(stored);
  const decisions = pastDecisions(record);
  return decisions.length === 0 ? null : { id, collection, record, decisions };
}

const latestOf = ({ fields }: ContestedRecord): string =>
  fields
    .flatMap(({ seen }) => seen)
    .sort()
    .at(-1) ?? '';

/** Records looked at in one read. */
const ROWS_AT_ONCE = 500;

/**
 * Fills the index of a database that is older than it, once; `databases` are the hub databases it may hold records of. Cut short by
 * `signal`, it begins anew at the next opening.
 */
export async function fillContestedIndex(
  { marks }: Pick<ControlDatabase, 'marks'>,
  { index, store }: Pick<ContestedDeps, 'index' | 'store'>,
  databases: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (await marks.get('contested')) return;
  for (const name of databases) {
    const identity = parseDatabaseName(name);
    for (const { type, collection, database } of recordTypes) {
      if (!identity || database !== identity.kind) continue;
      let afterId = '';
      for (;;) {
        if (signal.aborted) return;
        const page = await store.page(collection, type, identity.scope, afterId, ROWS_AT_ONCE);
        const last = page.at(-1);
        if (!last) break;
        afterId = last._id;
        await index.note(collection, page);
      }
    }
  }
  if (!signal.aborted) await marks.put({ key: 'contested' });
}
