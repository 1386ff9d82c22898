import { useMemo } from 'react';
import { toAppError } from '#shared/errors/app-error';
import {
  arrivalAnswerSchema,
  bookingAnswerSchema,
  bookingOfferSchema,
  bookingPaths,
  cancelAnswerSchema,
  type ArrivalAnswer,
  type BookAtDesk,
  type BookingAnswer,
  type BookingOffer,
  type CancelAnswer,
} from '#shared/ipc/booking-api';
import { useStation } from '#renderer/data/index';

/** What the host does about bookings. A wish whose answer was lost is asked again and done once. Throws as calls of the hub do. */
export interface BookingDesk {
  offer(): Promise<BookingOffer>;
  book(wanted: BookAtDesk): Promise<BookingAnswer>;
  arrive(uid: string): Promise<ArrivalAnswer>;
  cancel(uid: string): Promise<CancelAnswer>;
}

const TRIES = 3;

async function persistently<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (thrown) {
      if (tries >= TRIES || toAppError(thrown).code !== 'hub.unreachable') throw thrown;
    }
  }
}

/** See `BookingDesk`. */
export function useBookingDesk(): BookingDesk {
  const { host } = useStation();
  return useMemo(
    () => ({
      offer: () => host.get(bookingPaths.offer, bookingOfferSchema),
      book: (wanted) => persistently(() => host.post(bookingPaths.bookings, wanted, bookingAnswerSchema)),
      arrive: (uid) => persistently(() => host.post(bookingPaths.arrival, { uid }, arrivalAnswerSchema)),
      cancel: (uid) => persistently(() => host.post(bookingPaths.cancellation, { uid }, cancelAnswerSchema)),
    }),
    [host],
  );
}
