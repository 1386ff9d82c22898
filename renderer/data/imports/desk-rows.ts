import {
  isEmptyRow,
  isTakenIn,
  type CellValue,
  type RosterFinding,
  type RosterFindingCode,
  type RosterRow,
  type RowDecision,
  type TableRow,
} from '#shared/domain/roster/index';
import type { RosterRowQuery, RosterRowView, RosterSummary, UnknownWord } from './types';

/** One row of the file as the desk keeps it. */
export interface DeskRow {
  readonly index: number;
  cells: readonly CellValue[];
  /** Null while it was not read, and for a row without anything in it. */
  row: RosterRow | null;
  /** Everything that was found about it, by itself, among the others and against the station. */
  findings: readonly RosterFinding[];
  mended: readonly number[];
  /** What somebody decided; null for nobody yet. */
  decided: RowDecision | null;
}

/** The rows of a sheet in the order of the file. */
export interface DeskRows {
  readonly all: readonly DeskRow[];
  add(row: TableRow): void;
  at(index: number): DeskRow | null;
  /** Rows or findings are others than before. */
  changed(): void;
  summary(): RosterSummary;
  query(query: RosterRowQuery): { readonly total: number; readonly rows: readonly RosterRowView[] };
  view(index: number): RosterRowView | null;
  unknownWords(): readonly UnknownWord[];
}

const STATION_CODES: ReadonlySet<RosterFindingCode> = new Set(['duplicate-at-station', 'alike-at-station']);
const WORD_CODES: ReadonlySet<RosterFindingCode> = new Set(['word-unknown', 'relation-unknown']);

/** More different words than this is a column that holds no words. */
const MOST_WORDS = 100;

/** See `DeskRows`. */
export function createDeskRows(): DeskRows {
  const all: DeskRow[] = [];
  const byIndex = new Map<number, DeskRow>();
  let listed: { readonly key: string; readonly rows: readonly DeskRow[] } | null = null;

  const list = ({ only, code }: RosterRowQuery): readonly DeskRow[] => {
    const key = `${only}|${code ?? ''}`;
    if (listed?.key !== key) listed = { key, rows: all.filter((row) => row.row && isWanted(row, only, code)) };
    return listed.rows;
  };

  return {
    all,
    add: ({ index, cells }) => {
      const row: DeskRow = { index, cells, row: null, findings: [], mended: [], decided: null };
      all.push(row);
      byIndex.set(index, row);
    },
    at: (index) => byIndex.get(index) ?? null,
    changed: () => void (listed = null),
    summary: () => summaryOf(all),
    query: (query) => {
      const rows = list(query);
      const page = rows.slice(query.offset, query.offset + query.limit);
      return { total: rows.length, rows: page.flatMap((row) => viewOf(row) ?? []) };
    },
    view: (index) => {
      const row = byIndex.get(index);
      return row ? viewOf(row) : null;
    },
    unknownWords: () => unknownWordsIn(all),
  };
}

/** What is to be done with a row that repeats somebody: filled in where the id says so, left out where it only looks like it. */
export function decisionOf({ decided, findings }: DeskRow): RowDecision | null {
  const repeats = findings.find(({ code }) => STATION_CODES.has(code));
  if (!repeats) return null;
  return decided ?? (repeats.code === 'duplicate-at-station' ? 'fill' : 'skip');
}

export const repeatsStation = ({ findings }: DeskRow): boolean => findings.some(({ code }) => STATION_CODES.has(code));

function isWanted(row: DeskRow, only: RosterRowQuery['only'], code: RosterFindingCode | null): boolean {
  const { findings } = row;
  if (code !== null && !findings.some((finding) => finding.code === code)) return false;
  switch (only) {
    case 'all':
      return true;
    case 'errors':
      return findings.some(({ severity }) => severity === 'error');
    case 'warnings':
      return findings.some(({ severity }) => severity === 'warning');
    case 'duplicates':
      return repeatsStation(row);
  }
}

function viewOf(row: DeskRow): RosterRowView | null {
  if (!row.row) return null;
  const { cells, mended, findings } = row;
  return { row: { ...row.row, findings }, cells, mended, decision: decisionOf(row) };
}

function summaryOf(all: readonly DeskRow[]): RosterSummary {
  const counts = { rows: 0, good: 0, bad: 0, warned: 0, duplicates: 0 };
  const byCode: Partial<Record<RosterFindingCode, number>> = {};
  const mendable: Partial<Record<RosterFindingCode, number>> = {};
  for (const row of all) {
    const { findings } = row;
    if (!row.row || isEmptyRow({ findings })) continue;
    counts.rows += 1;
    if (isTakenIn(findings)) counts.good += 1;
    else counts.bad += 1;
    if (findings.some(({ severity }) => severity === 'warning')) counts.warned += 1;
    if (repeatsStation(row)) counts.duplicates += 1;
    for (const { code, suggestion, column } of findings) {
      byCode[code] = (byCode[code] ?? 0) + 1;
      if (suggestion !== null && column !== null) mendable[code] = (mendable[code] ?? 0) + 1;
    }
  }
  return { ...counts, byCode, mendable };
}

function unknownWordsIn(all: readonly DeskRow[]): readonly UnknownWord[] {
  const words = new Map<string, { field: UnknownWord['field']; text: string; rows: number }>();
  for (const { findings, cells } of all) {
    for (const { code, field, column } of findings) {
      const cell = column === null ? null : cells[column];
      if (!WORD_CODES.has(code) || field === null || cell == null || typeof cell === 'object') continue;
      const text = String(cell).trim();
      const known = words.get(`${field}|${text}`);
      if (known) known.rows += 1;
      else words.set(`${field}|${text}`, { field, text, rows: 1 });
    }
  }
  return [...words.values()].sort((a, b) => b.rows - a.rows).slice(0, MOST_WORDS);
}
