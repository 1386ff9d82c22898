import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';
import type { RegisterCounts } from '../types';
import { FLAG, kindsOf } from './flags';
import type { State } from './state';

/** How many there are of what, over all grids or in one; kinds have to be settled. */
export function censusOf({ people, households, dwellings, enterprises }: State, grid: number | null): RegisterCounts {
  const isHere = (flags: number, at: number): boolean =>
    (flags & (FLAG.shown | FLAG.gone | FLAG.deceased)) === FLAG.shown && (grid === null || at === grid);
  const countOf = ({ flags, grids, entries }: Counted): number => {
    let count = 0;
    for (let slot = 0; slot < entries.length; slot += 1)
      if (isHere(flags[slot] as number, grids[slot] as number)) count += 1;
    return count;
  };
  const byKind = Object.fromEntries(KEY_KINDS.map((kind) => [kind, 0])) as Record<KeyKind, number>;
  for (let slot = 0; slot < people.entries.length; slot += 1) {
    const flags = people.flags[slot] as number;
    if (isHere(flags, people.grids[slot] as number)) for (const kind of kindsOf(flags)) byKind[kind] += 1;
  }
  return {
    people: countOf(people),
    households: countOf(households),
    dwellings: countOf(dwellings),
    enterprises: countOf(enterprises),
    byKind,
  };
}

interface Counted {
  readonly flags: Uint32Array;
  readonly grids: Uint16Array;
  readonly entries: readonly unknown[];
}
