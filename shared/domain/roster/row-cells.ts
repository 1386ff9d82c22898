import { cellText, compact } from './cells';
import type { RosterContext } from './context';
import { takeNotes, type FindingNotes } from './findings';
import type { CellValue, RosterField, RosterMapping, TableRow } from './types';
import { wordMeaning } from './words';

/** One row by fields instead of columns. */
export interface RowCells {
  readonly index: number;
  readonly notes: FindingNotes;
  /** Whether some column gives the field. */
  has(field: RosterField): boolean;
  raw(field: RosterField): CellValue | undefined;
  /** '' for what is empty or not there; a cell that holds an error is taken down once and is ''. */
  text(field: RosterField): string;
  /** `text` without any space. */
  tight(field: RosterField): string;
  /** What the words of a field mean: a value of ours, or null where the cell says nothing. An unknown word is taken down. */
  meaning(field: RosterField): string | null;
}

/** Makes `RowCells` of rows, one after another. */
export function cellReader(mapping: RosterMapping, { codes }: RosterContext): (row: TableRow) => RowCells {
  const positions = new Map<RosterField, number>();
  for (const [position, field] of Object.entries(mapping.fields)) {
    if (field !== 'ignore' && !positions.has(field)) positions.set(field, Number(position));
  }
  const positionOf = (field: RosterField) => positions.get(field) ?? null;
  const told = new Map<RosterField, Map<string, string | null>>();

  // Rosters repeat their words: what one means is looked up once.
  const lookUp = (field: RosterField, text: string): string | null => {
    const known = told.get(field) ?? new Map<string, string | null>();
    told.set(field, known);
    let meaning = known.get(text);
    if (meaning === undefined) {
      const words = mapping.words[field];
      meaning = words?.[text] ?? words?.[compact(text)] ?? (text === '' ? '' : wordMeaning(field, text, codes));
      if (known.size < MOST_WORDS) known.set(text, meaning);
    }
    return meaning;
  };

  return (row) => {
    const notes = takeNotes(row.index, positionOf);
    const raw = (field: RosterField): CellValue | undefined => {
      const position = positions.get(field);
      return position === undefined ? undefined : row.cells[position];
    };
    const broken = new Set<RosterField>();
    const text = (field: RosterField): string => {
      const read = cellText(raw(field));
      if (read !== null) return read;
      if (!broken.has(field)) notes.add('error', 'cell-error', field);
      broken.add(field);
      return '';
    };
    return {
      index: row.index,
      notes,
      has: (field) => positions.has(field),
      raw,
      text,
      tight: (field) => compact(text(field)),
      meaning: (field) => {
        const word = text(field);
        const meaning = lookUp(field, word);
        if (meaning === null) notes.add('warning', field === 'relation' ? 'relation-unknown' : 'word-unknown', field);
        return meaning === null || meaning === '' ? null : meaning;
      },
    };
  };
}

const MOST_WORDS = 5_000;
