import type { PersonEntry } from '../entries';
import { reaching, sortedBy } from './arrays';
import { ALL_KINDS, FLAG } from './flags';
import { createKeyOrder, type KeyOrder } from './key-order';
import type { Refs } from './refs';
import { createSlots, type Slots } from './slots';

/** Everybody, with what queries look at in typed arrays by slot. The arrays grow: read them anew in each function. */
export interface People extends Slots<PersonEntry> {
  flags: Uint32Array;
  /** Birth date as the number that its digits make. */
  births: Uint32Array;
  grids: Uint16Array;
  /** Refs of household, dwelling and registered dwelling, -1 for none. */
  households: Int32Array;
  dwellings: Int32Array;
  registered: Int32Array;
  changedAtMs: Float64Array;
  readonly names: KeyOrder;
  /** Takes in an entry; `isShown` says whether lists have it. */
  take(entry: PersonEntry, isShown: boolean): number;
  show(slot: number, isShown: boolean): void;
  isShown(slot: number): boolean;
  /** Everybody, those of one household together. */
  byHousehold(): readonly PersonEntry[];
  /** Whether the file is closed to the reader. */
  isClosed(slot: number): boolean;
}

/** `People` with nobody. */
export function createPeople(refs: Refs): People {
  const slots = createSlots<PersonEntry>(refs);
  const { put, remove } = slots;
  const names = createKeyOrder();
  // People of one household come together from the disk: most links are those of whoever came before.
  const householdBefore: Link = { uid: null, ref: -1 };
  const dwellingBefore: Link = { uid: null, ref: -1 };
  function refOf(uid: string | null, before: Link): number {
    if (uid === before.uid) return before.ref;
    before.uid = uid;
    before.ref = refs.of(uid);
    return before.ref;
  }
  const people: People = Object.assign(slots, {
    flags: new Uint32Array(0),
    births: new Uint32Array(0),
    grids: new Uint16Array(0),
    households: new Int32Array(0),
    dwellings: new Int32Array(0),
    registered: new Int32Array(0),
    changedAtMs: new Float64Array(0),
    names,
    take(entry: PersonEntry, isShown: boolean) {
      const slot = put(entry);
      people.flags = reaching(people.flags, slot);
      people.births = reaching(people.births, slot);
      people.grids = reaching(people.grids, slot);
      people.households = reaching(people.households, slot);
      people.dwellings = reaching(people.dwellings, slot);
      people.registered = reaching(people.registered, slot);
      people.changedAtMs = reaching(people.changedAtMs, slot);
      const kept = (people.flags[slot] as number) & (ALL_KINDS | FLAG.hasFindings);
      people.flags[slot] = kept | bitsOf(entry) | (isShown ? FLAG.shown : 0);
      people.births[slot] = dayNumber(entry.birthDate);
      people.grids[slot] = entry.grid;
      people.households[slot] = refOf(entry.householdUid, householdBefore);
      const dwelling = refOf(entry.dwellingUid, dwellingBefore);
      people.dwellings[slot] = dwelling;
      people.registered[slot] =
        entry.registeredDwellingUid === entry.dwellingUid ? dwelling : refs.of(entry.registeredDwellingUid);
      people.changedAtMs[slot] = entry.changedAtMs;
      names.set(slot, entry.order);
      return slot;
    },
    show(slot: number, isShown: boolean) {
      const flags = people.flags[slot] as number;
      people.flags[slot] = isShown ? flags | FLAG.shown : flags & ~FLAG.shown;
    },
    isShown: (slot: number) => ((people.flags[slot] as number) & FLAG.shown) !== 0,
    byHousehold() {
      const slots = Uint32Array.from(people.entries.keys());
      const ordered = sortedBy(slots, (slot) => (people.households[slot] as number) + 1);
      return Array.from(ordered).flatMap((slot) => people.entries[slot] ?? []);
    },
    isClosed: (slot: number) => ((people.flags[slot] as number) & FLAG.closed) !== 0,
    remove(id: string) {
      const slot = remove(id);
      if (slot < 0) return slot;
      // Its findings stay until the slot is judged anew.
      people.flags[slot] = (people.flags[slot] as number) & FLAG.hasFindings;
      people.households[slot] = -1;
      people.dwellings[slot] = -1;
      people.registered[slot] = -1;
      names.remove(slot);
      return slot;
    },
  });
  return people;
}

interface Link {
  uid: string | null;
  ref: number;
}

/** `1942-03-05` as 19420305, so that a difference of 10,000 is a year of life. */
export const dayNumber = (date: string): number =>
  Number(date.slice(0, 4)) * 10_000 + Number(date.slice(5, 7)) * 100 + Number(date.slice(8, 10));

function bitsOf({ name, sex, status, phoneTail, idTail, registeredDwellingUid }: PersonEntry): number {
  const state = status === 'moved-out' ? FLAG.gone : status === 'deceased' ? FLAG.deceased : 0;
  // Of a closed file nothing else can be asked: what a filter finds would tell it.
  if (name === null) return state | FLAG.closed;
  return (
    state |
    (sex === 'female' ? FLAG.female : sex === 'male' ? FLAG.male : 0) |
    (phoneTail !== null ? FLAG.hasPhone : 0) |
    (idTail !== null ? FLAG.hasCitizenId : 0) |
    (registeredDwellingUid === null ? 0 : FLAG.registeredHere)
  );
}
