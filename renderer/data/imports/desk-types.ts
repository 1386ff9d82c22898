import type {
  FoundHeader,
  PlannedChange,
  PlannedRecord,
  RosterFinding,
  RosterKind,
  RosterMapping,
  RowDecision,
  StationDwelling,
  StationEnterprise,
  StationHomes,
  StationPerson,
  TableRow,
} from '#shared/domain/roster/index';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { Touch } from '#shared/schema/envelope';
import type { SheetInfo } from '../tables/types';
import type {
  RosterPlan,
  RosterProgress,
  RosterRowQuery,
  RosterRowView,
  RosterSummary,
  SheetLook,
  UnknownWord,
} from './types';

/**
 * The desk that a roster lies on while it is worked on, in a worker of its own. Everything it takes and gives can be cloned; functions
 * that it takes answer from the page.
 */
export interface RosterDesk {
  /** Throws `table.*`. */
  open(file: File, onProgress: (progress: RosterProgress) => void): Promise<readonly SheetInfo[]>;
  /** Heads and first rows; `headerRow` null to have the heads looked for. */
  look(sheet: number, headerRow: number | null): Promise<DeskLook>;
  propose(kind: RosterKind | null, remembered: RosterMapping | null): Promise<Omit<SheetLook, 'header' | 'sample'>>;
  check(task: CheckTask, station: StationDesk): Promise<RosterSummary>;
  /** Ends the check or the planning that is under way with an `AbortError`. */
  abort(): Promise<void>;
  rows(query: RosterRowQuery): Promise<{ readonly total: number; readonly rows: readonly RosterRowView[] }>;
  row(index: number): Promise<RosterRowView | null>;
  unknownWords(): Promise<readonly UnknownWord[]>;
  fix(row: number, column: number, text: string): Promise<RosterSummary>;
  fixAll(code: RosterFinding['code']): Promise<RosterSummary>;
  decide(rows: readonly number[] | 'all-duplicates', decision: RowDecision): Promise<RosterSummary>;
  plan(): Promise<RosterPlan>;
  /** Hands out everything that the import makes, then what it changes, each record named once. */
  planAll(options: PlanTask, take: (chunk: DeskChunk) => Promise<void>): Promise<void>;
}

export interface DeskLook {
  readonly header: FoundHeader | null;
  readonly sample: readonly TableRow[];
}

export interface CheckTask {
  readonly sheet: number;
  readonly headerRow: number;
  readonly mapping: RosterMapping;
  readonly rules: DeskRules;
}

/** Day, place and rights that rows are judged by. */
export interface DeskRules {
  readonly today: CalendarDate;
  /** People of a practice station have ids of a region that does not exist. */
  readonly isPractice: boolean;
  readonly homes: StationHomes;
  /** Grids that the person may write people and homes in. */
  readonly openGrids: readonly number[];
  readonly mayCreateBuildings: boolean;
  readonly mayWriteChildren: boolean;
}

export interface PlanTask {
  readonly importUid: string;
  readonly touch: Touch;
}

export interface DeskChunk {
  readonly records: readonly PlannedRecord[];
  readonly changes: readonly PlannedChange[];
}

/** The station as the desk asks about it, some hundred at a time; answers in the order asked. */
export interface StationDesk {
  people(citizenIds: readonly string[]): Promise<readonly (StationPerson | null)[]>;
  /** By `addressKey`. */
  dwellings(keys: readonly string[]): Promise<readonly (StationDwelling | null)[]>;
  /** Who is most likely the same person, if it is likely enough. */
  alike(candidates: readonly DeskCandidate[]): Promise<readonly (StationPerson | null)[]>;
  /** All enterprises, with what they are found by. */
  enterprises(): Promise<
    readonly (StationEnterprise & { readonly creditCode: string | null; readonly name: string })[]
  >;
}

export interface DeskCandidate {
  readonly name: string;
  readonly sex: 'female' | 'male' | null;
  readonly birthDate: CalendarDate | null;
  readonly dwellingUid: string | null;
  readonly citizenId: string | null;
  readonly phone: string | null;
}
