import { reaching } from './arrays';
import type { Refs } from './refs';

/**
 * Entries of one type in numbered slots: typed arrays beside them hold what queries look at. A slot that gets free is used again. The
 * arrays grow: read them anew in each function.
 */
export interface Slots<E> {
  /** By slot; undefined where nothing is. */
  readonly entries: readonly (E | undefined)[];
  /** Entries there are. */
  readonly size: number;
  /** Ref of the uid, by slot. */
  refs: Int32Array;
  /** Slot by ref, -1 for none. */
  slotByRef: Int32Array;
  /** Slot of an `_id`, or -1. */
  find(id: string): number;
  /** Slot of a uid, or -1. */
  findUid(uid: string): number;
  put(entry: E): number;
  /** The slot it had, or -1. */
  remove(id: string): number;
}

/** See `Slots`. */
export function createSlots<E extends { readonly id: string; readonly uid: string }>(refs: Refs): Slots<E> {
  const entries: (E | undefined)[] = [];
  // By `_id`: a thing has one record, but may have one in two grids for a while; and records with keys of another kind.
  const doubles = new Map<string, number>();
  const free: number[] = [];
  let size = 0;

  const slotAt = (ref: number): number => slots.slotByRef[ref] ?? -1;

  const slots: Slots<E> = {
    entries,
    get size() {
      return size;
    },
    refs: new Int32Array(0),
    slotByRef: new Int32Array(0),
    find(id) {
      const slot = slots.findUid(id.slice(id.lastIndexOf('~') + 1));
      if (slot >= 0 && entries[slot]?.id === id) return slot;
      return doubles.get(id) ?? -1;
    },
    findUid: (uid) => slotAt(refs.known(uid)),
    put(entry) {
      const { id, uid } = entry;
      const ref = refs.of(uid);
      const inUse = slotAt(ref);
      const known = inUse >= 0 && entries[inUse]?.id === id ? inUse : doubles.size > 0 ? (doubles.get(id) ?? -1) : -1;
      if (known >= 0) {
        entries[known] = entry;
        return known;
      }
      const slot = free.pop() ?? entries.length;
      entries[slot] = entry;
      size += 1;
      slots.refs = reaching(slots.refs, slot);
      slots.refs[slot] = ref;
      if (inUse < 0) {
        slots.slotByRef = reaching(slots.slotByRef, ref, -1);
        slots.slotByRef[ref] = slot;
      }
      if (inUse >= 0 || !id.endsWith(uid)) doubles.set(id, slot);
      return slot;
    },
    remove(id) {
      const slot = slots.find(id);
      if (slot < 0) return slot;
      const uid = entries[slot]?.uid;
      const ref = slots.refs[slot] as number;
      entries[slot] = undefined;
      size -= 1;
      doubles.delete(id);
      if (slotAt(ref) === slot) {
        slots.slotByRef[ref] = -1;
        for (const other of doubles.values()) if (entries[other]?.uid === uid) slots.slotByRef[ref] = other;
      }
      free.push(slot);
      return slot;
    },
  };
  return slots;
}
