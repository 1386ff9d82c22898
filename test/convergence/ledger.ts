import type { OutboxRow } from '#shared/sync/ports';
import type { WireRecord } from '#shared/schema/envelope';
import { canonicalJson } from '#shared/sync/canonical-json';
import { thingOf } from './records';

/** One value that somebody wrote into one field: what stood there in its place, and whether "saved" was said. */
interface Write {
  /** What the record is called wherever it lies. */
  readonly id: string;
  readonly field: string;
  readonly value: string;
  /** What the writer saw in the field; nothing when it made the record. */
  saw: ReadonlySet<string>;
  isAcknowledged: boolean;
}

/** A write under way. */
export interface Attempt {
  /** Called with the record the change is made from. */
  saw(record: WireRecord): void;
  /** Called with the values that somebody decides between. */
  sawAll(values: readonly unknown[]): void;
  acknowledged(): void;
}

/** What everything came to. */
export interface Outcome {
  /** At the hub, and so on every device, by `_id`. */
  readonly records: ReadonlyMap<string, WireRecord>;
  /** What waits on the devices for a person. */
  readonly set: readonly OutboxRow[];
}

/**
 * What people wrote and were told was saved, kept outside of the product: values, and the value each writer saw in its place.
 * It knows nothing of vectors, stamps and merges. A step writes values that no other step writes.
 */
export interface Ledger {
  attempt(id: string, values: Readonly<Record<string, unknown>>): Attempt;
  /** Erased by law: the record owes nobody anything from now on. */
  erased(id: string): void;
  isErased(id: string): boolean;
  /** Whether any record of that type was. */
  hasErased(type: string): boolean;
  /**
   * `copies` are about to go, by somebody's decision, and `others` are all that is kept: values that stand in the former alone
   * are owed to nobody from now on.
   */
  onlyCopiesGo(copies: Iterable<WireRecord>, others: Iterable<WireRecord>): void;
  acknowledged(): number;
  /** Everything that is wrong with an outcome, in words. */
  faultsIn(outcome: Outcome): readonly string[];
}

/** A field whose entries are only ever added. */
const GROWS = 'additions';

export function createLedger(): Ledger {
  const writes: Write[] = [];
  const byPlace = new Map<string, Write[]>();
  const erased = new Set<string>();
  const gone = new Set<Write>();
  const place = (id: string, field: string) => `${id} ${field}`;
  const at = (id: string, field: string): readonly Write[] => byPlace.get(place(id, field)) ?? [];

  function add(write: Write): Write {
    writes.push(write);
    const there = byPlace.get(place(write.id, write.field));
    if (there) there.push(write);
    else byPlace.set(place(write.id, write.field), [write]);
    return write;
  }

  function faultsIn({ records: placed, set }: Outcome): readonly string[] {
    const unsent = new Map<string, WireRecord[]>();
    for (const { id, record } of set) unsent.set(thingOf(id), [...(unsent.get(thingOf(id)) ?? []), record]);
    const records = new Map([...placed].map(([id, record]) => [thingOf(id), record]));
    const twice = [...placed.keys()]
      .filter((id) => records.get(thingOf(id))?._id !== id && !erased.has(thingOf(id)))
      .map((id) => `stands in two grids: ${thingOf(id)}`);
    const isUnsent = ({ id, field, value }: Write): boolean =>
      (unsent.get(id) ?? []).some((record) => shown(record, field).includes(value));
    const isShown = (write: Write): boolean => {
      const record = records.get(write.id);
      return record !== undefined && shown(record, write.field).includes(write.value);
    };
    const isOpen = ({ id, field, value }: Write): boolean => {
      const record = records.get(id);
      return (
        record !== undefined && shown({ ...record, yields: record.yields.filter(isUnsettled) }, field).includes(value)
      );
    };
    const overwritten = (write: Write): readonly Write[] =>
      write.field === GROWS ? [] : at(write.id, write.field).filter(({ saw }) => saw.has(write.value));
    // A later value covers an earlier one only where it is accounted for itself: one that never came to be covers nothing.
    const isAccountedFor = (write: Write): boolean =>
      gone.has(write) || isShown(write) || isUnsent(write) || overwritten(write).some(isAccountedFor);

    // What stays on a device for a person leaves the field as it was for everybody else.
    const hasArrived = (write: Write): boolean => isShown(write) || overwritten(write).some(hasArrived);

    const lost = writes
      .filter((write) => write.isAcknowledged && !erased.has(write.id) && !isAccountedFor(write))
      .map(({ id, field, value }) => `lost: ${id} ${field} ${value}`);

    const others = [...records].flatMap(([id, record]) => {
      if (erased.has(id)) return [];
      const fields = new Set(
        [...byPlace.keys()].flatMap((each) => (each.startsWith(`${id} `) ? [each.slice(id.length + 1)] : [])),
      );
      return [...fields].flatMap((field) => {
        const values = shown(record, field);
        const written = at(id, field);
        const doubled = values
          .filter((value, index) => values.indexOf(value) !== index)
          .map((v) => `doubled: ${id} ${field} ${v}`);
        const foreign = values
          .filter((value) => !written.some((write) => write.value === value))
          .map((v) => `written by nobody: ${id} ${field} ${v}`);
        const back = written
          .filter((write) => isOpen(write) && overwritten(write).some(hasArrived))
          .map(({ value }) => `came back although it was overwritten knowingly: ${id} ${field} ${value}`);
        const settled = record.yields.filter((entry) => entry.field === field && !isUnsettled(entry));
        const undecided = written
          .filter((write) => settled.some((entry) => canonicalJson(entry.value ?? null) === write.value))
          .filter((write) => !isOpen(write) && overwritten(write).length === 0)
          .map(({ value }) => `counts as decided about although nobody saw it: ${id} ${field} ${value}`);
        return [...doubled, ...foreign, ...back, ...undecided];
      });
    });
    return [...twice, ...lost, ...others];
  }

  return {
    attempt(id, values) {
      const made = Object.entries(values).map(([field, value]) =>
        add({ id: thingOf(id), field, value: canonicalJson(value), saw: new Set(), isAcknowledged: false }),
      );
      return {
        saw: (record) => {
          for (const write of made) write.saw = new Set([canonicalJson(record[write.field] ?? null)]);
        },
        sawAll: (values) => {
          for (const write of made) write.saw = new Set(values.map(canonicalJson));
        },
        acknowledged: () => {
          for (const write of made) write.isAcknowledged = true;
        },
      };
    },
    erased: (id) => void erased.add(thingOf(id)),
    isErased: (id) => erased.has(thingOf(id)),
    hasErased: (type) => [...erased].some((thing) => thing.startsWith(`${type}~`)),
    onlyCopiesGo(copies, others) {
      const kept = new Map<string, WireRecord[]>();
      for (const record of others) {
        const thing = thingOf(record._id);
        kept.set(thing, [...(kept.get(thing) ?? []), record]);
      }
      for (const record of copies) {
        const thing = thingOf(record._id);
        for (const write of writes.filter(({ id }) => id === thing)) {
          const isIn = (each: WireRecord) => shown(each, write.field).includes(write.value);
          if (isIn(record) && !(kept.get(thing) ?? []).some(isIn)) gone.add(write);
        }
      }
    },
    acknowledged: () => writes.filter((write) => write.isAcknowledged).length,
    faultsIn,
  };
}

/** What somebody decided about is kept for whoever looks back; it does not wait for anybody. */
const isUnsettled = ({ settled }: WireRecord['yields'][number]): boolean => settled === undefined;

/** Everything a record shows for a field: its value, and those that yielded; of one that grows, its entries. */
function shown(record: WireRecord, field: string): readonly string[] {
  const current = record[field];
  if (field === GROWS) return Array.isArray(current) ? current.map(canonicalJson) : [];
  const yielded = record.yields.filter((entry) => entry.field === field).map((entry) => entry.value ?? null);
  return [current ?? null, ...yielded].map(canonicalJson);
}
