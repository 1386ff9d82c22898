import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, toAppError } from '#shared/errors/app-error';
import { addressBlock, type Allowance, type Allowances } from '../../allowance';
import type { Log } from '../../ports';
import { httpStatusOf } from '../refusals';
import { formBoundary, readMultipartForm } from './multipart-form';
import { troublePage, type PageContext } from './pages';
import { languageOf, POLICY, send } from './resident-listener';

/** Why nothing was taken, as a page says it. */
export type FormTrouble = 'tooOften' | 'tooLarge' | 'broken';

export interface PhotoFormsOptions {
  /** What the form hands in, as its address and its allowances name it: `report`. */
  readonly name: string;
  /** Of one form with its photos. */
  readonly maxBytes: number;
  /** Of all forms that are in memory at once. */
  readonly incomingBytes: number;
  readonly mostParts?: number;
  /** For one address: looks, sends, and what is taken in; the last one holds when many addresses hand in at once. */
  readonly limits: Readonly<Record<'look' | 'send' | 'take' | 'station', Allowance>>;
  readonly stationName: () => string;
  /** The page that says so. */
  readonly notTakenPage: (context: PageContext, why: FormTrouble) => string;
  readonly allowances: Allowances;
  readonly log: Log;
  readonly now: () => number;
}

/** What routes behind such a door use of it. */
export interface PhotoForms {
  /** For taking in one form, over what its sending took. Throws `request.rate-limited`. */
  take(request: FastifyRequest): { refund(): void };
  contextOf(request: FastifyRequest, address: string): PageContext;
}

/**
 * Forms with photos from residents' phones: bodies are `MultipartForm` or null, bounded each and together; whatever goes wrong is told by a page, and
 * nothing is kept on the phone.
 */
export function acceptPhotoForms(app: FastifyInstance, options: PhotoFormsOptions): PhotoForms {
  const { name, maxBytes, incomingBytes, mostParts, limits, stationName, notTakenPage, allowances, log, now } = options;
  let incoming = 0;

  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: maxBytes },
    (request, bytes, done) => {
      const boundary = formBoundary(request.headers['content-type'] ?? '');
      done(null, boundary === null ? null : readMultipartForm(bytes, boundary, mostParts));
    },
  );
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({ 'content-security-policy': POLICY, 'permissions-policy': 'camera=(), geolocation=()' });
    void reply.header('cache-control', 'no-store');
    draw(request, 'look');
    if (request.method !== 'POST') return;
    draw(request, 'send');
    const length = Number(request.headers['content-length']);
    if (!Number.isSafeInteger(length) || length < 1)
      throw new AppError('request.malformed', 'a form says how long it is');
    if (length > maxBytes) throw new AppError('request.too-large', 'a form with its photos is too large');
    if (incoming + length > incomingBytes) throw new AppError('hub.busy', 'too many forms at once', { retry: true });
    incoming += length;
    reply.raw.once('close', () => (incoming -= length));
  });
  app.setErrorHandler((error, request, reply) => sendTrouble(error, request, reply));

  function draw(request: FastifyRequest, kind: 'look' | 'send' | 'take') {
    const draws = [
      { key: `${name} ${kind} ${addressBlock(request.ip)}`, allowance: limits[kind] },
      ...(kind === 'take' ? [{ key: `${name} station`, allowance: limits.station }] : []),
    ];
    const taken = allowances.take(draws, now());
    if (taken.allowed) return taken;
    const { retryAfterMs } = taken;
    throw new AppError('request.rate-limited', 'too many forms', { retry: true, details: { retryAfterMs } });
  }

  const contextOf = (request: FastifyRequest, address: string): PageContext => ({
    language: languageOf(request),
    stationName: stationName(),
    address,
  });

  function sendTrouble(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
    const context = contextOf(request, `/${name}`);
    const { code, details } = toAppError(thrown);
    const own = (thrown as { readonly statusCode?: unknown } | null)?.statusCode;
    const status = typeof own === 'number' && own < 500 ? own : httpStatusOf(code);
    if (status === 429) {
      void reply.code(429).header('retry-after', Math.ceil(Number(details['retryAfterMs'] ?? 1000) / 1000));
      return send(reply, notTakenPage(context, 'tooOften'));
    }
    if (status === 413) return send(reply.code(413), notTakenPage(context, 'tooLarge'));
    if (status >= 500) {
      log.error('residents.failed', { route: request.routeOptions.url, code });
      return send(reply.code(status), troublePage(context, 'trouble'));
    }
    return send(reply.code(status), notTakenPage(context, 'broken'));
  }

  return { take: (request) => draw(request, 'take'), contextOf };
}
