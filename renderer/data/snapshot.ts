import type { RxCollection } from 'rxdb';
import { Observable, ReplaySubject, share } from 'rxjs';
import type { WireRecord } from '#shared/schema/envelope';
import type { StoredRecord } from '#shared/sync/ports';
import { briefOf, briefPaths } from './briefs';
import type { Packs } from './packs';
import { createPacking } from './packing';
import { readRows } from './snapshot-rows';

/**
 * The briefs of one type, held in memory and kept current: what lists over names, and rules over everybody, are computed from.
 * They come from packs and from what was written since, else from reading every record once; then they follow the collection's
 * changes. Packs are written anew when it is calm and enough has changed.
 */
export function snapshotOf<T extends WireRecord>(
  collection: RxCollection<StoredRecord>,
  type: string,
  packs: Packs | null,
): Observable<readonly T[]> {
  return new Observable<readonly T[]>((subscriber) => {
    const briefs = new Map<string, WireRecord>();
    const early: StoredRecord[] = [];
    let isLoaded = false;
    let pending = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const packing = packs && briefPaths(type) ? createPacking(collection, type, packs, briefs) : null;

    const emit = () => {
      timer = undefined;
      pending = 0;
      subscriber.next([...briefs.values()] as unknown as readonly T[]);
    };
    const take = (record: Row) => {
      if (record._deleted || record.locked) briefs.delete(record._id);
      else briefs.set(record._id, briefOf(record));
    };

    const onEvents = (events: readonly { readonly documentData: Row }[]) => {
      let erased = false;
      for (const { documentData } of events) {
        if (documentData.type !== type) continue;
        pending += 1;
        erased ||= documentData._deleted === true;
        if (isLoaded) take(documentData);
        else early.push(documentData);
      }
      if (!isLoaded || pending === 0) return;
      timer ??= setTimeout(emit, pending > FLOOD_ROWS ? FLOOD_MS : QUIET_MS);
      packing?.changed(events.length, erased);
    };
    const changes = collection.storageInstance.changeStream().subscribe({
      next: ({ events }) => onEvents(events),
      complete: () => packing?.stop(),
    });

    async function load(): Promise<void> {
      const packed = await packing?.load();
      for (const brief of packed?.records ?? []) briefs.set(brief._id, brief);
      const rows = await readRows(collection, type, packed?.watermark ?? null);
      for (const row of rows) take(row);
      for (const row of early.splice(0)) take(row);
      isLoaded = true;
      emit();
      packing?.changed(rows.length, packed !== null && rows.some((row: Row) => row._deleted));
    }
    load().catch((error: unknown) => subscriber.error(error));

    return () => {
      clearTimeout(timer);
      packing?.stop();
      changes.unsubscribe();
    };
    // Kept while the station is open: leaving a list and coming back must not open every record again.
  }).pipe(share({ connector: () => new ReplaySubject(1), resetOnRefCountZero: false }));
}

type Row = StoredRecord & { readonly _deleted?: boolean };

/** A change a person made shows within this. */
const QUIET_MS = 20;

/** A first sync brings pages of thousands: showing each would take longer than storing it. */
const FLOOD_ROWS = 500;
const FLOOD_MS = 1000;
