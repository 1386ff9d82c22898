import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { paths } from '#shared/ipc/station-api';
import { MEDIA_REQUEST_BYTES } from '#shared/media/document';
import { boundaryOf, readMultipart } from '#shared/media/multipart';
import { ownerOfMedia, parseMediaId } from '#shared/media/names';
import type { GatewayDeps } from '../gateway-types';
import { malformed, Refusal } from '../refusals';
import { checkMedia } from '../rows/media-checks';
import { documentIdSchema, noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

interface MediaDepositRoutesOptions extends Pick<GatewayDeps, 'hub' | 'keptMedia' | 'log' | 'now'> {
  readonly guard: Guard;
}

const EVEN_REVOKED = { config: { access: { kind: 'token', evenRevoked: true } } } as const;

/** Bytes of such pictures in memory at once: far less than of those that come the usual way, and three of the largest. */
const INCOMING_BYTES = 3 * MEDIA_REQUEST_BYTES;

/** Pictures of devices that may not send them the usual way any more: see shared/ipc/station-api.ts. */
export function mediaDepositRoutes(app: FastifyInstance, options: MediaDepositRoutesOptions): void {
  const { hub, keptMedia, log, now, guard } = options;
  let incoming = 0;

  app.addContentTypeParser('multipart/related', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));

  app.addHook('onRequest', async (request, reply) => {
    const length = Number(request.headers['content-length']);
    if (!Number.isSafeInteger(length) || length < 1) throw malformed('a picture says how long it is');
    if (length > MEDIA_REQUEST_BYTES)
      throw new AppError('request.too-large', `a picture has at most ${MEDIA_REQUEST_BYTES} bytes`);
    if (incoming + length > INCOMING_BYTES) throw new Refusal(503, 'hub.busy', 'too many pictures at once');
    incoming += length;
    reply.raw.once('close', () => (incoming -= length));
  });

  app.put(paths.mediaDeposit, { ...EVEN_REVOKED, bodyLimit: MEDIA_REQUEST_BYTES }, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { asker } = guard.held(request);
    if (asker.kind === 'replicator') throw new AppError('access.denied', 'hubs lay no pictures down');
    const id = parseInput(documentIdSchema, (request.params as { id: string }).id, 'id');
    const identity = parseMediaId(id);
    const owner = identity && ownerOfMedia(identity.database);
    if (!identity || owner === null || !hub.database(owner ?? ''))
      throw new AppError('request.not-found', 'no pictures are kept there');
    const boundary = boundaryOf(request.headers['content-type'] ?? '');
    const body = Buffer.isBuffer(request.body) ? request.body : null;
    const content =
      boundary !== null &&
      body &&
      readMultipart(new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.length), boundary);
    if (!content) throw malformed('not a document with its attachments (multipart/related)');
    await keptMedia.take(asker.device, checkMedia(content, { database: identity.database, id }, now()));
    log.info('media.deposited', { device: asker.device, bytes: body?.length ?? 0 });
    void reply.header('cache-control', 'no-store');
    return reply.code(201).send({ ok: true, id });
  });
}
