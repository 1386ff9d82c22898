import { bookingStanding, decideBooking, freePlaces, type BookingTables } from '#shared/domain/bookings/decide';
import { daysOf } from '#shared/domain/bookings/slots';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { isHallOpen, type Hall } from '#shared/domain/queue/hall';
import { AppError } from '#shared/errors/app-error';
import type { Label } from '#shared/schema/envelope';
import type { ArrivalAnswer, ArrivalRefusal, Booked, BookingAnswer, CancelAnswer } from '#shared/ipc/booking-api';
import type { BookingKey, BookingRequest, Bookings } from '../booking-port';
import { errorFields } from '../error-fields';
import { uidOfText } from '../host-step-id';
import type { Log, Outbox, Service } from '../ports';
import type { Queue } from '../queue-port';
import { personOfContact, type BookingBook, type WrittenBooking } from './book';
import { createEraser } from './eraser';
import { createFormNames } from './form-names';
import { createReminder } from './reminder';
import type { BookingSettingsFile } from './settings-file';

/** What knows the station's calendar, and gives codes out, each once, whatever they are for. */
export interface BookingDesk {
  begun(): Promise<void>;
  newReceipt(): Promise<string>;
  seenReceipt(code: string): void;
  readonly tables: { calendar(): WorkingCalendar };
}

export interface BookingsDeps {
  readonly stationName: () => string;
  readonly book: BookingBook;
  readonly settings: BookingSettingsFile;
  readonly queue: Pick<Queue, 'ask' | 'view' | 'ticket'>;
  /** By which whoever booked is reminded. */
  readonly outbox: Pick<Outbox, 'put' | 'cancel'>;
  /** `hub.busy` as long as it has not begun. */
  readonly desk: () => BookingDesk;
  /** Vouches for pages that this host made; it never leaves the host. */
  readonly formSecret: string;
  readonly log: Log;
  readonly now: () => number;
}

export interface BookingsService extends Bookings, Service {
  /** Erases who booked once it is kept no longer; a clock asks for it by itself too. */
  eraseOld(): Promise<void>;
  /** Reminds whoever comes tomorrow; a clock asks for it by itself too. */
  remind(): Promise<void>;
}

/** How often it is looked whether a day has begun on which somebody is to be forgotten. */
const LOOK_EVERY_MS = 3_600_000;

/** A booking that has its place and is on its way to the disk, or is there. */
type Known = Omit<WrittenBooking, 'code'> & { readonly code: string | null };
const isWritten = (known: Known): known is WrittenBooking => known.code !== null;

const nameOf = (group: string, { groups }: Pick<Hall, 'groups'>): Label =>
  groups.find(({ letter }) => letter === group)?.name ?? { zh: group };

/**
 * Takes bookings in. A wish is decided against all that were decided before it, written or not, so that of two that want the last place one
 * gets it; it is answered when its record is on disk, and gives its place back where that fails. A record's uid is made of the request, so one
 * whose answer was lost is answered as before, also after a restart.
 */
export function createBookings(deps: BookingsDeps): BookingsService {
  const { book, settings, queue, desk, log, now } = deps;
  const known = new Map<string, Known>();
  const byCode = new Map<string, string>();
  const asked = new Map<string, Promise<BookingAnswer>>();
  const changing = new Map<string, Promise<unknown>>();
  let reading: Promise<void> | null = null;
  let isFailing = false;

  function keep(written: WrittenBooking): void {
    known.set(written.uid, written);
    byCode.set(written.code, written.uid);
  }

  const eraser = createEraser({
    ...{ book, log, now },
    onErased: (erased) => {
      if (known.has(erased.uid)) keep(erased);
    },
  });
  const reminder = createReminder({
    ...{ outbox: deps.outbox, stationName: deps.stationName, log, now },
    bookings: () => begun().then(() => [...known.values()].filter(isWritten)),
    lineName: async (group) => nameOf(group, (await queue.view()).hall).zh,
  });
  const timer = setInterval(() => void eraser.look(), LOOK_EVERY_MS).unref();

  async function begun(): Promise<BookingDesk> {
    const begunDesk = desk();
    await begunDesk.begun();
    reading ??= book.read().then((all) => {
      for (const each of all) {
        // What is in memory has been written since.
        if (!known.has(each.uid)) keep(each);
        begunDesk.seenReceipt(each.code);
      }
    });
    try {
      await reading;
    } catch (cause) {
      reading = null;
      throw new AppError('hub.busy', 'bookings could not be read', { cause, retry: true });
    }
    return begunDesk;
  }

  async function tables(): Promise<BookingTables & { readonly hall: Hall; readonly desk: BookingDesk }> {
    const begunDesk = await begun();
    const { hall } = await queue.view();
    return { hall, settings: settings.current(hall), calendar: begunDesk.tables.calendar(), desk: begunDesk };
  }

  function bookedOf(
    { code, group, atMs, untilMs }: Pick<WrittenBooking, keyof Booked & keyof WrittenBooking>,
    hall: Hall,
  ): Booked {
    return { code, group, name: nameOf(group, hall), day: dateAtStation(atMs), atMs, untilMs };
  }

  async function make(uid: string, wanted: BookingRequest): Promise<BookingAnswer> {
    const { desk: codes, ...all } = await tables();
    const before = known.get(uid);
    if (before && before.code !== null)
      return { outcome: 'done', booking: bookedOf({ ...before, code: before.code }, all.hall) };
    const { group, itemNumber, atMs, channel, name, phone } = wanted;
    const contact = { name, phone };
    const person = personOfContact(contact);
    const isOwn = channel === 'kiosk' || channel === 'phone';
    const decision = decideBooking(known.values(), all, { group, atMs, person, isOwn }, now());
    if (!decision.ok) return { outcome: 'refused', why: decision.why };
    const { untilMs } = decision;
    const slot = { uid, group, itemNumber, atMs, untilMs };
    known.set(uid, {
      ...slot,
      bookedAtMs: now(),
      person,
      state: 'booked',
      code: null,
      ticketNumber: null,
      ticketDay: null,
    });
    try {
      const code = await codes.newReceipt();
      const written = await book.write({ ...slot, channel, code, contact });
      keep(written);
      isFailing = false;
      log.info('bookings.booked', { id: uid });
      return { outcome: 'done', booking: bookedOf(written, all.hall) };
    } catch (thrown) {
      known.delete(uid);
      isFailing = true;
      // It may have reached the disk all the same: that is looked up before anything else is decided.
      reading = null;
      log.error('bookings.not-written', errorFields(thrown));
      throw thrown;
    }
  }

  function find(key: BookingKey): WrittenBooking | null {
    const code = 'code' in key ? readReceipt(key.code) : null;
    const found = known.get('uid' in key ? key.uid : (byCode.get(code ?? '') ?? ''));
    return found && isWritten(found) ? found : null;
  }

  /** One after the other for one booking: what the second does, it does to what the first has left. */
  async function inTurn<T>(
    key: BookingKey,
    change: (found: WrittenBooking, hall: Hall) => Promise<T>,
  ): Promise<T | null> {
    await begun();
    const { hall } = await queue.view();
    const uid = find(key)?.uid;
    if (uid === undefined) return null;
    const turn = (changing.get(uid) ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => {
        const found = find({ uid });
        return found && change(found, hall);
      });
    changing.set(uid, turn);
    try {
      return await turn;
    } finally {
      if (changing.get(uid) === turn) changing.delete(uid);
    }
  }

  async function arrive(found: WrittenBooking, hall: Hall, isOwn: boolean): Promise<ArrivalAnswer> {
    const booking = bookedOf(found, hall);
    const { ticketNumber, ticketDay } = found;
    if (found.state === 'arrived' && ticketNumber !== null && ticketDay === dateAtStation(now()))
      return given(found, hall, ticketDay, ticketNumber);
    const why = await reasonAgainst(found, hall, isOwn);
    if (why) return { outcome: 'refused', booking, ...why };
    const { itemNumber, group, atMs: appointmentAtMs } = found;
    const command = { kind: 'take', itemNumber, group, priority: 'appointment', appointmentAtMs } as const;
    // One name for whoever asks, so that a number which was given before a crash is given again.
    const asker = { kind: 'staff', uid: 'bookings' } as const;
    const answer = await queue.ask(asker, `booking-${found.uid}`, command);
    if (answer.outcome === 'refused' || answer.number === null)
      return { outcome: 'refused', booking, why: 'unknown-line', fromMs: null };
    const { day, number } = answer;
    keep(await book.change(found.uid, { state: 'arrived', ticketNumber: number, ticketDay: day }));
    return given(found, hall, day, number);
  }

  async function given(found: WrittenBooking, hall: Hall, day: string, number: string): Promise<ArrivalAnswer> {
    const ticket = await queue.ticket(number);
    const { ahead = 0, expectedMs = null, takenAtMs = now() } = ticket ?? {};
    const isKept = takenAtMs <= found.atMs + hall.policy.appointmentGraceMs;
    return { outcome: 'done', day, number, ahead, expectedMs, isKept, booking: bookedOf(found, hall) };
  }

  async function reasonAgainst(
    { state, atMs }: WrittenBooking,
    hall: Hall,
    isOwn: boolean,
  ): Promise<{ readonly why: ArrivalRefusal; readonly fromMs: number | null } | null> {
    if (state === 'cancelled') return { why: 'cancelled', fromMs: null };
    const fromMs = atMs - settings.current(hall).earliestMs;
    if (dateAtStation(atMs) !== dateAtStation(now())) return { why: 'other-day', fromMs };
    // Whoever sits at the desk may see that somebody is let in earlier.
    if (isOwn && now() < fromMs) return { why: 'too-early', fromMs };
    return isOwn && !isHallOpen(hall, now()) ? { why: 'hall-closed', fromMs: null } : null;
  }

  async function cancel(found: WrittenBooking, hall: Hall): Promise<CancelAnswer> {
    const booking = bookedOf(found, hall);
    const standing = bookingStanding(found, now());
    // Asked again because the answer was lost.
    if (standing === 'cancelled') return { outcome: 'done', booking };
    if (standing === 'arrived') return { outcome: 'refused', why: 'arrived', booking, fromMs: null };
    if (standing === 'missed') return { outcome: 'refused', why: 'over', booking, fromMs: null };
    keep(await book.change(found.uid, { state: 'cancelled', ticketNumber: null, ticketDay: null }));
    await reminder.forget(found.uid);
    log.info('bookings.cancelled', { id: found.uid });
    return { outcome: 'done', booking };
  }

  const unknown = { outcome: 'refused', why: 'unknown', booking: null, fromMs: null } as const;

  return {
    stationName: deps.stationName,
    offer: async (isOwn) => {
      const { hall, ...rest } = await tables();
      const [nowMs, today] = [now(), dateAtStation(now())];
      const lines = rest.settings.lines.map((line) => ({
        group: line.group,
        name: nameOf(line.group, hall),
        days: daysOf(line, today).flatMap((day) => {
          const wanted = { group: line.group, day, isOwn };
          const slots = freePlaces(known.values(), { hall, ...rest }, wanted, nowMs);
          return slots.length > 0 ? [{ day, slots }] : [];
        }),
      }));
      return {
        nowMs,
        today,
        residentsBook: rest.settings.residentsBook,
        lines: lines.filter(({ days }) => days.length > 0),
      };
    },
    book: (from, wanted) => {
      const uid = uidOfText(`booking ${from} ${wanted.request}`);
      const under = asked.get(uid);
      if (under) return under;
      const made = make(uid, wanted).finally(() => asked.delete(uid));
      asked.set(uid, made);
      return made;
    },
    find: async (code) => {
      await begun();
      const found = find({ code });
      if (!found) return null;
      const { hall } = await queue.view();
      return { ...bookedOf(found, hall), standing: bookingStanding(found, now()), ticketNumber: found.ticketNumber };
    },
    arrive: async (key, isOwn) => (await inTurn(key, (found, hall) => arrive(found, hall, isOwn))) ?? unknown,
    cancel: async (key) => (await inTurn(key, cancel)) ?? unknown,
    settings: async () => settings.current((await queue.view()).hall),
    setSettings: async (by, wanted) => {
      const { hall } = await queue.view();
      await settings.set(by, hall, wanted);
      return settings.current(hall);
    },
    ...createFormNames(deps.formSecret, now),
    health: () => ({ ok: !isFailing, facts: { bookings: known.size } }),
    eraseOld: eraser.look,
    remind: reminder.look,
    stop: async () => {
      clearInterval(timer);
      await eraser.stop();
      await reminder.stop();
      await Promise.allSettled([...asked.values(), ...changing.values()]);
    },
  };
}
