import { BehaviorSubject, type Observable } from 'rxjs';
import { AppError, toAppError, type ErrorCode } from '#shared/errors/app-error';
import { MEDIA_PARTS, type MediaDocument, type MediaPart } from '#shared/media/document';
import { databaseOf } from './database-of';
import type { MediaHub } from './media-hub';
import { createSentNotes } from './sent-notes';
import type { Shelf, ShelfRow } from './shelf';

export interface UploadOptions {
  readonly shelf: Shelf;
  readonly hub: MediaHub;
  /** Whether the session may write to a hub database. */
  mayWrite(database: string): boolean;
  /** Whether records wait that could go out now: pictures let them pass. */
  recordsWait(): boolean;
  /** Called for each epoch that the hub names. */
  onEpoch(database: string, epoch: string): void;
  /** The token does not hold any more. */
  renewSession(): Promise<void>;
  /** The host has revoked this device. */
  onRevoked(error: AppError): void;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random(): number;
}

/** What the loop does at the moment. */
export interface UploadState {
  /** Ids of the pictures on their way. */
  readonly sending: ReadonlySet<string>;
  /** Why nothing moves although something waits. */
  readonly waitsFor: ErrorCode | null;
  /** Nothing is there that could go out. */
  readonly isIdle: boolean;
}

/** Sends what waits, for as long as the station is open. */
export interface Uploads {
  readonly state$: Observable<UploadState>;
  state(): UploadState;
  /** A picture waits that did not before. */
  added(): void;
  /** Tries everything at once: the hub is back, or rights have changed. */
  retry(): void;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** Waits after failures in a row, from this to that, with jitter. */
const BACKOFF_MS = { first: 1000, most: 120_000 } as const;
/** How often records are looked for, and for how long at most one picture lets them pass. */
const PASS_MS = { look: 25, most: 3000 } as const;
/** Failures of one picture at the host after which the others go first. */
const TRIES = 2;
/**
 * Pictures on their way at once: while one waits for the hub's disk the next is read from this one and sent. Larger ones go alone, so
 * that on a slow connection none runs out of its time for the sake of another.
 */
const AT_ONCE = { pictures: 2, bytes: 1_000_000 } as const;

/** What says nothing about the picture: the same one is tried again when it is over. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'hub.unreachable',
  'hub.not-a-hub',
  'hub.busy',
  'host.disk-full',
  'host.folder-read-only',
  'request.rate-limited',
  'auth.expired',
  'auth.invalid',
  'auth.must-change',
  'auth.device-pending',
]);

const NONE: ReadonlySet<string> = new Set();
const RESTING: UploadState = { sending: NONE, waitsFor: null, isIdle: false };

/** A picture as it was read from the shelf. */
interface Parcel {
  readonly row: ShelfRow;
  readonly document: MediaDocument;
  readonly parts: Readonly<Record<MediaPart, Blob>>;
}

/** What became of a picture that was on its way; null: the hub has it. */
interface Arrival {
  readonly row: ShelfRow;
  readonly error: AppError | null;
}

/** See `Uploads`. */
export function startUploads(options: UploadOptions): Uploads {
  const { shelf, hub, sleep } = options;
  const leaving = new AbortController();
  const state$ = new BehaviorSubject<UploadState>(RESTING);
  const notes = createSentNotes({
    ...options,
    onNoted: (id, epoch) => {
      const row = shelf.rows().get(id);
      if (row) options.onEpoch(databaseOf(row), epoch);
    },
  });
  const onTheirWay = new Map<string, { readonly bytes: number; readonly arrival: Promise<Arrival> }>();
  const troubled = new Map<string, number>();
  let denied = new Set<string>();
  let failures = 0;
  let ahead: { readonly row: ShelfRow; readonly parts: Promise<readonly (Blob | null)[]> } | null = null;
  let waking = new AbortController();

  const isReady = (row: ShelfRow): boolean =>
    row.state === 'waiting' &&
    !notes.has(row.id) &&
    !onTheirWay.has(row.id) &&
    !denied.has(row.id) &&
    options.mayWrite(databaseOf(row));

  /** The next picture to go: those that somebody waits for, then the oldest; troubled ones last. */
  function next(): ShelfRow | null {
    const lateness = (row: ShelfRow) => ((troubled.get(row.id) ?? 0) >= TRIES ? 1 : 0);
    const rank = (row: ShelfRow) => (row.priority === 'urgent' ? 0 : 1);
    const order = (a: ShelfRow, b: ShelfRow) =>
      lateness(a) - lateness(b) || rank(a) - rank(b) || a.addedAtMs - b.addedAtMs;
    let first: ShelfRow | null = null;
    for (const row of shelf.rows().values()) if (isReady(row) && (!first || order(row, first) < 0)) first = row;
    return first;
  }

  const pause = (ms: number): Promise<void> => sleep(ms, AbortSignal.any([leaving.signal, waking.signal]));

  async function letRecordsPass(): Promise<void> {
    for (
      let waited = 0;
      waited < PASS_MS.most && options.recordsWait() && !leaving.signal.aborted;
      waited += PASS_MS.look
    )
      await sleep(PASS_MS.look, leaving.signal);
  }

  function fits(row: ShelfRow): boolean {
    const bytes = [...onTheirWay.values()].reduce((sum, each) => sum + each.bytes, bytesOf(row));
    return onTheirWay.size === 0 || (onTheirWay.size < AT_ONCE.pictures && bytes <= AT_ONCE.bytes);
  }

  const read = async ({ id }: ShelfRow): Promise<readonly (Blob | null)[]> =>
    Promise.all(MEDIA_PARTS.map((part) => shelf.part(id, part)));

  /** Reads the next picture while those before it are on their way. A row that changes meanwhile is another one, and is read anew. */
  function lookAhead(): void {
    const row = next();
    if (!row || ahead?.row === row) return;
    const parts = read(row);
    // Whoever sends it hears of it.
    parts.catch(() => undefined);
    ahead = { row, parts };
  }

  /** The picture as it lies on the shelf; what is not whole any more is set aside. */
  async function prepare(row: ShelfRow): Promise<Parcel | null> {
    const parts = ahead?.row === row ? ahead.parts : read(row);
    ahead = null;
    const [full, thumb] = await parts;
    if (full && thumb && row.document) return { row, document: row.document, parts: { full, thumb } };
    await shelf.change(row.id, (now) =>
      now.state === 'waiting' ? { ...now, state: 'refused', code: 'device.storage-failed' } : null,
    );
    return null;
  }

  function begin({ row, document, parts }: Parcel): void {
    const arrival = hub.send(document, parts, leaving.signal).then(
      (epoch) => {
        notes.add(row.id, epoch);
        troubled.delete(row.id);
        failures = 0;
        return { row, error: null };
      },
      (thrown: unknown) => ({ row, error: toAppError(thrown) }),
    );
    onTheirWay.set(row.id, { bytes: bytesOf(row), arrival });
    state$.next({ ...RESTING, sending: new Set(onTheirWay.keys()) });
  }

  async function sendNext(row: ShelfRow): Promise<void> {
    try {
      const parcel = await prepare(row);
      if (!parcel) return;
      await letRecordsPass();
      // The right to it may have been taken, or the picture, while it was read and records passed.
      const now = shelf.rows().get(row.id);
      if (!leaving.signal.aborted && now && isReady(now)) begin(parcel);
    } catch (thrown) {
      await settleSafely(row, toAppError(thrown));
    }
  }

  /** Waits for one picture; for all that are on their way when that one failed, since what failed together is settled together. */
  async function takeNextArrival(): Promise<void> {
    const pending = [...onTheirWay.values()].map(({ arrival }) => arrival);
    const first = await Promise.race(pending);
    const arrivals = first.error ? await Promise.all(pending) : [first];
    for (const { row } of arrivals) onTheirWay.delete(row.id);
    state$.next({ ...RESTING, sending: new Set(onTheirWay.keys()) });
    let hasPassed = false;
    for (const { row, error } of arrivals) {
      if (!error || leaving.signal.aborted) continue;
      if (isPassing(error) && hasPassed) continue;
      hasPassed ||= isPassing(error);
      await settleSafely(row, error);
    }
  }

  /** A disk that fails here is tried again like a hub that does. */
  const settleSafely = (row: ShelfRow, error: AppError): Promise<void> =>
    settle(row, error).catch((failed: unknown) => backOff(toAppError(failed).code));

  /** What became of a picture that did not go out. */
  async function settle(row: ShelfRow, error: AppError): Promise<void> {
    if (error.code === 'auth.device-revoked') {
      state$.next({ ...RESTING, waitsFor: error.code });
      options.onRevoked(error);
      leaving.abort(error);
    } else if (error.code === 'access.denied') {
      denied.add(row.id);
      await options.renewSession();
    } else if (isPassing(error) || error.code === 'internal') {
      if (error.code === 'auth.expired' || error.code === 'auth.invalid') await options.renewSession();
      if (error.code === 'internal') troubled.set(row.id, (troubled.get(row.id) ?? 0) + 1);
      await backOff(error.code);
    } else await shelf.change(row.id, (now) => ({ ...now, state: 'refused', code: error.code }));
  }

  async function backOff(code: ErrorCode): Promise<void> {
    state$.next({ ...RESTING, waitsFor: code });
    const longest = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** failures);
    failures += 1;
    await pause(longest * (0.5 + 0.5 * options.random()));
  }

  async function run(): Promise<void> {
    while (!leaving.signal.aborted) {
      const row = next();
      if (row && fits(row)) await sendNext(row);
      else if (onTheirWay.size > 0) {
        lookAhead();
        await takeNextArrival();
      } else {
        await notes.written();
        // Something may have been added meanwhile, which woke nobody.
        if (next()) continue;
        state$.next({ ...RESTING, isIdle: true });
        await untilAborted(AbortSignal.any([leaving.signal, waking.signal]));
        state$.next(RESTING);
      }
      if (waking.signal.aborted) waking = new AbortController();
    }
    await Promise.all([...onTheirWay.values()].map(({ arrival }) => arrival));
    await notes.written();
    state$.complete();
  }

  const running = run();
  return {
    state$,
    state: () => state$.value,
    added() {
      if (state$.value.isIdle) waking.abort();
    },
    retry() {
      denied = new Set();
      failures = 0;
      waking.abort();
    },
    async stop() {
      leaving.abort(new AppError('hub.unreachable', 'the station is closed'));
      await running;
    },
  };
}

/** Says nothing about the picture. */
const isPassing = (error: AppError): boolean => PASSING.has(error.code) || error.retry === true;

const bytesOf = ({ bytes }: ShelfRow): number => bytes.full + bytes.thumb;

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
