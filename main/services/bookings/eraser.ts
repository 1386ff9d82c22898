import { firstKeptDay } from '#shared/domain/bookings/keeping';
import { dateAtStation } from '#shared/domain/calendar/date';
import { errorFields } from '../error-fields';
import type { Log } from '../ports';
import type { BookingBook, WrittenBooking } from './book';

export interface EraserDeps {
  readonly book: Pick<BookingBook, 'erase'>;
  /** Is told of each that was erased. */
  readonly onErased: (erased: WrittenBooking) => void;
  readonly log: Log;
  readonly now: () => number;
}

/** Erases who booked once it is kept no longer. */
export interface Eraser {
  /** Goes through all bookings if it has not today; after a failure the next look tries again. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** An eraser that has not looked yet. */
export function createEraser({ book, onErased, log, now }: EraserDeps): Eraser {
  let doneOn: string | null = null;
  let running: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function run(): Promise<void> {
    const today = dateAtStation(now());
    if (isStopped || doneOn === today) return;
    try {
      let count = 0;
      for await (const erased of book.erase(firstKeptDay(now()), () => isStopped)) {
        onErased(erased);
        count += 1;
      }
      if (!isStopped) doneOn = today;
      if (count > 0) log.info('bookings.erased', { count });
    } catch (thrown) {
      log.warn('bookings.erase-failed', errorFields(thrown));
    }
  }

  const look = () => (running = running.then(run));
  return {
    look,
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}
