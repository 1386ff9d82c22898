import type { RosterField, RosterFinding, RosterFindingCode, RosterMapping } from './types';

/** Position of the column that gives a field, or null where none does. */
export function columnOf({ fields }: Pick<RosterMapping, 'fields'>, field: RosterField): number | null {
  const entry = Object.entries(fields).find(([, given]) => given === field);
  return entry ? Number(entry[0]) : null;
}

/** Takes down what is found in one row. */
export interface FindingNotes {
  add(
    severity: RosterFinding['severity'],
    code: RosterFindingCode,
    field: RosterField | null,
    suggestion?: string | null,
  ): void;
  /** In the order of the columns; what is about the whole row comes last. */
  all(): readonly RosterFinding[];
}

/** `positionOf` gives the column of a field, as `columnOf` does. */
export function takeNotes(row: number, positionOf: (field: RosterField) => number | null): FindingNotes {
  const found: RosterFinding[] = [];
  return {
    add: (severity, code, field, suggestion = null) => {
      const column = field === null ? null : positionOf(field);
      found.push({ code, row, column, field, severity, otherRow: null, stationId: null, suggestion });
    },
    all: () => (found.length < 2 ? found : found.sort((a, b) => (a.column ?? 1000) - (b.column ?? 1000))),
  };
}
