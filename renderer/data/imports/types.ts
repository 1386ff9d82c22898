import type { Observable } from 'rxjs';
import type {
  FoundHeader,
  RosterFinding,
  RosterFindingCode,
  RosterField,
  RosterKind,
  RosterMapping,
  RosterRow,
  RowDecision,
  TableRow,
} from '#shared/domain/roster/types';
import type { SheetInfo } from '../tables/types';

/**
 * Imports: a file becomes a checked roster in a worker, is mended and decided on the screen, and is then taken in whole. The plan is
 * on the disk, encrypted, before the first record is made: a killed import goes on at the next unlock, and until it is complete
 * nobody sees any of it.
 */
export interface Imports {
  /** Reads a file as far as its heads. Throws `table.*`. */
  open(file: File): Promise<RosterSession>;
  /** The import that is being applied, or waits to go on; null for none. */
  readonly running$: Observable<ImportProgress | null>;
  /** Stops applying what `running$` tells of, and takes out what it had made. */
  cancel(): Promise<void>;
  /** Goes on with what `running$` says has failed. */
  retry(): void;
  /** Takes a whole import out again: what it made is shown no more, what it changed is put back unless it was changed since. */
  undo(importUid: string): Promise<UndoOutcome>;
  /** Puts an undone import back. */
  redo(importUid: string): Promise<void>;
}

export interface ImportProgress {
  readonly importUid: string;
  readonly phase: 'planning' | 'applying' | 'finishing' | 'failed';
  readonly done: number;
  readonly total: number;
  /** Code of the `AppError`, with phase `failed`; `retry` goes on where it stopped. */
  readonly code: string | null;
}

export interface UndoOutcome {
  readonly hidden: number;
  readonly putBack: number;
  /** `_id`s of records that somebody changed since: they keep their later values. */
  readonly keptLater: readonly string[];
}

/** One file being worked on. It is in the worker's memory until `close`. */
export interface RosterSession {
  readonly fileName: string;
  readonly sheets: readonly SheetInfo[];
  readonly progress$: Observable<RosterProgress>;
  /**
   * Looks for the heads of a sheet and proposes a mapping, remembered where the same source came before. With a choice, what
   * somebody knows better: in which row the heads are, what the roster is about.
   */
  look(sheet: number, choice?: LookChoice): Promise<SheetLook>;
  /**
   * Reads all rows with that mapping and checks them; again after another mapping, which what was mended outlives where the heads are
   * the same. Aborting leaves what was checked before.
   */
  check(sheet: number, headerRow: number, mapping: RosterMapping, signal: AbortSignal): Promise<RosterSummary>;
  rows(query: RosterRowQuery): Promise<{ readonly total: number; readonly rows: readonly RosterRowView[] }>;
  /** One row by its number; null where the file has none. */
  row(index: number): Promise<RosterRowView | null>;
  /** Words of the file that nobody knows the meaning of, most frequent first: `RosterMapping.words` is where that is said. */
  unknownWords(): Promise<readonly UnknownWord[]>;
  /** Another text for a cell; the row, and those that hang on it, are judged anew. */
  fix(row: number, column: number, text: string): Promise<RosterSummary>;
  /** Takes the suggestion of every finding of that code. */
  fixAll(code: RosterFindingCode): Promise<RosterSummary>;
  decide(rows: readonly number[] | 'all-duplicates', decision: RowDecision): Promise<RosterSummary>;
  /** What applying would make, as things stand. */
  plan(): Promise<RosterPlan>;
  /** Rows with errors, as they stand, with the row's number and the reasons in two more columns. */
  exportBad(format: 'xlsx' | 'csv', words: BadRowWords): Promise<Blob>;
  /**
   * Takes in all rows without errors. Resolves when the plan is on the disk and applying has begun; `Imports.running$` tells the rest.
   * Throws `import.busy`, and an `AbortError` when somebody cancels while it is planned.
   */
  apply(): Promise<{ readonly importUid: string }>;
  close(): void;
}

export interface RosterProgress {
  readonly phase: 'reading' | 'comparing' | 'ready';
  readonly rows: number;
}

export interface LookChoice {
  readonly headerRow?: number;
  readonly kind?: RosterKind;
}

export interface SheetLook {
  readonly header: FoundHeader | null;
  /** Rows from the top, to choose heads by hand and to see what is in the columns. */
  readonly sample: readonly TableRow[];
  readonly mapping: RosterMapping;
  /** Whether the mapping was remembered from an earlier file of the same source. */
  readonly isRemembered: boolean;
  /** Required fields of the kind that no column gives. */
  readonly missing: readonly RosterField[];
}

export interface RosterSummary {
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  readonly warned: number;
  readonly duplicates: number;
  readonly byCode: Readonly<Partial<Record<RosterFindingCode, number>>>;
  /** Findings of a code whose suggestion can be taken. */
  readonly mendable: Readonly<Partial<Record<RosterFindingCode, number>>>;
}

/** Records that are made, by type; records of before that are changed; rows that are left out by decision. */
export interface RosterPlan {
  readonly people: number;
  readonly households: number;
  readonly dwellings: number;
  readonly buildings: number;
  readonly enterprises: number;
  readonly certificates: number;
  readonly changed: number;
  readonly skipped: number;
}

export interface RosterRowQuery {
  readonly only: 'all' | 'errors' | 'warnings' | 'duplicates';
  readonly code: RosterFindingCode | null;
  readonly offset: number;
  readonly limit: number;
}

export interface RosterRowView {
  /** As judged by itself, among the others, and against the station: `findings` holds all of it. */
  readonly row: RosterRow;
  /** As the file has them, or as they were mended. */
  readonly cells: TableRow['cells'];
  /** Columns that were mended. */
  readonly mended: readonly number[];
  /** Null for a row that repeats nobody at the station. */
  readonly decision: RowDecision | null;
}

export interface UnknownWord {
  readonly field: RosterField;
  readonly text: string;
  readonly rows: number;
}

/** What an export of bad rows says in the reader's language. */
export interface BadRowWords {
  readonly sheetName: string;
  readonly rowTitle: string;
  readonly reasonTitle: string;
  readonly finding: (finding: RosterFinding) => string;
}
