import type { FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import type { TokenClaims } from '#shared/ipc/station-api';
import type { Sessions } from '../ports';

/** Longer than any token the station mints. */
const MAX_TOKEN = 8192;

/** The claims of the bearer token that came with a request; throws `auth.invalid` or `auth.expired`. */
export async function authenticate(
  request: FastifyRequest,
  sessions: Sessions,
): Promise<{ readonly claims: TokenClaims; readonly token: string }> {
  const header = request.headers.authorization;
  if (header === undefined) throw new AppError('auth.invalid', 'this needs a token');
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (token === undefined || token.length > MAX_TOKEN) throw new AppError('auth.invalid', 'not a bearer token');
  const verified = await sessions.verify(token);
  if (!verified.ok) throw verified.error;
  return { claims: verified.value, token };
}
