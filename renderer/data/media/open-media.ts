import { firstValueFrom, type Observable } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import type { Session } from '#shared/ipc/station-api';
import { documentId } from '#shared/schema/ids';
import { signingKeyRecordSchema } from '#shared/schema/types/signing-key';
import type { Platform } from '#renderer/platform/platform';
import { hasDatabase } from '../has-database';
import { createLocalCipher, type LocalKey } from '../local-cipher';
import type { SessionSealer } from '../sealer';
import { holdTab } from '../tab-lock';
import type { Drafts, Records, SyncView } from '../types';
import { createMediaHub } from './media-hub';
import { startMedia, type RunningMedia } from './media-store';
import { MEDIA_BYTES } from './room';
import type { OtherShelf } from './others';
import type { Shelf } from './shelf';

export interface StationMediaOptions {
  readonly platform: Platform;
  /** Name of the person's local databases. */
  readonly name: string;
  readonly localKey: LocalKey;
  readonly sealer: SessionSealer;
  readonly records: Records;
  readonly drafts: Drafts;
  session(): Session;
  replica(): string;
  readonly sync$: Observable<SyncView>;
  /** Names of the local databases of everybody else here. */
  othersDatabases(): Promise<readonly string[]>;
  renewSession(): Promise<void>;
  onRevoked(error: AppError): void;
  nowMs(): number;
  newUid(): string;
}

/** Under which name the pictures of a person lie on the device, behind what PouchDB puts in front. */
export const mediaNameOf = (name: string): string => `${name}-media`;

/** The pictures of the person who is signed in. */
export function openStationMedia(options: StationMediaOptions): RunningMedia {
  const { platform, session, sealer, records, drafts } = options;
  const name = mediaNameOf(options.name);
  const accessTo = (database: string) => session().databases.find((each) => each.name === database)?.access;
  fetchCode().catch(() => undefined);
  let recordsWait = false;
  const watching = options.sync$.subscribe(({ status, waiting }) => {
    const isBusy = waiting > 0 || status.databases.some(({ state }) => state === 'catching-up');
    recordsWait = isBusy && status.link.kind === 'live';
  });
  const media = startMedia({
    hub: createMediaHub({ origin: platform.hubOrigin, fetch: platform.fetch, token: () => session().token }),
    hasShelf: () => hasShelf(name),
    openShelf: () => openFetchedShelf(name),
    others: () => othersShelves(platform.locks, options.othersDatabases),
    cipher: () => createLocalCipher(options.localKey, 'media'),
    limitBytes: MEDIA_BYTES[platform.kind],
    storageBytes: () =>
      navigator.storage.estimate().then(
        ({ quota }) => quota ?? null,
        () => null,
      ),
    keyFor: (scope, keyClass) => sealer.keyFor(scope, keyClass),
    keyOf: (kid) => sealer.keyOf(kid),
    openSealed: (sealed, place) => sealer.open(sealed, place),
    signer: async (key) => {
      const id = documentId('signing-key', session().station.id, key);
      const found = signingKeyRecordSchema.safeParse(await firstValueFrom(records.byId('reference', id)));
      return found.success ? found.data : null;
    },
    author: () => ({
      authorUid: session().staff.uid,
      deviceUid: session().device.id,
      replica: options.replica(),
    }),
    hasDraft: async (form, subject) => (await drafts.get(form, subject)) !== undefined,
    mayRead: (database) => accessTo(database) !== undefined,
    mayWrite: (database) => accessTo(database) === 'write',
    recordsWait: () => recordsWait,
    renewSession: options.renewSession,
    onRevoked: options.onRevoked,
    sleep: (ms, signal) => platform.sleep(ms, signal),
    random: () => platform.random(),
    nowMs: options.nowMs,
    newUid: options.newUid,
  });
  return {
    ...media,
    async stop() {
      watching.unsubscribe();
      await media.stop();
    },
  };
}

export interface EverybodysMedia {
  readonly platform: Platform;
  /** Names of the local databases of everybody here. */
  databases(): Promise<readonly string[]>;
  readonly token: string;
  onLeft(left: number): void;
}

/** Lays down at the host what anybody has unsent on a device that is ended before it is opened: it is closed, and takes no key. */
export async function handOverEverybodysMedia(
  { platform, databases, token, onLeft }: EverybodysMedia,
  signal: AbortSignal,
): Promise<void> {
  const { handOverAll } = await import('./hand-over');
  const hub = createMediaHub({ origin: platform.hubOrigin, fetch: platform.fetch, token: () => token });
  await handOverAll({ own: null, others: () => othersShelves(platform.locks, databases), hub, onLeft }, signal);
}

/** What other people left on this device; somebody whom another tab has signed in is left out. */
async function* othersShelves(
  locks: LockManager,
  databases: StationMediaOptions['othersDatabases'],
): AsyncGenerator<OtherShelf> {
  for (const database of await databases()) {
    if (!(await hasShelf(mediaNameOf(database)))) continue;
    const letIn = await holdTab(locks, database);
    if (!letIn) continue;
    const shelf = await openFetchedShelf(mediaNameOf(database)).catch(() => null);
    if (!shelf) {
      letIn();
      continue;
    }
    yield {
      shelf,
      release: async () => {
        await shelf.close();
        letIn();
      },
    };
  }
}

const hasShelf = (name: string): Promise<boolean> => hasDatabase(`_pouch_${name}`);

/**
 * What keeps pictures is no part of what a page needs to begin with; it is fetched when somebody has signed in, since a picture may be
 * taken where no host is.
 */
function fetchCode(): Promise<ShelfCode> {
  code ??= import('./pouch-shelf').catch((thrown: unknown) => {
    code = null;
    throw thrown;
  });
  return code;
}
let code: Promise<ShelfCode> | null = null;

interface ShelfCode {
  openPouchShelf(name: string): Promise<Shelf>;
}

async function openFetchedShelf(name: string): Promise<Shelf> {
  const fetched = await fetchCode().catch((cause: unknown) => {
    throw new AppError('hub.unreachable', 'what keeps pictures was never fetched', { cause, retry: true });
  });
  return fetched.openPouchShelf(name);
}
