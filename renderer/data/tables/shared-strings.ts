import { refused } from './failures';
import { TABLE_LIMITS } from './types';
import { plainText } from './cell-text';
import type { XmlHandler } from './xml-reader';

const MAX_STRINGS = 5_000_000;
const MAX_CHARACTERS = 100_000_000;

/**
 * Gathers the texts that cells share, in order: those of rich text as one, without the readings (phonetic runs) beside them. Throws
 * `table.too-large`.
 */
export function createSharedStringsHandler(): XmlHandler & { readonly strings: readonly string[] } {
  const strings: string[] = [];
  let current = '';
  let isText = false;
  let isReading = false;
  let characters = 0;
  return {
    strings,
    open(name) {
      if (name === 'si') current = '';
      else if (name === 'rPh') isReading = true;
      else if (name === 't') isText = !isReading;
    },
    text(text) {
      if (!isText) return;
      current += text;
      if (current.length > TABLE_LIMITS.cellCharacters) throw refused('table.too-large', 'a text is too long');
    },
    close(name) {
      if (name === 't') isText = false;
      else if (name === 'rPh') isReading = false;
      else if (name === 'si') {
        characters += current.length;
        if (strings.length >= MAX_STRINGS || characters > MAX_CHARACTERS) {
          throw refused('table.too-large', 'too many texts');
        }
        strings.push(plainText(current));
      }
    },
  };
}
