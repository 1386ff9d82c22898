import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, toAppError } from '#shared/errors/app-error';
import type { Label } from '#shared/schema/envelope';
import { addressBlock, type Allowance, type Allowances } from '../../allowance';
import type { Answer, Fields, KeyHolder, Open311, Problem } from '../../open311-port';
import type { KeyScope } from '#shared/ipc/incoming-api';
import type { Log } from '../../ports';
import { httpStatusOf } from '../refusals';
import { CONTENT_TYPES, FORMATS, writeAnswer, type Format } from './formats';
import { readFields } from './form';
import { SAID } from './messages';

export interface Open311RoutesOptions {
  readonly open311: Open311;
  /** Where the residents' door is reached, as far as the station knows; null: as whoever asks has reached it. */
  readonly residentsOrigin: () => string | null;
  readonly allowances: Allowances;
  readonly log: Log;
  readonly now: () => number;
}

export const OPEN311_PATH = '/open311/v2';

/** 4,000 characters of Chinese percent-encoded, and everything else that a form may have. */
const MAX_FORM_BYTES = 64 * 1024;

/** A city's platform asks from one address; whoever tries keys is slowed down after a few. */
const ALLOWANCES = {
  ask: { burst: 600, refillMs: 100 },
  miss: { burst: 20, refillMs: 10_000 },
} as const satisfies Readonly<Record<string, Allowance>>;

/**
 * GeoReport v2 for other systems, under `/open311/v2` of the residents' listener. Discovery, services and their definitions are for
 * everybody; what was reported is for the key that it came with. Refusals are in the asked form, with the statuses of the specification;
 * 429 and 503, which it does not have, say when to come again.
 */
export function open311Routes(app: FastifyInstance, options: Open311RoutesOptions): void {
  const { open311, residentsOrigin, allowances, log, now } = options;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: MAX_FORM_BYTES },
    (request, bytes, done) => {
      const charset = /charset\s*=\s*"?([\w-]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
      if (charset !== undefined && charset.toLowerCase() !== 'utf-8') return done(refuse(400, SAID.notUtf8));
      const fields = bytesAsText(bytes);
      const form = fields === null ? null : readFields(fields);
      return form ? done(null, form) : done(refuse(400, SAID.notForm));
    },
  );
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    void reply.header('cache-control', 'no-store');
    take(`open311 ask ${addressBlock(request.ip)}`, ALLOWANCES.ask);
  });
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendRefusal(refuse(404, SAID.noResource), request, reply));

  for (const format of FORMATS) {
    app.get(`/discovery.${format}`, async (request, reply) =>
      send(reply, format, 'discovery', await open311.discovery(residentsOrigin() ?? originOf(request))),
    );

    app.get(`/services.${format}`, async (request, reply) => {
      assertHere(queryOf(request));
      return send(reply, format, 'services', await open311.services(languageOf(request)));
    });

    app.get(`/requests.${format}`, async (request, reply) => {
      const query = queryOf(request);
      const holder = holderOf(request, query, 'read');
      assertHere(query);
      const told = await open311.requests(holder, query, languageOf(request));
      return send(reply, format, 'service_requests', valueOf(told));
    });

    app.post(`/requests.${format}`, { bodyLimit: MAX_FORM_BYTES }, async (request, reply) => {
      const form = request.body instanceof Map ? (request.body as Fields) : null;
      if (!form) throw refuse(400, SAID.notForm);
      const holder = holderOf(request, form, 'write');
      assertHere(form);
      const told = await open311.report(holder, form, languageOf(request));
      return send(reply, format, 'service_requests', valueOf(told));
    });
  }

  app.get('/services/:named', async (request, reply) => {
    const { id, format } = namedIn(request);
    assertHere(queryOf(request));
    const definition = await open311.definition(id, languageOf(request));
    if (!definition) throw refuse(404, SAID.noService);
    return send(reply, format, 'service_definition', definition);
  });

  app.get('/requests/:named', async (request, reply) => {
    const { id, format } = namedIn(request);
    const query = queryOf(request);
    const holder = holderOf(request, query, 'read');
    assertHere(query);
    const told = await open311.request(holder, id, languageOf(request));
    if (!told) throw refuse(404, SAID.noRequest);
    return send(reply, format, 'service_requests', told);
  });

  app.get('/tokens/:named', (request, reply) => {
    const { id, format } = namedIn(request);
    const query = queryOf(request);
    const holder = holderOf(request, query, 'read');
    assertHere(query);
    const told = open311.token(holder, id);
    if (!told) throw refuse(404, SAID.noRequest);
    return send(reply, format, 'service_requests', told);
  });

  function assertHere(query: Fields): void {
    const asked = query.get('jurisdiction_id')?.at(-1)?.trim() ?? '';
    if (asked !== '' && asked !== open311.jurisdiction) throw refuse(404, SAID.noJurisdiction(open311.jurisdiction));
  }

  /** Whose key came along, in a field or in a header that no proxy writes into its log. */
  function holderOf(request: FastifyRequest, fields: Fields, scope: KeyScope): KeyHolder {
    const inHeader = request.headers['x-api-key'];
    const key = fields.get('api_key')?.at(-1)?.trim() || (typeof inHeader === 'string' ? inHeader.trim() : '');
    if (key === '') throw refuse(403, SAID.keyMissing);
    const miss = take(`open311 miss ${addressBlock(request.ip)}`, ALLOWANCES.miss);
    const holder = open311.holder(key);
    if (!holder) throw refuse(403, SAID.keyWrong);
    miss.refund();
    if (!holder.scopes.includes(scope)) throw refuse(403, scope === 'read' ? SAID.mayNotRead : SAID.mayNotReport);
    take(`open311 key ${holder.id}`, { burst: holder.perMinute, refillMs: 60_000 / holder.perMinute });
    return holder;
  }

  function take(key: string, allowance: Allowance) {
    const taken = allowances.take([{ key, allowance }], now());
    if (!taken.allowed) {
      const { retryAfterMs } = taken;
      throw new AppError('request.rate-limited', 'too many requests', { retry: true, details: { retryAfterMs } });
    }
    return taken;
  }

  function sendRefusal(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
    const { status, problems, retryAfterMs } = understand(thrown);
    if (status === 500) log.error('open311.failed', { route: request.routeOptions.url, code: toAppError(thrown).code });
    if (retryAfterMs !== null) void reply.header('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1000)));
    const language = languageOf(request);
    const errors = problems.map(({ code, says }) => ({ code, description: inLanguage(says, language) }));
    return send(reply.code(status), formatOf(request), 'errors', errors);
  }
}

interface Understood {
  readonly status: number;
  readonly problems: readonly { readonly code: number; readonly says: Label }[];
  readonly retryAfterMs: number | null;
}

/** As the specification has it: 404 and 403 where they say something, 400 for every other request that cannot be answered. */
function understand(thrown: unknown): Understood {
  if (thrown instanceof Refused) {
    const problems = thrown.problems.map(({ status, says }) => ({ code: status, says }));
    return { status: Math.max(...thrown.problems.map(({ status }) => status)), problems, retryAfterMs: null };
  }
  const own = (thrown as { readonly statusCode?: unknown } | null)?.statusCode;
  if (typeof own === 'number' && own >= 400 && own < 500) {
    const says = own === 413 ? SAID.tooLarge : own === 415 ? SAID.notForm : SAID.notUnderstood;
    return { status: 400, problems: [{ code: own, says }], retryAfterMs: null };
  }
  const error = toAppError(thrown);
  const status = httpStatusOf(error.code);
  const waits = error.details['retryAfterMs'];
  if (status === 429)
    return { status, problems: [{ code: 429, says: SAID.tooOften }], retryAfterMs: Number(waits) || 1000 };
  if (status === 503) return { status, problems: [{ code: 503, says: SAID.busy }], retryAfterMs: 10_000 };
  if (status < 500) return { status: 400, problems: [{ code: 400, says: SAID.notUnderstood }], retryAfterMs: null };
  return { status: 500, problems: [{ code: 500, says: SAID.trouble }], retryAfterMs: null };
}

class Refused extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('refused');
  }
}

const refuse = (status: Problem['status'], says: Label): Refused => new Refused([{ status, says }]);

function valueOf(told: Awaited<ReturnType<Open311['report']>>): Answer {
  if (!told.ok) throw new Refused(told.error);
  return told.value;
}

function bytesAsText(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return null;
  }
}

function queryOf(request: FastifyRequest): Fields {
  const fields = readFields(request.url.split('?').slice(1).join('?'));
  if (!fields) throw refuse(400, SAID.notUnderstood);
  return fields;
}

/** `0123.json` asks for 0123 in JSON. */
function namedIn(request: FastifyRequest): { readonly id: string; readonly format: Format } {
  const { named } = request.params as { readonly named: string };
  const format = FORMATS.find((each) => named.endsWith(`.${each}`));
  if (!format) throw refuse(404, SAID.noResource);
  return { id: named.slice(0, -format.length - 1), format };
}

/** The form of a refusal: as it was asked for, else XML, which every client of GeoReport reads. */
const formatOf = (request: FastifyRequest): Format =>
  /\.json$/.test(request.url.split('?')[0] ?? '') ? 'json' : 'xml';

/** Where the asker reached the station; nothing else is made of what a request says of itself. */
function originOf(request: FastifyRequest): string {
  const host = /^[\w.:[\]-]{1,260}$/.test(request.host) ? request.host : 'localhost';
  return `${request.protocol}://${host}`;
}

const languageOf = (request: FastifyRequest): 'zh' | 'en' =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';

const inLanguage = ({ zh, en }: Label, language: 'zh' | 'en'): string => (language === 'en' ? en || zh : zh);

const send = (reply: FastifyReply, format: Format, root: string, answer: Answer): FastifyReply =>
  reply.type(CONTENT_TYPES[format]).send(writeAnswer(format, root, answer));
