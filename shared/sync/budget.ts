import { BehaviorSubject, type Observable } from 'rxjs';
import { recordTypes } from '../schema/registry';
import type { CollectionName } from '../schema/record-type';
import { placeRow } from './place-row';
import type { DeliverDeps } from './deliver';
import type { FeedRow, StoredRecord } from './ports';
import { toStored } from './rxdb-store';

/**
 * Documents that a device may hold, by kind of device. What is beyond stays at the hub: nothing is lost by it, and a screen that
 * wants it asks for it.
 */
export const REPLICA_DOCUMENTS = { tablet: 10_000, workstation: 250_000 } as const;

/** Where a record stands in the order of its type. */
export interface RankPlace {
  readonly rank: string;
  readonly id: string;
}

/** How many records there are on the device, and which are the newest of a type. */
export interface AgedStore {
  /** Records of a type in all scopes. */
  count(collection: CollectionName, type: string): Promise<number>;
  /** Records of a type after that place in the order of rank. */
  byRank(collection: CollectionName, type: string, after: RankPlace, limit: number): Promise<readonly StoredRecord[]>;
}

/** By type: the rank from which on records are left at the hub; a type that is not named is here whole. */
export type LeftAtHub = Readonly<Record<string, string>>;

/** Keeps what is left at the hub from one opening to the next. It only spares reading: lost, it is found anew. */
export interface LeftBook {
  read(): Promise<LeftAtHub>;
  write(left: LeftAtHub): Promise<void>;
}

export interface BudgetState {
  /** As counted last; null before. */
  readonly documents: number | null;
  readonly limit: number;
  readonly left: LeftAtHub;
}

export interface BudgetDeps extends DeliverDeps {
  readonly aged: AgedStore;
  readonly book: LeftBook;
  /** Documents this device may hold. */
  readonly limit: number;
  /** Collections that are open. */
  readonly collections: ReadonlySet<CollectionName>;
}

/** Keeps a device within its number of documents by leaving old work at the hub. */
export interface ReplicaBudget {
  readonly state$: Observable<BudgetState>;
  /** Counts anew, for whoever looks at the state. */
  recount(): Promise<void>;
  /** What of a page of the feed belongs on this device: all but old work that it does not hold. */
  admit(rows: readonly FeedRow[]): Promise<readonly FeedRow[]>;
  /** So many rows came in: makes room once there are more than may be. */
  settle(received: number): Promise<void>;
  /**
   * The hub was set back or made anew. Of what was left there, it may now lack writes that this device made and has forgotten: made
   * again under the old name, later ones would seem to have seen them.
   */
  meetEpoch(): Promise<void>;
  /** These were asked for by somebody and stay for as long as this page is open. */
  pin(ids: Iterable<string>): void;
}

/** A device that is full is emptied to this part of its number, so that not every row that comes makes work. */
const ROOM_LEFT = 0.9;

/**
 * What changed within this time stays, ms: a hub that is set back to a backup of last week gets it back from here.
 */
const STAYS_MS = 30 * 86_400_000;

const PAGE_ROWS = 500;

const START: RankPlace = { rank: '', id: '' };

/** See `ReplicaBudget`. */
export async function createReplicaBudget(deps: BudgetDeps): Promise<ReplicaBudget> {
  const { store, control, clock, aged, book, limit, collections } = deps;
  const counted = recordTypes.filter(({ collection }) => collections.has(collection));
  const ageing = counted.filter(({ ages }) => ages);
  const state$ = new BehaviorSubject<BudgetState>({ documents: null, limit, left: await book.read() });
  const pinned = new Set<string>();
  /** By type: rank of the newest record of each owner. Read when it is first needed. */
  const newest = new Map<string, Map<string, string>>();
  /** No fewer than there are. */
  let atMost: number | null = null;
  /** With more than this there may be something to do. */
  let lookAt = limit;
  let settling: Promise<void> | null = null;

  async function newestOf(type: (typeof ageing)[number]): Promise<Map<string, string>> {
    const known = newest.get(type.type);
    if (known) return known;
    const byOwner = new Map<string, string>();
    await walk(type, async (page) => {
      for (const { owner, rank } of page) if (!byOwner.has(owner)) byOwner.set(owner, rank);
    });
    newest.set(type.type, byOwner);
    return byOwner;
  }

  /** Hands out all records of a type, the newest first. */
  async function walk(
    { collection, type }: (typeof ageing)[number],
    take: (page: readonly StoredRecord[]) => Promise<void>,
  ): Promise<void> {
    let after = START;
    for (;;) {
      const page = await aged.byRank(collection, type, after, PAGE_ROWS);
      const last = page.at(-1);
      if (!last) return;
      after = { rank: last.rank, id: last._id };
      await take(page);
    }
  }

  /** The rows of one type that are too old for this device, by id. */
  async function tooOld(type: (typeof ageing)[number], rows: readonly StoredRecord[]): Promise<ReadonlySet<string>> {
    const border = state$.value.left[type.type] ?? '';
    const byOwner = await newestOf(type);
    const old = rows.filter(({ rank, _id }) => rank > border && !pinned.has(_id)).map(({ _id }) => _id);
    const [held, queued] = await Promise.all([store.read(type.collection, old), control.queued(old)]);
    const gone = new Set(old.filter((id) => !held.has(id) && !queued.has(id)));
    for (const { _id, owner, rank } of [...rows].sort((a, b) => (a.rank < b.rank ? -1 : 1))) {
      const last = byOwner.get(owner);
      if (last !== undefined && rank > last) continue;
      byOwner.set(owner, rank);
      gone.delete(_id);
    }
    return gone;
  }

  async function count(): Promise<number> {
    const counts = await Promise.all(counted.map(({ collection, type }) => aged.count(collection, type)));
    const documents = counts.reduce((sum, each) => sum + each, 0);
    atMost = documents;
    state$.next({ ...state$.value, documents });
    return documents;
  }

  /** Erases the oldest records of a type until `surplus` are gone; answers how many are. */
  async function leave(type: (typeof ageing)[number], surplus: number): Promise<number> {
    const keep = Math.max(0, (await aged.count(type.collection, type.type)) - surplus);
    const byOwner = new Map<string, string>();
    let seen = 0;
    let border: string | null = null;
    let erased = 0;
    await walk(type, async (page) => {
      const old: StoredRecord[] = [];
      for (const record of page) {
        // One that goes to another grid stands in both for a while: whichever stays is the newest.
        const isNewest = (byOwner.get(record.owner) ?? record.rank) === record.rank;
        if (isNewest) byOwner.set(record.owner, record.rank);
        seen += 1;
        if (seen <= keep) border = record.rank;
        else if (!isNewest && record.rank > (border ?? '') && !pinned.has(record._id)) old.push(record);
      }
      // What is left is noted before it goes: cut short here, the feed does not bring it back.
      if (old.length > 0) {
        await note(type.type, border ?? '');
        erased += await erase(type.collection, old);
      }
    });
    newest.set(type.type, byOwner);
    return erased;
  }

  async function note(type: string, border: string): Promise<void> {
    const { left } = state$.value;
    if (left[type] === border) return;
    const next = { ...left, [type]: border };
    await book.write(next);
    state$.next({ ...state$.value, left: next });
  }

  /** Erases what nobody waits for: not what is unsent, contested or new. */
  async function erase(collection: CollectionName, records: readonly StoredRecord[]): Promise<number> {
    const ids = records.map(({ _id }) => _id);
    const settledBefore = clock.nowMs() - STAYS_MS;
    const mayGo = (record: StoredRecord): boolean =>
      record.rev !== '' && !isContested(record) && !(record.changed?.at > settledBefore);
    return store.hold(ids, async () => {
      const queued = await control.queued(ids);
      const held = [...(await store.read(collection, ids)).values()];
      const gone = held.filter((record) => !queued.has(record._id) && mayGo(record));
      if (gone.length > 0) await store.erase(collection, gone);
      return gone.length;
    });
  }

  async function makeRoom(): Promise<void> {
    let surplus = (await count()) - limit;
    if (surplus <= 0) return;
    const room = Math.ceil(limit * (1 - ROOM_LEFT));
    surplus += room;
    for (const type of ageing) if (surplus > 0) surplus -= await leave(type, surplus);
    // What does not age, or is too new to go, may be more than the device should hold: looking again at every row helps nobody.
    lookAt = Math.max(limit, (await count()) + room);
  }

  return {
    state$,
    recount: async () => void (await count()),
    async admit(rows) {
      const { left } = state$.value;
      const due = ageing.filter(({ type }) => left[type] !== undefined);
      // In nearly every sync there are none, and every row passes here.
      if (due.length === 0) return rows;
      const gone = new Set<string>();
      for (const type of due) {
        const records = rows.flatMap((row): readonly StoredRecord[] => {
          const place = row.id.startsWith(`${type.type}~`) ? placeRow(row) : null;
          return place?.kind === 'record' ? [toStored(place.record, row.rev)] : [];
        });
        for (const id of await tooOld(type, records)) gone.add(id);
      }
      return gone.size === 0 ? rows : rows.filter(({ id }) => !gone.has(id));
    },
    async settle(received) {
      await settling;
      if (atMost !== null) atMost += received;
      if (atMost !== null && atMost <= lookAt) return;
      settling = makeRoom().finally(() => {
        settling = null;
      });
      await settling;
    },
    async meetEpoch() {
      if (Object.keys(state$.value.left).length > 0) await control.renewReplica();
    },
    pin: (ids) => {
      for (const id of ids) pinned.add(id);
    },
  };
}

const isContested = ({ yields }: Pick<StoredRecord, 'yields'>): boolean =>
  Array.isArray(yields) && yields.some(({ settled }) => settled === undefined);
