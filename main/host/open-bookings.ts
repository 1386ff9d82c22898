import { AppError } from '#shared/errors/app-error';
import type { Bookings } from '../services/booking-port';
import { createBookingBook } from '../services/bookings/book';
import { createBookings, type BookingDesk } from '../services/bookings/bookings';
import { openBookingSettings } from '../services/bookings/settings-file';
import type { DurableFolder } from '../services/durable-folder';
import type { EdgeHubService } from '../services/edge-hub/start-edge-hub';
import { createGridKeys } from '../services/grid-keys';
import type { Audit, Log, Outbox } from '../services/ports';
import type { DataKeys, StationKeys } from '../services/key-ports';
import type { Queue } from '../services/queue-port';
import type { Stopper } from './stopper';

export interface OpenBookingsDeps {
  readonly station: string;
  readonly stationName: () => string;
  readonly hub: EdgeHubService['hub'];
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly stationKeys: Pick<StationKeys, 'derive'>;
  readonly queue: Queue;
  readonly outbox: Pick<Outbox, 'put' | 'cancel'>;
  /** What gives codes out and knows the calendar; null before it has begun. */
  readonly incidents: () => BookingDesk | null;
  readonly audit: Pick<Audit, 'append'>;
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens the hall's bookings; they are read when somebody first asks. `host.data-damaged`. */
export async function openBookings(deps: OpenBookingsDeps, stopper: Stopper): Promise<Bookings> {
  const { station, stationName, hub, folder, dataKeys, stationKeys, queue, outbox, audit, author, log, now } = deps;
  // The desk's records lie under the station's own key.
  const keys = createGridKeys({ dataKeys, hasGrid: (scope) => scope === station });
  const desk = (): BookingDesk => {
    const begun = deps.incidents();
    if (!begun) throw new AppError('hub.busy', 'the host has only just started', { retry: true });
    return begun;
  };
  const bookings = createBookings({
    stationName,
    book: createBookingBook({ station, hub, keys, author, now }),
    settings: await openBookingSettings(folder, audit),
    queue,
    outbox,
    desk,
    formSecret: stationKeys.derive('receipt', 'booking'),
    log,
    now,
  });
  return stopper.add('bookings', bookings);
}
