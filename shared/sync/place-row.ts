import type { WireRecord } from '../schema/envelope';
import { parseDocumentId } from '../schema/ids';
import { liftRecord } from '../schema/migrate';
import { claimsMove, readStub, type Stub } from '../schema/moved';
import type { CollectionName, RecordType } from '../schema/record-type';
import { findRecordType } from '../schema/registry';
import type { FeedRow } from './ports';
import { isStamp } from './stamp';

/** Where a row of a hub's feed belongs on this device. */
export type Place =
  | { readonly kind: 'record'; readonly collection: CollectionName; readonly record: WireRecord }
  /** A tombstone; `collection` is null for a type this build does not know. */
  | { readonly kind: 'erased'; readonly collection: CollectionName | null }
  /** What is left of a record that lies in another grid now; `collection` as for a tombstone. Its shape is no type's. */
  | { readonly kind: 'moved'; readonly collection: CollectionName | null; readonly stub: Stub }
  /** Ours, but newer than this build or broken: kept as it came. */
  | { readonly kind: 'aside'; readonly record: WireRecord }
  /** Not one of our records. */
  | { readonly kind: 'foreign' };

/**
 * Decides where a row belongs; never throws. Rows of devices were checked by the hub; those that another hub replicated
 * were not, and one that cannot be merged or sorted must not end the delivery of the others.
 */
export function placeRow(row: FeedRow): Place {
  const type = findRecordType(parseDocumentId(row.id)?.type ?? '');
  if (row.deleted) return { kind: 'erased', collection: type?.collection ?? null };
  if (row.record === null) return { kind: 'foreign' };
  if (claimsMove(row.record)) {
    const stub = readStub(row.record);
    const isSound = stub !== null && stub._id === row.id && stub.type === parseDocumentId(row.id)?.type;
    return isSound
      ? { kind: 'moved', collection: type?.collection ?? null, stub }
      : { kind: 'aside', record: row.record };
  }
  if (!type || row.record._id !== row.id || row.record.schema > type.version) {
    return { kind: 'aside', record: row.record };
  }
  const record = soundRecord(type, row.record);
  return record ? { kind: 'record', collection: type.collection, record } : { kind: 'aside', record: row.record };
}

/** The record in its type's current version, or null when it cannot be lifted, merged or sorted. */
function soundRecord(type: RecordType<never>, record: WireRecord): WireRecord | null {
  try {
    const lifted = liftRecord(type, record);
    return lifted.type === type.type && hasSoundFrame(lifted) && hasSortKeys(type, lifted) ? lifted : null;
  } catch {
    return null;
  }
}

// By hand, because every row of a first sync passes here.
function hasSoundFrame({ born, stamps, vv, yields, schema }: WireRecord): boolean {
  return (
    Number.isInteger(schema) &&
    isStamp(born) &&
    Object.values(stamps).every(isStamp) &&
    Object.values(vv).every((counter) => Number.isSafeInteger(counter) && counter > 0) &&
    yields.every((entry: unknown) => isYield(entry))
  );
}

function isYield(entry: unknown): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  const { field, stamp, settled } = entry as Readonly<Record<string, unknown>>;
  return typeof field === 'string' && isStamp(stamp) && (settled === undefined || isStamp(settled));
}

function hasSortKeys(type: RecordType<never>, record: WireRecord): boolean {
  const { rank, owner } = type.sortKeys(record as never) as { readonly rank: unknown; readonly owner: unknown };
  return typeof rank === 'string' && typeof owner === 'string';
}
