import type { BookingChannel, BookingSettings } from '#shared/domain/bookings/settings';
import type { BookingStanding } from '#shared/domain/bookings/decide';
import type { ArrivalAnswer, Booked, BookingAnswer, BookingOffer, CancelAnswer } from '#shared/ipc/booking-api';

/** A place in a slot that somebody wants. */
export interface BookingRequest {
  /** Chosen anew for each wish by whoever asks: the same one is done once, however often it comes. */
  readonly request: string;
  readonly group: string;
  readonly itemNumber: string | null;
  readonly atMs: number;
  /** '' where nobody gave one. */
  readonly name: string;
  readonly phone: string;
  readonly channel: BookingChannel;
}

/** Which booking is meant: one that staff see, or the code that somebody has. */
export type BookingKey = { readonly uid: string } | { readonly code: string };

/** A booking as whoever has its code sees it. */
export interface FoundBooking extends Booked {
  readonly standing: BookingStanding;
  /** The number that it became. */
  readonly ticketNumber: string | null;
}

/** Bookings of the hall: their only writer. What it answers is on disk. `hub.busy` as long as it has not begun. */
export interface Bookings {
  readonly stationName: () => string;
  /** What can be booked; `isOwn`: by a resident, without anybody of the staff. */
  offer(isOwn: boolean): Promise<BookingOffer>;
  /** `from` tells apart who asks, so that no two share a request. */
  book(from: string, wanted: BookingRequest): Promise<BookingAnswer>;
  /** Null for a code that no booking of the last weeks has. */
  find(code: string): Promise<FoundBooking | null>;
  /** Takes a number of the hall's line for it; asked again, the same number. `isOwn`: at a kiosk, while the hall is open. */
  arrive(key: BookingKey, isOwn: boolean): Promise<ArrivalAnswer>;
  cancel(key: BookingKey): Promise<CancelAnswer>;
  settings(): Promise<BookingSettings>;
  /** `request.malformed` for a line that the hall has not. */
  setSettings(by: string, wanted: BookingSettings): Promise<BookingSettings>;
  /** An id for a page that is about to be shown, by which what it sends is one request. */
  newForm(): string;
  /** Whether this host made the id. */
  isForm(form: string): boolean;
}
