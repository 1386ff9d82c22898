import { addDays, type CalendarDate } from '#shared/domain/calendar/date';
import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';
import { RISK_LEVELS } from '#shared/domain/risk/score';
import { WATCHES, type Watch } from '#shared/domain/visits/coverage';
import type { VisitDue, VisitIntervals } from '#shared/domain/visits/due';
import type { LevelDays } from '#shared/domain/visits/plan-table';
import type { Sex } from '#shared/schema/types/person';

/** Who is to be visited, as of a day, by a station's intervals for kinds and for levels of risk. */
export interface RoundQuestion {
  readonly today: CalendarDate;
  readonly intervals: VisitIntervals;
  readonly levelDays: LevelDays;
}

/** Somebody on the round: whom, where, and when the next visit is due. */
export interface RoundRow extends Omit<VisitDue<RoundPerson>, 'alone'> {
  /** Null without a home that this device knows, and for a closed file: where a child lives says whose file it is. */
  readonly address: string | null;
  /** Null without a home, and for a closed file. */
  readonly dwellingUid: string | null;
  /** Who is to go; null for whoever works in the grid. */
  readonly assigneeUid: string | null;
  readonly watch: Watch;
  /** Day of the newest ability assessment that counts; null without one. */
  readonly assessedOn: CalendarDate | null;
}

/** What a list of visits shows of somebody. */
export interface RoundPerson {
  readonly _id: string;
  readonly uid: string;
  /** Null for a file that is closed to the reader, as is `sex`. */
  readonly name: string | null;
  readonly sex: Sex | null;
  readonly birthDate: CalendarDate;
}

/**
 * The rows of a round field by field, in their order, as they come out of the worker: some 14,000 rows one by one would keep the page
 * busy seven times as long.
 */
export interface RoundColumns {
  readonly ids: readonly string[];
  readonly uids: readonly string[];
  readonly names: readonly (string | null)[];
  readonly birthDates: readonly CalendarDate[];
  readonly addresses: readonly (string | null)[];
  readonly dwellingUids: readonly (string | null)[];
  readonly assignees: readonly (string | null)[];
  /** Position in `WATCHES`. */
  readonly watches: Uint8Array;
  /** Days since the newest assessment; `NEVER` for none. */
  readonly assessedDaysAgo: Int32Array;
  readonly ages: Uint8Array;
  /** Position in `SEXES`. */
  readonly sexes: Uint8Array;
  /** A bit for each of `KEY_KINDS`. */
  readonly kinds: Uint8Array;
  /** Position in `REASONS`. */
  readonly reasons: Uint8Array;
  readonly overdueDays: Int32Array;
  /** Days since somebody met the person; `NEVER` for nobody yet. */
  readonly metDaysAgo: Int32Array;
}

/** What the worker answers. */
export interface RoundAnswer {
  /** Names this answer. */
  readonly key: string;
  /** Null where whoever asks has the answer of that key already. */
  readonly columns: RoundColumns | null;
}

export const SEXES: readonly (Sex | null)[] = [null, 'female', 'male'];
export const REASONS: readonly RoundRow['reason'][] = [
  'never-met',
  'agreed',
  ...KEY_KINDS,
  'plan',
  ...RISK_LEVELS.map((level) => `risk-${level}` as const),
];
export const NEVER = -0x80000000;

/** The kinds as bits of a number. */
export const bitsOfKinds = (kinds: readonly KeyKind[]): number =>
  kinds.reduce((bits, kind) => bits | (1 << KEY_KINDS.indexOf(kind)), 0);

const KINDS_BY_BITS: readonly (readonly KeyKind[])[] = Array.from({ length: 1 << KEY_KINDS.length }, (_, bits) =>
  KEY_KINDS.filter((_kind, index) => bits & (1 << index)),
);

/** The rows that `RoundColumns` of that day took apart. */
export function roundRows(columns: RoundColumns, today: CalendarDate): readonly RoundRow[] {
  const { ids, uids, names, birthDates, addresses, ages, sexes, kinds, reasons, overdueDays, metDaysAgo } = columns;
  const { dwellingUids, assignees, watches, assessedDaysAgo } = columns;
  const dayBefore = daysBefore(today);
  return ids.map((_id, at): RoundRow => {
    const overdue = overdueDays[at] ?? 0;
    const met = metDaysAgo[at] ?? NEVER;
    const assessed = assessedDaysAgo[at] ?? NEVER;
    return {
      person: {
        _id,
        uid: uids[at] ?? '',
        name: names[at] ?? null,
        sex: SEXES[sexes[at] ?? 0] ?? null,
        birthDate: birthDates[at] ?? today,
      },
      age: ages[at] ?? 0,
      kinds: KINDS_BY_BITS[kinds[at] ?? 0] ?? [],
      lastMetOn: met === NEVER ? null : dayBefore(met),
      dueOn: dayBefore(overdue),
      overdueDays: overdue,
      reason: REASONS[reasons[at] ?? 0] ?? 'never-met',
      address: addresses[at] ?? null,
      dwellingUid: dwellingUids[at] ?? null,
      assigneeUid: assignees[at] ?? null,
      watch: WATCHES[watches[at] ?? 0] ?? 'none',
      assessedOn: assessed === NEVER ? null : dayBefore(assessed),
    };
  });
}

/** Thousands of rows have a few hundred days in common. */
function daysBefore(today: CalendarDate): (days: number) => CalendarDate {
  const known = new Map<number, CalendarDate>();
  return (days) => {
    const before = known.get(days);
    if (before !== undefined) return before;
    const day = addDays(today, -days);
    known.set(days, day);
    return day;
  };
}

/** Asks for rounds; an answer that is the same as the last one is the same array, and is not sent again. */
export function createRoundAsking(
  ask: (question: RoundQuestion, known: string | null) => Promise<RoundAnswer>,
): (question: RoundQuestion) => Promise<readonly RoundRow[]> {
  let last: { readonly key: string; readonly rows: readonly RoundRow[] } | null = null;
  return async (question) => {
    const known = last;
    const { key, columns } = await ask(question, known?.key ?? null);
    if (!columns) return known?.rows ?? [];
    last = { key, rows: roundRows(columns, question.today) };
    return last.rows;
  };
}
