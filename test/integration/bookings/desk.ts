import { join } from 'node:path';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { USUAL_HALL, type Hall } from '#shared/domain/queue/hall';
import { AppError } from '#shared/errors/app-error';
import { err } from '#shared/errors/result';
import type { BookingAnswer } from '#shared/ipc/booking-api';
import { openValue, sealingAad } from '#shared/schema/sealing';
import type { Booking } from '#shared/schema/types/booking';
import { createBookingBook } from '#main/services/bookings/book';
import { createBookings, type BookingsService } from '#main/services/bookings/bookings';
import { openBookingSettings } from '#main/services/bookings/settings-file';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openReceipts } from '#main/services/dispatch/receipts';
import { openDurableFolder } from '#main/services/durable-folder';
import { createGridKeys } from '#main/services/grid-keys';
import type { Outbox } from '#main/services/ports';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { MORNING, openHall, type TestHall } from '../queue/hall';

export const HALF_HOUR = 30 * 60_000;
/** Ten o'clock of the day of `MORNING`. */
export const TEN = MORNING + HALF_HOUR;
export const PHONE = '13600007719';

const NO_OUTBOX: Pick<Outbox, 'put' | 'cancel'> = {
  put: async () => err(new AppError('request.malformed', 'recipient: no gateway for text messages is set up')),
  cancel: async () => false,
};

export interface BookingDeskOptions {
  /** By which reminders go; else the station has no channel for texts. */
  readonly outbox?: Pick<Outbox, 'put' | 'cancel'>;
  /** The hub of somebody who has one open; else one of its own. */
  readonly hub?: EdgeHub;
  readonly now?: () => number;
  readonly hall?: Hall;
  /** Looks at what is about to be written, and may refuse it. */
  readonly onWrite?: () => Promise<void>;
  /** Keys that somebody else has too; else the folder's own. */
  readonly dataKeys?: Parameters<typeof createGridKeys>[0]['dataKeys'];
}

export interface TestBookings {
  readonly bookings: BookingsService;
  readonly hall: TestHall;
  readonly database: HubDatabase;
  readonly audit: ReturnType<typeof memoryAudit>;
  book(request: string, atMs: number, phone: string, group?: string): Promise<BookingAnswer>;
  /** The code of a booking that was made. */
  code(request: string, atMs: number, phone: string): Promise<string>;
  /** Who it says comes, opened. */
  contact(booking: Booking): Promise<unknown>;
  stop(): Promise<void>;
}

/** Bookings over a hub on disk and the hall's real line, all under one folder. */
export async function openBookingDesk(
  root: string,
  {
    now = () => MORNING,
    hall: settings = USUAL_HALL,
    onWrite,
    dataKeys,
    outbox = NO_OUTBOX,
    hub: given,
  }: BookingDeskOptions = {},
): Promise<TestBookings> {
  const folder = await openDurableFolder(join(root, 'host-only'));
  const epochsFile = join(root, 'epochs.json');
  const hub =
    given ?? (await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now, log: recordedLog() }));
  const database = hub.database('desk-qinghe') ?? (await hub.create('desk-qinghe'));
  const hall = await openHall(root, { now, hall: settings });
  const receipts = await openReceipts({ folder, secret: Buffer.alloc(32, 7).toString('base64') });
  const audit = memoryAudit(now);
  const written: HubDatabase = {
    ...database,
    bulkDocs: async (write) => {
      await onWrite?.();
      return database.bulkDocs(write);
    },
  };
  const hasGrid = (scope: string) => scope === 'qinghe';
  const keys = createGridKeys({ dataKeys: dataKeys ?? (await openDataKeys(folder)), hasGrid });
  const bookings = createBookings({
    stationName: () => '青禾里社区',
    book: createBookingBook({
      station: 'qinghe',
      hub: { database: () => written },
      keys,
      author: () => uid(900),
      now,
    }),
    settings: await openBookingSettings(folder, audit),
    queue: hall.queue,
    outbox,
    desk: () => ({
      begun: async () => undefined,
      newReceipt: () => receipts.next(),
      seenReceipt: (code) => receipts.seen(code),
      tables: { calendar: () => workingCalendar([]) },
    }),
    formSecret: Buffer.alloc(32, 9).toString('base64'),
    log: recordedLog(),
    now,
  });
  const book: TestBookings['book'] = (request, atMs, phone, group = 'A') =>
    bookings.book('phone', { request, group, itemNumber: null, atMs, name: '何秀兰', phone, channel: 'phone' });
  return {
    bookings,
    hall,
    database,
    audit,
    book,
    code: async (request, atMs, phone) => {
      const answer = await book(request, atMs, phone);
      if (answer.outcome === 'refused') throw new Error(answer.why);
      return answer.booking.code;
    },
    contact: async ({ uid: of, contact }) => {
      const key = await keys.named(contact.kid);
      const read = key && (await openValue(key, contact, sealingAad({ uid: of, field: 'contact' })));
      return read?.ok ? read.value : null;
    },
    stop: async () => {
      await bookings.stop();
      await hall.queue.stop();
      if (!given) await hub.stop();
    },
  };
}
