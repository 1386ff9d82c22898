import type { Touch } from '../../schema/envelope';
import type { CalendarDate } from '../calendar/date';
import type { StationDwelling, StationEnterprise, StationPerson } from './context';
import type { PlannedChange, PlannedRecord, RosterRow, RowDecision, StationHomes } from './types';

/** What is taken in, and what is known about it. */
export interface PlanInput {
  /** Rows that are taken in (`isTakenIn`), in the order of the file; walked several times. */
  readonly rows: Iterable<RosterRow>;
  /** Name of the household that a row belongs to (`Together.householdOf`). */
  householdOf(row: number): string | null;
  /** For rows that somebody decided about; `new` for the others. */
  decisionOf(row: number): RowDecision;
  /** Whom of the station the row is about, where it was found there: what `decisionOf` speaks about. */
  personAt(row: number): StationPerson | null;
  /** Somebody by a citizen id of 18 characters: heads of households that a roster names. */
  personById(citizenId: string): StationPerson | null;
  /** By `addressKey`; asked for homes and for registered homes. */
  dwellingAt(key: string): StationDwelling | null;
  enterpriseAt(row: number): StationEnterprise | null;
  readonly station: StationHomes;
  readonly options: PlanOptions;
}

export interface PlanOptions {
  readonly importUid: string;
  readonly today: CalendarDate;
  /** Who imports, when and where: stands with what the roster declares. */
  readonly touch: Touch;
  /** Records of one chunk, about; a household and its people are never parted. */
  readonly chunkRecords: number;
  newUid(): string;
}

/** Records and changes that belong together. Chunks come in an order in which everything referred to is there first. */
export interface PlanChunk {
  readonly records: readonly PlannedRecord[];
  readonly changes: readonly PlannedChange[];
}
