import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { coverOf, type Cover } from '#shared/domain/visits/coverage';
import type { PersonDue } from '../../visits/index';
import type { CareChoice } from '../places';

/** Somebody of the archives, and how looked after. */
export interface CoveredRow {
  readonly row: PersonDue;
  readonly cover: Cover;
}

/** Everybody of the round with how they are covered today. */
export const coveredRows = (
  due: readonly PersonDue[],
  today: CalendarDate,
  assessmentMonths: number,
): readonly CoveredRow[] => due.map((row) => ({ row, cover: coverOf(row, today, assessmentMonths) }));

/** Those whom the list is to show, the longest overdue first. */
export const listedRows = (rows: readonly CoveredRow[], { kind, isMissingOnly }: CareChoice): readonly CoveredRow[] =>
  rows.filter(({ row, cover }) => (kind === null || row.kinds.includes(kind)) && !(isMissingOnly && cover.isCovered));

/** One archive in figures. */
export interface Archive {
  /** Null for all four together, each person once. */
  readonly kind: KeyKind | null;
  readonly people: number;
  readonly covered: number;
}

/** All four together, then each: whoever is of two kinds stands in both archives. */
export const archivesOf = (rows: readonly CoveredRow[]): readonly Archive[] =>
  [null, ...KEY_KINDS].map((kind) => {
    const inside = kind === null ? rows : rows.filter(({ row }) => row.kinds.includes(kind));
    return { kind, people: inside.length, covered: inside.filter(({ cover }) => cover.isCovered).length };
  });
