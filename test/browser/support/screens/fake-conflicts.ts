import { Subject, type Observable } from 'rxjs';
import type { WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import { findRecordType } from '#shared/schema/registry';
import type { Replica } from '#shared/schema/types/replica';
import type { Staff } from '#shared/schema/types/place';
import { beginWriting, createRecord, editRecord, settleConflict, type Writing } from '#shared/sync/author';
import { contestedFields } from '#shared/sync/conflicts';
import { mergeRecords, openConflicts } from '#shared/sync/merge';
import type { RecordStore, StoredRecord } from '#shared/sync/ports';
import { createHybridClock } from '#shared/sync/stamp';
import { watchContested, type Contested } from '#renderer/data/contested';
import type { ContestedIndex } from '#renderer/data/control/contested-index';
import type { SessionView } from '#renderer/data/index';

interface RawRecords {
  get(id: string): WireRecord | undefined;
  every(): readonly WireRecord[];
  put(records: readonly WireRecord[]): Promise<void>;
}

type Fields = Readonly<Record<string, unknown>>;

export interface FakeConflicts {
  readonly contested: Contested;
  /** Records were written here. */
  changed(): void;
  /** This device and a colleague's change a record apart from each other; both have met by the time it resolves. */
  contest(id: string, here: Fields, there: Fields): Promise<void>;
  /** The colleague decides about all that waits in a record, for what stands. */
  decideElsewhere(id: string): Promise<void>;
}

const TABLET = 'tablet000000';
const BEHIND_MS = 25 * 60_000;

/** The product's own view of conflicts over records in memory, and a colleague who brings them about. */
export async function fakeConflicts(
  raw: RawRecords,
  session$: Observable<SessionView>,
  own: { readonly staff: Staff & WireRecord; readonly replica: string; write(): Writing },
  colleague: Staff & WireRecord,
  nowMs: () => number,
): Promise<FakeConflicts> {
  const changes$ = new Subject<void>();
  const withYields = () => raw.every().filter(({ yields }) => yields.length > 0);
  const index: ContestedIndex = {
    all: () =>
      withYields().map((record) => ({
        id: record._id,
        collection: collectionOf(record),
        isOpen: openConflicts(record).length > 0,
      })),
    changes$,
    over: (store) => store,
    note: async () => undefined,
    settle: async () => undefined,
  };
  const store = {
    read: async (_collection: CollectionName, ids: readonly string[]) =>
      new Map(ids.flatMap((id) => (raw.get(id) ? [[id, raw.get(id) as unknown as StoredRecord] as const] : []))),
    hold: <T>(_ids: readonly string[], task: () => Promise<T>) => task(),
  } as Pick<RecordStore, 'read' | 'hold'> as RecordStore;
  const clock = createHybridClock(() => nowMs() - BEHIND_MS, 300_000);
  let counter = 0;
  const theirs = () => beginWriting(clock, TABLET, (counter += 1), colleague.uid);

  const replicaOf = (key: string, who: Staff & WireRecord, deviceName: string) => {
    const fields: Pick<Replica, 'staffUid' | 'deviceUid' | 'deviceName'> = {
      staffUid: who.uid,
      deviceUid: who.uid,
      deviceName,
    };
    return createRecord({ type: 'replica', schema: 1, scope: 'qinghe', uid: who.uid, key, fields }, theirs());
  };
  await raw.put([replicaOf(TABLET, colleague, '平板 02'), replicaOf(own.replica, own.staff, '平板 03')]);

  const put = async (record: WireRecord): Promise<void> => {
    await raw.put([record]);
    changes$.next();
  };
  const there = (id: string): WireRecord => {
    const record = raw.get(id);
    if (!record) throw new Error(`not here: ${id}`);
    return record;
  };
  return {
    contested: watchContested({ index, store, session$ }),
    changed: () => changes$.next(),
    contest: async (id, here, elsewhere) => {
      const base = there(id);
      const policies = findRecordType(base.type)?.merge ?? {};
      await put(mergeRecords(editRecord(base, here, own.write()), editRecord(base, elsewhere, theirs()), policies));
    },
    decideElsewhere: async (id) => {
      const record = there(id);
      const decisions = contestedFields(record).map(({ field, seen, stands }) => ({
        field,
        seen,
        value: stands.value,
      }));
      clock.observe(record.stamps['changed'] ?? record.born);
      await put(settleConflict(record, decisions, theirs()));
    },
  };
}

const collectionOf = ({ type }: WireRecord): CollectionName => findRecordType(type)?.collection ?? 'people';
