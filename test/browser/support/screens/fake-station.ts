import { BehaviorSubject, map, Subject } from 'rxjs';
import { monotonicFactory } from 'ulid';
import { accessOf } from '#shared/domain/access/access';
import { AppError } from '#shared/errors/app-error';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import type { Building, Grid, Staff, Station } from '#shared/schema/types/place';
import { beginWriting, createRecord, editRecord, settleConflict } from '#shared/sync/author';
import type { Write } from '#shared/sync/local-writer';
import type { OutboxRow, StoredRecord, SyncStatus } from '#shared/sync/ports';
import { createHybridClock } from '#shared/sync/stamp';
import { createExports } from '#renderer/data/exports/index';
import type { HandingOver, OpenStation, SessionView, SiteMaps } from '#renderer/data/index';
import { createSiteMaps } from '#renderer/data/maps/site-maps';
import { createStationClient } from '#renderer/data/station-client';
import { createBrowserPlatform } from '#renderer/platform/platform';
import { fakeAdmin } from './fake-admin';
import { fakeConflicts, type FakeConflicts } from './fake-conflicts';
import { createDrafts } from './fake-drafts';
import { fakeMatters } from './fake-matters';
import { fakeMedia, type FakeMedia } from './fake-media';
import { fakeModel, type FakeModel } from './fake-model';
import { fakeOlder, type FakeOlder } from './fake-older';
import { fakePositions } from './fake-positions';
import { fakeAlarms } from './fake-alarms';
import { fakeHostCalls } from './fake-host-calls';
import { fakeQueue } from './fake-queue';
import { fakeSensors } from './fake-sensors';
import { screenImports } from './fake-imports';
import { fakeRegister } from './fake-register';
import { createSealer } from './fake-sealer';
import { createStore, repeatPeople } from './fake-store';
import type { ScreenData } from './page';

export interface FakeSync {
  readonly status: SyncStatus;
  readonly outbox: readonly OutboxRow[];
}

export interface FakeStation extends OpenStation, Pick<FakeConflicts, 'contest' | 'decideElsewhere'> {
  readonly older: FakeOlder;
  readonly media: FakeMedia;
  readonly photoModel: FakeModel;
  setSync(change: Partial<FakeSync>): void;
  /** Everything unsent has arrived. */
  acknowledge(): void;
  outbox(): readonly OutboxRow[];
  visits(): readonly WireRecord[];
  reveals(): readonly WireRecord[];
  /** Makes every save of a draft fail from now on, or work again. */
  failDrafts(isFailing: boolean): void;
  /** Makes every question about the round fail from now on, or be answered again. */
  failRounds(isFailing: boolean): void;
  /** Makes every record fail to be saved from now on, or work again. */
  failWrites(isFailing: boolean): void;
  /** The host answers nothing that is asked outside sync from now on, or answers again. */
  setHubAway(isAway: boolean): void;
  /** The host answers all but where rating pads listen. */
  setPadsAway(isAway: boolean): void;
  /** Puts a record on the device as it is, which nothing of this build would have written. */
  spoil(record: WireRecord): Promise<void>;
  /** Unsent records of other people on this device. */
  setOthersWaiting(count: number): void;
  /** Records that the browser had lost were brought to the host. */
  setRecovered(count: number): void;
  /** What the hub adds to this device's clock from now on, ms. */
  setClockOffset(ms: number): void;
  /** The host takes the device away. */
  handOver(given: HandingOver): void;
  revoke(how: 'revoked' | 'wiped'): void;
}

interface Options {
  readonly code: string;
  readonly passphrase: string;
  readonly times: number;
  readonly isEmpty: boolean;
  /** The passphrase was set by somebody else. */
  readonly mustChange: boolean;
  readonly idleLockMs: number;
}

const REPLICA = 'screens00000';
const GRIDS = [1, 2, 3];

/** A station in memory over the practice data: real records, real seals, no database and no hub. */
export async function fakeStation(data: ScreenData, options: Options): Promise<FakeStation> {
  const { code, times, isEmpty } = options;
  const nowMs = () => data.nowMs + Math.round(performance.now());
  const staff = data.records.find(
    (record): record is Staff & WireRecord => record.type === 'staff' && record['code'] === code,
  );
  const place = data.records.find((record): record is Station & WireRecord => record.type === 'station');
  if (!staff || !place) throw new Error(`nobody called ${code}`);
  const access = accessOf({ actor: staff.post, functions: staff.functions, gridNumbers: staff.gridNumbers }, GRIDS);
  const grids = access.places.flatMap(({ gridNumber }) => gridNumber ?? []);
  const scopes = ['qinghe', ...grids.map((grid) => `qinghe-${grid}`)];
  const mine = data.records.filter((record) => scopes.includes(parseDocumentId(record._id)?.scope ?? ''));
  const held = isEmpty ? mine.filter(({ type }) => type === 'station' || type === 'staff' || type === 'grid') : mine;
  const sealer = await createSealer(data.keys, access, staff.uid);
  const all = repeatPeople(held, times);
  const store = await createStore(all, sealer.open);
  const register = await fakeRegister(all, sealer.open, nowMs);

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
  let isFailing = false;
  let isHubAway = false;
  let arePadsAway = false;
  const writing = () => beginWriting(clock, REPLICA, (counter += 1), staff.uid);
  const writeTogether = async (writes: readonly Write[]): Promise<readonly WireRecord[]> => {
    const records: WireRecord[] = [];
    const results: WireRecord[] = [];
    for (const write of writes) {
      const id = idOf(write);
      const before = store.get(id);
      if (write.kind === 'create') {
        if (before && !write.keepExisting) throw new AppError('row.conflict', 'exists');
        if (!before) {
          const schema = findRecordType(write.creation.type)?.version ?? 1;
          records.push(createRecord({ ...write.creation, schema }, writing()));
        }
      } else {
        if (!before) throw new AppError('request.not-found', 'not here');
        records.push(
          write.kind === 'settle'
            ? settleConflict(before, write.decisions, writing())
            : editRecord(before, write.change(before), writing()),
        );
      }
      results.push(records.find(({ _id }) => _id === id) ?? (before as WireRecord));
    }
    if (isFailing) throw new AppError('device.storage-full', 'full');
    records.forEach(check);
    await store.put(records);
    await register.take(records);
    conflicts.changed();
    const queued = records.map((record) => queuedRow(record, String(counter), nowMs()));
    const ids = new Set(queued.map(({ id }) => id));
    sync.next({ ...sync.value, outbox: [...sync.value.outbox.filter(({ id }) => !ids.has(id)), ...queued] });
    return results;
  };
  const writeOne = async (write: Write): Promise<WireRecord> => {
    const [record] = await writeTogether([write]);
    return record as WireRecord;
  };
  const drafts = createDrafts(nowMs);
  const nextUlid = monotonicFactory();
  const session: SessionView = {
    expiresAtMs: nowMs() + 86_400_000,
    staff: {
      uid: staff.uid,
      code: staff.code,
      name: staff.name,
      post: staff.post,
      gridNumbers: [...staff.gridNumbers],
      functions: [...access.functions],
    },
    stationGrids: GRIDS,
    mustChangePassphrase: options.mustChange,
    grants: 'screens',
    station: { id: 'qinghe', name: place.name.zh, practice: true },
    databases: databases.map((name) => ({ name, access: 'write' })),
    deviceId: DEVICE.id,
    idleLockMs: options.idleLockMs,
    nowMs: nowMs(),
  };
  const session$ = new BehaviorSubject(session);
  const colleague = data.records.find(
    (record): record is Staff & WireRecord => record.type === 'staff' && record.uid !== staff.uid,
  );
  if (!colleague) throw new Error('nobody else works here');
  const own = { staff, replica: REPLICA, write: writing };
  const conflicts = await fakeConflicts(store, session$, own, colleague, nowMs);
  const othersWaiting$ = new BehaviorSubject(0);
  const recovered$ = new BehaviorSubject(0);
  const handingOver$ = new BehaviorSubject<HandingOver | null>(null);
  const revoked$ = new Subject<'revoked' | 'wiped'>();
  let { passphrase } = options;
  let clockOffsetMs = 0;

  const writer: OpenStation['writer'] = {
    create: (creation) => writeOne({ kind: 'create', creation }),
    edit: (id, change) => writeOne({ kind: 'edit', id, change }),
    settle: (id, decisions) => writeOne({ kind: 'settle', id, decisions }),
    writeTogether,
  };
  const newUid = () => nextUlid(nowMs());
  const sync$ = sync.pipe(
    map(({ status, outbox }) => {
      const count = (state: OutboxRow['state']) => outbox.filter((row) => row.state === state).length;
      return { status, outbox, waiting: count('waiting'), refused: count('refused'), held: count('held') };
    }),
  );
  const imports = await screenImports(store, {
    writer,
    sealer,
    records: store.records,
    register,
    drafts: drafts.drafts,
    session: () => session$.value,
    session$,
    sync$,
    replica: () => REPLICA,
    nowMs,
    newUid,
  });

  /** As it comes with sync. */
  const hostEdits = async (id: string, changes: Readonly<Record<string, unknown>>): Promise<void> => {
    const before = store.get(id);
    if (before) await store.put([editRecord(before, changes, writing())]);
  };

  return {
    session,
    session$,
    replica: REPLICA,
    records: store.records,
    drafts: drafts.drafts,
    failDrafts: drafts.fail,
    failRounds: register.failRounds,
    failWrites: (fails) => void (isFailing = fails),
    setHubAway: (isAway) => void (isHubAway = isAway),
    setPadsAway: (isAway) => void (arePadsAway = isAway),
    writer,
    register,
    imports,
    exports: createExports({
      register,
      // As they lie on a device: what is sealed is closed.
      store: {
        read: async (_collection, ids) =>
          new Map(ids.flatMap((id) => (store.get(id) ? [[id, store.get(id) as unknown as StoredRecord]] : []))),
      },
      sealer,
      writer,
      staff: () => session$.value.staff,
      nowMs,
      newUid,
    }),
    sealer,
    sync$,
    contested: conflicts.contested,
    contest: conflicts.contest,
    decideElsewhere: conflicts.decideElsewhere,
    media: fakeMedia({
      ...{ nowMs, newUid, staffUid: staff.uid, deviceUid: DEVICE.id, replica: REPLICA },
      given: data.pictures,
    }),
    older: fakeOlder(all.length, 250_000),
    residentPages: async () => {
      if (isHubAway) throw new AppError('hub.unreachable', 'away', { retry: true });
      return 'https://linli-qinghe.local:8446';
    },
    matters: fakeMatters(data, staff, nowMs, () => isHubAway),
    maps: siteMaps(),
    positions: fakePositions(access, colleague.uid, nowMs, () => isHubAway),
    alarms: fakeAlarms(access, store, () => isHubAway),
    queue: fakeQueue(
      staff.uid,
      nowMs,
      () => isHubAway,
      () => arePadsAway,
    ),
    host: fakeHostCalls(() => isHubAway),
    sensors: fakeSensors(access, store, nowMs, () => isHubAway),
    photoModel: fakeModel(),
    admin: fakeAdmin(data, access, nowMs, {
      grids: () => session$.value.stationGrids,
      reshaped: {
        grids: () => store.all('reference').filter((record): record is Grid & WireRecord => record.type === 'grid'),
        buildings: () =>
          store.all('reference').filter((record): record is Building & WireRecord => record.type === 'building'),
        draw: (number, boundary) => hostEdits(documentId('grid', 'qinghe', String(number)), { boundary }),
        moveBuilding: async (uid, number) => {
          const grid = store.get(documentId('grid', 'qinghe', String(number)));
          if (grid) await hostEdits(documentId('building', 'qinghe', uid), { gridUid: grid.uid });
        },
        isAway: () => isHubAway,
      },
      async addGrid(name) {
        const stationGrids = [...session$.value.stationGrids, Math.max(...session$.value.stationGrids) + 1];
        const number = stationGrids.at(-1) ?? 1;
        const databases = [...session$.value.databases, { name: `grid-qinghe-${number}`, access: 'write' as const }];
        const fields = { number, name, center: null, boundary: null };
        await store.put([
          createRecord(
            { type: 'grid', schema: 2, scope: 'qinghe', uid: newUid(), key: String(number), fields },
            writing(),
          ),
        ]);
        session$.next({ ...session$.value, stationGrids, databases });
        return number;
      },
    }),
    othersWaiting$,
    recovered$,
    setRecovered: (count) => recovered$.next(count),
    spoil: (record) => store.put([record]),
    setOthersWaiting: (count) => othersWaiting$.next(count),
    handingOver$,
    handOver: (given) => handingOver$.next(given),
    revoked$,
    revoke: (how) => revoked$.next(how),
    nowMs: () => nowMs() + clockOffsetMs,
    clockOffsetMs: () => clockOffsetMs,
    setClockOffset: (ms) => void (clockOffsetMs = ms),
    newUid,
    retrySync: () => undefined,
    async resend({ id, vectorKey }) {
      const outbox = sync.value.outbox.map((row): OutboxRow =>
        row.id === id && row.vectorKey === vectorKey ? { ...row, state: 'waiting' } : row,
      );
      sync.next({ ...sync.value, outbox });
    },
    async discard(rows, { staffCode, passphrase: word }) {
      const account = data.practice.accounts.find(({ code: known }) => known === staffCode);
      if (isHubAway) throw new AppError('hub.unreachable', 'away', { retry: true });
      if (account?.passphrase !== word) throw new AppError('auth.wrong', 'wrong');
      if (account.post !== 'manager' && account.post !== 'duty-lead') throw new AppError('access.denied', 'may not');
      const now = new Map(sync.value.outbox.map((row) => [row.id, row.vectorKey]));
      const same = rows.filter(({ id, vectorKey }) => now.get(id) === vectorKey).map(({ id }) => id);
      sync.next({ ...sync.value, outbox: sync.value.outbox.filter(({ id }) => !same.includes(id)) });
      return { dropped: same.length, left: rows.length - same.length };
    },
    async signInAgain(given) {
      if (given === 'wrong') throw new AppError('auth.wrong', 'wrong');
      sync.next({ ...sync.value, status: { ...sync.value.status, link: { kind: 'live' } } });
    },
    isPassphrase: async (given) => given === passphrase,
    async changePassphrase(current, next) {
      if (current !== passphrase) throw new AppError('auth.wrong', 'wrong');
      if (next.includes('123')) throw new AppError('auth.weak', 'weak');
      passphrase = next;
      session$.next({ ...session$.value, mustChangePassphrase: false });
    },
    close: async () => undefined,
    setSync: (change) => sync.next({ ...sync.value, ...change }),
    acknowledge: () => sync.next({ ...sync.value, outbox: sync.value.outbox.filter((row) => row.state !== 'waiting') }),
    outbox: () => sync.value.outbox,
    visits: () => store.all('visits'),
    reveals: () => store.all('access'),
  };
}

/** No base maps, or with `maps=host` in the address those of a host that answers beside the screens. */
function siteMaps(): SiteMaps {
  if (new URLSearchParams(location.search).get('maps') === 'host') {
    const platform = createBrowserPlatform();
    return createSiteMaps(platform, createStationClient(platform), () => 'screens');
  }
  return {
    list: async () => ({ maps: [], troubles: [] }),
    piece: () => Promise.reject(new AppError('request.not-found', 'no maps')),
  };
}

/** This device as the list of devices knows it. */
export const DEVICE = { id: '01M4SCREENSDEV1CE000004K7M2Q', name: '平板 03' } as const;

const idOf = (write: Write): string => {
  if (write.kind !== 'create') return write.id;
  const { type, scope, uid, key } = write.creation;
  return documentId(type, scope, key ?? uid);
};

const queuedRow = (record: WireRecord, vectorKey: string, queuedAtMs: number): OutboxRow => ({
  id: record._id,
  db: `grid-${parseDocumentId(record._id)?.scope ?? ''}`,
  collection: findRecordType(record.type)?.collection ?? 'visits',
  record,
  rev: '',
  vectorKey,
  queuedAtMs,
  state: 'waiting',
});

/** What a hub would refuse is refused here, as the real writer does. */
function check(record: WireRecord): void {
  const parsed = findRecordType(record.type)?.schema.safeParse(record);
  if (!parsed?.success) throw new AppError('row.malformed', JSON.stringify(parsed?.error.issues));
}
