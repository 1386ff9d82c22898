import { useRef, useState } from 'react';
import type { RowSelection } from './grid-types';

interface SelectionSource {
  /** Id of a row that is loaded; null for one that is not. */
  readonly idAt: (index: number) => string | null;
  /** Ids of the rows from one to another, both included, in the list's order. */
  readonly idsBetween: (from: number, to: number) => Promise<readonly string[]>;
  /** Ids of all rows of the list. */
  readonly allIds: () => Promise<readonly string[]>;
}

export interface Selection extends RowSelection {
  /** In the order in which they were taken in. */
  readonly ids: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * The rows that somebody ticked, by id, so that a list that changes underneath selects nothing else. `key` names what is listed:
 * under another key nothing is selected.
 */
export function useSelection(key: string, { idAt, idsBetween, allIds }: SelectionSource): Selection {
  const [selected, setSelected] = useState({ key, ids: NOTHING });
  const ids = selected.key === key ? selected.ids : NOTHING;
  /** Where a range begins, and what was selected before it. */
  const range = useRef({ key, anchor: 0, base: NOTHING });
  /** Only the latest wish counts: ids of rows that are not loaded come later. */
  const wish = useRef(0);

  const take = (next: ReadonlySet<string>) => setSelected({ key, ids: next });
  const takeLater = async (wanted: Promise<readonly string[]>, base: ReadonlySet<string>) => {
    wish.current += 1;
    const own = wish.current;
    const more = await wanted;
    if (own === wish.current) take(new Set([...base, ...more]));
  };
  const beginRange = (anchor: number, base: ReadonlySet<string>) => {
    wish.current += 1;
    range.current = { key, anchor, base };
  };

  return {
    ids,
    count: ids.size,
    has: (id) => ids.has(id),
    toggle(index, id) {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      beginRange(index, next);
      take(next);
    },
    anchor: (index) => beginRange(index, ids),
    extendTo(index) {
      if (range.current.key !== key) range.current = { key, anchor: index, base: NOTHING };
      const { anchor, base } = range.current;
      const from = Math.min(anchor, index);
      const to = Math.max(anchor, index);
      const loaded = loadedIds(idAt, from, to);
      if (!loaded) return void takeLater(idsBetween(from, to), base);
      wish.current += 1;
      take(new Set([...base, ...loaded]));
    },
    all: () => void takeLater(allIds(), NOTHING),
    clear() {
      wish.current += 1;
      range.current = { ...range.current, base: NOTHING };
      take(NOTHING);
    },
  };
}

function loadedIds(idAt: (index: number) => string | null, from: number, to: number): readonly string[] | null {
  const ids: string[] = [];
  for (let index = from; index <= to; index += 1) {
    const id = idAt(index);
    if (id === null) return null;
    ids.push(id);
  }
  return ids;
}
