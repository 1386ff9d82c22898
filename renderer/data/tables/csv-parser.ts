import { refused } from './failures';
import { TABLE_LIMITS } from './types';

export const DELIMITERS = [',', ';', '\t'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface CsvRow {
  /** From 1, as a spreadsheet numbers it: a field with line breaks is one row. */
  readonly index: number;
  readonly fields: readonly string[];
}

/** A table in text that comes in pieces. */
export interface CsvParser {
  push(piece: string): void;
  /** The text is over. Throws `table.broken` where a quote was never closed. */
  end(): void;
  /** The rows that have come since it was last called. */
  take(): readonly CsvRow[];
}

const QUOTE = '"';

/**
 * Reads rows as RFC 4180 has them, and as people write them: any line break ends a row, and a quote within a field that does not
 * begin with one is a character like others. `push` throws `table.broken` for a field longer than a cell can be, which is what a
 * quote that is never closed makes of the rest of a file.
 */
export function createCsvParser(delimiter: Delimiter): CsvParser {
  // What ends a stretch of plain characters outside quotes.
  const stop = new RegExp(`[${delimiter}\r\n]`, 'g');
  let ready: CsvRow[] = [];
  let fields: string[] = [];
  let field = '';
  let index = 1;
  let isQuoted = false;
  /** The last character was a quote within quotes: the end of them, or the first of two. */
  let isAfterQuote = false;
  /** The last character was a carriage return; a line feed after it belongs to it. */
  let isAfterReturn = false;
  let isFieldBegun = false;

  function add(text: string): void {
    field += text;
    if (field.length > TABLE_LIMITS.cellCharacters) {
      throw refused('table.broken', 'a field without end', { details: { row: index } });
    }
  }

  function endField(): void {
    fields.push(field);
    field = '';
    isFieldBegun = false;
  }

  function endRow(): void {
    endField();
    ready.push({ index, fields });
    fields = [];
    index += 1;
  }

  /** Reads within quotes; the place after what was read. */
  function quoted(text: string, at: number): number {
    if (isAfterQuote) {
      isAfterQuote = false;
      if (text[at] !== QUOTE) {
        isQuoted = false;
        return at;
      }
      add(QUOTE);
      return at + 1;
    }
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1) {
      add(text.slice(at));
      return text.length;
    }
    add(text.slice(at, quote));
    isAfterQuote = true;
    return quote + 1;
  }

  function plain(text: string, at: number): number {
    const character = text[at];
    if (character === QUOTE && !isFieldBegun) {
      isFieldBegun = true;
      isQuoted = true;
      return at + 1;
    }
    if (character === delimiter) endField();
    else if (character === '\r' || character === '\n') {
      endRow();
      isAfterReturn = character === '\r';
    } else return stretch(text, at);
    return at + 1;
  }

  function stretch(text: string, at: number): number {
    isFieldBegun = true;
    stop.lastIndex = at;
    const end = stop.exec(text)?.index ?? text.length;
    add(text.slice(at, end));
    return end;
  }

  return {
    push(piece) {
      let at = 0;
      if (isAfterReturn && piece !== '') {
        isAfterReturn = false;
        if (piece.startsWith('\n')) at = 1;
      }
      while (at < piece.length) {
        if (isQuoted) at = quoted(piece, at);
        else {
          at = plain(piece, at);
          if (isAfterReturn && at < piece.length) {
            isAfterReturn = false;
            if (piece[at] === '\n') at += 1;
          }
        }
      }
    },
    end() {
      if (isQuoted && !isAfterQuote)
        throw refused('table.broken', 'a quote is never closed', { details: { row: index } });
      if (isFieldBegun || field !== '' || fields.length > 0) endRow();
    },
    take() {
      const taken = ready;
      ready = [];
      return taken;
    },
  };
}
