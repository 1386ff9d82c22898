import type { WireRecord } from '../schema/envelope';
import { liftRecord } from '../schema/migrate';
import type { CollectionName } from '../schema/record-type';
import { findRecordType } from '../schema/registry';
import { mergeRecords } from './merge';
import type { OutboxRow, StoredRecord } from './ports';
import { toWire } from './rxdb-store';
import { compareVectors, vectorKey } from './vector';

/** A row of the outbox for the state `record`, waiting to go out. */
export function outboxRow(
  db: string,
  collection: CollectionName,
  record: WireRecord,
  rev: string,
  queuedAtMs: number,
): OutboxRow {
  return { id: record._id, db, collection, record, rev, vectorKey: vectorKey(record.vv), queuedAtMs, state: 'waiting' };
}

/**
 * What the outbox holds for a record after `next` was queued over `existing`. Never goes back: a row that is ahead stays,
 * with the revision that `next` knows; concurrent ones merge. A control store applies it in one transaction.
 */
export function joinOutboxRows(existing: OutboxRow | undefined, next: OutboxRow): OutboxRow {
  if (!existing) return next;
  switch (compareVectors(existing.record.vv, next.record.vv)) {
    case 'before':
      return next;
    case 'equal':
    case 'after':
      return { ...existing, rev: next.rev };
    case 'concurrent': {
      const record = joinRecords(existing.record, next.record);
      return { ...next, record, vectorKey: vectorKey(record.vv) };
    }
  }
}

/** Two states of one record brought together by its type's policies; the one that is ahead, if one is. */
export function joinRecords(a: WireRecord, b: WireRecord): WireRecord {
  return mergeRecords(a, b, findRecordType(b.type)?.merge ?? {});
}

/** A record that an earlier build queued, in the words of this one. */
export function inCurrentForm(record: WireRecord): WireRecord {
  const type = findRecordType(record.type);
  return type && record.schema < type.version ? liftRecord(type, record) : record;
}

/** What this device holds of a record: what is in its collection and, after a save that was cut short, what is queued. */
export function localState(stored: StoredRecord | undefined, queued: WireRecord | undefined): WireRecord | undefined {
  // What does not open counts for nothing: the hub's state takes its place.
  if (!stored || stored.locked) return queued && inCurrentForm(queued);
  const wire = toWire(stored);
  if (!queued) return wire;
  const causality = compareVectors(wire.vv, queued.vv);
  return causality === 'equal' || causality === 'after' ? wire : joinRecords(wire, inCurrentForm(queued));
}
