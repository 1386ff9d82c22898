import { now } from 'rxdb';
import { BehaviorSubject, Subscription } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import type { Session } from '#shared/ipc/station-api';
import type { StoredRecord } from '#shared/sync/ports';
import type { Collections } from '#shared/sync/rxdb-store';
import { oldestWrite } from '../encrypted-storage';
import { deriveCipherKey, deriveLocalBytes, type LocalKey } from '../local-cipher';
import { REGISTER_TYPES } from './entries';
import { REGISTER_COLLECTIONS } from './record-source';
import { createRoundAsking, type RoundQuestion, type RoundRow } from './round';
import type { RegisterRights } from './service';
import type { RegisterTransport } from './transport';
import type { Register, RegisterState } from './types';

/** The register of an open station, as the station runs it. */
export interface RunningRegister {
  readonly register: Register;
  /**
   * The records are open: they are read from now on, and every change of them is followed. What was written before and after the packs
   * is found by itself.
   */
  follow(collections: Collections): void;
  /** The person's rights are others than before. */
  use(session: Session): void;
  /** Resolves when nothing made from the records lies packed on the disk. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

export interface RegisterOptions {
  readonly transport: RegisterTransport;
  /** Of the person's local database. */
  readonly name: string;
  readonly localKey: LocalKey;
  readonly session: Session;
  /** Now at the station. */
  nowMs(): number;
}

/** A change that a person made shows within this. */
const QUIET_MS = 20;

/** A first sync brings pages of thousands: reading them again is done now and then. */
const FLOOD_ROWS = 500;
const FLOOD_MS = 1000;

/** Packs are written when nothing has changed for this long: longer than `MARGIN_MS`, or what came last would lie beside them. */
const CALM_MS = 6000;

/** Records that an opening may have to read beside the packs before these are written anew. */
const LOOSE_ROWS = 500;

/** A write gets its time a moment before it is known to be under way. */
const MARGIN_MS = 5000;

/** How long a thread that works may take to end by itself. */
const STOP_MS = 2000;

/** Starts building the register from what is packed of it, while the records are still being opened. Nothing here waits for it. */
export function startRegister(options: RegisterOptions): RunningRegister {
  const { transport } = options;
  const { service } = transport;
  const state$ = new BehaviorSubject<RegisterState>({ kind: 'building', records: 0 });
  const version$ = new BehaviorSubject(0);
  const fail = (): void => state$.next({ ...state$.value, kind: 'failed' });
  const changed = new Set<string>();
  let loose = 0;
  let isClosed = false;
  let collections: Collections = {};
  let sending: ReturnType<typeof setTimeout> | undefined;
  let calm: ReturnType<typeof setTimeout> | undefined;

  function send(): void {
    sending = undefined;
    if (changed.size === 0 || isClosed) return;
    const ids = [...changed];
    changed.clear();
    service.take(ids).catch(fail);
  }

  /** Packs are written anew when enough lies beside them and it is calm; for somebody who was erased in any case. */
  function noteLoose(rows: number): void {
    loose += rows;
    clearTimeout(calm);
    if (isClosed || loose < LOOSE_ROWS) return;
    calm = setTimeout(save, CALM_MS);
  }

  function save(): void {
    const instances = REGISTER_COLLECTIONS.flatMap((name) => collections[name]?.internalStorageInstance ?? []);
    const underWay = instances.map((instance) => oldestWrite(instance) ?? Infinity);
    // Every change known by now is with the service before this; those under way are later.
    send();
    loose = 0;
    // A disk that is full says so elsewhere; without packs the next opening only takes longer.
    service.save(Math.min(now() - MARGIN_MS, ...underWay)).catch(() => undefined);
  }

  const types: ReadonlySet<string> = new Set(REGISTER_TYPES);
  function note(rows: readonly { readonly documentData: Row }[]): void {
    let erased = 0;
    let count = 0;
    for (const { documentData } of rows) {
      if (!types.has(documentData.type)) continue;
      changed.add(documentData._id);
      count += 1;
      if (documentData._deleted) erased += 1;
    }
    if (count === 0) return;
    sending ??= setTimeout(send, changed.size > FLOOD_ROWS ? FLOOD_MS : QUIET_MS);
    noteLoose(erased > 0 ? LOOSE_ROWS : count);
  }
  const following = new Subscription();
  function follow(opened: Collections): void {
    collections = opened;
    for (const name of REGISTER_COLLECTIONS) {
      const stream = opened[name]?.storageInstance.changeStream();
      following.add(stream?.subscribe(({ events }) => note(events as readonly { readonly documentData: Row }[])));
    }
    service.openRecords().catch(fail);
  }

  async function start(): Promise<void> {
    const { localKey, name, session } = options;
    const [recordKey, packKey, digestKey] = await Promise.all([
      deriveCipherKey(localKey, 'records'),
      deriveCipherKey(localKey, 'register'),
      deriveLocalBytes(localKey, 'register digests'),
    ]);
    const setup = {
      name,
      recordKey,
      packKey,
      digestKey,
      rights: rightsOf(session),
      isPractice: session.station.practice,
      clockAheadMs: options.nowMs() - Date.now(),
      nowLwt: now(),
    };
    noteLoose(
      await service.start(setup, ({ state, version }) => {
        if (isClosed) return;
        state$.next(state);
        version$.next(version);
      }),
    );
  }
  const begin = (): Promise<void> =>
    start().catch(() => {
      if (!isClosed) fail();
    });
  void begin();

  const askRound = createRoundAsking((question, known) => service.round(question, known));
  async function round(question: RoundQuestion): Promise<readonly RoundRow[]> {
    // What lay in the way may be gone: whoever asks again has everything read anew.
    if (state$.value.kind === 'failed') await begin();
    try {
      return await askRound(question);
    } catch (cause) {
      throw new AppError('device.storage-failed', 'the register does not answer', { cause });
    }
  }

  return {
    register: {
      state$,
      version$,
      list: (query) => service.list(query),
      ids: (query) => service.ids(query),
      rows: (kind, ids, today) => service.rows(kind, ids, today),
      search: (query) => service.search(query),
      alike: (candidate, limit) => service.alike(candidate, limit),
      duplicates: (limit) => service.duplicates(limit),
      byCitizenId: (citizenIds) => service.byCitizenId(citizenIds),
      byAddress: (keys) => service.byAddress(keys),
      findings: (query) => service.findings(query),
      findingsOf: (subjectUid, today) => service.findingsOf(subjectUid, today),
      counts: (today, grid) => service.counts(today, grid),
      round,
      addresses: (dwellingUids) => service.addresses(dwellingUids),
    },
    follow,
    use: (session) => void service.use(rightsOf(session)).then(() => noteLoose(LOOSE_ROWS), fail),
    discard() {
      // What was erased leaves the memory first, or the next packs would hold it again.
      send();
      return service.discard();
    },
    async close() {
      isClosed = true;
      clearTimeout(sending);
      clearTimeout(calm);
      following.unsubscribe();
      await Promise.race([service.stop(), new Promise((resolve) => setTimeout(resolve, STOP_MS))]);
      transport.end();
      state$.complete();
      version$.complete();
    },
  };
}

type Row = StoredRecord & { readonly _deleted?: boolean };

function rightsOf({ keys, databases, stationGrids }: Session): RegisterRights {
  const grids = databases.filter(({ name }) => name.startsWith('grid-')).length;
  return { keys, isWhole: grids >= stationGrids.length };
}
