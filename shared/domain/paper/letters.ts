/** Letters that a printer with a Chinese font sets in one column; all others, which GB 18030 writes in two bytes or four, take two. */
const isNarrow = (letter: string): boolean => letter.length === 1 && letter <= '\u007e';

/** Columns that a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += isNarrow(letter) ? 1 : 2;
  return width;
}

/** What no line begins with, after GB/T 15834 (Use of punctuation marks), 5.1. */
const CLOSING = new Set('，。、；：？！）》〉」』】〕”’…%,.;:?!)');
/** What no line ends with. */
const OPENING = new Set('（《〈「『【〔“‘(');

/** Rows no wider than `columns`; words of Latin letters stay whole where they fit, marks stay with what they belong to. One empty row for nothing. */
export function wrap(text: string, columns: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  let width = 0;
  const end = () => {
    rows.push(row.trimEnd());
    row = '';
    width = 0;
  };
  for (const piece of piecesOf(text)) {
    const wide = widthOf(piece);
    if (width + widthOf(piece.trimEnd()) > columns && width > 0) end();
    if (width === 0 && piece.trim() === '') continue;
    if (wide <= columns || width + widthOf(piece.trimEnd()) <= columns) {
      row += piece;
      width += wide;
      continue;
    }
    // Longer than a whole line, such as an address of a page.
    for (const letter of piece) {
      if (width + widthOf(letter) > columns) end();
      row += letter;
      width += widthOf(letter);
    }
  }
  if (row !== '' || rows.length === 0) end();
  return rows;
}

/** What stays together: a word with the space behind it, or a Chinese letter with its marks. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let isOpen = false;
  for (const letter of text) {
    const last = pieces.at(-1);
    const isWordGoingOn = last !== undefined && isNarrow(letter) && isNarrow(last.at(-1) ?? '') && !last.endsWith(' ');
    if (last !== undefined && (isOpen || CLOSING.has(letter) || isWordGoingOn))
      pieces[pieces.length - 1] = last + letter;
    else pieces.push(letter);
    isOpen = OPENING.has(letter);
  }
  return pieces;
}

/** For each place what `of` makes of the numbers that stand together there, and 0 where there is none. */
export function inEach(
  numbers: readonly (number | null)[],
  of: (group: readonly number[]) => number,
): readonly number[] {
  const made: number[] = [];
  for (let at = 0; at < numbers.length;) {
    const group: number[] = [];
    for (let next = numbers[at + group.length]; next != null; next = numbers[at + group.length]) group.push(next);
    const value = group.length === 0 ? 0 : of(group);
    const length = Math.max(1, group.length);
    for (let each = 0; each < length; each += 1) made.push(value);
    at += length;
  }
  return made;
}
