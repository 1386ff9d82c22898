import { compact } from './cells';
import { smallNumber } from './numerals';
import type { StationGrid } from './types';

/** Finds grids by what rosters write: 3, 第3网格, 三网格, a name of the station's own. Null for a grid that the station does not have. */
export function gridReader(grids: readonly StationGrid[]): (text: string) => number | null {
  const tidy = (text: string) => compact(text.normalize('NFKC')).toLowerCase();
  const byName = new Map(grids.flatMap(({ number, names }) => names.map((name) => [tidy(name), number] as const)));
  const numbers = new Set(grids.map(({ number }) => number));
  return (text) => {
    const name = tidy(text);
    const known = byName.get(name);
    if (known !== undefined) return known;
    // The last number: 第2社区第3网格 is grid 3.
    const written = [
      ...name.matchAll(/\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]/gu),
    ].at(-1)?.[0];
    if (written === undefined) return null;
    const number = /^\d+$/.test(written) ? Number(written) : smallNumber(written);
    return number !== null && numbers.has(number) ? number : null;
  };
}
