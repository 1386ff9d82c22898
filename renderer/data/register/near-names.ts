import { pinyinOf } from './pinyin';

/** How a name sounds: its readings, with sounds that are often confused made one. */
export type Sound = readonly string[];

/** Two names of that many readings are compared reading by reading. */
const MAX_READINGS = 3;

/** How a name sounds (`pinyinOf`). */
export function soundOf(name: string): Sound {
  const readings = pinyinOf(name).full.slice(0, MAX_READINGS);
  return [...new Set(readings.map((reading) => reading.split(' ').map(foldSyllable).join(' ')))];
}

/**
 * How near two names sound: `same` when they differ by homophones (兰 and 蓝) or by sounds that dialects and typists confuse (n and l,
 * zh and z, ing and in) at most; `letter` when besides one letter of one syllable differs; else null. Names of different length are
 * not near.
 */
export function nearness(a: Sound, b: Sound): 'same' | 'letter' | null {
  if (a.some((reading) => b.includes(reading))) return 'same';
  const isNear = a.some((one) => b.some((other) => isOneEdit(one, other) && syllables(one) === syllables(other)));
  return isNear ? 'letter' : null;
}

const syllables = (reading: string): number => reading.split(' ').length;

const folds = new Map<string, string>();

/** Sounds of Mandarin that many speakers do not tell apart made one. */
function foldSyllable(syllable: string): string {
  const known = folds.get(syllable);
  if (known !== undefined) return known;
  const folded = syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^l/, 'n')
    .replace(/([iea])ng$/, '$1n');
  folds.set(syllable, folded);
  return folded;
}

/** Whether one letter added, left out or changed makes one of the other. */
function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const skip = (text: string, other: string) => text.slice(start + (text.length >= other.length ? 1 : 0));
  return skip(a, b) === skip(b, a);
}
