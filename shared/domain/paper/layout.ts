import { inEach, widthOf, wrap } from './letters';
import type { Paper, PaperPart, PaperSize } from './paper';

/** A row as it comes out: never wider than the roll at its size. */
export type PaperRow =
  | { readonly kind: 'line'; readonly text: string; readonly size: PaperSize; readonly isBold: boolean }
  | {
      readonly kind: 'qr';
      readonly text: string;
      /** Of the printer, for one module of the code. */
      readonly dots: number;
      /** How wide the whole code is, in ordinary letters. */
      readonly columns: number;
    };

/** An ordinary letter of a printer of 203 dpi. */
const DOTS_A_LETTER = 12;

/** Between what a fact is called and what it is. */
const GAP = 2;

/** The rows of a paper on a roll with that many ordinary letters in a line. What does not fit goes on in the next row; nothing is cut off. */
export function layPaper({ parts }: Paper, columns: number): readonly PaperRow[] {
  const names = nameWidths(parts, columns);
  return parts.flatMap((part, index): readonly PaperRow[] => {
    switch (part.kind) {
      case 'text':
        return textRows(part, columns);
      case 'fact':
        return factRows(part.name, part.value, names[index] ?? 0, columns);
      case 'list':
        return part.entries.flatMap(({ text, note }, place) => {
          const mark = `${place + 1}. `;
          const indent = ' '.repeat(widthOf(mark));
          const room = columns - indent.length;
          const rows = [...wrap(text, room), ...(note === null ? [] : wrap(note, room))];
          return rows.map((row, at) => plain((at === 0 ? mark : indent) + row));
        });
      case 'qr':
        return [codeRow(part.text, columns)];
      case 'rule':
        return [plain('-'.repeat(columns))];
      case 'gap':
        return [plain('')];
    }
  });
}

/** Letters that a code of that many modules holds at level M, ISO/IEC 18004, table 7: versions 4, 6, 9 and 13. */
const CODES = [
  { letters: 62, modules: 33 },
  { letters: 106, modules: 41 },
  { letters: 180, modules: 53 },
  { letters: 331, modules: 69 },
] as const;
/** Large enough for old phones, and not more paper than that. */
const MOST_DOTS = 8;

function codeRow(text: string, columns: number): PaperRow {
  const modules = CODES.find(({ letters }) => text.length <= letters)?.modules ?? CODES[3].modules;
  const dots = Math.min(MOST_DOTS, Math.floor((columns * DOTS_A_LETTER) / (modules + 4)));
  return { kind: 'qr', text, dots, columns: (modules * dots) / DOTS_A_LETTER };
}

const plain = (text: string): PaperRow => ({ kind: 'line', text, size: 1, isBold: false });

function textRows({ text, size, align, isBold }: PaperPart & { readonly kind: 'text' }, columns: number): PaperRow[] {
  const room = Math.floor(columns / size);
  return wrap(text, room).map((row) => {
    const before = align === 'center' ? Math.floor((room - widthOf(row)) / 2) : 0;
    return { kind: 'line', text: ' '.repeat(before) + row, size, isBold };
  });
}

/** Facts that stand together begin their values in the same column; where a name takes half of the line its value stands below it. */
function nameWidths(parts: readonly PaperPart[], columns: number): readonly number[] {
  const widths = parts.map((part) => (part.kind === 'fact' ? widthOf(part.name) : null));
  return inEach(widths, (group) => {
    const widest = Math.max(...group);
    return widest + GAP > columns / 2 ? 0 : widest;
  });
}

function factRows(name: string, value: string, nameWidth: number, columns: number): readonly PaperRow[] {
  if (nameWidth === 0) {
    const below = wrap(value, columns - GAP).map((row) => plain(' '.repeat(GAP) + row));
    return [...wrap(name, columns).map(plain), ...below];
  }
  const room = columns - nameWidth - GAP;
  return wrap(value, room).map((row, at) => {
    const head = at === 0 ? name : '';
    return plain(head + ' '.repeat(nameWidth + GAP - widthOf(head)) + row);
  });
}
