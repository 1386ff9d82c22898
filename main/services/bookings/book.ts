import { personOfPhone, type KnownBooking } from '#shared/domain/bookings/decide';
import { isErased } from '#shared/domain/bookings/keeping';
import { addDays, dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { openValue, sealingAad, sealValue } from '#shared/schema/sealing';
import { booking as bookingType, bookingSchema, type Booking } from '#shared/schema/types/booking';
import { createRecord } from '#shared/sync/author';
import type { GridKeys } from '../grid-keys';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import { recordsOf, type ListedDatabase } from '../records-of';

/** A booking as it is on disk, with what stands for whoever comes. */
export interface WrittenBooking
  extends KnownBooking, Pick<Booking, 'uid' | 'code' | 'bookedAtMs' | 'ticketNumber' | 'ticketDay'> {
  readonly itemNumber: string | null;
}

/** What a new booking is made of. */
export interface NewBooking extends Pick<
  Booking,
  'uid' | 'group' | 'itemNumber' | 'atMs' | 'untilMs' | 'channel' | 'code'
> {
  readonly contact: { readonly name: string; readonly phone: string };
}

/** The bookings on the hub's disk. */
export interface BookingBook {
  /** Those whose slot is not longer gone than they are kept. */
  read(): Promise<readonly WrittenBooking[]>;
  /** On disk when it resolves. */
  write(made: NewBooking): Promise<WrittenBooking>;
  /** On disk when it resolves. */
  change(uid: string, changes: Pick<Booking, 'state' | 'ticketNumber' | 'ticketDay'>): Promise<WrittenBooking>;
  /**
   * Puts nothing in the place of name and phone of every booking before that day, and tells each that it changed, on disk. What cannot be
   * opened any more stays: nobody can read it.
   */
  erase(before: CalendarDate, isStopped: () => boolean): AsyncGenerator<WrittenBooking>;
}

export interface BookingBookDeps {
  readonly station: string;
  readonly hub: { database(name: string): (WritableDatabase & ListedDatabase) | null };
  readonly keys: GridKeys;
  /** Staff uid in whose name the host writes: a record needs one. */
  readonly author: () => string;
  readonly now: () => number;
}

/** A code is looked up so many days after its slot; for longer nobody asks. */
const DAYS_KNOWN = 60;

/** Opens the book; nothing is read yet. */
export function createBookingBook({ station, hub, keys, author, now }: BookingBookDeps): BookingBook {
  const writer = createHostWriter(now);
  const database = () => {
    const found = hub.database(databaseName('desk', station));
    if (!found) throw new Error('a station has a desk');
    return found;
  };

  async function contactOf({ uid, contact }: Booking): Promise<NewBooking['contact'] | null> {
    const key = await keys.named(contact.kid);
    const opened = key && (await openValue(key, contact, sealingAad({ uid, field: 'contact' })));
    return opened?.ok ? (opened.value as NewBooking['contact']) : null;
  }

  async function personOf(booking: Booking): Promise<string | null> {
    const contact = await contactOf(booking);
    return contact && personOfContact(contact);
  }

  async function sealed(uid: string, contact: NewBooking['contact']) {
    const { kid, key } = await keys.newest({ scope: station, class: 'general' });
    return sealValue(key, kid, contact, sealingAad({ uid, field: 'contact' }));
  }

  async function edit(uid: string, changes: Readonly<Record<string, unknown>>): Promise<WrittenBooking> {
    const stored = await database().get(documentId(bookingType.type, station, uid), WINNER);
    if (!stored.found) throw new Error('a booking is where it was written');
    const { _rev, ...fields } = stored.document as Readonly<Record<string, unknown>>;
    const record = liftRecord(bookingType, fields as unknown as WireRecord);
    const edited = writer.edit(record, changes, author());
    const [answer] = await database().bulkDocs({ rows: [{ ...edited, _rev }], newEdits: true });
    if (!answer || !('ok' in answer)) throw new Error('the hub did not take a booking');
    const read = bookingSchema.parse(edited);
    return writtenOf(read, await personOf(read));
  }

  return {
    read: async () => {
      const known: WrittenBooking[] = [];
      const firstDay = addDays(dateAtStation(now()), -DAYS_KNOWN);
      for await (const page of recordsOf<object>(database(), bookingType.type, station)) {
        for (const record of page) {
          const read = bookingSchema.safeParse(record).data;
          if (read && dateAtStation(read.atMs) >= firstDay) known.push(writtenOf(read, await personOf(read)));
        }
      }
      return known;
    },
    write: async ({ contact, ...made }) => {
      const { uid } = made;
      const writing = writer.write(author());
      const fields = {
        ...made,
        contact: await sealed(uid, contact),
        bookedAtMs: now(),
        state: 'booked',
        stateAtMs: now(),
        ticketNumber: null,
        ticketDay: null,
      };
      const { type, version: schema } = bookingType;
      const record = createRecord({ type, schema, scope: station, uid, fields }, writing);
      const [answer] = await database().bulkDocs({ rows: [record], newEdits: true });
      if (!answer || !('ok' in answer)) throw new Error('the hub did not take a booking');
      return writtenOf(bookingSchema.parse(record), personOfContact(contact));
    },
    change: (uid, changes) => edit(uid, { ...changes, stateAtMs: now() }),
    erase: async function* (before, isStopped) {
      for await (const page of recordsOf<object>(database(), bookingType.type, station)) {
        for (const record of page) {
          if (isStopped()) return;
          const read = bookingSchema.safeParse(record).data;
          if (!read || dateAtStation(read.atMs) >= before) continue;
          const contact = await contactOf(read);
          if (contact && !isErased(contact)) yield edit(read.uid, { contact: await sealed(read.uid, NOBODY) });
        }
      }
    },
  };
}

const NOBODY: NewBooking['contact'] = { name: '', phone: '' };

/** Stands for whoever comes, to tell whether they have a booking already: their phone, else their name. */
export function personOfContact({ name, phone }: NewBooking['contact']): string | null {
  const digits = personOfPhone(phone);
  if (digits !== '') return digits;
  const plain = name.replaceAll(/\s+/g, '');
  return plain === '' ? null : `name ${plain}`;
}

const writtenOf = (
  { uid, code, group, itemNumber, atMs, untilMs, bookedAtMs, state, ticketNumber, ticketDay }: Booking,
  person: string | null,
): WrittenBooking => ({
  ...{ uid, code, group, itemNumber, atMs, untilMs, bookedAtMs },
  ...{ state, ticketNumber, ticketDay, person },
});
