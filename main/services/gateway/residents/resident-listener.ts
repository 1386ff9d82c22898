import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { toAppError } from '#shared/errors/app-error';
import { SATISFACTIONS, type Satisfaction } from '#shared/schema/types/incident-rating';
import { addressBlock, type Allowances } from '../../allowance';
import type { Residents } from '../../resident-port';
import { createListener, type ListenerOptions } from '../listener';
import { httpStatusOf } from '../refusals';
import { applicationPage } from './application-pages';
import type { Language } from './messages';
import { COMMENT_LIMIT, entryPage, progressPage, troublePage, type PageContext, type PageNotice } from './pages';
import { BOOKING_CSS } from './booking-style';
import { REPORT_CSS } from './report-style';
import { RESIDENT_CSS } from './style';

export interface ResidentListenerOptions extends ListenerOptions {
  readonly residents: Residents;
  readonly allowances: Allowances;
  readonly now: () => number;
}

/** A rating with a comment of the greatest length, every character of it percent-encoded. */
const MAX_FORM_BYTES = 16 * 1024;

/** Somebody looks a few times a day; whoever tries codes is slowed down before the first hit in any likelihood. */
const ALLOWANCES = {
  look: { burst: 60, refillMs: 2_000 },
  miss: { burst: 10, refillMs: 60_000 },
  rate: { burst: 10, refillMs: 60_000 },
} as const;

/** What a page without pictures may load and where its forms go. */
export const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Of a page with pictures of the result, which come from the same door. */
const POLICY_WITH_PICTURES = `${POLICY}; img-src 'self'`;

/**
 * The pages for residents' own phones: progress and rating of a matter, by its receipt. An origin of their own, without sign-in, script or
 * cookie; plain enough for any phone, and for a reverse proxy of the district in front. Nothing of the staff's doors is behind it.
 */
export function createResidentListener(options: ResidentListenerOptions): FastifyInstance {
  const app = createListener(options);
  // Within a scope of their own, so that their refusals are pages too.
  void app.register(async (scope) => residentRoutes(scope, options));
  return app;
}

function residentRoutes(app: FastifyInstance, options: ResidentListenerOptions): void {
  const { residents, allowances, log, now } = options;
  acceptForms(app);
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'content-security-policy': POLICY, 'permissions-policy': 'camera=(), geolocation=()' });
    void reply.header('cache-control', 'no-store');
    take(request, 'look');
  });
  app.setErrorHandler((error, request, reply) => sendTrouble(error, request, reply));
  app.setNotFoundHandler((request, reply) => send(reply.code(404), troublePage(contextOf(request), 'unknown')));

  app.get('/', (request, reply) => send(reply, entryPage(contextOf(request), '', null)));

  app.get('/resident.css', (_request, reply) =>
    reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(RESIDENT_CSS + REPORT_CSS + BOOKING_CSS),
  );

  app.get('/progress', (request, reply) => {
    const typed = textIn(request.query, 'code');
    const receipt = readReceipt(typed);
    if (receipt !== null)
      return reply
        .code(303)
        .header('location', withLanguage(`/p/${receipt}`, request))
        .send();
    const context = { ...contextOf(request), address: '/' };
    return send(reply.code(400), entryPage(context, typed.slice(0, 20), { isBad: true, text: 'typo' }));
  });

  app.get('/p/:receipt', async (request, reply) => {
    const isDone = textIn(request.query, 'done') === '1';
    return show(request, reply, isDone ? { isBad: false, text: 'thanks' } : null, '');
  });

  app.get('/p/:receipt/picture/:number', async (request, reply) => {
    const missing = take(request, 'miss');
    const number = numberIn(request);
    const picture = number === null ? null : await residents.picture(receiptIn(request), number - 1);
    if (!picture) return send(reply.code(404), troublePage(contextOf(request), 'unknown'));
    missing.refund();
    return reply
      .type(picture.mime)
      .send(Buffer.from(picture.bytes.buffer, picture.bytes.byteOffset, picture.bytes.length));
  });

  app.post('/p/:receipt/rating', { bodyLimit: MAX_FORM_BYTES }, async (request, reply) => {
    take(request, 'rate');
    const satisfaction = textIn(request.body, 'satisfaction');
    const comment = textIn(request.body, 'comment').trim();
    if (!isSatisfaction(satisfaction))
      return show(request, reply.code(400), { isBad: true, text: 'choose' }, comment.slice(0, COMMENT_LIMIT));
    if ([...comment].length > COMMENT_LIMIT)
      return show(request, reply.code(400), { isBad: true, text: 'tooLong' }, comment);
    const outcome = await residents.rate(receiptIn(request), satisfaction, comment === '' ? null : comment);
    if (outcome === 'taken') {
      // Loaded again, the page must not send the form again.
      const done = withLanguage(`/p/${receiptIn(request)}`, request);
      return reply.code(303).header('location', `${done}&done=1`).send();
    }
    if (outcome === 'unknown') return send(reply.code(404), troublePage(contextOf(request), 'unknown'));
    return show(request, reply.code(409), { isBad: true, text: outcome }, comment);
  });

  async function show(request: FastifyRequest, reply: FastifyReply, notice: PageNotice | null, comment: string) {
    const missing = take(request, 'miss');
    const progress = await residents.progress(receiptIn(request));
    if (!progress) {
      const application = await residents.application(receiptIn(request));
      if (!application) return send(reply.code(404), troublePage(contextOf(request), 'unknown'));
      missing.refund();
      const context = { ...contextOf(request), address: `/p/${application.receipt}` };
      return send(reply, applicationPage(context, application, earned(notice, application.rated), comment));
    }
    missing.refund();
    if (progress.photos.length > 0) void reply.header('content-security-policy', POLICY_WITH_PICTURES);
    const context = { ...contextOf(request), address: `/p/${progress.receipt}` };
    return send(reply, progressPage(context, progress, earned(notice, progress.rated), comment));
  }

  function take(request: FastifyRequest, name: keyof typeof ALLOWANCES) {
    const key = `residents ${name} ${addressBlock(request.ip)}`;
    const taken = allowances.take([{ key, allowance: ALLOWANCES[name] }], now());
    if (!taken.allowed) throw new TooOften(taken.retryAfterMs);
    return taken;
  }

  function contextOf(request: FastifyRequest): PageContext {
    return { language: languageOf(request), stationName: residents.stationName(), address: '/' };
  }

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

/** Whoever wrote the address by hand has rated nothing. */
const earned = (notice: PageNotice | null, rated: Satisfaction | null): PageNotice | null =>
  notice?.text === 'thanks' && rated === null ? null : notice;

class TooOften extends Error {
  constructor(readonly retryAfterMs: number) {
    super('too many requests');
  }
}

/** Takes forms and nothing else. */
export function acceptForms(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) =>
    done(null, Object.fromEntries(new URLSearchParams(text))),
  );
}

/** A field of a query or a form; '' where it is missing or came twice. */
export function textIn(fields: unknown, name: string): string {
  const value = Object.entries(fields ?? {}).find(([each]) => each === name)?.[1] as unknown;
  return typeof value === 'string' ? value : '';
}

const receiptIn = (request: FastifyRequest): string => (request.params as { readonly receipt: string }).receipt;

/** Which picture is asked for, from 1; null for what is no number. */
function numberIn(request: FastifyRequest): number | null {
  const { number } = request.params as { readonly number: string };
  return /^[1-9]\d?$/.test(number) ? Number(number) : null;
}

/** Whether a form's field is one of the five grades. */
export const isSatisfaction = (text: string): text is Satisfaction =>
  (SATISFACTIONS as readonly string[]).includes(text);

/** As the address says, else as the phone is set; Chinese where neither tells. */
export function languageOf(request: FastifyRequest): Language {
  const asked = textIn(request.query, 'lang');
  if (asked === 'zh' || asked === 'en') return asked;
  const first = /^\s*([a-z]+)/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase();
  return first === undefined || first === 'zh' ? 'zh' : 'en';
}

/** An address on the residents' pages in the language of the request. */
export const withLanguage = (path: string, request: FastifyRequest): string => `${path}?lang=${languageOf(request)}`;

/** Answers with a page. */
export const send = (reply: FastifyReply, page: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').send(page);
