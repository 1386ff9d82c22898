import type { CellValue, TableRow } from '#shared/domain/roster/types';
import { createCsvParser, DELIMITERS, type CsvParser, type Delimiter } from './csv-parser';
import { asBroken, refused } from './failures';
import { plainOf } from './safe-cell';
import { encodingOf, textsOf, type TextEncoding } from './text-encoding';
import { TABLE_LIMITS, type OpenedTable } from './types';

const SAMPLE_CHARACTERS = 64 * 1024;
const SAMPLE_ROWS = 100;

/**
 * Opens a text with a table in it: UTF-8, GB 18030 or UTF-16, fields divided by commas, semicolons or tabs. All cells are texts.
 * Throws as `OpenTable` says.
 */
export async function openCsv(file: Blob, name: string): Promise<OpenedTable> {
  const encoding = await encodingOf(file);
  const sample = await sampleOf(file, encoding);
  if (sample.trim() === '') throw refused('table.empty', 'nothing but blanks');
  const delimiter = delimiterOf(sample);
  return {
    format: 'csv',
    sheets: [{ index: 0, name, isHidden: false }],
    encoding,
    rows: (_sheet, signal) => readRows(file, encoding, delimiter, signal),
  };
}

async function sampleOf(file: Blob, encoding: TextEncoding): Promise<string> {
  let sample = '';
  for await (const text of textsOf(file, encoding, new AbortController().signal)) {
    sample += text;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  return sample.slice(0, SAMPLE_CHARACTERS);
}

/** The one that gives most rows the same number of fields; titles and notes above the heads have none of it. */
function delimiterOf(sample: string): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const parser = createCsvParser(delimiter);
    parser.push(sample);
    const counts = new Map<number, number>();
    for (const { fields } of parser.take().slice(0, SAMPLE_ROWS)) {
      counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
    }
    counts.delete(1);
    const [fields = 1, rows = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    const score = rows * 1_000 + fields;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

async function* readRows(
  file: Blob,
  encoding: TextEncoding,
  delimiter: Delimiter,
  signal: AbortSignal,
): AsyncGenerator<TableRow, void, undefined> {
  const parser = createCsvParser(delimiter);
  const counter = { rows: 0 };
  try {
    for await (const text of textsOf(file, encoding, signal)) {
      parser.push(text);
      yield* rowsOf(parser, counter, signal);
    }
    parser.end();
    yield* rowsOf(parser, counter, signal);
  } catch (thrown) {
    throw asBroken(thrown, signal);
  }
}

function* rowsOf(parser: CsvParser, counter: { rows: number }, signal: AbortSignal): Generator<TableRow, void> {
  for (const { index, fields } of parser.take()) {
    const cells: CellValue[] = fields.map((field) => (field === '' ? null : plainOf(field)));
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    if (cells.length === 0) continue;
    if (cells.length > TABLE_LIMITS.columns) {
      throw refused('table.too-large', 'too many columns', { details: { row: index } });
    }
    counter.rows += 1;
    if (counter.rows > TABLE_LIMITS.rows) throw refused('table.too-large', 'too many rows');
    signal.throwIfAborted();
    yield { index, cells };
  }
}
