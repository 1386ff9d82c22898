import { asksPhone, FOLLOWS_WITHIN_MS, isPoor, isRateable, ratingKey } from '#shared/domain/applications/ratings';
import { reasonsText } from '#shared/domain/applications/rating-reasons';
import { standingOf } from '#shared/domain/applications/standing';
import type { ServedNumber } from '#shared/domain/queue/served';
import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { AppError } from '#shared/errors/app-error';
import type { PadOutcome, PadTaken } from '#shared/ipc/pad-api';
import type { Application } from '#shared/schema/types/application';
import type { Rating } from '#shared/schema/types/rating';
import { createGridKeys } from '../grid-keys';
import { uidOfText } from '../host-step-id';
import type { WritableDatabase } from '../host-writer';
import type { DataKeys } from '../key-ports';
import type { Log } from '../ports';
import type { Queue } from '../queue-port';
import type { AddedToRating, GivenRating, TicketRatings } from '../rating-port';
import { createRatingWriter, ratedApplication, type RatedService } from '../rating-writer';
import { createTicketCodes } from './ticket-codes';

export interface TicketRatingsDeps {
  readonly station: string;
  readonly hub: { database(name: string): WritableDatabase | null };
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly queue: Pick<Queue, 'justServed' | 'look' | 'onChange'>;
  /** Knows which application a number led to; null as long as it has not begun. */
  readonly applications: () => TicketDirectory | null;
  /** Vouches for codes on tickets; it never leaves the host. */
  readonly codeSecret: string;
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

/** See `ApplicationsService`. */
export interface TicketDirectory {
  findTicket(day: string, number: string): Promise<Application | null>;
  readonly tables: { calendar(): WorkingCalendar };
}

/** Answers that the host remembers, so that a pad is not asked for what it has heard. */
const MOST_REMEMBERED = 500;

/**
 * Asks at the window, once a service has ended, and takes the answer. Who is asked follows from the hall's line alone: the number that was finished last,
 * for a while, and until the next one is called. Nothing is kept of who did not answer; they are the numbers without a rating.
 */
export function createTicketRatings(deps: TicketRatingsDeps): TicketRatings {
  const { station, queue, codeSecret, log, now } = deps;
  const keys = createGridKeys({ dataKeys: deps.dataKeys, hasGrid: (scope) => scope === station });
  const writer = createRatingWriter({ ...deps, keys, calendar: () => directory().tables.calendar() });
  const codes = createTicketCodes(codeSecret);
  const listeners = new Set<() => void>();
  const done = new Set<string>();

  function directory(): TicketDirectory {
    const known = deps.applications();
    if (!known) throw new AppError('hub.busy', 'the host has only just started', { retry: true });
    return known;
  }

  /** What is rated with a number: the application that ended with it, else the service at the window. */
  async function serviceOf(day: string, { number, itemNumber, by }: ServedNumber): Promise<RatedService> {
    const application = await directory().findTicket(day, number);
    const standing = application && standingOf(application.startedAtMs, application.steps);
    if (application && standing && isRateable(standing.state))
      return { ...ratedApplication(application, standing), servedByUid: by };
    const key = ratingKey({ service: 'ticket', day, number });
    const serviceUid = uidOfText(`ticket ${station} ${day} ${number}`);
    return { service: 'ticket', serviceUid, key, itemNumber, servedByUid: by };
  }

  /** What somebody gave it, under either of the two names that it can have. */
  async function given(day: string, served: ServedNumber) {
    const of = ratingKey({ service: 'ticket', day, number: served.number });
    const service = await serviceOf(day, served);
    const before = (await writer.given(service.key)) ?? (service.key === of ? null : await writer.given(of));
    if (before !== null) remember(of);
    return { service, before };
  }

  function remember(key: string): void {
    done.add(key);
    for (const oldest of done) if (done.size > MOST_REMEMBERED) done.delete(oldest);
  }

  async function take(day: string, served: ServedNumber, rating: GivenRating, channel: Rating['channel']) {
    const { service, before } = await given(day, served);
    const { satisfaction } = rating;
    if (before !== null) return { outcome: 'again', asksPhone: false } as const;
    const ticked = isPoor(satisfaction) ? reasonsText(rating.reasons) : null;
    const comment = [ticked, rating.comment?.trim()].filter(Boolean).join('\n');
    const outcome = await writer.write({
      ...service,
      ...{ satisfaction, channel },
      comment: comment === '' ? null : comment,
    });
    remember(ratingKey({ service: 'ticket', day, number: served.number }));
    for (const listener of [...listeners]) listener();
    return { outcome, asksPhone: outcome === 'taken' && asksPhone({ ...service, satisfaction }) };
  }

  /** The rating of a number under the name that it has; null for none. */
  async function ratedAs(day: string, served: ServedNumber) {
    const { key } = await serviceOf(day, served);
    for (const name of new Set([key, ratingKey({ service: 'ticket', day, number: served.number })])) {
      const rating = await writer.read(name);
      if (rating) return { key: name, rating };
    }
    return null;
  }

  async function isAsked(day: string, served: ServedNumber): Promise<boolean> {
    if (done.has(ratingKey({ service: 'ticket', day, number: served.number }))) return false;
    return (await given(day, served)).before === null;
  }

  async function found(typed: string) {
    const { day } = await queue.justServed();
    const number = codes.read(typed, day);
    const looked = number === null ? null : await queue.look(number);
    return number === null || !looked ? null : { ...looked, number };
  }

  return {
    pads: async () => {
      const { counters, askForMs, ...hall } = await queue.justServed();
      const windows = [];
      for (const { id, name, served } of counters) {
        const asks = served && (await isAsked(hall.day, served)) ? served : null;
        windows.push({
          ...{ id, name },
          asks: asks && { number: asks.number, untilMs: asks.finishedAtMs + askForMs },
        });
      }
      return { ...hall, windows };
    },
    rateAt: async (counter, number, rating): Promise<PadTaken> => {
      const { nowMs, askForMs } = await queue.justServed();
      const looked = await queue.look(number);
      const served = looked?.served ?? null;
      if (!looked || served?.counter !== counter || nowMs > served.finishedAtMs + askForMs)
        return { outcome: 'closed', asksPhone: false };
      const taken = await take(looked.day, served, rating, 'counter');
      log.info('ratings.at-window', { outcome: taken.outcome });
      return taken;
    },
    addAt: async (counter, number, added: AddedToRating): Promise<PadOutcome> => {
      const looked = await queue.look(number);
      if (looked?.served?.counter !== counter) return 'closed';
      const rated = await ratedAs(looked.day, looked.served);
      if (rated?.rating.channel !== 'counter' || !isPoor(rated.rating.satisfaction)) return 'closed';
      if (now() > rated.rating.ratedAtMs + FOLLOWS_WITHIN_MS) return 'closed';
      const phone = asksPhone(rated.rating) ? added.phone : null;
      await writer.add(rated.key, { comment: reasonsText(added.reasons), phone });
      return 'taken';
    },
    codeOf: (day, number) => codes.of(day, number),
    ofCode: async (typed) => {
      const looked = await found(typed);
      if (!looked) return null;
      const { day, number, state, ahead, counter, served } = looked;
      const rating = served ? (await ratedAs(day, served))?.rating : undefined;
      const rated = rating?.satisfaction ?? null;
      return {
        ...{ code: codes.of(day, number), number, state, ahead, counter, rated },
        mayRate: served !== null && rated === null,
        asksPhone: rating !== undefined && asksPhone(rating) && rating.phone === null,
      };
    },
    rateByCode: async (typed, rating, channel) => {
      const looked = await found(typed);
      if (!looked) return null;
      return looked.served ? (await take(looked.day, looked.served, rating, channel)).outcome : 'early';
    },
    addPhoneByCode: async (typed, phone) => {
      const looked = await found(typed);
      if (!looked) return null;
      const rated = looked.served && (await ratedAs(looked.day, looked.served));
      if (!rated || !asksPhone(rated.rating)) return 'closed';
      if (rated.rating.phone !== null) return 'again';
      await writer.add(rated.key, { comment: null, phone });
      return 'taken';
    },
    onChange: (listener) => {
      listeners.add(listener);
      const leave = queue.onChange(listener);
      return () => {
        leave();
        listeners.delete(listener);
      };
    },
  };
}
