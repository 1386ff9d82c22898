import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { mapPaths } from '#shared/ipc/map-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';

const SIGNED_IN = { config: { access: { kind: 'token' } } } as const;

/** The version in the address that the list gives out: a piece under it never changes. */
const fileQuerySchema = z.strictObject({ v: z.string().max(40).optional() });

/** Base maps of the site: see shared/ipc/map-api.ts. */
export function mapRoutes(app: FastifyInstance, { maps }: Pick<GatewayDeps, 'maps'>): void {
  app.get(mapPaths.maps, SIGNED_IN, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    void reply.header('cache-control', 'no-store');
    return maps.list();
  });

  app.route({
    method: ['GET', 'HEAD'],
    url: mapPaths.file,
    ...SIGNED_IN,
    handler: async (request, reply) => {
      const { v } = parseInput(fileQuerySchema, request.query, 'query');
      const { name } = request.params as { readonly name: string };
      // A name is only ever looked up among those that the folder has: no other path can be asked for.
      const file = await maps.open(name);
      if (!file) throw new AppError('request.not-found', 'no such map');
      const { bytes, version } = file;
      const etag = `"${version}"`;
      void reply
        .header('etag', etag)
        .header('accept-ranges', 'bytes')
        .header('cache-control', v === version ? 'private, max-age=31536000, immutable' : 'private, no-cache')
        .type('application/vnd.pmtiles');
      if (request.headers['if-none-match'] === etag) {
        await file.close();
        return reply.code(304).send();
      }
      const piece = pieceOf(request, bytes, etag);
      if (piece === 'outside') {
        await file.close();
        return reply.code(416).header('content-range', `bytes */${bytes}`).send();
      }
      const { from, to } = piece ?? { from: 0, to: bytes - 1 };
      if (piece) void reply.code(206).header('content-range', `bytes ${from}-${to}/${bytes}`);
      void reply.header('content-length', to - from + 1);
      if (request.method === 'HEAD') {
        await file.close();
        return reply.send('');
      }
      return sendPiece(reply, file.read(from, to));
    },
  });
}

const sendPiece = (reply: FastifyReply, stream: NodeJS.ReadableStream): FastifyReply => reply.send(stream);

interface Piece {
  readonly from: number;
  readonly to: number;
}

/**
 * The piece that is asked for; null for the whole file, which is also what an odd or manifold `Range` gets, and one about a file that has
 * been replaced since.
 */
function pieceOf({ headers }: FastifyRequest, bytes: number, etag: string): Piece | 'outside' | null {
  const about = headers['if-range'];
  if (about !== undefined && about !== etag) return null;
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(headers.range ?? '');
  if (!asked) return null;
  const [, first = '', last = ''] = asked;
  if (first === '') {
    const count = Math.min(bytes, Number(last));
    if (last === '') return null;
    return count === 0 ? 'outside' : { from: bytes - count, to: bytes - 1 };
  }
  const from = Number(first);
  const to = last === '' ? bytes - 1 : Math.min(bytes - 1, Number(last));
  if (last !== '' && Number(last) < from) return null;
  return from >= bytes ? 'outside' : { from, to };
}
