import { Subject, type Observable } from 'rxjs';
import { isErrorCode, type ErrorCode } from '#shared/errors/app-error';
import { MEDIA_CONTENT_TYPE, MEDIA_PARTS, type MediaDocument, type MediaPart } from '#shared/media/document';
import { createKeyedLock } from '#shared/sync/keyed-lock';
import { onDevice } from '#shared/sync/storage-error';
import { isMissing, type MediaPouch, type PouchDocument, type PouchStub } from './pouch';
import type { PhotoPriority } from './types';

/** What the device knows of one picture. `state`: `sent` is at the hub, be it from here or fetched from there. */
export interface ShelfRow {
  /** Id of its media document. */
  readonly id: string;
  readonly uid: string;
  readonly state: 'draft' | 'waiting' | 'refused' | 'sent';
  /** Why it was refused. */
  readonly code: ErrorCode | null;
  readonly priority: PhotoPriority;
  readonly addedAtMs: number;
  /** When somebody looked at it last. */
  readonly usedAtMs: number;
  readonly draft: { readonly form: string; readonly subject: string } | null;
  /** Bytes of each part that lie here; 0 for one that does not. */
  readonly bytes: Readonly<Record<MediaPart, number>>;
  /** The document of a picture that was added here, or whose claim was asked for. */
  readonly document: MediaDocument | null;
}

/** The pictures on this device, as ciphertext. Throws `device.storage-full` and `device.storage-failed`. */
export interface Shelf {
  /** Everything that lies here, by id. */
  rows(): ReadonlyMap<string, ShelfRow>;
  /** Tells the id of every picture whose row has changed. */
  readonly changed$: Observable<string>;
  /**
   * Writes a row and parts in one step; resolves when both are on the disk. A part whose `bytes` are 0 leaves the device, one that is
   * not brought stays.
   */
  put(row: ShelfRow, parts?: Partial<Readonly<Record<MediaPart, Blob>>>): Promise<void>;
  /** Makes a new row of the one that is there, if one is; null leaves it as it is. */
  change(id: string, next: (row: ShelfRow) => ShelfRow | null): Promise<void>;
  /** The same for several at once, in one write. */
  changeAll(ids: readonly string[], next: (row: ShelfRow) => ShelfRow | null): Promise<void>;
  /** Lays a part beside what is there of a picture, or beside a first row of it. */
  keep(first: ShelfRow, part: MediaPart, bytes: Blob): Promise<void>;
  part(id: string, part: MediaPart): Promise<Blob | null>;
  remove(id: string): Promise<void>;
  /** A note under a name, which is no picture. */
  note(name: string): Promise<unknown>;
  setNote(name: string, value: unknown): Promise<void>;
  close(): Promise<void>;
}

/** Reads what lies in the database. */
export async function openShelf(pouch: MediaPouch): Promise<Shelf> {
  const changed$ = new Subject<string>();
  const rows = new Map<string, ShelfRow>();
  const lock = createKeyedLock();
  const { rows: stored } = await onDevice(() => pouch.allDocs({ include_docs: true }));
  for (const { doc } of stored) if (doc) rows.set(doc._id, rowOf(doc));

  const storedOf = async ({ id }: ShelfRow): Promise<StoredDocument | null> => (rows.has(id) ? pouch.get(id) : null);

  function take(row: ShelfRow): void {
    rows.set(row.id, row);
    changed$.next(row.id);
  }

  async function write(row: ShelfRow, parts: Partial<Readonly<Record<MediaPart, Blob>>>): Promise<void> {
    await onDevice(async () => void (await pouch.put(documentOf(row, await storedOf(row), parts))));
    take(row);
  }

  async function changeAll(ids: readonly string[], next: (row: ShelfRow) => ShelfRow | null): Promise<void> {
    const changed = ids.flatMap((id) => {
      const row = rows.get(id);
      const after = row && next(row);
      return after && after !== row ? [after] : [];
    });
    if (changed.length === 0) return;
    await onDevice(async () => {
      const stored = await Promise.all(changed.map(storedOf));
      await pouch.putAll(changed.map((row, at) => documentOf(row, stored[at] ?? null, {})));
    });
    changed.forEach(take);
  }

  return {
    rows: () => rows,
    changed$,
    put: (row, parts = {}) => lock.run([row.id], () => write(row, parts)),
    change: (id, next) => lock.run([id], () => changeAll([id], next)),
    changeAll: (ids, next) => lock.run(ids, () => changeAll(ids, next)),
    keep: (first, part, bytes) =>
      lock.run([first.id], () => {
        const row = rows.get(first.id) ?? first;
        return write({ ...row, bytes: { ...row.bytes, [part]: bytes.size } }, { [part]: bytes });
      }),
    part: (id, part) =>
      onDevice(async () => {
        if ((rows.get(id)?.bytes[part] ?? 0) === 0) return null;
        // What is dropped in this moment is gone, not broken.
        return pouch
          .getAttachment(id, part)
          .catch((thrown: unknown) => (isMissing(thrown) ? null : Promise.reject(thrown as Error)));
      }),
    remove: (id) =>
      lock.run([id], async () => {
        if (!rows.has(id)) return;
        await onDevice(async () => pouch.remove(await pouch.get(id)));
        rows.delete(id);
        changed$.next(id);
      }),
    note: (name) => onDevice(async () => (await noted(pouch, name))?.['value'] ?? null),
    setNote: (name, value) =>
      lock.run([`_local/${name}`], () =>
        onDevice(async () => {
          const before = await noted(pouch, name);
          await pouch.put({ _id: `_local/${name}`, ...(before?._rev && { _rev: before._rev }), value });
        }),
      ),
    async close() {
      changed$.complete();
      await pouch.close();
    },
  };
}

const noted = (pouch: MediaPouch, name: string): Promise<PouchDocument | null> =>
  pouch.get(`_local/${name}`).catch((thrown: unknown) => (isMissing(thrown) ? null : Promise.reject(thrown as Error)));

type StoredDocument = Awaited<ReturnType<MediaPouch['get']>>;

/** The row as it is stored, over what is stored of it so far. */
function documentOf(
  row: ShelfRow,
  stored: StoredDocument | null,
  parts: Partial<Readonly<Record<MediaPart, Blob>>>,
): PouchDocument {
  const attachments = MEDIA_PARTS.flatMap((part) => {
    if (row.bytes[part] === 0) return [];
    const data = parts[part];
    return [[part, data ? { content_type: MEDIA_CONTENT_TYPE, data } : stored?._attachments?.[part]] as const];
  });
  const { id, bytes: _bytes, ...fields } = row;
  return {
    ...fields,
    _id: id,
    ...(stored && { _rev: stored._rev }),
    _attachments: Object.fromEntries(attachments),
  };
}

/** What this module wrote comes back as it was; lengths are those of the attachments that lie beside it. */
function rowOf({ _id: id, _rev, _attachments: attachments = {}, ...fields }: PouchDocument): ShelfRow {
  const { code, ...rest } = fields as unknown as Omit<ShelfRow, 'id' | 'bytes'>;
  const length = (part: MediaPart): number => (attachments[part] as PouchStub | undefined)?.length ?? 0;
  return {
    ...rest,
    id,
    code: isErrorCode(code) ? code : null,
    bytes: { full: length('full'), thumb: length('thumb') },
  };
}
