import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { HAND_IN_KINDS, type HandInKind } from '#shared/ipc/kiosk-intake-api';
import { instantSchema, uidSchema } from '#shared/schema/envelope';
import { openDurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import type { Log } from '../ports';

const boxSchema = z.strictObject({
  version: z.literal(1),
  id: uidSchema,
  kind: z.enum(HAND_IN_KINDS),
  /** Which kiosk. */
  from: z.string(),
  atMs: instantSchema,
  /** As it came: nothing but the desk's private key opens it. */
  box: z.string(),
});
export type KeptBox = Omit<z.infer<typeof boxSchema>, 'version'>;
/** What is known of a box without reading it. */
export type BoxMark = Pick<KeptBox, 'id' | 'kind' | 'from' | 'atMs'>;

/** Boxes on the host's disk: photos until the form comes that they belong to, forms until they are a record. */
export interface Boxes {
  /** On disk when it resolves; the same id again changes nothing. `hub.busy` when too much waits already, `host.disk-full`, `host.folder-read-only`. */
  put(box: KeptBox): Promise<void>;
  /** Null for none. */
  read(id: string): Promise<KeptBox | null>;
  mark(id: string): BoxMark | null;
  remove(ids: readonly string[]): Promise<void>;
  /** Oldest first. */
  marks(): readonly BoxMark[];
  /** Files that could not be read; they stay where they are. */
  readonly damaged: number;
}

export interface BoxLimits {
  /** Forms, and photos, that may wait. */
  readonly forms: number;
  readonly photos: number;
  readonly bytes: number;
}

/** A busy day of ten kiosks with the hub's disk in trouble, and little enough for any disk. */
export const BOX_LIMITS: BoxLimits = { forms: 2000, photos: 1000, bytes: 2 * 1024 ** 3 };

const SUFFIX = '.box';

/** Opens what waits in a folder that nobody but the host reads. */
export async function openBoxes(path: string, log: Log, limits = BOX_LIMITS): Promise<Boxes> {
  const folder = await openDurableFolder(path);
  const known = new Map<string, BoxMark & { readonly bytes: number }>();
  let damaged = 0;

  async function readBox(id: string): Promise<KeptBox | null> {
    const text = await folder.read(`${id}${SUFFIX}`);
    if (text === null) return null;
    const { version, ...box } = boxSchema.parse(JSON.parse(text));
    void version;
    return box;
  }

  for (const name of (await readdir(path)).sort()) {
    // A draft of a write that was cut off: nobody was told that it is there.
    if (name.endsWith('.tmp')) await folder.remove(name);
    if (!name.endsWith(SUFFIX)) continue;
    try {
      const kept = await readBox(name.slice(0, -SUFFIX.length));
      if (kept) known.set(kept.id, markOf(kept));
    } catch (thrown) {
      damaged += 1;
      log.error('self-service.damaged', { uid: name.slice(0, -SUFFIX.length), ...errorFields(thrown) });
    }
  }

  function hasRoom(kind: HandInKind, bytes: number): boolean {
    const isPhoto = kind === 'photo';
    const same = [...known.values()].filter((each) => (each.kind === 'photo') === isPhoto).length;
    const all = [...known.values()].reduce((sum, each) => sum + each.bytes, bytes);
    return same < (isPhoto ? limits.photos : limits.forms) && all <= limits.bytes;
  }

  return {
    put: async (box) => {
      if (known.has(box.id)) return;
      if (!hasRoom(box.kind, box.box.length)) {
        log.warn('self-service.full', { count: known.size });
        throw new AppError('hub.busy', 'too much waits for the desk already', { retry: true });
      }
      // Counted before it is written, so that a crowd at once does not get past the limit.
      known.set(box.id, markOf(box));
      try {
        await folder.write(`${box.id}${SUFFIX}`, JSON.stringify({ version: 1, ...box }));
      } catch (thrown) {
        known.delete(box.id);
        throw thrown;
      }
    },
    read: readBox,
    mark: (id) => known.get(id) ?? null,
    remove: async (ids) => {
      for (const id of ids) {
        await folder.remove(`${id}${SUFFIX}`);
        known.delete(id);
      }
    },
    marks: () => [...known.values()].sort((a, b) => a.atMs - b.atMs),
    get damaged() {
      return damaged;
    },
  };
}

const markOf = ({ id, kind, from, atMs, box }: KeptBox): BoxMark & { readonly bytes: number } => ({
  ...{ id, kind, from, atMs },
  bytes: box.length,
});
