import { isReminded } from '#shared/domain/bookings/reminder';
import { addDays, clockAtStation, dateAtStation } from '#shared/domain/calendar/date';
import { errorFields } from '../error-fields';
import type { Log, NewMessage, Outbox } from '../ports';
import type { WrittenBooking } from './book';

export interface ReminderDeps {
  readonly outbox: Pick<Outbox, 'put' | 'cancel'>;
  /** All that are on disk. */
  readonly bookings: () => Promise<readonly WrittenBooking[]>;
  readonly stationName: () => string;
  /** What the line of a letter is called. */
  readonly lineName: (group: string) => Promise<string>;
  readonly log: Log;
  readonly now: () => number;
}

/** Reminds whoever booked by one text message, the day before. */
export interface Reminder {
  /** Puts in what is due; where no channel for texts is set up nothing, and the next look tries again. A clock looks by itself too. */
  look(): Promise<void>;
  /** Takes back what has not gone out. */
  forget(uid: string): Promise<void>;
  stop(): Promise<void>;
}

/** How late a reminder may be. */
const LOOK_EVERY_MS = 300_000;

/** What the outbox knows the reminder of a booking by: put in twice it is one. */
const keyOf = (uid: string): string => `booking.${uid}.reminder`;

const TEXT = {
  title: { zh: '预约提醒', en: 'Your booking' },
  body: {
    zh: '您预约了{when}到{station}办{line}，预约编号{code}，到了在自助机上取号。来不了请提前取消，把名额让给别人。',
    en: 'You booked {when} at {station}: {line}. Your code is {code}; take a number at the kiosk. If you cannot come, please cancel.',
  },
} as const;

/** A reminder that has put in nothing yet. */
export function createReminder({ outbox, bookings, stationName, lineName, log, now }: ReminderDeps): Reminder {
  const done = new Set<string>();

  async function messageOf({ uid, atMs, group, code }: WrittenBooking): Promise<NewMessage> {
    const [, month = '', day = ''] = dateAtStation(atMs).split('-');
    const text = (said: string) => ({ kind: 'text', text: said }) as const;
    return {
      ...TEXT,
      template: 'booking-reminder',
      values: {
        when: text(`${Number(month)}月${Number(day)}日${clockAtStation(atMs).slice(0, 5)}`),
        station: text(stationName()),
        line: text(await lineName(group)),
        code: text(`${code.slice(0, 4)}-${code.slice(4)}`),
      },
      key: keyOf(uid),
      channel: 'sms',
      recipient: { kind: 'booking', uid },
      urgency: 'normal',
      // Afterwards it helps nobody.
      expiresAtMs: atMs,
    };
  }

  async function run(): Promise<void> {
    const tomorrow = addDays(dateAtStation(now()), 1);
    for (const booking of await bookings()) {
      if (dateAtStation(booking.atMs) !== tomorrow || done.has(booking.uid)) continue;
      // A host that ended between the two left it standing.
      if (booking.state === 'cancelled') await outbox.cancel(keyOf(booking.uid));
      else if (!isReminded(booking, now())) continue;
      else if (!(await outbox.put(await messageOf(booking))).ok) continue;
      done.add(booking.uid);
    }
  }

  let looking: Promise<void> = Promise.resolve();
  /** One look after the other; a host that has only just started, or cannot write, looks again. */
  const look = (): Promise<void> =>
    (looking = looking.then(run).catch((thrown: unknown) => log.info('bookings.reminded-later', errorFields(thrown))));
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();

  return {
    look,
    forget: async (uid) => {
      done.add(uid);
      await outbox.cancel(keyOf(uid)).catch((thrown: unknown) => {
        done.delete(uid);
        log.warn('bookings.reminder-not-cancelled', { id: uid, ...errorFields(thrown) });
      });
    },
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
