import type { RegisterKind } from '../types';
import { sortedBy } from './arrays';
import type { Counts } from './settle';
import type { State } from './state';

/** Slots in an order; those from `keyed` on have nothing to be sorted by and stay last whichever way round. */
export interface Order {
  readonly slots: Uint32Array;
  readonly keyed: number;
}

/** Later than any birth date. */
const LAST_DAY = 99_991_231;

/**
 * The orders of lists, each made when it is first asked for after a change: what is sorted by text follows single changes, everything
 * else is a stable distribution over that, linear in the number of records.
 */
export function createOrders(state: State) {
  const { people, dwellings, households, enterprises } = state;
  const made = new Map<string, Order>();

  const whole = (slots: Uint32Array): Order => ({ slots, keyed: slots.length });

  /** Those without a key last. */
  function byRank(slots: Uint32Array, rankOf: (slot: number) => number, last: number): Order {
    const sorted = sortedBy(slots, (slot) => {
      const rank = rankOf(slot);
      return rank < 0 ? last : rank;
    });
    let keyed = sorted.length;
    while (keyed > 0 && rankOf(sorted[keyed - 1] as number) < 0) keyed -= 1;
    return { slots: sorted, keyed };
  }

  /** Position of each slot among those that have a key, -1 for the others. */
  function ranksOf({ slots, keyed }: Order, length: number): Int32Array {
    const ranks = new Int32Array(length).fill(-1);
    for (let at = 0; at < keyed; at += 1) ranks[slots[at] as number] = at;
    return ranks;
  }

  function byAddress(slots: Uint32Array, dwellingOf: (slot: number) => number): Order {
    const order = dwellings.addresses.read();
    const ranks = ranksOf(order, dwellings.entries.length);
    const { slotByRef } = dwellings;
    return byRank(
      slots,
      (slot) => {
        const ref = dwellingOf(slot);
        const dwelling = ref < 0 ? -1 : (slotByRef[ref] ?? -1);
        return dwelling < 0 ? -1 : (ranks[dwelling] as number);
      },
      order.keyed,
    );
  }

  const changedAt = (entries: readonly ({ readonly changedAtMs: number } | undefined)[]) => (slot: number) =>
    entries[slot]?.changedAtMs ?? 0;

  function make(kind: RegisterKind, by: string, counts: Counts, read: (by: string) => Order): Order {
    switch (`${kind} ${by}`) {
      case 'person name':
        return people.names.read();
      case 'person age':
        return whole(sortedBy(people.names.read().slots, (slot) => LAST_DAY - (people.births[slot] as number)));
      case 'person address':
        return byAddress(people.names.read().slots, (slot) =>
          people.isClosed(slot) ? -1 : (people.dwellings[slot] as number),
        );
      case 'person grid':
        return whole(sortedBy(read('address').slots, (slot) => people.grids[slot] as number));
      case 'person changed':
        return whole(sortedBy(people.names.read().slots, (slot) => people.changedAtMs[slot] as number));
      case 'dwelling address':
        return dwellings.addresses.read();
      case 'dwelling residents':
        return whole(sortedBy(read('address').slots, (slot) => counts.residents[dwellings.refs[slot] as number] ?? 0));
      case 'dwelling keyPeople':
        return whole(sortedBy(read('address').slots, (slot) => counts.keyPeople[dwellings.refs[slot] as number] ?? 0));
      case 'dwelling grid':
        return whole(sortedBy(read('address').slots, (slot) => dwellings.grids[slot] as number));
      case 'dwelling changed':
        return whole(sortedBy(read('address').slots, changedAt(dwellings.entries)));
      case 'household address':
        return byAddress(households.all(), (slot) => households.dwellings[slot] as number);
      case 'household head': {
        const ranks = ranksOf(people.names.read(), people.entries.length);
        return byRank(
          read('address').slots,
          (slot) => {
            const head = households.heads[slot] as number;
            const person = head < 0 ? -1 : (people.slotByRef[head] ?? -1);
            return person < 0 || !people.isShown(person) ? -1 : (ranks[person] as number);
          },
          people.entries.length,
        );
      }
      case 'household members':
        return whole(sortedBy(read('address').slots, (slot) => counts.residents[households.refs[slot] as number] ?? 0));
      case 'household grid':
        return whole(sortedBy(read('address').slots, (slot) => households.grids[slot] as number));
      case 'household changed':
        return whole(sortedBy(read('address').slots, changedAt(households.entries)));
      case 'enterprise name':
        return enterprises.names.read();
      case 'enterprise address':
        return enterprises.addresses.read();
      case 'enterprise employees': {
        const employeesOf = (slot: number) => enterprises.entries[slot]?.employees ?? -1;
        return byRank(enterprises.names.read().slots, employeesOf, MOST_EMPLOYEES);
      }
      case 'enterprise grid':
        return whole(sortedBy(read('name').slots, (slot) => enterprises.entries[slot]?.grid ?? 0));
      case 'enterprise changed':
        return whole(sortedBy(read('name').slots, changedAt(enterprises.entries)));
      default:
        throw new Error(`no such order: ${kind} ${by}`);
    }
  }

  /** All slots of the kind in that order. */
  function read(kind: RegisterKind, by: string, counts: Counts): Order {
    const name = `${kind} ${by}`;
    const known = made.get(name);
    if (known) return known;
    const order = make(kind, by, counts, (other) => read(kind, other, counts));
    made.set(name, order);
    return order;
  }

  return {
    read,
    /** Records, or what is counted of them, have changed. */
    clear: (): void => made.clear(),
  };
}

export type Orders = ReturnType<typeof createOrders>;

const MOST_EMPLOYEES = 10_000_000;
