/** Which characters a syllable stands for, the most frequent first; small letters without tones, `v` for ü. */
export type Dictionary = ReadonlyMap<string, readonly string[]>;

/** A character that is meant by the first letters, and how many of them it uses up. */
export interface Candidate {
  readonly text: string;
  readonly takes: number;
}

/** Longest syllable there is: zhuang. */
const LONGEST = 6;
/** Of a syllable that is not typed whole, no more than the likeliest. */
const OF_UNFINISHED = 8;

/** What the letters may mean, the likeliest first: the longest syllable that they begin with, then shorter ones (`xian`: 先, then 西), else what begins so. */
export function candidatesFor(letters: string, dictionary: Dictionary): readonly Candidate[] {
  if (letters === '') return [];
  const found: Candidate[] = [];
  for (let length = Math.min(LONGEST, letters.length); length > 0; length -= 1) {
    const characters = dictionary.get(letters.slice(0, length)) ?? [];
    // Whoever has typed more than one letter does not mean 啊 by the first one.
    if (found.length > 0 && length === 1) break;
    found.push(...characters.map((text) => ({ text, takes: length })));
  }
  const isWhole = dictionary.has(letters);
  if (found.length > 0 && isWhole) return unique(found);
  return unique([...found, ...unfinished(letters, dictionary)]);
}

/** `zh`: 中 and its like, of every syllable a few in turn. */
function unfinished(letters: string, dictionary: Dictionary): readonly Candidate[] {
  const fitting = [...dictionary].filter(([syllable]) => syllable.startsWith(letters) && syllable !== letters);
  const found: Candidate[] = [];
  for (let place = 0; place < OF_UNFINISHED; place += 1)
    for (const [, characters] of fitting) {
      const text = characters[place];
      if (text !== undefined) found.push({ text, takes: letters.length });
    }
  return found;
}

function unique(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** Every reading of every character: what a name is found by when somebody types its sound. */
export function readingsOf(dictionary: Dictionary): ReadonlyMap<string, readonly string[]> {
  const readings = new Map<string, string[]>();
  for (const [syllable, characters] of dictionary)
    for (const character of characters) readings.set(character, [...(readings.get(character) ?? []), syllable]);
  return readings;
}

/** Whether a name holds what was typed: characters as they stand, or the sound of characters one after the other, whole or by first letters (`gljt`, `gaoling`). */
export function soundsLike(name: string, typed: string, readings: ReadonlyMap<string, readonly string[]>): boolean {
  const wanted = typed.toLowerCase().replaceAll(/\s+/g, '');
  if (wanted === '') return true;
  const characters = [...name.toLowerCase()];
  if (characters.join('').includes(wanted)) return true;
  return /^[a-z]+$/.test(wanted) && characters.some((_, start) => fits(characters, start, wanted, readings));
}

function fits(
  characters: readonly string[],
  at: number,
  wanted: string,
  readings: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (wanted === '') return true;
  const character = characters[at];
  if (character === undefined) return false;
  const sounds = readings.get(character) ?? [character];
  return sounds.some((sound) => {
    // The last character may be typed in part.
    if (sound.startsWith(wanted)) return true;
    if (wanted.startsWith(sound) && fits(characters, at + 1, wanted.slice(sound.length), readings)) return true;
    return wanted.startsWith(sound.charAt(0)) && fits(characters, at + 1, wanted.slice(1), readings);
  });
}
