import { addressKey } from '#shared/domain/people/address';
import { withoutInvisible } from '#shared/domain/people/invisible';
import type { MatchedBy, RegisterKind } from './types';

/** What of somebody or of a home can be searched for. */
export interface SearchEntry {
  readonly key: string;
  readonly kind: RegisterKind;
  /** Names of the person or firm; of a household, its head's. */
  readonly names: readonly string[];
  /** As written; '' for none. */
  readonly address: string;
  /** Last four digits of each phone. */
  readonly phoneTails: readonly string[];
  /** Last four characters. */
  readonly idTail: string | null;
  /** Unified social credit code. */
  readonly code: string | null;
}

export interface SearchFound {
  readonly key: string;
  readonly matchedBy: MatchedBy;
  /** 1 to 100, the best at 100. */
  readonly score: number;
}

/** One word of a query, in each form in which it may stand in the index; null for forms that it cannot be. */
export interface QueryWord {
  /** Part of a name. */
  readonly name: string;
  /** Letters: pinyin, whole or begun, or initials. */
  readonly letters: string | null;
  /** Characters and letters mixed, as typed: `何xl`. */
  readonly mixed: string | null;
  /** Part of an address; `addressKey` of it. */
  readonly address: string | null;
  /** Four digits, or three and X. */
  readonly tail: string | null;
  /** Part of a credit code. */
  readonly code: string | null;
}

export interface Query {
  /** The whole as one word. */
  readonly whole: QueryWord;
  /** All of which must fit; empty where there is one word only. */
  readonly words: readonly QueryWord[];
}

const LONGEST_QUERY = 60;
const MOST_WORDS = 6;

/** A query from what somebody typed; null for nothing to search for. */
export function readQuery(text: string): Query | null {
  const plain = plainText(text).slice(0, LONGEST_QUERY);
  const parts = plain.split(/[\s,，、]+/u).filter((part) => foldName(part) !== '');
  if (parts.length === 0) return null;
  const whole = readWord(parts.join(''));
  return { whole, words: parts.length === 1 ? [] : parts.slice(0, MOST_WORDS).map(readWord) };
}

const plainText = (text: string): string => withoutInvisible(text).normalize('NFKC').toLowerCase().trim();

/** A name as names are compared: without spaces and middle dots. */
export const foldName = (name: string): string => plainText(name).replace(/[\s·•・.'’\-_]/gu, '');

function readWord(word: string): QueryWord {
  const folded = foldName(word);
  const hasHan = /\p{Script=Han}/u.test(folded);
  const hasDigit = /\d/.test(folded);
  return {
    name: folded,
    letters: /^[a-z]+$/.test(folded.replaceAll('ü', 'v')) ? folded.replaceAll('ü', 'v') : null,
    mixed: hasHan && /[a-z]/.test(folded) && !hasDigit ? folded : null,
    address: (hasHan || hasDigit) && addressPart(word) !== '' ? addressPart(word) : null,
    tail: /^\d{3}[\dx]$/.test(folded) ? folded : null,
    code: /^[0-9a-z]{4,18}$/.test(folded) ? folded : null,
  };
}

/** `8-2` is building and unit; anything else is what `addressKey` makes of it. */
function addressPart(word: string): string {
  return addressKey(word.replace(/(?<![\d\p{Dash}])(\d{1,3})\p{Dash}(\d{1,2})$/u, '$1幢$2单元'));
}

/**
 * Finds letters in lines of syllables: each letter goes on in its syllable or begins the next one, so that `hexiul`, `hxl`, `hexl` and
 * `hxiulan` all find `he xiu lan`. A match begins with what stands before its first syllable: `\n` or a tab at the beginning of a
 * name, a space within it. `lu` finds `lv` too.
 */
export function lettersPattern(letters: string): RegExp {
  const steps = [...letters].map((letter, index) => {
    const isAfterLOrN = /[ln]/.test(letters.charAt(index - 1));
    return letter === 'u' && isAfterLOrN ? '[uv]' : letter;
  });
  return new RegExp(`[\\n\\t ]${steps.join('(?:[a-z]* )??')}`, 'g');
}

/**
 * Finds a mix of characters and letters in a name that has each character before its syllable: `何xl` and `h秀兰` in
 * `何he 秀xiu 兰lan`. A letter behind a character begins the next one.
 */
export function mixedPattern(mixed: string): RegExp {
  const signs = [...mixed];
  const steps = signs.map((sign, index) => {
    const isLetter = /[a-z]/.test(sign);
    const before = signs[index - 1];
    if (before === undefined) return isLetter ? `(?:^| )\\P{ASCII}${sign}` : `(?:^| )${sign}`;
    if (!isLetter) return `[a-z]* ${sign}`;
    return /[a-z]/.test(before) ? `(?:[a-z]* \\P{ASCII})??${sign}` : `[a-z]* \\P{ASCII}${sign}`;
  });
  return new RegExp(steps.join(''), 'u');
}
