import type { FastifyRequest } from 'fastify';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Asked from this machine, and not by a page of another site that happens to be open here. */
export function isLocalPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return LOOPBACK.has(request.ip) && (site === undefined || site === 'same-origin' || site === 'none');
}
