import type { Stamp, Touch, WireRecord } from '../schema/envelope';
import { outboxRow, type DeliverDeps } from './deliver';
import type { OutboxRow } from './ports';
import { toStored, toWire } from './rxdb-store';
import { formatStamp, parseStamp, stampMs } from './stamp';
import { advanceVector } from './vector';

/**
 * Gives a row that the hub refused for its clock new stamps from the corrected one: this replica's stamps and touches
 * later than `limitMs` move to now. What the person wrote does not change. A row edited in the meantime is left alone:
 * it is queued again under its newer state.
 */
export async function restamp(deps: DeliverDeps, row: OutboxRow, limitMs: number): Promise<void> {
  const { store, control, clock } = deps;
  const current = (await store.read(row.collection, [row.id])).get(row.id);
  if (!current) return;
  const counter = await control.nextCounter();
  const { ms, tick } = clock.next();
  const stamp = formatStamp({ ms, tick, replica: control.replica, counter });
  const record = moveStamps(toWire(current), stamp, limitMs, clock.nowMs());
  await control.queue([outboxRow(row.db, row.collection, record, row.rev, clock.nowMs())]);
  await store.write(row.collection, [{ previous: current, next: toStored(record, current.rev) }]);
}

function moveStamps(record: WireRecord, stamp: Stamp, limitMs: number, nowMs: number): WireRecord {
  const { replica, counter } = parseStamp(stamp);
  const move = (old: Stamp): Stamp => (stampMs(old) > limitMs ? stamp : old);
  const touch = (old: Touch): Touch => (old.at > limitMs ? { ...old, at: nowMs } : old);
  return {
    ...record,
    created: touch(record.created),
    changed: touch(record.changed),
    vv: advanceVector(record.vv, replica, counter),
    born: move(record.born),
    stamps: Object.fromEntries(Object.entries(record.stamps).map(([field, old]) => [field, move(old)])),
  };
}
