import { normalCitizenId, normalPhone } from '#shared/domain/people/identifiers';
import { withoutInvisible } from '#shared/domain/people/invisible';
import { createSearchIndex, type SearchEntry } from '../search-index';
import type { MatchedBy, RegisterKind } from '../types';
import type { Digests } from './digests';
import { FLAG } from './flags';
import type { Rows } from './rows';
import type { Stale } from './settle';
import type { State } from './state';
import { createWaiting } from './waiting';

/** A slot that a text finds. */
export interface Found {
  readonly kind: RegisterKind;
  readonly slot: number;
  readonly matchedBy: MatchedBy;
}

/** Kinds by the letter that keys of the indexes begin with. */
const KINDS: Readonly<Record<string, RegisterKind>> = {
  p: 'person',
  d: 'dwelling',
  h: 'household',
  e: 'enterprise',
};
const LETTERS = { person: 'p', dwelling: 'd', household: 'h', enterprise: 'e' } as const;

export const keyOf = (kind: RegisterKind, slot: number): string => LETTERS[kind] + slot;
const kindOf = (key: string): RegisterKind => KINDS[key.charAt(0)] ?? 'person';
export const slotOf = (key: string): number => Number(key.slice(1));

/** A text that short is no whole number; the last four of one are found by the index. */
const WHOLE_NUMBER = 7;

/**
 * What is found by text. Changes wait here until there is time (`work`): giving 100,000 people to the index takes
 * longer than anybody waits for a list.
 */
export function createTexts(state: State, rows: Rows, digests: Digests) {
  const { people, dwellings, households, enterprises } = state;
  const search = createSearchIndex();
  const waiting = createWaiting(['dwelling', 'household', 'enterprise', 'person']);

  function entryOf(kind: RegisterKind, slot: number): SearchEntry | null {
    const common = { key: keyOf(kind, slot), kind, names: [], phoneTails: [], idTail: null, code: null };
    if (kind === 'person') {
      const entry = people.entries[slot];
      if (!entry || entry.name === null || !people.isShown(slot)) return null;
      return {
        ...common,
        names: [entry.name],
        address: rows.addressOf(people.dwellings[slot] as number),
        phoneTails: entry.phoneTail === null ? [] : [entry.phoneTail],
        idTail: entry.idTail,
      };
    }
    if (kind === 'household') {
      const entry = households.entries[slot];
      if (!entry || !isShown(households.flags[slot])) return null;
      const head = rows.headName(slot);
      return {
        ...common,
        names: head === null ? [] : [head],
        address: rows.addressOf(households.dwellings[slot] as number),
      };
    }
    if (kind === 'dwelling') {
      const entry = dwellings.entries[slot];
      return entry && isShown(dwellings.flags[slot]) ? { ...common, address: entry.address } : null;
    }
    const entry = enterprises.entries[slot];
    if (!entry || !isShown(enterprises.flags[slot])) return null;
    return { ...common, names: [entry.name], address: entry.address, code: entry.creditCode };
  }

  function renew(kind: RegisterKind, slot: number): void {
    const entry = entryOf(kind, slot);
    if (entry) search.set(entry);
    else search.remove(keyOf(kind, slot));
  }

  /** People with that whole citizen id or phone. */
  function byNumber(text: string): readonly Found[] {
    if (
      text.length < WHOLE_NUMBER ||
      !/\d{7}/.test(
        withoutInvisible(text)
          .normalize('NFKC')
          .replace(/[\s\p{Dash}]/gu, ''),
      )
    )
      return [];
    state.takeNumbers(Infinity);
    const found = (matchedBy: MatchedBy, digest: string): readonly Found[] =>
      [...state.numbers.slotsOf(digest)]
        .filter((slot) => people.isShown(slot) && !people.isClosed(slot))
        .map((slot) => ({ kind: 'person', slot, matchedBy }));
    return [
      ...found('citizen-id', digests.citizenId(normalCitizenId(text))),
      ...found('phone', digests.phone(normalPhone(text))),
    ];
  }

  return {
    stale({ people: persons, dwellings: homes, households: families, enterprises: firms }: Stale): void {
      waiting.add('dwelling', homes);
      waiting.add('household', families);
      waiting.add('enterprise', firms);
      waiting.add('person', persons);
    },
    get waiting() {
      return waiting.size;
    },
    /** Takes waiting changes into the index until that time (`performance.now`). */
    work: (untilMs: number): void => waiting.work(untilMs, renew),
    find(text: string, kinds: readonly RegisterKind[], limit: number): readonly Found[] {
      const numbers = kinds.includes('person') ? byNumber(text) : [];
      const hits = search.find(text, { kinds, limit });
      const found = hits.map(({ key, matchedBy }): Found => ({ kind: kindOf(key), slot: slotOf(key), matchedBy }));
      const known = new Set(numbers.map(({ slot }) => slot));
      return [...numbers, ...found.filter(({ kind, slot }) => kind !== 'person' || !known.has(slot))].slice(0, limit);
    },
    /** Marks the slots of a kind that a text finds with 1. */
    marks(text: string, kind: RegisterKind, length: number): Uint8Array {
      const marks = new Uint8Array(length);
      for (const key of search.keysOf(text, [kind])) marks[slotOf(key)] = 1;
      if (kind === 'person') for (const { slot } of byNumber(text)) marks[slot] = 1;
      return marks;
    },
  };
}

const isShown = (flags: number | undefined): boolean => ((flags ?? 0) & FLAG.shown) !== 0;
