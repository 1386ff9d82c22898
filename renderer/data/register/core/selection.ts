import type { ListQuery } from '../types';
import { marksOf } from './filters';
import type { Marks } from './marks';
import type { Orders } from './orders';
import type { Counts } from './settle';
import type { State } from './state';

/** Answers of the same question that are kept until something changes. */
const KEPT_ANSWERS = 8;

/** Finds the slots of a query in its order; scrolling on asks the same again. */
export function createSelection(state: State, orders: Orders) {
  const kept = new Map<string, Uint32Array>();

  return {
    /** Something has changed. */
    clear: (): void => kept.clear(),
    /** `found` marks what the query's text finds, null without one; `version` names the present records and what was found of them. */
    of(
      { kind, filter, sort, today }: ListQuery,
      found: () => Marks | null,
      counts: Counts,
      version: string,
    ): Uint32Array {
      const key = JSON.stringify([kind, filter, sort, version]);
      const known = kept.get(key);
      if (known) return known;
      const marks = marksOf(state, counts, { kind, filter, found: found(), today });
      const { slots, keyed } = orders.read(kind, sort.by, counts);
      const selected = new Uint32Array(slots.length);
      let size = 0;
      const take = (from: number, to: number, step: 1 | -1): void => {
        for (let at = from; at !== to; at += step) {
          const slot = slots[at] as number;
          if (marks[slot] !== 1) continue;
          selected[size] = slot;
          size += 1;
        }
      };
      if (sort.descending) take(keyed - 1, -1, -1);
      else take(0, keyed, 1);
      take(keyed, slots.length, 1);
      const answer = selected.slice(0, size);
      if (kept.size >= KEPT_ANSWERS) kept.delete(kept.keys().next().value ?? '');
      kept.set(key, answer);
      return answer;
    },
  };
}
