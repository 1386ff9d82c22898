import { BehaviorSubject, distinctUntilChanged, filter, map, merge, of, Subject, type Observable } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import { MEDIA_CONTENT_TYPE } from '#shared/media/document';
import { MEDIA_LIMITS, thumbMimeOf, type PhotoRef, type PreparedPhoto } from '#shared/media/photo';
import type { MediaKey } from '#shared/media/sealed-bytes';
import type { SigningKey } from '#shared/media/signature';
import type { PreparedVoice, VoiceRef } from '#shared/media/voice';
import { checkOf, checkVoiceOf } from './check';
import { closePhoto, closeVoice, type AddedBy, type Closed } from './claims';
import type { MediaParts, MediaStoreOptions } from './media-parts';
import { sendForOthers } from './others';
import { databaseOf } from './database-of';
import { openMediaParts, removeUngranted } from './open-parts';
import { queueOf, statusOf } from './queue';
import type { ShelfRow } from './shelf';
import type { AddPhoto, MediaQueue, MediaRef, MediaStore, PhotoStatus } from './types';

/** The pictures and spoken notes of a station that is open. */
export interface RunningMedia extends MediaStore {
  /** The hub has greeted: what waits for it is tried at once. */
  hubIsThere(): void;
  /** What the person may open has changed. */
  sessionChanged(): void;
  /**
   * Ends sending, and lays down at the host what is unsent, of everybody on this device; `onLeft` hears how many are left. Throws what
   * speaks of the host; called again, it goes on.
   */
  handOver(signal: AbortSignal, onLeft: (left: number) => void): Promise<void>;
  /** Resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** See `MediaStore`. What lies on the device is opened at once where something does, else with the first picture. */
export function startMedia(options: MediaStoreOptions): RunningMedia {
  const leaving = new AbortController();
  const changed$ = new Subject<string | null>();
  const queue$ = new BehaviorSubject<MediaQueue>(queueOf(null, options.mayWrite));
  let parts: MediaParts | null = null;
  let opening: Promise<MediaParts> | null = null;
  let stopping: Promise<void> | null = null;
  let sendingOthers: Promise<void> | null = null;
  let layingDown: Promise<void> | null = null;
  let isEnding = false;

  function open(): Promise<MediaParts> {
    if (leaving.signal.aborted) return Promise.reject(new AppError('device.storage-failed', 'the station is closed'));
    opening ??= openNow().catch((thrown: unknown) => {
      opening = null;
      throw thrown;
    });
    return opening;
  }

  async function openNow(): Promise<MediaParts> {
    const opened = await openMediaParts(options, leaving.signal);
    parts = opened;
    opened.shelf.changed$.subscribe((id) => tell(id));
    opened.uploads.state$.subscribe(() => tell(null));
    return opened;
  }

  /** `id`: that picture has changed; null: any may have. */
  function tell(id: string | null): void {
    queue$.next(queueOf(parts, options.mayWrite));
    changed$.next(id);
  }

  const inBackground = (work: () => Promise<void>): void => void work().catch(() => undefined);

  /** One round at a time: a second would find the shelves of the first in use. */
  function sendOthers(): void {
    if (isEnding) return;
    sendingOthers ??= sendForOthers(options.others(), options, leaving.signal)
      .catch(() => undefined)
      .finally(() => (sendingOthers = null));
  }

  /** What the person may not send any more is laid down, as rows are; what has arrived leaves the device where it may not stay. */
  function layDownHeld(current: MediaParts): void {
    const wants = (row: ShelfRow) => row.state === 'waiting' && !options.mayWrite(databaseOf(row));
    if (![...current.shelf.rows().values()].some(wants)) return;
    layingDown ??= fetchHandOver()
      .then(({ handOver }) => handOver(current.shelf, { hub: options.hub, wants }, leaving.signal))
      .then(() => removeUngranted(current, options))
      .catch(() => undefined)
      .finally(() => (layingDown = null));
  }

  const hubIsThere = (): void => {
    sendOthers();
    const current = parts;
    if (!current || isEnding) return;
    layDownHeld(current);
    current.uploads.retry();
    inBackground(() => current.signing.announce(leaving.signal));
    inBackground(() => current.reconciler.look(leaving.signal));
  };

  async function store(row: ShelfRow, blobs: { readonly full: Blob; readonly thumb: Blob }): Promise<void> {
    const { shelf, room } = await open();
    const bytes = row.bytes.full + row.bytes.thumb;
    await room.make(bytes);
    for (;;) {
      try {
        return await shelf.put(row, blobs);
      } catch (thrown) {
        const isFull = thrown instanceof AppError && thrown.code === 'device.storage-full';
        if (!isFull || (await room.free(bytes)) === 0) throw thrown;
      }
    }
  }

  async function add(prepared: PreparedPhoto, place: AddPhoto): Promise<PhotoRef> {
    assertSmallEnough(prepared.full, prepared.thumb);
    return keep(place, (...given) => closePhoto(prepared, place.scope, ...given));
  }

  async function addVoice(prepared: PreparedVoice, place: AddPhoto): Promise<VoiceRef> {
    assertSmallEnough(prepared.full, prepared.curve);
    return keep(place, (...given) => closeVoice(prepared, place.scope, ...given));
  }

  /** Closes something, lays it on the disk and sees to it that it goes out. */
  async function keep<Ref extends MediaRef>(
    place: AddPhoto,
    close: (key: MediaKey, signer: SigningKey, by: AddedBy) => Promise<Closed<Ref>>,
  ): Promise<Ref> {
    const key = await options.keyFor(place.scope, place.class);
    const { signing, uploads } = await open();
    const by = { ...options.author(), uid: options.newUid(), nowMs: options.nowMs() };
    const { ref, document, parts: blobs } = await close(key, await signing.key(), by);
    const row: ShelfRow = {
      id: ref.media,
      uid: ref.id,
      state: place.draft ? 'draft' : 'waiting',
      code: null,
      priority: place.priority,
      addedAtMs: ref.addedAtMs,
      usedAtMs: ref.addedAtMs,
      draft: place.draft ?? null,
      bytes: document.bytes,
      document,
    };
    await store(row, blobs);
    uploads.added();
    inBackground(() => signing.announce(leaving.signal));
    return ref;
  }

  async function eachDraft(refs: readonly MediaRef[], act: (current: MediaParts, id: string) => Promise<void>) {
    const current = await open();
    for (const { media } of refs) if (current.shelf.rows().get(media)?.state === 'draft') await act(current, media);
    current.uploads.added();
  }

  async function show(ref: MediaRef, part: 'full' | 'thumb', signal: AbortSignal | undefined) {
    const { loader } = await open();
    const limited = signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal;
    const opened = await loader.open(ref, part, limited);
    return opened.ok
      ? ok(new Blob([opened.value], { type: part === 'full' ? ref.mime : smallTypeOf(ref) }))
      : err(opened.error);
  }

  // What was left waiting goes out without anybody adding a picture.
  const starting = options.hasShelf().then(async (has) => {
    if (has && !leaving.signal.aborted) await open();
  });
  starting.then(
    () => parts && hubIsThere(),
    () => undefined,
  );

  return {
    queue$,
    add,
    addVoice,
    release: (refs) =>
      eachDraft(refs, ({ shelf }, id) => shelf.change(id, (row) => ({ ...row, state: 'waiting', draft: null }))),
    discard: (refs) => eachDraft(refs, ({ shelf }, id) => shelf.remove(id)),
    thumbnail: (ref, signal) => show(ref, 'thumb', signal),
    full: (ref, signal) => show(ref, 'full', signal),
    check: async (ref) => checkOf(ref, await open(), options, leaving.signal),
    checkVoice: async (ref) => checkVoiceOf(ref, await open(), options, leaving.signal),
    status: (ref) => watchStatus(ref),
    retry() {
      inBackground(async () => {
        const { shelf, uploads } = await open();
        for (const { id, state } of [...shelf.rows().values()])
          if (state === 'refused') await shelf.change(id, (row) => ({ ...row, state: 'waiting', code: null }));
        uploads.retry();
      });
    },
    hubIsThere,
    sessionChanged() {
      tell(null);
      const current = parts;
      if (!current) return;
      inBackground(() => removeUngranted(current, options));
      layDownHeld(current);
      current.uploads.retry();
    },
    async handOver(signal, onLeft) {
      isEnding = true;
      await starting.catch(() => undefined);
      const opened = await opening?.catch(() => null);
      await Promise.all([sendingOthers, layingDown?.catch(() => undefined), opened?.uploads.stop()]);
      const own = opened?.shelf ?? null;
      const limited = AbortSignal.any([signal, leaving.signal]);
      const { handOverAll } = await fetchHandOver();
      layingDown = handOverAll({ own, others: () => options.others(), hub: options.hub, onLeft }, limited);
      await layingDown;
    },
    stop: () => (stopping ??= stopNow()),
  };

  async function stopNow(): Promise<void> {
    leaving.abort(new AppError('hub.unreachable', 'the station is closed'));
    await starting.catch(() => undefined);
    const opened = await opening?.catch(() => null);
    await Promise.all([sendingOthers, layingDown?.catch(() => undefined)]);
    await opened?.uploads.stop();
    await opened?.shelf.close();
    queue$.complete();
    changed$.complete();
  }

  function watchStatus({ media }: MediaRef): Observable<PhotoStatus> {
    return merge(of(null), changed$.pipe(filter((id) => id === null || id === media))).pipe(
      map(() => statusOf(parts?.shelf.rows().get(media), parts?.uploads.state().sending.has(media) === true)),
      distinctUntilChanged((a, b) => JSON.stringify(a) === JSON.stringify(b)),
    );
  }
}

/** Needed where rights end, which few devices ever see. */
const fetchHandOver = () => import('./hand-over');

/** What the small part is: a picture, or the curve of a spoken note. */
const smallTypeOf = (ref: MediaRef): string => ('seconds' in ref ? MEDIA_CONTENT_TYPE : thumbMimeOf(ref.mime));

function assertSmallEnough(full: Uint8Array, thumb: Uint8Array): void {
  const isTooLarge = full.length > MEDIA_LIMITS.fullBytes || thumb.length > MEDIA_LIMITS.thumbBytes;
  if (!isTooLarge) return;
  throw new AppError('request.too-large', 'more than the hub takes', {
    details: { full: full.length, thumb: thumb.length },
  });
}
