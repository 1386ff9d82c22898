import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, toAppError, type ErrorCode } from '#shared/errors/app-error';
import type { ErrorBody } from '#shared/ipc/station-api';
import type { Log } from '../ports';
import { setSecurityHeaders } from './security-headers';

/** The status of an answer that carries this code and nothing more particular. */
const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  'auth.wrong': 401,
  'auth.expired': 401,
  'auth.invalid': 401,
  'auth.rate-limited': 429,
  'auth.weak': 400,
  'auth.must-change': 403,
  'auth.device-pending': 403,
  'auth.device-revoked': 403,
  'access.denied': 403,
  'access.last-manager': 409,
  'access.code-taken': 409,
  'row.conflict': 409,
  'row.moved': 409,
  'row.stale-vector': 409,
  'request.malformed': 400,
  'request.too-large': 413,
  'request.not-found': 404,
  'request.method': 405,
  'request.rate-limited': 429,
  'hub.busy': 503,
  'host.disk-full': 507,
  'host.folder-read-only': 503,
};

/** The HTTP status for a code: rows refused for what they are 400, whatever is not the client's doing 500. */
export function httpStatusOf(code: ErrorCode): number {
  return STATUS[code] ?? (code.startsWith('row.') ? 400 : 500);
}

/** An AppError whose status is not the one its code usually has. */
export class Refusal extends AppError {
  constructor(
    readonly status: number,
    code: ErrorCode,
    message: string,
  ) {
    super(code, message);
    this.name = 'Refusal';
  }
}

/** The request does not have the form its route wants. */
export const malformed = (message: string): AppError => new AppError('request.malformed', message);

const COUCH_WORD: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  412: 'file_exists',
  413: 'too_large',
  415: 'bad_content_type',
  429: 'too_many_requests',
};

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  404: 'request.not-found',
  405: 'request.method',
  413: 'request.too-large',
};

/** Sends the refusal in the manner of the route: CouchDB's under `/hub`, the station's own elsewhere. */
export function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const { status, error } = understand(thrown);
  const message = status >= 500 ? 'the station could not do this' : error.message;
  const route = request.routeOptions.url;
  if (status >= 500) log.error('gateway.failed', { route, code: error.code, where: placesOf(error) });
  setSecurityHeaders(reply);
  void reply.header('cache-control', 'no-store');
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  const wipe = error.details['wipe'] === true ? ({ wipe: true } as const) : {};
  if (isHubPath(request.url)) {
    const word = COUCH_WORD[status] ?? (status >= 500 ? 'internal_server_error' : 'bad_request');
    void reply.code(status).send({ error: word, reason: message, code: error.code, ...wipe });
    return;
  }
  const retryAfterMs = error.details['retryAfterMs'];
  const body: ErrorBody = {
    error: { code: error.code, message, ...(typeof retryAfterMs === 'number' ? { retryAfterMs } : {}), ...wipe },
  };
  void reply.code(status).send(body);
}

export const isHubPath = (url: string): boolean => /^\/hub(?:[/?]|$)/.test(url);

function understand(thrown: unknown): { readonly status: number; readonly error: AppError } {
  if (thrown instanceof Refusal) return { status: thrown.status, error: thrown };
  if (thrown instanceof AppError) return { status: httpStatusOf(thrown.code), error: thrown };
  // Fastify's own refusals carry a status below 500 and a text about the request's form.
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status, error: new AppError(CODE_OF_STATUS[status] ?? 'request.malformed', (thrown as Error).message) };
  }
  return { status: 500, error: toAppError(thrown) };
}

/** Where an unforeseen failure came from, without its text, which may quote a document. */
function placesOf(error: AppError): string {
  const stack = (error.cause instanceof Error ? error.cause.stack : error.stack) ?? '';
  return [...stack.matchAll(/([\w.-]+\.(?:[cm]?js|tsx?):\d+):\d+/g)]
    .slice(0, 4)
    .map((place) => place[1])
    .join(' ');
}
