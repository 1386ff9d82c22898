import { addressKey } from '#shared/domain/people/address';
import type { MatchedBy, RegisterKind } from './types';
import { createPackedLines, type Found } from './packed-lines';
import { remembering } from './memo';
import { pinyinOf } from './pinyin';
import {
  foldName,
  lettersPattern,
  mixedPattern,
  type Query,
  type QueryWord,
  type SearchEntry,
  type SearchFound,
} from './search-words';

/** How good a match is, by what was found where. Of 100; 0 is none. */
const SCORES = {
  name: { whole: 100, begins: 92, within: 84 },
  letters: { whole: 78, begins: 74, mixed: 66, within: 56 },
  characters: { begins: 72, within: 54 },
  initials: { whole: 70, begins: 64, within: 50 },
  code: { whole: 96, begins: 68, within: 42 },
  address: { whole: 62, begins: 60, beginsNumber: 58, ends: 47, within: 46, number: 44 },
  tail: 48,
} as const;
/** Words that fit one by one are a little less than a phrase that fits. */
const APART = 2;
/** An address is first of all that of the home, then of the household. */
const HOME_BONUS: Readonly<Record<RegisterKind, number>> = { dwelling: 2, household: 1, person: 0, enterprise: 0 };

const MATCHES: readonly MatchedBy[] = ['name', 'pinyin', 'initials', 'address', 'phone', 'citizen-id', 'credit-code'];

// Everybody in a home has its address, and many people have one name.
const KEPT_TEXTS = 60_000;
const addressKeyOf = remembering(addressKey, KEPT_TEXTS);
const readingsOf = remembering((name) => pinyinOf(name).full, KEPT_TEXTS);

/** Entries of one kind; see `SearchIndex`. */
export interface KindIndex {
  set(entry: SearchEntry): void;
  remove(key: string): void;
  find(query: Query, limit: number): readonly SearchFound[];
  each(query: Query, found: (key: string) => void): void;
}

/** Score, and index in `MATCHES`, of each slot. */
interface Marks {
  readonly scores: Uint8Array;
  readonly reasons: Uint8Array;
}

/** See `KindIndex`. */
export function createKindIndex(kind: RegisterKind): KindIndex {
  const slots = new Map<string, number>();
  const keys: (string | null)[] = [];
  const free: number[] = [];
  const names = createPackedLines();
  const readings = createPackedLines();
  const addresses = createPackedLines();
  const tails = createPackedLines();
  const codes = createPackedLines();
  const all = [names, readings, addresses, tails, codes];

  const set = (entry: SearchEntry): void => {
    const slot = slots.get(entry.key) ?? free.pop() ?? keys.length;
    slots.set(entry.key, slot);
    keys[slot] = entry.key;
    names.set(slot, entry.names.map(foldName).join('\t'));
    readings.set(slot, entry.names.flatMap(readingsOf).join('\t'));
    addresses.set(slot, entry.address === '' ? '' : addressKeyOf(entry.address));
    tails.set(slot, tailsOf(entry));
    codes.set(slot, entry.code?.toLowerCase() ?? '');
  };

  const remove = (key: string): void => {
    const slot = slots.get(key);
    if (slot === undefined) return;
    slots.delete(key);
    keys[slot] = null;
    free.push(slot);
    for (const lines of all) lines.set(slot, '');
  };

  function markWord(word: QueryWord): Marks {
    const marks: Marks = { scores: new Uint8Array(keys.length), reasons: new Uint8Array(keys.length) };
    const mark: Mark = (slot, score, reason) => {
      if (score <= (marks.scores[slot] ?? 0)) return score > 0;
      marks.scores[slot] = score;
      marks.reasons[slot] = MATCHES.indexOf(reason);
      return true;
    };
    const { name, letters, mixed, address, tail, code } = word;
    names.eachText(name, (text, at, slot) => mark(slot, wordScore(text, at, name, SCORES.name), 'name'));
    if (letters !== null) {
      readings.eachMatch(lettersPattern(letters), (found, slot) => {
        const { score, reason } = lettersScore(found, letters);
        return mark(slot, score, reason);
      });
    }
    if (mixed !== null) markMixed(mixed, mark);
    if (address !== null) {
      addresses.eachText(address, (text, at, slot) => {
        const score = addressScore(text, at, address);
        return score > 0 && mark(slot, score + HOME_BONUS[kind], 'address');
      });
    }
    if (tail !== null) {
      tails.eachText(tail, (text, at, slot) => mark(slot, SCORES.tail, text[at - 1] === 'p' ? 'phone' : 'citizen-id'));
    }
    if (code !== null) {
      codes.eachText(code, (text, at, slot) => mark(slot, wordScore(text, at, code, SCORES.code), 'credit-code'));
    }
    return marks;
  }

  /** The characters narrow it down; then each name is held against the whole mix. */
  function markMixed(mixed: string, mark: Mark): void {
    const pattern = mixedPattern(mixed);
    const characters = /\P{ASCII}+/u.exec(mixed)?.[0] ?? '';
    names.eachText(characters, (_text, _at, slot) => {
      const found = readAlong(names.get(slot), readings.get(slot)).map((line) => pattern.exec(line));
      const best = found.find((match) => match?.index === 0) ?? found.find((match) => match !== null);
      if (best) mark(slot, best.index === 0 ? SCORES.characters.begins : SCORES.characters.within, 'pinyin');
      return true;
    });
  }

  function markAll({ whole, words }: Query): Marks {
    const marks = markWord(whole);
    if (words.length === 0) return marks;
    const each = words.map(markWord);
    for (let slot = 0; slot < keys.length; slot += 1) {
      let sum = 0;
      let best = each[0];
      for (const word of each) {
        const score = word.scores[slot] ?? 0;
        if (score === 0) sum = -Infinity;
        sum += score;
        if (score > (best?.scores[slot] ?? 0)) best = word;
      }
      const score = Math.round(sum / each.length) - APART;
      if (score <= (marks.scores[slot] ?? 0)) continue;
      marks.scores[slot] = score;
      marks.reasons[slot] = best?.reasons[slot] ?? 0;
    }
    return marks;
  }

  const find = (query: Query, limit: number): readonly SearchFound[] => {
    const { scores, reasons } = markAll(query);
    return bestSlots(scores, limit).flatMap((slot) => {
      const key = keys[slot];
      const matchedBy = MATCHES[reasons[slot] ?? 0] ?? 'name';
      return typeof key === 'string' ? [{ key, matchedBy, score: scores[slot] ?? 0 }] : [];
    });
  };

  const each = (query: Query, found: (key: string) => void): void => {
    markAll(query).scores.forEach((score, slot) => {
      const key = keys[slot];
      if (score > 0 && typeof key === 'string') found(key);
    });
  };

  return { set, remove, find, each };
}

type Mark = (slot: number, score: number, reason: MatchedBy) => boolean;

const tailsOf = ({ phoneTails, idTail }: SearchEntry): string =>
  [...phoneTails.map((tail) => `p${tail}`), ...(idTail === null ? [] : [`i${idTail.toLowerCase()}`])].join('\t');

/** A name as `mixedPattern` reads it, once for each reading: `何he 秀xiu 兰lan`. Of several names the one of each reading's length. */
function readAlong(names: string, readings: string): readonly string[] {
  const each = names.split('\t').map((name) => [...name]);
  return readings.split('\t').flatMap((reading) => {
    const syllables = reading.split(' ');
    return each
      .filter(({ length }) => length === syllables.length)
      .map((characters) => syllables.map((syllable, index) => `${characters[index] ?? ''}${syllable}`).join(' '));
  });
}

const isEdge = (sign: string | undefined): boolean => sign === undefined || sign === '\n' || sign === '\t';

interface WordScores {
  readonly whole: number;
  readonly begins: number;
  readonly within: number;
}

function wordScore(text: string, at: number, word: string, scores: WordScores): number {
  if (!isEdge(text[at - 1])) return scores.within;
  return isEdge(text[at + word.length]) ? scores.whole : scores.begins;
}

/** 0 where the number that a part begins with goes on before it: `8幢` is not in `18幢`. */
function addressScore(text: string, at: number, part: string): number {
  const before = text[at - 1] ?? '';
  const after = text[at + part.length];
  const isDigit = (sign: string | undefined) => sign !== undefined && sign >= '0' && sign <= '9';
  if (isDigit(part[0]) && isDigit(before)) return 0;
  const { whole, begins, beginsNumber, ends, within, number } = SCORES.address;
  const cutsNumber = isDigit(part.at(-1)) && isDigit(after);
  if (isEdge(before)) return isEdge(after) ? whole : cutsNumber ? beginsNumber : begins;
  return isEdge(after) ? ends : cutsNumber ? number : within;
}

/** Letters may be pinyin as it is written, one initial of each syllable, or something between. */
function lettersScore(
  { text, at, match }: Found,
  letters: string,
): { readonly score: number; readonly reason: MatchedBy } {
  const isBegin = match[0] !== ' ';
  const syllables = match.slice(1).split(' ');
  const end = at + match.length;
  const pick = ({ whole, begins, within }: WordScores, isWhole: boolean) =>
    isBegin ? (isWhole ? whole : begins) : within;
  if (match.length - syllables.length === letters.length) {
    return { score: pick(SCORES.letters, isEdge(text[end])), reason: 'pinyin' };
  }
  if (syllables.length === letters.length) {
    const rest = /[^a-z]|$/.exec(text.slice(end, end + 8))?.[0];
    return { score: pick(SCORES.initials, rest !== ' '), reason: 'initials' };
  }
  return { score: isBegin ? SCORES.letters.mixed : SCORES.letters.within, reason: 'pinyin' };
}

/** Slots of the best scores, the best first; of equals the lowest slots. */
function bestSlots(scores: Uint8Array, limit: number): readonly number[] {
  const counts = new Uint32Array(256);
  for (const score of scores) counts[score] = (counts[score] ?? 0) + 1;
  let least = 255;
  for (let total = 0; least > 1; least -= 1) {
    total += counts[least] ?? 0;
    if (total >= limit) break;
  }
  const best: number[] = [];
  scores.forEach((score, slot) => {
    if (score >= least) best.push(slot);
  });
  return best.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0)).slice(0, limit);
}
