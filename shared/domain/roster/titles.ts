import { cellText } from './cells';
import type { CellValue } from './types';

/** Heads of columns, taken apart. */
export interface Title {
  /** What the column is called, without stars, brackets and spaces: `用户性别（0男 1女 2未知）` is 用户性别. */
  readonly name: string;
  /** The head of the group above it, likewise; '' without one. */
  readonly group: string;
  /** What codes in the head mean, in its own words: `{0: '男', 1: '女', 2: '未知'}`. */
  readonly hints: Readonly<Record<string, string>>;
  readonly isRequired: boolean;
}

/** Between the head of a group and that of a column below it, in `HeaderColumn.title`. */
export const GROUP_SEPARATOR = ' / ';

const REQUIRED = /[*＊]|必填|必须填/u;
const NOTES = /[*＊]|\(?(?:必填项?|选填项?|必须填写)\)?/gu;

/** A head as it is shown: line breaks and runs of spaces are one space. */
export const shownTitle = (cell: CellValue | undefined): string =>
  (typeof cell === 'string' ? cell : (cellText(cell) ?? '')).replace(/\s+/gu, ' ').trim();

/** Takes a head apart. */
export function readTitle(title: string): Title {
  const parts = title.split(GROUP_SEPARATOR);
  const last = parts.pop() ?? '';
  const plain = last.normalize('NFKC');
  return {
    name: nameOf(plain),
    group: nameOf(parts.join('').normalize('NFKC')),
    hints: hintsIn(plain),
    isRequired: REQUIRED.test(title),
  };
}

/** Heads in the one form that names a source: stars, spaces, width and "必填" do not matter. */
export const signedTitle = (title: string): string =>
  title.normalize('NFKC').replace(NOTES, '').replace(/[\s:]/gu, '').toLowerCase();

/** Up to the first bracket, comma or code: what follows explains. */
function nameOf(title: string): string {
  const name = title
    .replace(/\s+(?=0?\d\D)/u, '(')
    .replace(/^[([【][^)\]】]*[)\]】]/u, '')
    .replace(/[*＊]|必填项?|选填项?|必须填写/gu, '');
  return (/^[^([【{,，。;:“"]*/u.exec(name)?.[0] ?? '').replace(/[\s、]/gu, '');
}

/** `(0否1是,默认0)`, `0:否;1:是`, `1-男/2-女`, `01户籍人口 02 流动人口`. Fewer than two codes are no table. */
function hintsIn(title: string): Readonly<Record<string, string>> {
  const hints: Record<string, string> = {};
  const codes = /(?<![\d.\p{L}])(\d{1,2})\s*[:=\-.、代表表示为]*\s*(\p{Script=Han}+)/gu;
  const inner = title.replace(/默认\s*(?:为|值)?\s*\d+/gu, ' ');
  for (const [, code, word] of inner.replace(/(\p{Script=Han})(?=\d)/gu, '$1 ').matchAll(codes)) {
    if (code !== undefined && word !== undefined && !/^(?:位|号|级|年|个|月|人|米|平)/u.test(word)) {
      hints[code] = word;
    }
  }
  return Object.keys(hints).length < 2 ? {} : hints;
}
