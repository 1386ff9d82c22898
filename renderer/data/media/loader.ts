import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { MediaPart } from '#shared/media/document';
import { parseMediaId } from '#shared/media/names';
import { placeOfPart } from '#shared/media/places';
import { keyIdOf, openBytes, sha256Of } from '#shared/media/sealed-bytes';
import type { AesKey } from '#shared/schema/sealing';
import { createGate } from '#shared/sync/gate';
import type { MediaHub } from './media-hub';
import type { Room } from './room';
import type { Shelf, ShelfRow } from './shelf';
import type { MediaRef, PhotoAbsence } from './types';

export type Opened = Result<Uint8Array<ArrayBuffer>, PhotoAbsence>;

/** Parts of pictures and spoken notes, opened: from this device, else from the hub, one request for all who ask at a time. */
export interface Loader {
  open(ref: MediaRef, part: MediaPart, signal: AbortSignal): Promise<Opened>;
}

export interface LoaderOptions {
  readonly shelf: Shelf;
  readonly room: Room;
  readonly hub: MediaHub;
  /** The key of that id, if the person holds it. */
  keyOf(kid: string): Promise<AesKey | null>;
  nowMs(): number;
}

/** Pictures fetched at once; what else the connection carries goes first anyway. */
const AT_ONCE = 2;
/** A look at a picture is written down once in this time. */
const USED_MS = 3_600_000;

/** See `Loader`. */
export function createLoader({ shelf, room, hub, keyOf, nowMs }: LoaderOptions): Loader {
  const gate = createGate(AT_ONCE);
  const fetching = new Map<string, Promise<Result<Uint8Array<ArrayBuffer>, PhotoAbsence>>>();

  /** What the hub has, kept here as far as there is room. */
  async function fetchPart(ref: MediaRef, part: MediaPart, signal: AbortSignal): Promise<Opened> {
    let bytes: Uint8Array<ArrayBuffer> | null;
    try {
      bytes = await gate.run(() => hub.part(ref.media, part, signal));
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      return err(thrown.code === 'access.denied' ? 'closed' : 'away');
    }
    if (!bytes) return err('missing');
    if (part === 'full' && (await sha256Of(bytes)) !== parseMediaId(ref.media)?.sha256) return err('altered');
    await keep(ref, part, bytes).catch(() => undefined);
    return ok(bytes);
  }

  /** A disk without room keeps nothing; the picture is shown all the same. */
  async function keep(ref: MediaRef, part: MediaPart, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await room.make(bytes.length);
    await shelf.keep(fetchedRow(ref, nowMs()), part, new Blob([bytes]));
  }

  function once(ref: MediaRef, part: MediaPart, signal: AbortSignal): Promise<Opened> {
    const name = `${part} ${ref.media}`;
    const fetched = fetching.get(name) ?? fetchPart(ref, part, signal).finally(() => fetching.delete(name));
    fetching.set(name, fetched);
    return fetched;
  }

  async function note(row: ShelfRow): Promise<void> {
    if (row.state !== 'sent' || nowMs() - row.usedAtMs < USED_MS) return;
    await shelf.change(row.id, (now) => ({ ...now, usedAtMs: nowMs() })).catch(() => undefined);
  }

  return {
    async open(ref, part, signal) {
      const row = shelf.rows().get(ref.media);
      const here = row ? await shelf.part(ref.media, part) : null;
      if (row && here) void note(row);
      const closed = here ? ok(new Uint8Array(await here.arrayBuffer())) : await once(ref, part, signal);
      if (!closed.ok) return closed;
      const kid = keyIdOf(closed.value);
      if (kid === null) return err('altered');
      const key = await keyOf(kid);
      if (!key) return err('closed');
      const opened = await openBytes(key, closed.value, placeOfPart(ref.id, part));
      return opened ? ok(opened) : err('altered');
    },
  };
}

const fetchedRow = (ref: MediaRef, nowMs: number): ShelfRow => ({
  id: ref.media,
  uid: ref.id,
  state: 'sent',
  code: null,
  priority: 'ordinary',
  addedAtMs: ref.addedAtMs,
  usedAtMs: nowMs,
  draft: null,
  bytes: { full: 0, thumb: 0 },
  document: null,
});
