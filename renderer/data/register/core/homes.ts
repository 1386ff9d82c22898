import { DWELLING_USES } from '#shared/schema/types/home';
import type { DwellingEntry, HouseholdEntry } from '../entries';
import { reaching } from './arrays';
import { FLAG } from './flags';
import { createKeyOrder, type KeyOrder } from './key-order';
import type { Refs } from './refs';
import { createSlots, type Slots } from './slots';

/** The dwellings; what is counted in them stands in `Counts`. */
export interface Dwellings extends Slots<DwellingEntry> {
  flags: Uint32Array;
  grids: Uint16Array;
  buildings: Int32Array;
  /** Position in `DWELLING_USES`, 255 for unknown. */
  uses: Uint8Array;
  readonly addresses: KeyOrder;
  take(entry: DwellingEntry, isShown: boolean): number;
}

/** What stays until the slot is judged anew. */
const judged = (flags: number | undefined): number => (flags ?? 0) & FLAG.hasFindings;

/** `uses` of a dwelling whose use nobody has told. */
export const UNKNOWN_USE = 255;

/** `Dwellings` without any. */
export function createDwellings(refs: Refs): Dwellings {
  const slots = createSlots<DwellingEntry>(refs);
  const { put, remove } = slots;
  const addresses = createKeyOrder();
  const dwellings: Dwellings = Object.assign(slots, {
    flags: new Uint32Array(0),
    grids: new Uint16Array(0),
    buildings: new Int32Array(0),
    uses: new Uint8Array(0),
    addresses,
    take(entry: DwellingEntry, isShown: boolean) {
      const slot = put(entry);
      dwellings.flags = reaching(dwellings.flags, slot);
      dwellings.grids = reaching(dwellings.grids, slot);
      dwellings.buildings = reaching(dwellings.buildings, slot);
      dwellings.uses = reaching(dwellings.uses, slot);
      dwellings.flags[slot] = judged(dwellings.flags[slot]) | (isShown ? FLAG.shown : 0);
      dwellings.grids[slot] = entry.grid;
      dwellings.buildings[slot] = refs.of(entry.buildingUid);
      dwellings.uses[slot] = entry.use === null ? UNKNOWN_USE : DWELLING_USES.indexOf(entry.use);
      addresses.set(slot, entry.order);
      return slot;
    },
    remove(id: string) {
      const slot = remove(id);
      if (slot < 0) return slot;
      dwellings.flags[slot] = judged(dwellings.flags[slot]);
      addresses.remove(slot);
      return slot;
    },
  });
  return dwellings;
}

/** The households. */
export interface Households extends Slots<HouseholdEntry> {
  flags: Uint32Array;
  grids: Uint16Array;
  dwellings: Int32Array;
  /** Refs of the heads, -1 for none. */
  heads: Int32Array;
  take(entry: HouseholdEntry, isShown: boolean): number;
  /** Slots that hold one. */
  all(): Uint32Array;
}

/** `Households` without any. */
export function createHouseholds(refs: Refs): Households {
  const slots = createSlots<HouseholdEntry>(refs);
  const { put, remove } = slots;
  const households: Households = Object.assign(slots, {
    flags: new Uint32Array(0),
    grids: new Uint16Array(0),
    dwellings: new Int32Array(0),
    heads: new Int32Array(0),
    take(entry: HouseholdEntry, isShown: boolean) {
      const slot = put(entry);
      households.flags = reaching(households.flags, slot);
      households.grids = reaching(households.grids, slot);
      households.dwellings = reaching(households.dwellings, slot);
      households.heads = reaching(households.heads, slot);
      households.flags[slot] =
        judged(households.flags[slot]) | (isShown ? FLAG.shown : 0) | (entry.status === 'moved-out' ? FLAG.gone : 0);
      households.grids[slot] = entry.grid;
      households.dwellings[slot] = refs.of(entry.dwellingUid);
      households.heads[slot] = refs.of(entry.headUid);
      return slot;
    },
    remove(id: string) {
      const slot = remove(id);
      if (slot >= 0) households.flags[slot] = judged(households.flags[slot]);
      return slot;
    },
    all() {
      const all = new Uint32Array(slots.size);
      let at = 0;
      for (let slot = 0; slot < slots.entries.length; slot += 1) {
        if (slots.entries[slot] === undefined) continue;
        all[at] = slot;
        at += 1;
      }
      return all;
    },
  });
  return households;
}
