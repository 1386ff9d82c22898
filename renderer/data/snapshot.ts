import type { RxCollection } from 'rxdb';
import { Observable, ReplaySubject, share } from 'rxjs';
import type { WireRecord } from '#shared/schema/envelope';
import type { StoredRecord } from '#shared/sync/ports';
import { readRows } from './snapshot-rows';

/** The records of one type, held in memory and kept current: read once, then followed by the collection's changes. */
export function snapshotOf<T extends WireRecord>(
  collection: RxCollection<StoredRecord>,
  type: string,
): Observable<readonly T[]> {
  return new Observable<readonly T[]>((subscriber) => {
    const records = new Map<string, StoredRecord>();
    const early: StoredRecord[] = [];
    let isLoaded = false;
    let pending = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const emit = () => {
      timer = undefined;
      pending = 0;
      subscriber.next([...records.values()] as unknown as readonly T[]);
    };
    const take = (record: Row) => {
      if (record._deleted || record.locked) records.delete(record._id);
      else records.set(record._id, record);
    };

    const onEvents = (events: readonly { readonly documentData: Row }[]) => {
      for (const { documentData } of events) {
        if (documentData.type !== type) continue;
        pending += 1;
        if (isLoaded) take(documentData);
        else early.push(documentData);
      }
      if (isLoaded && pending > 0) timer ??= setTimeout(emit, pending > FLOOD_ROWS ? FLOOD_MS : QUIET_MS);
    };
    const changes = collection.storageInstance.changeStream().subscribe(({ events }) => onEvents(events));

    async function load(): Promise<void> {
      for (const row of await readRows(collection, type)) take(row);
      for (const row of early.splice(0)) take(row);
      isLoaded = true;
      emit();
    }
    load().catch((error: unknown) => subscriber.error(error));

    return () => {
      clearTimeout(timer);
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
