import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RATING_REASONS } from '#shared/domain/applications/rating-reasons';
import { toAppError } from '#shared/errors/app-error';
import { ratingPhoneSchema } from '#shared/ipc/pad-api';
import { addressBlock, type Allowances } from '../../allowance';
import type { Log } from '../../ports';
import type { TicketRatings } from '../../rating-port';
import type { Residents } from '../../resident-port';
import { httpStatusOf } from '../refusals';
import { COMMENT_LIMIT, troublePage, type PageContext, type PageNotice } from './pages';
import { acceptForms, isSatisfaction, languageOf, POLICY, send, textIn, withLanguage } from './resident-listener';
import { ticketPage, type PhoneNotice } from './ticket-pages';

export interface TicketRoutesOptions {
  readonly ticketRatings: TicketRatings;
  readonly residents: Pick<Residents, 'stationName'>;
  readonly allowances: Allowances;
  readonly log: Log;
  readonly now: () => number;
}

const MAX_FORM_BYTES = 16 * 1024;

/** Somebody in the hall looks every minute; a phone behind the hall's own Wi-Fi shares its address with all others there. */
const ALLOWANCES = {
  look: { burst: 240, refillMs: 500 },
  miss: { burst: 10, refillMs: 60_000 },
  rate: { burst: 60, refillMs: 10_000 },
} as const;

/**
 * A number of the day on a resident's own phone, by the code on its ticket: where it stands, and the rating once it was served. As plain as the other
 * pages there; the code holds for the day and tells a number, never a person.
 */
export function ticketRoutes(app: FastifyInstance, options: TicketRoutesOptions): void {
  const { ticketRatings, residents, allowances, log, now } = options;
  acceptForms(app);
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'content-security-policy': POLICY, 'permissions-policy': 'camera=(), geolocation=()' });
    void reply.header('cache-control', 'no-store');
    take(request, 'look');
  });
  app.setErrorHandler((error, request, reply) => sendTrouble(error, request, reply));

  app.get('/t/:code', (request, reply) => {
    const done = textIn(request.query, 'done');
    if (done === '2') return show(request, reply, null, '', { notice: 'phoneTaken', typed: '' });
    const isDone = done === '1';
    return show(request, reply, isDone ? { isBad: false, text: 'thanks' } : null, '');
  });

  app.post('/t/:code/rating', { bodyLimit: MAX_FORM_BYTES }, async (request, reply) => {
    take(request, 'rate');
    const missing = take(request, 'miss');
    const satisfaction = textIn(request.body, 'satisfaction');
    const comment = textIn(request.body, 'comment').trim();
    const length = [...comment].length;
    const refuse = (text: PageNotice['text'], code = 400) => {
      missing.refund();
      return show(request, reply.code(code), { isBad: true, text }, comment.slice(0, COMMENT_LIMIT));
    };
    if (!isSatisfaction(satisfaction)) return refuse('choose');
    if (length > COMMENT_LIMIT) return refuse('tooLong');
    const reasons = RATING_REASONS.map(({ id }) => id).filter((id) => textIn(request.body, `reason-${id}`) === '1');
    const given = { satisfaction, reasons, comment: comment === '' ? null : comment };
    const outcome = await ticketRatings.rateByCode(codeIn(request), given, 'phone');
    if (outcome === null) return send(reply.code(404), troublePage(contextOf(request), 'unknown'));
    if (outcome !== 'taken') return refuse(outcome === 'again' ? 'again' : 'early', 409);
    missing.refund();
    // Loaded again, the page must not send the form again.
    const done = withLanguage(`/t/${codeIn(request)}`, request);
    return reply.code(303).header('location', `${done}&done=1`).send();
  });

  app.post('/t/:code/phone', { bodyLimit: MAX_FORM_BYTES }, async (request, reply) => {
    take(request, 'rate');
    const missing = take(request, 'miss');
    const typed = textIn(request.body, 'phone').normalize('NFKC').trim().slice(0, 40);
    const refuse = (notice: PhoneNotice, code: number) => {
      missing.refund();
      return show(request, reply.code(code), null, '', { notice, typed });
    };
    const phone = ratingPhoneSchema.safeParse(typed).data;
    if (phone === undefined) return refuse('phoneWrong', 400);
    const outcome = await ticketRatings.addPhoneByCode(codeIn(request), phone);
    if (outcome === null) return send(reply.code(404), troublePage(contextOf(request), 'unknown'));
    if (outcome !== 'taken') return refuse('phoneClosed', 409);
    missing.refund();
    return reply
      .code(303)
      .header('location', `${withLanguage(`/t/${codeIn(request)}`, request)}&done=2`)
      .send();
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    notice: PageNotice | null,
    comment: string,
    phone: { readonly notice: PhoneNotice | null; readonly typed: string } = { notice: null, typed: '' },
  ) {
    const missing = take(request, 'miss');
    const ticket = await ticketRatings.ofCode(codeIn(request));
    if (!ticket) return send(reply.code(404), troublePage(contextOf(request), 'unknown'));
    missing.refund();
    // Whoever wrote the address by hand has rated nothing.
    const earned = notice?.text === 'thanks' && ticket.rated === null ? null : notice;
    // Nor left a telephone.
    const left = phone.notice === 'phoneTaken' && ticket.asksPhone ? { ...phone, notice: null } : phone;
    const context = { ...contextOf(request), address: `/t/${ticket.code}` };
    return send(reply, ticketPage(context, ticket, earned, comment, left));
  }

  function take(request: FastifyRequest, name: keyof typeof ALLOWANCES) {
    const key = `tickets ${name} ${addressBlock(request.ip)}`;
    const taken = allowances.take([{ key, allowance: ALLOWANCES[name] }], now());
    if (!taken.allowed) throw new TooOften(taken.retryAfterMs);
    return taken;
  }

  const contextOf = (request: FastifyRequest): PageContext => ({
    language: languageOf(request),
    stationName: residents.stationName(),
    address: '/',
  });

  function sendTrouble(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
    if (thrown instanceof TooOften) {
      void reply.code(429).header('retry-after', Math.ceil(thrown.retryAfterMs / 1000));
      return send(reply, troublePage(contextOf(request), 'tooOften'));
    }
    const refused = (thrown as { readonly statusCode?: unknown } | null)?.statusCode;
    const status = typeof refused === 'number' && refused < 500 ? refused : httpStatusOf(toAppError(thrown).code);
    if (status >= 500)
      log.error('residents.failed', { route: request.routeOptions.url, code: toAppError(thrown).code });
    return send(reply.code(status), troublePage(contextOf(request), status >= 500 ? 'trouble' : 'unknown'));
  }
}

const codeIn = (request: FastifyRequest): string => (request.params as { readonly code: string }).code;

class TooOften extends Error {
  constructor(readonly retryAfterMs: number) {
    super('too many requests');
  }
}
