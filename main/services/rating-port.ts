import type { PadOutcome, PadsState, PadTaken, RatingReason, TicketOfCode } from '#shared/ipc/pad-api';
import type { Satisfaction } from '#shared/schema/types/incident-rating';

/** What somebody says of how they were served. */
export interface GivenRating {
  readonly satisfaction: Satisfaction;
  /** What a poor grade was ticked with. */
  readonly reasons: readonly RatingReason[];
  /** In their own words; null for none. */
  readonly comment: string | null;
}

/** What follows a poor grade: each once, and what is there already stands. */
export interface AddedToRating {
  readonly reasons: readonly RatingReason[];
  /** Where to call back; null for nowhere. */
  readonly phone: string | null;
}

/** Ratings of numbers of the day: asked for at the window, or given by the code on the ticket. On disk when they answer `taken`. */
export interface TicketRatings {
  /** What is asked for at each window at this moment. */
  pads(): Promise<PadsState>;
  /** The answer at a window; `closed` where that number did not end there, or too long ago. What was pressed counts, also when the next is called meanwhile. */
  rateAt(counter: string, number: string, given: GivenRating): Promise<PadTaken>;
  /** What follows it there within two minutes, whoever stands at the window by then; `closed` after that, and for a number that was not rated there. */
  addAt(counter: string, number: string, added: AddedToRating): Promise<PadOutcome>;
  /** The code that is printed on a ticket: not to be guessed, and of no use the day after. */
  codeOf(day: string, number: string): string;
  /** Null for what is no code of today. */
  ofCode(typed: string): Promise<TicketOfCode | null>;
  /** Null for what is no code of today. */
  rateByCode(typed: string, given: GivenRating, channel: 'phone' | 'kiosk'): Promise<PadOutcome | null>;
  /** A telephone that follows a poor rating on the day of its ticket; null for what is no code of today, `closed` where none is asked for. */
  addPhoneByCode(typed: string, phone: string): Promise<PadOutcome | null>;
  /** Calls back when what a window asks may have changed. */
  onChange(listener: () => void): () => void;
}
