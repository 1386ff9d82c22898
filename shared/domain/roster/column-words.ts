import type { PersonCodes } from './context';
import type { RosterField } from './types';
import { wordMeaning } from './words';

/**
 * What the codes of one column mean: from its head, where that explains them, and for relations from what stands in it, since systems
 * have one-digit tables and others two digits that a spreadsheet took for numbers.
 */
export function wordsOfColumn(
  field: RosterField,
  hints: Readonly<Record<string, string>>,
  values: readonly string[],
  codes: PersonCodes,
): Readonly<Record<string, string>> {
  const words: Record<string, string> = {};
  for (const [code, word] of Object.entries(hints)) {
    const meaning = wordMeaning(field, word, codes);
    if (meaning === null) continue;
    words[code] = meaning;
    // `01` in the head may come as the number 1, and 0 as 00.
    if (code.startsWith('0') && code.length > 1) words[code.slice(1)] = meaning;
    else if (code.length === 1) words[`0${code}`] = meaning;
  }
  if (field === 'relation' && values.some((value) => /^[1-9]\d$/.test(value))) {
    for (const digit of ['1', '2']) words[digit] ??= `0${digit}`;
  }
  return words;
}
