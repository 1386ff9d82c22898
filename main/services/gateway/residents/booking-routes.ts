import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BOOKING_TEXT } from '#shared/domain/bookings/settings';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { AppError, toAppError } from '#shared/errors/app-error';
import { addressBlock, type Allowance, type Allowances } from '../../allowance';
import type { Bookings } from '../../booking-port';
import type { Log } from '../../ports';
import { httpStatusOf } from '../refusals';
import { BOOKING_WORDS, type BookingNotice } from './booking-messages';
import {
  BOOKING_FIELDS,
  bookingPage,
  bookingTroublePage,
  daysPage,
  linesPage,
  NO_BOOKING,
  slotsPage,
  type TypedBooking,
} from './booking-pages';
import { troublePage, type PageContext } from './pages';
import { languageOf, POLICY, send, textIn, withLanguage } from './resident-listener';

export interface BookingRoutesOptions {
  readonly bookings: Bookings;
  readonly allowances: Allowances;
  readonly log: Log;
  readonly now: () => number;
}

/** A name and a phone, every character percent-encoded. */
const MAX_FORM_BYTES = 4 * 1024;

/** Behind one address are many neighbours; the last one holds when many addresses fill the slots at once. */
const ALLOWANCES = {
  look: { burst: 60, refillMs: 2_000 },
  miss: { burst: 10, refillMs: 60_000 },
  book: { burst: 6, refillMs: 600_000 },
  station: { burst: 60, refillMs: 60_000 },
} as const satisfies Readonly<Record<string, Allowance>>;

/**
 * Bookings from residents' phones, on the residents' listener: what for, which day, what time, who comes. As plain as the other pages there: no
 * script, no cookie, nothing kept on the phone. Whoever has the code sees when and what for, never who.
 */
export function bookingRoutes(app: FastifyInstance, { bookings, allowances, log, now }: BookingRoutesOptions): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
    (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text))),
  );
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'content-security-policy': POLICY, 'permissions-policy': 'camera=(), geolocation=()' });
    void reply.header('cache-control', 'no-store');
    take(request, 'look');
  });
  app.setErrorHandler((error, request, reply) => sendTrouble(error, request, reply));

  app.get('/book', async (request, reply) => showLines(request, reply, null));

  app.get('/book/find', async (request, reply) => {
    const typed = textIn(request.query, 'code');
    const code = readReceipt(typed);
    if (code === null) return showLines(request, reply.code(400), typed.slice(0, 20));
    return reply
      .code(303)
      .header('location', withLanguage(`/book/c/${code}`, request))
      .send();
  });

  app.get('/book/:line', async (request, reply) => {
    const found = await offered(request);
    if (!found) return toLines(request, reply);
    return send(reply, daysPage(contextOf(request, `/book/${found.line.group}`), found.line, found.today));
  });

  app.get('/book/:line/:day', async (request, reply) =>
    showSlots(request, reply, bookings.newForm(), NO_BOOKING, null),
  );

  app.post('/book/:line/:day', async (request, reply) => {
    const text = (name: keyof typeof BOOKING_FIELDS): string => textIn(request.body, BOOKING_FIELDS[name]).trim();
    const form = text('form');
    // What is filled in where nobody sees a field is no person's.
    if (!bookings.isForm(form) || text('bait') !== '')
      return send(reply.code(400), bookingTroublePage(contextOf(request, '/book'), 'broken'));
    const typed: TypedBooking = {
      slot: text('slot'),
      name: text('name').replaceAll(/\s+/g, ' '),
      phone: text('phone'),
    };
    const wrong = noticeFor(typed, text('consent') === 'yes');
    if (wrong) return showSlots(request, reply.code(400), form, typed, wrong);
    const taken = take(request, 'book');
    const { line: group } = request.params as { readonly line: string };
    const { name, phone } = typed;
    const wanted = {
      request: form,
      group,
      itemNumber: null,
      atMs: Number(typed.slot),
      name,
      phone,
      channel: 'phone',
    } as const;
    const answer = await bookings.book('phone', wanted);
    if (answer.outcome === 'done') {
      // Loaded again, the page must not send the form again.
      const done = withLanguage(`/book/c/${answer.booking.code}`, request);
      return reply.code(303).header('location', `${done}&done=1`).send();
    }
    // Whoever asks for what somebody has already tries numbers.
    if (answer.why !== 'again') taken.refund();
    if (answer.why === 'off') return send(reply.code(403), bookingTroublePage(contextOf(request, '/book'), 'off'));
    return showSlots(request, reply.code(409), form, typed, answer.why);
  });

  app.get('/book/c/:code', async (request, reply) => {
    const words = BOOKING_WORDS[languageOf(request)];
    const isDone = textIn(request.query, 'done') === '1';
    return showBooking(request, reply, isDone ? { isBad: false, text: words.done } : null);
  });

  app.post('/book/c/:code/cancel', async (request, reply) => {
    const words = BOOKING_WORDS[languageOf(request)];
    const missing = take(request, 'miss');
    const { code } = request.params as { readonly code: string };
    const answer = await bookings.cancel({ code });
    if (answer.outcome === 'refused' && answer.why === 'unknown')
      return send(reply.code(404), bookingTroublePage(contextOf(request, '/book'), 'unknown'));
    missing.refund();
    if (answer.outcome === 'done') return showBooking(request, reply, { isBad: false, text: words.cancelled });
    const text = words.notCancelled[answer.why] ?? words.unknownHint;
    return showBooking(request, reply.code(409), { isBad: true, text });
  });

  async function showLines(request: FastifyRequest, reply: FastifyReply, typed: string | null) {
    const offer = await bookings.offer(true);
    const context = contextOf(request, '/book');
    // Whoever has booked looks it up and cancels it all the same.
    return send(reply, linesPage(context, offer.residentsBook ? offer : { ...offer, lines: [] }, typed));
  }

  async function showSlots(
    request: FastifyRequest,
    reply: FastifyReply,
    form: string,
    typed: TypedBooking,
    notice: BookingNotice | null,
  ) {
    const found = await offered(request);
    const { day: wanted } = request.params as { readonly day?: string };
    const day = found?.line.days.find((each) => each.day === wanted);
    if (!found || !day) return toLines(request, reply);
    const context = contextOf(request, `/book/${found.line.group}/${day.day}`);
    return send(reply, slotsPage(context, { ...found, day }, form, typed, notice));
  }

  async function showBooking(
    request: FastifyRequest,
    reply: FastifyReply,
    notice: { readonly isBad: boolean; readonly text: string } | null,
  ) {
    const missing = take(request, 'miss');
    const { code } = request.params as { readonly code: string };
    const found = await bookings.find(code);
    if (!found) return send(reply.code(404), bookingTroublePage(contextOf(request, '/book'), 'unknown'));
    missing.refund();
    return send(reply, bookingPage(contextOf(request, `/book/c/${found.code}`), found, notice));
  }

  /** The line that the address names, as it can be booked now; null where it cannot. */
  async function offered(request: FastifyRequest) {
    const { line: group } = request.params as { readonly line: string };
    const { lines, today, residentsBook } = await bookings.offer(true);
    const line = residentsBook && lines.find((each) => each.group === group);
    return line ? { line, today } : null;
  }

  const toLines = (request: FastifyRequest, reply: FastifyReply) =>
    reply.code(303).header('location', withLanguage('/book', request)).send();

  function take(request: FastifyRequest, name: 'look' | 'miss' | 'book') {
    const address = `bookings ${name} ${addressBlock(request.ip)}`;
    const draws = [
      { key: address, allowance: ALLOWANCES[name] },
      ...(name === 'book' ? [{ key: 'bookings station', allowance: ALLOWANCES.station }] : []),
    ];
    const taken = allowances.take(draws, now());
    if (taken.allowed) return taken;
    const { retryAfterMs } = taken;
    throw new AppError('request.rate-limited', 'too many bookings', { retry: true, details: { retryAfterMs } });
  }

  const contextOf = (request: FastifyRequest, address: string): PageContext => ({
    language: languageOf(request),
    stationName: bookings.stationName(),
    address,
  });

  function sendTrouble(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
    const context = contextOf(request, '/book');
    const { code, details } = toAppError(thrown);
    const own = (thrown as { readonly statusCode?: unknown } | null)?.statusCode;
    const status = typeof own === 'number' && own < 500 ? own : httpStatusOf(code);
    if (status === 429) {
      void reply.code(429).header('retry-after', Math.ceil(Number(details['retryAfterMs'] ?? 1000) / 1000));
      return send(reply, bookingTroublePage(context, 'tooOften'));
    }
    if (status >= 500) {
      log.error('residents.failed', { route: request.routeOptions.url, code });
      return send(reply.code(status), troublePage(context, 'trouble'));
    }
    return send(reply.code(status), bookingTroublePage(context, 'broken'));
  }
}

/** The first thing that is wrong with what was typed; null for nothing. */
function noticeFor({ slot, name, phone }: TypedBooking, hasConsent: boolean): BookingNotice | null {
  if (!/^\d{10,15}$/.test(slot)) return 'slotMissing';
  if (name === '') return 'nameMissing';
  if (name.length > BOOKING_TEXT.name) return 'nameTooLong';
  if (phone.length > BOOKING_TEXT.phone || !/^\+?[0-9][0-9 -]{4,18}[0-9]$/.test(phone)) return 'phoneWrong';
  return hasConsent ? null : 'consentMissing';
}
