import { BehaviorSubject, map, type Observable } from 'rxjs';
import { monotonicFactory } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import type { Session } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import type { CollectionName } from '#shared/schema/record-type';
import { findRecordType } from '#shared/schema/registry';
import { importSealingKey, openValue, sealingAad, sealValue, type AesKey } from '#shared/schema/sealing';
import type { Staff, Station } from '#shared/schema/types/place';
import { beginWriting, createRecord, editRecord } from '#shared/sync/author';
import type { OutboxRow, StoredRecord, SyncStatus } from '#shared/sync/ports';
import { createHybridClock } from '#shared/sync/stamp';
import type { DraftRow, OpenStation } from '#renderer/data/index';
import type { ScreenData } from './page';

export interface FakeSync {
  readonly status: SyncStatus;
  readonly outbox: readonly OutboxRow[];
}

export interface FakeStation extends OpenStation {
  setSync(change: Partial<FakeSync>): void;
  /** Everything unsent has arrived. */
  acknowledge(): void;
  outbox(): readonly OutboxRow[];
  visits(): readonly WireRecord[];
  /** Makes every save of a draft fail from now on, or work again. */
  failDrafts(isFailing: boolean): void;
}

interface Options {
  readonly code: string;
  readonly times: number;
  readonly isEmpty: boolean;
}

const REPLICA = 'screens00000';
const DRAFTS = 'harness-drafts';

/** A station in memory over the practice data: real records, real seals, no database and no hub. */
export async function fakeStation(data: ScreenData, { code, times, isEmpty }: Options): Promise<FakeStation> {
  const nowMs = () => data.nowMs + Math.round(performance.now());
  const staff = data.records.find(
    (record): record is Staff & WireRecord => record.type === 'staff' && record['code'] === code,
  );
  const place = data.records.find((record): record is Station & WireRecord => record.type === 'station');
  if (!staff || !place) throw new Error(`nobody called ${code}`);
  const grids = staff.gridNumbers.length > 0 ? staff.gridNumbers : [1, 2, 3];
  const scopes = ['qinghe', ...grids.map((grid) => `qinghe-${grid}`)];
  const mine = data.records.filter((record) => scopes.includes(parseDocumentId(record._id)?.scope ?? ''));
  const held = isEmpty ? mine.filter(({ type }) => type === 'station' || type === 'staff' || type === 'grid') : mine;
  const store = createStore(repeatPeople(held, times));

  const keys = new Map<string, AesKey>();
  const mayRead = (keyClass: string) => keyClass === 'general' || staff.post !== 'clerk';
  for (const key of data.keys) if (mayRead(key.class)) keys.set(key.kid, await importSealingKey(key.key));

  const databases = ['commons-qinghe', ...grids.map((grid) => `grid-qinghe-${grid}`)];
  const sync = new BehaviorSubject<FakeSync>({
    status: {
      link: { kind: 'live' },
      databases: databases.map((name) => ({ name, state: 'current', received: 0 })),
      lastCurrentMs: nowMs(),
    },
    outbox: [],
  });
  const clock = createHybridClock(nowMs, 300_000);
  let counter = 0;
  const writing = () => beginWriting(clock, REPLICA, (counter += 1), staff.uid);
  const queue = (record: WireRecord) => {
    const scope = parseDocumentId(record._id)?.scope ?? '';
    const row: OutboxRow = {
      id: record._id,
      db: `grid-${scope}`,
      collection: findRecordType(record.type)?.collection ?? 'visits',
      record,
      rev: '',
      vectorKey: String(counter),
      queuedAtMs: nowMs(),
      state: 'waiting',
    };
    sync.next({ ...sync.value, outbox: [...sync.value.outbox.filter(({ id }) => id !== row.id), row] });
  };
  const drafts = createDrafts(nowMs);
  const nextUlid = monotonicFactory();
  const session: Session = {
    token: '',
    expiresAtMs: nowMs() + 86_400_000,
    staff: {
      uid: staff.uid,
      code: staff.code,
      name: staff.name,
      post: staff.post,
      gridNumbers: [...staff.gridNumbers],
    },
    station: { id: 'qinghe', name: place.name.zh, practice: true },
    databases: databases.map((name) => ({ name, access: 'write' })),
    keys: [],
    nowMs: nowMs(),
  };

  return {
    session,
    replica: REPLICA,
    records: store.records,
    drafts: drafts.drafts,
    failDrafts: drafts.fail,
    writer: {
      async create(creation) {
        const record = createRecord({ ...creation, schema: 1 }, writing());
        check(record);
        if (store.has(record._id)) throw new AppError('row.conflict', 'exists');
        store.put(record);
        queue(record);
        return record;
      },
      async edit(id, change) {
        const before = store.get(id);
        if (!before) throw new AppError('request.not-found', 'not here');
        const record = editRecord(before, change(before), writing());
        check(record);
        store.put(record);
        queue(record);
        return record;
      },
    },
    sealer: {
      async seal(value, target) {
        const kid = data.keys.find((key) => key.scope === target.scope && key.class === target.class)?.kid;
        const key = kid === undefined ? undefined : keys.get(kid);
        if (kid === undefined || !key) throw new AppError('access.denied', 'no key');
        return sealValue(key, kid, value, sealingAad(target));
      },
      async open(sealed, target) {
        const key = keys.get(sealed.kid);
        if (!key) return null;
        const opened = await openValue(key, sealed, sealingAad(target));
        return opened.ok ? opened.value : null;
      },
    },
    sync$: sync.pipe(
      map(({ status, outbox }) => {
        const count = (state: OutboxRow['state']) => outbox.filter((row) => row.state === state).length;
        return { status, outbox, waiting: count('waiting'), refused: count('refused'), held: count('held') };
      }),
    ),
    nowMs,
    newUid: () => nextUlid(nowMs()),
    retrySync: () => undefined,
    async signInAgain(passphrase) {
      if (passphrase === 'wrong') throw new AppError('auth.wrong', 'wrong');
      sync.next({ ...sync.value, status: { ...sync.value.status, link: { kind: 'live' } } });
    },
    close: async () => undefined,
    setSync: (change) => sync.next({ ...sync.value, ...change }),
    acknowledge: () => sync.next({ ...sync.value, outbox: sync.value.outbox.filter((row) => row.state !== 'waiting') }),
    outbox: () => sync.value.outbox,
    visits: () => store.all('visits'),
  };
}

/** What a hub would refuse is refused here, as the real writer does. */
function check(record: WireRecord): void {
  const parsed = findRecordType(record.type)?.schema.safeParse(record);
  if (!parsed?.success) throw new AppError('row.malformed', JSON.stringify(parsed?.error.issues));
}

/** Every person `times` over under new uids, for long lists. */
function repeatPeople(records: readonly WireRecord[], times: number): readonly WireRecord[] {
  const more: WireRecord[] = [];
  for (let copy = 1; copy < times; copy += 1) {
    for (const record of records) {
      if (record.type !== 'person' && record.type !== 'visit') continue;
      const renamed = (uid: unknown) => `${String(uid).slice(0, -2)}${String(copy).padStart(2, '0')}`;
      const uid = renamed(record.uid);
      const [type, scope] = record._id.split('~');
      const own = { ...record, uid, _id: `${type}~${scope}~${uid}` };
      more.push(record.type === 'visit' ? { ...own, personUid: renamed(record['personUid']) } : own);
    }
  }
  return [...records, ...more];
}

function createStore(initial: readonly WireRecord[]) {
  const collections = new Map<CollectionName, BehaviorSubject<ReadonlyMap<string, StoredRecord>>>();
  const stored = (record: WireRecord): StoredRecord => {
    const keys = findRecordType(record.type)?.sortKeys(record as never) ?? { rank: '', owner: '' };
    return { ...record, ...keys, rev: '' };
  };
  const collection = (name: CollectionName) => {
    const known = collections.get(name);
    if (known) return known;
    const made = new BehaviorSubject<ReadonlyMap<string, StoredRecord>>(new Map());
    collections.set(name, made);
    return made;
  };
  const byCollection = new Map<CollectionName, Map<string, StoredRecord>>();
  for (const record of initial) {
    const name = findRecordType(record.type)?.collection;
    if (!name) continue;
    const rows = byCollection.get(name) ?? new Map<string, StoredRecord>();
    rows.set(record._id, stored(record));
    byCollection.set(name, rows);
  }
  for (const [name, rows] of byCollection) collection(name).next(rows);
  const nameOf = (id: string) => findRecordType(parseDocumentId(id)?.type ?? '')?.collection ?? 'visits';

  const records: OpenStation['records'] = {
    all: <T extends WireRecord>(name: CollectionName, type: string) =>
      collection(name).pipe(map((rows) => [...rows.values()].filter((row) => row.type === type) as unknown as T[])),
    find: <T extends WireRecord>(name: CollectionName, query: Parameters<OpenStation['records']['find']>[1]) => {
      const { type, owner } = (query.selector ?? {}) as { readonly type?: string; readonly owner?: string };
      return collection(name).pipe(
        map((rows) => {
          const found = [...rows.values()].filter(
            (row) => (type === undefined || row.type === type) && (owner === undefined || row.owner === owner),
          );
          found.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
          return found.slice(0, query.limit ?? found.length) as unknown as readonly T[];
        }),
      ) as Observable<readonly T[]>;
    },
    byId: <T extends WireRecord>(name: CollectionName, id: string) =>
      collection(name).pipe(map((rows) => (rows.get(id) as unknown as T | undefined) ?? null)),
    byUid: async <T extends WireRecord>(name: CollectionName, type: string, uid: string) =>
      ([...collection(name).value.values()].find((row) => row.type === type && row.uid === uid) as unknown as
        T | undefined) ?? null,
  };
  return {
    records,
    has: (id: string) => collection(nameOf(id)).value.has(id),
    get: (id: string) => collection(nameOf(id)).value.get(id),
    put: (record: WireRecord) => {
      const subject = collection(nameOf(record._id));
      subject.next(new Map(subject.value).set(record._id, stored(record)));
    },
    all: (name: CollectionName): readonly WireRecord[] => [...collection(name).value.values()],
  };
}

/** Drafts in localStorage: they outlive a killed page. */
function createDrafts(nowMs: () => number) {
  const read = (): Record<string, DraftRow> =>
    JSON.parse(localStorage.getItem(DRAFTS) ?? '{}') as Record<string, DraftRow>;
  const rows = new BehaviorSubject(read());
  let isFailing = false;
  const write = (next: Record<string, DraftRow>) => {
    localStorage.setItem(DRAFTS, JSON.stringify(next));
    rows.next(next);
  };
  const drafts: OpenStation['drafts'] = {
    get: async (form, subject) => rows.value[`${form}~${subject}`],
    async save({ subject, ...draft }) {
      // As a disk does: a page that goes before this has lost the words.
      await new Promise((resolve) => setTimeout(resolve, 30));
      if (isFailing) throw new AppError('device.storage-full', 'full');
      const row: DraftRow = { ...draft, id: `${draft.form}~${subject}`, savedAtMs: nowMs() };
      write({ ...rows.value, [row.id]: row });
      return row;
    },
    async discard(form, subject) {
      const { [`${form}~${subject}`]: _gone, ...rest } = rows.value;
      write(rest);
    },
    all: () => rows.pipe(map((all) => Object.values(all))),
  };
  return { drafts, fail: (fails: boolean) => void (isFailing = fails) };
}
