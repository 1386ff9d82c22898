import type { Stamp, Touch, WireRecord } from '../schema/envelope';
import type { DeliverDeps } from './deliver';
import { localState, outboxRow } from './outbox';
import type { OutboxRow, WriteName } from './ports';
import { toStored } from './rxdb-store';
import { formatStamp, stampMs, type HybridClock } from './stamp';
import { advanceVector } from './vector';

/**
 * Gives a row that the hub refused for its clock new stamps from the corrected one: stamps and touches later than `limitMs`
 * move to now. What the person wrote does not change. A row edited in the meantime still carries the old stamps of what was
 * not edited, so the row is taken as it is queued now.
 */
export async function restamp(deps: DeliverDeps, { id, collection }: OutboxRow, limitMs: number): Promise<void> {
  const { store, control, clock } = deps;
  await store.hold([id], async () => {
    const row = (await control.queued([id])).get(id);
    if (!row) return;
    const current = (await store.read(collection, [id])).get(id);
    const local = localState(current, row.record) ?? row.record;
    const record = moveStamps(local, await control.nextWrite(), clock, limitMs);
    await control.queue([outboxRow(row.db, collection, record, row.rev, row.queuedAtMs)]);
    await store.write(collection, [{ previous: current, next: toStored(record, current?.rev ?? row.rev) }]);
  });
}

/** Stamps that are alike stay alike and others stay apart: a merge knows a value by its stamp. */
function moveStamps(record: WireRecord, write: WriteName, clock: HybridClock, limitMs: number): WireRecord {
  const late = [...new Set(stampsIn(record))].filter((stamp) => stampMs(stamp) > limitMs).sort();
  const moved = new Map(late.map((old) => [old, formatStamp({ ...clock.next(), ...write })]));
  const move = (old: Stamp): Stamp => moved.get(old) ?? old;
  const touch = (old: Touch): Touch => (old.at > limitMs ? { ...old, at: clock.nowMs() } : old);
  return {
    ...record,
    created: touch(record.created),
    changed: touch(record.changed),
    vv: advanceVector(record.vv, write.replica, write.counter),
    born: move(record.born),
    stamps: Object.fromEntries(Object.entries(record.stamps).map(([field, old]) => [field, move(old)])),
    yields: record.yields.map((entry) => ({
      ...entry,
      stamp: move(entry.stamp),
      ...(entry.settled === undefined ? {} : { settled: move(entry.settled) }),
    })),
  };
}

const stampsIn = ({ born, stamps, yields }: WireRecord): readonly Stamp[] => [
  born,
  ...Object.values(stamps),
  ...yields.flatMap(({ stamp, settled }) => (settled === undefined ? [stamp] : [stamp, settled])),
];
