import type { RegisterKind } from './types';
import { createKindIndex, type KindIndex } from './search-kind';
import { readQuery, type SearchEntry, type SearchFound } from './search-words';

export type { SearchEntry, SearchFound };

/**
 * Finds people, homes and firms by what somebody types: names and parts of them, pinyin and initials (`hexiul`, `hxl`, `何xl`),
 * addresses as people write them (`8栋2-301`), tails of phones and ids, credit codes; several words in any order, all of which must
 * fit. Full-width characters, capitals and spaces do not matter.
 *
 * A scan over packed text, not an inverted index: of 100,000 people and 60,000 homes it takes 5 ms for most queries and 25 ms for
 * the slowest, with 40 MB, follows a change at once, and finds parts of words, which a word index has to be asked for gram by gram.
 */
export interface SearchIndex {
  /** Adds the entry, or puts it in place of that of the same key; a key is of one kind for good. */
  set(entry: SearchEntry): void;
  remove(key: string): void;
  /** The best first; of equals, those that came first. */
  find(
    text: string,
    options: { readonly kinds: readonly RegisterKind[]; readonly limit: number },
  ): readonly SearchFound[];
  /** Keys of all that `find` would give without a limit. */
  keysOf(text: string, kinds: readonly RegisterKind[]): ReadonlySet<string>;
}

/** See `SearchIndex`. */
export function createSearchIndex(): SearchIndex {
  const indexes = new Map<RegisterKind, KindIndex>();

  function indexFor(kind: RegisterKind): KindIndex {
    const index = indexes.get(kind) ?? createKindIndex(kind);
    indexes.set(kind, index);
    return index;
  }

  return {
    set: (entry) => indexFor(entry.kind).set(entry),
    remove: (key) => {
      for (const index of indexes.values()) index.remove(key);
    },
    find: (text, { kinds, limit }) => {
      const query = readQuery(text);
      if (!query) return [];
      const found = [...new Set(kinds)].flatMap((kind) => indexFor(kind).find(query, limit));
      // Stable: of one kind, and of kinds in the order asked for, whoever came first stays first.
      return found.sort((a, b) => b.score - a.score).slice(0, limit);
    },
    keysOf: (text, kinds) => {
      const query = readQuery(text);
      const keys = new Set<string>();
      if (query) for (const kind of new Set(kinds)) indexFor(kind).each(query, (key) => keys.add(key));
      return keys;
    },
  };
}
