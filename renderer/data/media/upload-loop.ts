import { BehaviorSubject, type Observable } from 'rxjs';
import { AppError, toAppError, type ErrorCode } from '#shared/errors/app-error';
import { MEDIA_PARTS, type MediaPart } from '#shared/media/document';
import { databaseOfScope, parseMediaId } from '#shared/media/names';
import type { MediaHub } from './media-hub';
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
  /** Id of the picture on its way. */
  readonly sending: string | null;
  /** Why nothing moves although something waits. */
  readonly waitsFor: ErrorCode | null;
  /** Nothing is there that could go out. */
  readonly isIdle: boolean;
}

/** Sends what waits, one picture at a time, for as long as the station is open. */
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

const RESTING: UploadState = { sending: null, waitsFor: null, isIdle: false };

/** See `Uploads`. */
export function startUploads(options: UploadOptions): Uploads {
  const { shelf, hub, sleep } = options;
  const leaving = new AbortController();
  const state$ = new BehaviorSubject<UploadState>(RESTING);
  /** At the hub, and not yet noted here; what cannot be noted is sent again by the next page, which changes nothing. */
  const acknowledged = new Set<string>();
  let noting: Promise<void> = Promise.resolve();
  const troubled = new Map<string, number>();
  let denied = new Set<string>();
  let failures = 0;
  let waking = new AbortController();

  /** The next picture to go: those that somebody waits for, then the oldest; troubled ones last. */
  function next(): ShelfRow | null {
    const ready = [...shelf.rows().values()].filter(
      (row) =>
        row.state === 'waiting' &&
        !acknowledged.has(row.id) &&
        !denied.has(row.id) &&
        options.mayWrite(databaseOf(row.id)),
    );
    const lateness = (row: ShelfRow) => ((troubled.get(row.id) ?? 0) >= TRIES ? 1 : 0);
    const rank = (row: ShelfRow) => (row.priority === 'urgent' ? 0 : 1);
    ready.sort((a, b) => lateness(a) - lateness(b) || rank(a) - rank(b) || a.addedAtMs - b.addedAtMs);
    return ready[0] ?? null;
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

  async function send(row: ShelfRow): Promise<void> {
    const parts = await partsOf(shelf, row);
    if (!parts || !row.document) {
      const lost = (now: ShelfRow): ShelfRow => ({ ...now, state: 'refused', code: 'device.storage-failed' });
      return shelf.change(row.id, (now) => (now.state === 'waiting' ? lost(now) : null));
    }
    state$.next({ ...RESTING, sending: row.id });
    const epoch = await hub.send(row.document, parts, leaving.signal);
    noteSent(row, epoch);
    troubled.delete(row.id);
    failures = 0;
    state$.next(RESTING);
  }

  /** Beside the sending of the next one: both wait for a disk. */
  function noteSent(row: ShelfRow, epoch: string): void {
    acknowledged.add(row.id);
    noting = noting
      .then(async () => {
        await shelf.change(row.id, (now) => ({ ...now, state: 'sent', code: null }));
        acknowledged.delete(row.id);
        options.onEpoch(databaseOf(row.id), epoch);
      })
      .catch(() => undefined);
  }

  /** What became of a picture that did not go out. */
  async function settle(row: ShelfRow, error: AppError): Promise<void> {
    if (error.code === 'auth.device-revoked') {
      state$.next({ ...RESTING, waitsFor: error.code });
      options.onRevoked(error);
      leaving.abort(error);
    } else if (error.code === 'access.denied') {
      denied.add(row.id);
      await options.renewSession();
    } else if (PASSING.has(error.code) || error.retry || error.code === 'internal') {
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
      if (!row) {
        await noting;
        // Something may have been added meanwhile, which woke nobody.
        if (next()) continue;
        state$.next({ ...RESTING, isIdle: true });
        await untilAborted(AbortSignal.any([leaving.signal, waking.signal]));
        state$.next(RESTING);
        waking = new AbortController();
        continue;
      }
      await letRecordsPass();
      try {
        await send(row);
      } catch (thrown) {
        if (leaving.signal.aborted) break;
        // A disk that fails here is tried again like a hub that does.
        await settle(row, toAppError(thrown)).catch((failed: unknown) => backOff(toAppError(failed).code));
      }
      if (waking.signal.aborted) waking = new AbortController();
    }
    await noting;
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

const databaseOf = (id: string): string => databaseOfScope(parseMediaId(id)?.scope ?? '');

async function partsOf(shelf: Shelf, row: ShelfRow): Promise<Readonly<Record<MediaPart, Blob>> | null> {
  const blobs = await Promise.all(MEDIA_PARTS.map((part) => shelf.part(row.id, part)));
  const [full, thumb] = blobs;
  return full && thumb ? { full, thumb } : null;
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
