import { orderKeyOf } from '../pinyin';

/** Wider than any number in an address. */
const DIGITS = 8;

// A station has few streets, and the words between the numbers are the same everywhere.
const wordKeys = new Map<string, string>();

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** A text that sorts addresses: words by pinyin, numbers as numbers, so that 2幢 stands before 10幢; null without an address. */
export function addressOrderKey(address: string): string | null {
  const text = address.normalize('NFKC').replaceAll(' ', '');
  if (text === '') return null;
  let key = '';
  let from = 0;
  for (let at = 1; at <= text.length; at += 1) {
    const isNumber = isDigit(text.charCodeAt(from));
    if (at < text.length && isDigit(text.charCodeAt(at)) === isNumber) continue;
    const part = text.slice(from, at);
    key += isNumber ? part.padStart(DIGITS, '0') : wordKey(part);
    from = at;
  }
  return key;
}

function wordKey(word: string): string {
  const known = wordKeys.get(word);
  if (known !== undefined) return known;
  const key = orderKeyOf(word);
  wordKeys.set(word, key);
  return key;
}
