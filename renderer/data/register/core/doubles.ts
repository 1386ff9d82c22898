import { createAlikeIndex } from '../alike';
import type { AlikeReason } from '../types';
import type { Stale } from './settle';
import type { State } from './state';

/** Two slots of people who may be one. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly reasons: readonly AlikeReason[];
  readonly certainty: number;
}

/** Somebody as the register of doubles is asked. */
export type AlikeQuestion = Parameters<ReturnType<typeof createAlikeIndex>['alike']>[0];

/** People looked at between two looks at the clock. */
const STEP = 16;

/** Doubles of one person that are kept. */
const MOST_DOUBLES = 20;

/** How long whoever asks for pairs waits for those that are not found yet. */
const PATIENCE_MS = 100;

/**
 * Who may be whose double. Changes wait until there is time, or until somebody asks. Pairs are looked for person by person, in the
 * background from the first time they are asked for, and followed from then on: holding everybody against everybody else takes
 * seconds at 100,000 people.
 */
export function createDoubles({ people }: State) {
  const index = createAlikeIndex();
  const changed = new Set<number>();
  const unpaired = new Set<number>();
  const pairs = new Map<string, Pair>();
  const pairsOf = new Map<number, Set<string>>();
  let isAsked = false;

  function put(slot: number): void {
    const entry = people.entries[slot];
    dropPairs(slot);
    if (!entry || entry.name === null || !people.isShown(slot)) return index.remove(String(slot));
    index.set({ key: String(slot), ...questionOf(slot, entry.name) });
    if (isAsked) unpaired.add(slot);
  }

  function questionOf(slot: number, name: string) {
    const entry = people.entries[slot];
    if (!entry) throw new Error('nobody in this slot');
    const { uid, sex, birthDate, dwellingUid, idDigest, phoneDigest } = entry;
    return {
      uid,
      name,
      sex,
      birthDate,
      dwellingUid,
      idDigest,
      phoneDigests: phoneDigest === null ? [] : [phoneDigest],
    };
  }

  function dropPairs(slot: number): void {
    for (const key of pairsOf.get(slot) ?? []) {
      const pair = pairs.get(key);
      pairs.delete(key);
      if (pair) pairsOf.get(pair.a === slot ? pair.b : pair.a)?.delete(key);
    }
    pairsOf.delete(slot);
  }

  function pairUp(slot: number): void {
    const name = people.entries[slot]?.name ?? null;
    if (name === null || !people.isShown(slot)) return;
    const { uid, ...question } = questionOf(slot, name);
    for (const { key, reasons, certainty } of index.alike({ ...question, exceptUid: uid }, MOST_DOUBLES)) {
      const other = Number(key);
      const [a, b] = slot < other ? [slot, other] : [other, slot];
      const name = `${a} ${b}`;
      pairs.set(name, { a, b, reasons, certainty });
      for (const each of [a, b]) pairsOf.set(each, (pairsOf.get(each) ?? new Set()).add(name));
    }
  }

  function workThrough(waiting: Set<number>, untilMs: number, take: (slot: number) => void): boolean {
    let left = STEP;
    for (const slot of waiting) {
      waiting.delete(slot);
      take(slot);
      left -= 1;
      if (left > 0) continue;
      if (performance.now() >= untilMs) return false;
      left = STEP;
    }
    return true;
  }

  return {
    stale(stale: Stale): void {
      for (const slot of stale.people) changed.add(slot);
    },
    get waiting() {
      return changed.size + unpaired.size;
    },
    get pairs() {
      return pairs.size;
    },
    work(untilMs: number): void {
      if (workThrough(changed, untilMs, put)) workThrough(unpaired, untilMs, pairUp);
    },
    /** Slots of people who may be that person, the surest first. */
    alike(question: AlikeQuestion, limit: number): readonly (Omit<Pair, 'a' | 'b'> & { readonly slot: number })[] {
      workThrough(changed, Infinity, put);
      return index.alike(question, limit).map(({ key, ...likeness }) => ({ slot: Number(key), ...likeness }));
    },
    /** The surest pairs found so far. */
    duplicates(limit: number): readonly Pair[] {
      workThrough(changed, Infinity, put);
      if (!isAsked) people.entries.forEach((entry, slot) => entry && unpaired.add(slot));
      isAsked = true;
      workThrough(unpaired, performance.now() + PATIENCE_MS, pairUp);
      return [...pairs.values()].sort((one, other) => other.certainty - one.certainty).slice(0, limit);
    },
  };
}
