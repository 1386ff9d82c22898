import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { createKeyOrder } from '#renderer/data/register/core/key-order';
import { sortedBy } from '#renderer/data/register/core/arrays';

describe('orders', () => {
  it('stay what sorting everything anew would give, however single ones change', () => {
    const step = fc.oneof(
      fc.record({ slot: fc.nat(30), key: fc.option(fc.string({ maxLength: 3 }), { nil: null }) }),
      fc.record({ slot: fc.nat(30), key: fc.constant(undefined) }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(step, { maxLength: 8 }), { maxLength: 12 }), (rounds) => {
        const order = createKeyOrder();
        const truth = new Map<number, string | null>();
        for (const steps of rounds) {
          for (const { slot, key } of steps) {
            if (key === undefined) {
              order.remove(slot);
              truth.delete(slot);
            } else {
              order.set(slot, key);
              truth.set(slot, key);
            }
          }
          const { slots, keyed } = order.read();
          const withKey = [...truth].filter((each): each is [number, string] => each[1] !== null);
          withKey.sort(([a, keyA], [b, keyB]) => (keyA === keyB ? a - b : keyA < keyB ? -1 : 1));
          expect([...slots.subarray(0, keyed)]).toEqual(withKey.map(([slot]) => slot));
          expect([...slots.subarray(keyed)].sort((a, b) => a - b)).toEqual(
            [...truth].flatMap(([slot, key]) => (key === null ? [slot] : [])).sort((a, b) => a - b),
          );
        }
      }),
    );
  });

  it('by number are stable', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2 ** 31 - 1), { maxLength: 200 }), (keys) => {
        const slots = Uint32Array.from(keys, (_key, slot) => slot);
        const expected = [...slots].sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
        expect([...sortedBy(slots, (slot) => keys[slot] as number)]).toEqual(expected);
      }),
    );
  });
});
