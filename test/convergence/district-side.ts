import type { WireDocument } from '#sync-server/embedded/types';
import type { ComingUp } from './hub-side';
import type { DistrictLine } from './operations';

/** A record that another system of the district writes. */
export interface ForeignWrite {
  readonly db: string;
  readonly id: string;
  /** The next state, from what lies there; null: nothing is to be written. */
  make(found: WireDocument | null, n: number): Readonly<Record<string, unknown>> | null;
  /** So many states, each made from what lies there without knowing of the others. */
  readonly leaves: 1 | 2;
}

/** Every leaf that lives, the winning one first, by id. */
export type Leaves = ReadonlyMap<string, readonly WireDocument[]>;

/** The district behind a station's hub, as those who play a history reach it: with a line to it that may be bad. */
export interface DistrictSide {
  set(line: DistrictLine): void;
  /** Somebody at the station has everything tried at once. */
  look(): Promise<void>;
  /** A day passes for what keeps the station and the district together. */
  passDay(): void;
  /** Nobody reaches the district any more; resolves when nothing is written there. */
  goDown(): Promise<void>;
  comeUp(coming: ComingUp): Promise<void>;
  /** Writes past the station's line; the numbers of the states that were taken. */
  write(write: ForeignWrite): Promise<readonly number[]>;
  /** The clock of the district's other systems, ms. */
  clockMs(): number;
  leaves(): Promise<Leaves>;
  /** The same of the station's hub. */
  leavesHere(): Promise<Leaves>;
  /** Whether it was set back to a copy, of which the station need not learn before the next day. */
  wasSetBack(): boolean;
  /** Requests that came over the line so far. */
  requests(): number;
  /** Requests under way on it. */
  pending(): number;
  /** Everything is there and here, as looked at after `since`, ms. */
  isQuiet(since: number): Promise<boolean>;
  /** The time by which it looks, ms. */
  nowMs(): number;
  /** How long its nodes may take to agree, ms. */
  readonly patienceMs: number;
  /** In words, for somebody who wonders why it is not quiet. */
  describe(): string;
}
