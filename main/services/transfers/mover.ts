import { APPEND_ONLY } from '#shared/domain/access/table';
import type { Vector, WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import { stubOf, type MovedTo, type Stub } from '#shared/schema/moved';
import { joinRecords } from '#shared/sync/outbox';
import { advanceVector, compareVectors, joinVectors } from '#shared/sync/vector';
import type { GridKeys } from '../grid-keys';
import type { HostWriter } from '../host-writer';
import { readLeaf, writeOver, type Leaf, type TransferDatabase, type TransferHub } from './leaf';
import type { Job } from './job-log';
import type { Photos } from './photos';
import { inScope, translate } from './reseal';

/** What became of a record that was to go. */
export type Move =
  | {
      readonly kind: 'moved';
      readonly stub: Stub;
      /** The record as it lies in the other grid. */
      readonly placed: WireRecord;
      readonly unreadable: number;
    }
  /** It had gone there before. */
  | { readonly kind: 'gone'; readonly stub: Stub }
  /** There is none, here or (erased by law) there. */
  | { readonly kind: 'none' };

/** What changes in a record on its way. */
export type OnTheWay = (record: WireRecord) => Promise<Readonly<Record<string, unknown>>>;

export interface MoverDeps {
  readonly hub: TransferHub;
  readonly keys: GridKeys;
  readonly writer: HostWriter;
  /** The vector of the stub that the last transfer left under an id; null for none. */
  readonly leftAt: (id: string) => Vector | null;
  readonly jobOf: (scope: string, movedTo: MovedTo) => Job | null;
  readonly photos: Pick<Photos, 'take' | 'named'>;
}

interface Coming {
  readonly translated: WireRecord;
  readonly changes: () => Promise<Readonly<Record<string, unknown>>>;
  readonly by: string;
}

/** Times that somebody else may write to a record between its reading and its writing before it is left for the next try. */
const TRIES = 20;

/** Brings single records from one grid's database to another's. */
export interface Mover {
  /**
   * Copies the record to where it goes, brought together with what lies there, and then leaves a stub in its place. Both are on disk
   * when it resolves. Cut off anywhere, it is called again: a copy that has seen everything stays as it is.
   */
  move(id: string, movedTo: MovedTo, onTheWay: OnTheWay): Promise<Move>;
  database(scope: string): TransferDatabase;
}

/** See `Mover`. */
export function createMover({ hub, keys, writer, leftAt, jobOf, photos }: MoverDeps): Mover {
  function database(scope: string): TransferDatabase {
    const found = hub.database(`grid-${scope}`);
    if (!found) throw new Error('a grid of a transfer is not there');
    return found;
  }

  /** What is to lie there; null where what lies there has seen everything. */
  async function copyFor(leaf: Leaf, { translated, changes, by }: Coming): Promise<WireRecord | null> {
    // Whoever knows the stub of a former stay, the log of transfers too, has to see that this comes after it.
    const left = leftAt(translated._id) ?? {};
    if (leaf.kind === 'record') {
      const merged = photos.named(joinRecords(leaf.record, translated));
      const isAfter =
        APPEND_ONLY.has(merged.type) || compareVectors(joinVectors(merged.vv, left), merged.vv) === 'equal';
      if (!isAfter) return { ...merged, vv: written(merged.type, joinVectors(merged.vv, left), by) };
      return compareVectors(merged.vv, leaf.record.vv) === 'equal' ? null : merged;
    }
    const stay = leaf.kind === 'stub' ? joinVectors(leaf.stub.vv, left) : left;
    const vv = APPEND_ONLY.has(translated.type) ? translated.vv : joinVectors(translated.vv, stay);
    const changed = await changes();
    if (Object.keys(changed).length > 0) return writer.edit({ ...translated, vv }, changed, by);
    return { ...translated, vv: written(translated.type, vv, by) };
  }

  /** The vector with the transfer's own write; what is only ever added to stays the one write that it is. */
  function written(type: string, vv: Vector, by: string): Vector {
    if (APPEND_ONLY.has(type)) return vv;
    const { replica, counter } = writer.write(by);
    return advanceVector(vv, replica, counter);
  }

  async function place(there: TransferDatabase, coming: Coming): Promise<WireRecord | null> {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const leaf = await readLeaf(there, coming.translated._id);
      if (leaf.kind === 'erased') return null;
      if (leaf.kind === 'foreign') throw new Error('something else lies where a record is to go');
      const next = await copyFor(leaf, coming);
      if (next === null) return leaf.kind === 'record' ? leaf.record : null;
      if ((await writeOver(there, next, leaf.kind === 'none' ? null : leaf.rev)) !== null) return next;
    }
    throw new Error('a record keeps changing where it is to go');
  }

  return {
    database,
    async move(id, movedTo, onTheWay) {
      const from = parseDocumentId(id)?.scope ?? '';
      const here = database(from);
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const leaf = await readLeaf(here, id);
        if (leaf.kind === 'stub') return { kind: 'gone', stub: leaf.stub };
        if (leaf.kind !== 'record') return { kind: 'none' };
        const { rev } = leaf;
        const record = photos.named(leaf.record);
        const job = jobOf(from, movedTo);
        if (job) await photos.take(record, job);
        const { record: translated, unreadable } = await translate(record, from, movedTo.scope, keys);
        const coming = { translated: photos.named(translated), changes: () => onTheWay(record), by: movedTo.by };
        const placed = await place(database(movedTo.scope), coming);
        if (!placed) return { kind: 'none' };
        const stub = stubOf(record, written(record.type, record.vv, movedTo.by), movedTo);
        if ((await writeOver(here, stub, rev)) !== null) return { kind: 'moved', stub, placed, unreadable };
      }
      throw new Error('a record keeps changing while it is to go');
    },
  };
}

/** The id under which a record lies in the grid it goes to. */
export const idThere = (id: string, to: string): string => inScope(id, parseDocumentId(id)?.scope ?? '', to);
