import { isKnownTitle } from './meanings';
import { GROUP_SEPARATOR, readTitle, shownTitle, signedTitle } from './titles';
import type { FoundHeader, HeaderColumn, TableRow } from './types';

/** Rows from the top among which heads are looked for. */
const LOOKED_AT = 40;
/** A head of a group is short and tells no value: 填表单位：… is a note. */
const LONGEST_GROUP = 16;

/**
 * The head row of a sheet, looked for in the rows given (the first 40 do): under titles and notes, with a row of group heads above
 * it or without. Null where no row looks like one.
 */
export function findHeader(rows: readonly TableRow[]): FoundHeader | null {
  const looks = rows.slice(0, LOOKED_AT).map(lookAt);
  const best = looks.reduce<Look | null>((found, look) => (look.score > (found?.score ?? 0) ? look : found), null);
  if (!best) return null;
  const position = looks.indexOf(best);
  const below = looks[position + 1];
  if (below && isGroupHead(best.texts, below.texts)) return build(below, best);
  const above = looks[position - 1];
  return build(best, above && isGroupHead(above.texts, best.texts) ? above : null);
}

/** The heads as the row of that index has them, for whoever knows better than `findHeader`. Null for a row without any text. */
export function headerAt(rows: readonly TableRow[], rowIndex: number): FoundHeader | null {
  const position = rows.findIndex(({ index }) => index === rowIndex);
  const row = rows[position];
  if (!row) return null;
  const look = lookAt(row);
  if (look.texts.every((text) => text === '')) return null;
  const before = rows[position - 1];
  const above = before && lookAt(before);
  return build(look, above && isGroupHead(above.texts, look.texts) ? above : null);
}

interface Look {
  readonly index: number;
  readonly texts: readonly string[];
  /** 0 for what is no row of heads. */
  readonly score: number;
}

function lookAt({ index, cells }: TableRow): Look {
  // A table of 300 columns is wide; what lies beyond is a format somebody dragged too far.
  const texts = Array.from(cells.slice(0, 300), shownTitle);
  const distinct = [...new Set(texts.filter((text) => text !== ''))];
  const known = distinct.filter((text) => isKnownTitle(readTitle(text))).length;
  const data = distinct.filter(isData).length;
  return { index, texts, score: headScore(distinct.length, known, data) };
}

/** 0 for what is no row of heads. Heads that nobody knows count less than any others. */
function headScore(distinct: number, known: number, data: number): number {
  if (distinct >= 2 && (known >= 2 || (known === 1 && data === 0))) return Math.max(0, known * 4 + distinct - data * 6);
  return distinct >= 4 && data === 0 ? 0.1 : 0;
}

const isData = (text: string): boolean =>
  /^[\d.,\-/:％%+]+$/.test(text) || /\d{6}/.test(text) || /^\d{4}[-/.年]\d/.test(text);

/**
 * Whether the upper row holds heads of groups of the lower one's: where the two differ, the upper one has a cell that spans several
 * columns, filled in all of them or in the first.
 */
function isGroupHead(upper: readonly string[], lower: readonly string[]): boolean {
  if (new Set(upper.filter((text) => text !== '')).size < 2) return false;
  let grouped = 0;
  for (const [position, below] of lower.entries()) {
    const above = upper[position] ?? '';
    if (below === '' || above === below) continue;
    const isFirst = above !== '';
    const head = isFirst ? above : [...upper.slice(0, position)].reverse().find((text) => text !== '');
    if (head === undefined || head.length > LONGEST_GROUP || /[:：\d]/u.test(head) || isData(below)) return false;
    const spansFilled = upper[position - 1] === above || upper[position + 1] === above;
    const spansEmpty = (upper[position + 1] ?? '') === '' && (lower[position + 1] ?? '') !== '';
    if (isFirst && !spansFilled && !spansEmpty) return false;
    grouped += 1;
  }
  return grouped >= 2;
}

function build(heads: Look, groups: Look | null): FoundHeader {
  const seen = new Map<string, number>();
  const columns: HeaderColumn[] = [];
  const width = Math.max(heads.texts.length, groups?.texts.length ?? 0);
  let group = '';
  for (let position = 0; position < width; position += 1) {
    const below = heads.texts[position] ?? '';
    const above = groups?.texts[position] ?? '';
    if (above !== '' || below === '') group = above;
    const title = below === '' ? above : group === '' || group === below ? below : group + GROUP_SEPARATOR + below;
    if (title === '') continue;
    const occurrence = (seen.get(signedTitle(title)) ?? 0) + 1;
    seen.set(signedTitle(title), occurrence);
    columns.push({ position, title, occurrence, isRequired: readTitle(title).isRequired });
  }
  return { rowIndex: heads.index, columns, signature: sign(columns) };
}

/** Two FNV-1a sums of 32 bits over positions and heads. */
function sign(columns: readonly HeaderColumn[]): string {
  const text = columns.map(({ position, title }) => `${position}=${signedTitle(title)}`).join('\n');
  const sum = (seed: number): string => {
    let hash = seed;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  };
  return sum(0x811c9dc5) + sum(0x9dc5811c);
}
