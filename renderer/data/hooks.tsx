import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { MangoQuery } from 'rxdb';
import { combineLatest, map, type Observable } from 'rxjs';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import type { CollectionName } from '#shared/schema/record-type';
import type { SealedPlace } from '#shared/schema/sealing';
import type { OutboxRow, StoredRecord } from '#shared/sync/ports';
import { createListPages, type ListQuestion, type ListView } from './register/list-pages';
import type { Register, RegisterKind, RegisterState } from './register/types';
import type { OpenStation, SessionView, SyncView } from './types';

const StationContext = createContext<OpenStation | null>(null);

/** Gives everything below the signed-in person's station. */
export function StationProvider({
  station,
  children,
}: {
  readonly station: OpenStation;
  readonly children: ReactNode;
}) {
  return <StationContext.Provider value={station}>{children}</StationContext.Provider>;
}

/** The open station; throws outside a `StationProvider`. */
export function useStation(): OpenStation {
  const station = useContext(StationContext);
  if (!station) throw new Error('useStation needs a StationProvider above it');
  return station;
}

/** The latest value of an observable; undefined until the first. The observable must be stable (useMemo). */
export function useObservable<T>(observable: Observable<T>): T | undefined {
  const store = useMemo(() => latestOf(observable), [observable]);
  return useSyncExternalStore(store.subscribe, store.read);
}

function latestOf<T>(observable: Observable<T>) {
  let latest: T | undefined;
  return {
    subscribe: (onChange: () => void) => {
      const subscription = observable.subscribe((value) => {
        latest = value;
        onChange();
      });
      return () => subscription.unsubscribe();
    },
    read: () => latest,
  };
}

/** Who is signed in with which rights, kept current. */
export function useSession(): SessionView {
  const { session, session$ } = useStation();
  return useObservable(session$) ?? session;
}

/** Records that match, kept current; undefined while loading. The query is compared by its JSON. */
export function useLiveQuery<T extends WireRecord>(
  collection: CollectionName,
  query: MangoQuery<StoredRecord>,
): readonly T[] | undefined {
  const { records } = useStation();
  const key = JSON.stringify(query);
  return useObservable(
    useMemo(() => records.find<T>(collection, JSON.parse(key) as MangoQuery<StoredRecord>), [records, collection, key]),
  );
}

/**
 * What belongs to any of these things (`SortKeys.owner`), kept current: each one's by rank, one thing after another; at most `limit` of
 * each. Undefined while loading.
 */
export function useOwned<T extends WireRecord>(
  collection: CollectionName,
  owners: readonly string[],
  limit?: number,
): readonly T[] | undefined {
  const { records } = useStation();
  const key = JSON.stringify(owners);
  return useObservable(
    useMemo(
      () =>
        combineLatest(
          (JSON.parse(key) as readonly string[]).map((owner) =>
            records.find<T>(collection, {
              selector: { owner },
              sort: [{ owner: 'asc' }, { rank: 'asc' }],
              ...(limit !== undefined && { limit }),
            }),
          ),
        ).pipe(map((lists) => lists.flat())),
      [records, collection, key, limit],
    ),
  );
}

/** Every record of a type, in no order, kept current; undefined while loading. */
export function useAll<T extends WireRecord>(collection: CollectionName, type: string): readonly T[] | undefined {
  const { records } = useStation();
  return useObservable(useMemo(() => records.all<T>(collection, type), [records, collection, type]));
}

/** One record by `_id`, kept current: undefined while loading, null when the device does not hold it. */
export function useRecord<T extends WireRecord>(collection: CollectionName, id: string): T | null | undefined {
  const { records } = useStation();
  return useObservable(useMemo(() => records.byId<T>(collection, id), [records, collection, id]));
}

/** The register of everybody and every home on this device. */
export function useRegister(): Register {
  return useStation().register;
}

/** Whether the register has taken in everything; undefined for the first moment. */
export function useRegisterState(): RegisterState | undefined {
  return useObservable(useRegister().state$);
}

/** A list as `useListPages` hands it out. */
export interface ShownList<K extends RegisterKind> extends ListView<K> {
  /** Rows from one to the other are in view: what lacks of them is fetched. The first page is there without it. */
  readonly show: (from: number, to: number) => void;
}

/**
 * A list of any length, fetched a page at a time as it is scrolled, kept current. While another question, or a change, is being
 * answered, the former answer stays (`isRenewing`). The question is compared by its JSON.
 */
export function useListPages<K extends RegisterKind>(question: ListQuestion<K>): ShownList<K> {
  const register = useRegister();
  const { kind } = question;
  // Rows of one kind must not be taken for another's, so each kind has pages of its own.
  const pages = useMemo(() => ({ kind, of: createListPages<K>(register) }), [register, kind]).of;
  const key = JSON.stringify(question);
  const version = useObservable(register.version$);
  useEffect(() => pages.ask(JSON.parse(key) as ListQuestion<K>), [pages, key, version]);
  const view = useSyncExternalStore(pages.subscribe, pages.read);
  return useMemo(() => ({ ...view, show: pages.show }), [view, pages]);
}

/**
 * The answer to a question about the register, asked again whenever the register or one of `deps` changes; undefined until the first,
 * and the former one while the next is on its way.
 */
export function useRegisterAnswer<T>(
  question: (register: Register) => Promise<T>,
  deps: readonly unknown[],
): T | undefined {
  const register = useRegister();
  const version = useObservable(register.version$);
  const [answer, setAnswer] = useState<T>();
  useEffect(() => {
    let isCurrent = true;
    question(register).then(
      (next) => {
        if (isCurrent) setAnswer(() => next);
      },
      // A register that has failed says so in its state.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
    // Callers build `question` anew at each render; `deps` say what it depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [register, version, ...deps]);
  return answer;
}

/** What sync says, kept current; undefined for the first moment. */
export function useSync(): SyncView | undefined {
  return useObservable(useStation().sync$);
}

/** Where a record's latest state has got to. */
export type RecordState = 'on-device' | 'refused' | 'at-station';

/** The sync state of one record, kept current. */
export function useRecordState(id: string): RecordState {
  const row = rowById(useSync()?.outbox ?? [], id);
  if (!row) return 'at-station';
  return row.state === 'refused' ? 'refused' : 'on-device';
}

// A list asks for each of its records, and after weeks offline thousands wait: one index serves all of them.
const indexes = new WeakMap<readonly OutboxRow[], ReadonlyMap<string, OutboxRow>>();

function rowById(outbox: readonly OutboxRow[], id: string): OutboxRow | undefined {
  const index = indexes.get(outbox) ?? new Map(outbox.map((row) => [row.id, row]));
  indexes.set(outbox, index);
  return index.get(id);
}

/** A sealed value, opened: undefined while opening, null when absent or not for this person. */
export function useUnsealed<T>(sealed: Sealed | null | undefined, place: SealedPlace): T | null | undefined {
  const { sealer } = useStation();
  const [opened, setOpened] = useState<{ readonly of: string; readonly value: T | null }>();
  const identity = sealed ? `${sealed.kid}|${sealed.iv}|${place.uid}|${place.field}|${place.entryId ?? ''}` : '';
  useEffect(() => {
    if (!sealed) return;
    let isCurrent = true;
    void sealer.open(sealed, place).then((value) => {
      if (isCurrent) setOpened({ of: identity, value: value as T | null });
    });
    return () => {
      isCurrent = false;
    };
    // `identity` stands for `sealed` and `place`, which callers build anew at each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [sealer, identity]);
  if (!sealed) return null;
  return opened?.of === identity ? opened.value : undefined;
}
