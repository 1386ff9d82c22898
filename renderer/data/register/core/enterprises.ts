import type { EnterpriseEntry } from '../entries';
import { orderKeyOf } from '../pinyin';
import { addressOrderKey } from './address-order';
import { reaching } from './arrays';
import { FLAG } from './flags';
import { createKeyOrder, type KeyOrder } from './key-order';
import type { Refs } from './refs';
import { createSlots, type Slots } from './slots';

/** The enterprises. They are few: what a query looks at beside the flags stands in the entries. */
export interface Enterprises extends Slots<EnterpriseEntry> {
  flags: Uint32Array;
  grids: Uint16Array;
  readonly names: KeyOrder;
  readonly addresses: KeyOrder;
  take(entry: EnterpriseEntry, isShown: boolean): number;
}

/** `Enterprises` without any. */
export function createEnterprises(refs: Refs): Enterprises {
  const slots = createSlots<EnterpriseEntry>(refs);
  const { put, remove } = slots;
  const names = createKeyOrder();
  const addresses = createKeyOrder();
  const enterprises: Enterprises = Object.assign(slots, {
    flags: new Uint32Array(0),
    grids: new Uint16Array(0),
    names,
    addresses,
    take(entry: EnterpriseEntry, isShown: boolean) {
      const slot = put(entry);
      enterprises.flags = reaching(enterprises.flags, slot);
      enterprises.grids = reaching(enterprises.grids, slot);
      enterprises.grids[slot] = entry.grid;
      enterprises.flags[slot] =
        (isShown ? FLAG.shown : 0) |
        (entry.status === 'closed' ? FLAG.gone : 0) |
        (entry.isHazardous ? FLAG.hazardous : 0);
      names.set(slot, orderKeyOf(entry.name));
      addresses.set(slot, addressOrderKey(entry.address));
      return slot;
    },
    remove(id: string) {
      const slot = remove(id);
      if (slot < 0) return slot;
      enterprises.flags[slot] = 0;
      names.remove(slot);
      addresses.remove(slot);
      return slot;
    },
  });
  return enterprises;
}
