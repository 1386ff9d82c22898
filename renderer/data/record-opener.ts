import { BehaviorSubject, combineLatest, from, of, switchMap, type Observable, type OperatorFunction } from 'rxjs';
import type { WireRecord } from '#shared/schema/envelope';
import { hasListedSeals, openRecord, type OpenSealed } from '#shared/schema/open-record';

/** Hands out records with what lists need of their sealed values opened (`openRecord`), each record object opened once. */
export interface RecordOpener {
  /** For queries: opens every list that comes by, again after the keys have changed. */
  opened<T extends WireRecord>(): OperatorFunction<readonly T[], readonly T[]>;
  open<T extends WireRecord>(records: readonly T[]): Promise<readonly T[]>;
  /** The person's keys are others than before. */
  renew(): void;
}

/** See `RecordOpener`. */
export function createRecordOpener(openSealed: OpenSealed): RecordOpener {
  let opened = new WeakMap<WireRecord, WireRecord>();
  const keys$ = new BehaviorSubject<void>(undefined);

  async function openOne<T extends WireRecord>(record: T): Promise<T> {
    const known = opened.get(record);
    if (known) return known as T;
    const generation = opened;
    const open = await openRecord(record, openSealed);
    generation.set(record, open);
    return open;
  }

  /** At once where nothing has to be opened, so that lists of open records appear without a detour. */
  function openAll<T extends WireRecord>(records: readonly T[]): readonly T[] | Promise<readonly T[]> {
    let isAtHand = true;
    const ready = records.map((record) => {
      if (!hasListedSeals(record)) return record;
      const known = opened.get(record) as T | undefined;
      isAtHand &&= known !== undefined;
      return known ?? record;
    });
    if (isAtHand) return ready;
    return Promise.all(records.map((record) => (hasListedSeals(record) ? openOne(record) : record)));
  }

  return {
    opened:
      <T extends WireRecord>() =>
      (records$: Observable<readonly T[]>) =>
        combineLatest([records$, keys$]).pipe(
          switchMap(([records]) => {
            const result = openAll(records);
            return result instanceof Promise ? from(result) : of(result);
          }),
        ),
    open: async (records) => openAll(records),
    renew() {
      opened = new WeakMap();
      keys$.next();
    },
  };
}
