import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { EPOCH_HEADER, paths } from '#shared/ipc/station-api';
import { MEDIA_PARTS, MEDIA_REQUEST_BYTES } from '#shared/media/document';
import { boundaryOf, readMultipart } from '#shared/media/multipart';
import { ownerOfMedia } from '#shared/media/names';
import { signingKeySchema } from '#shared/media/signature';
import type { GatewayDeps } from '../gateway-types';
import type { HubDatabasePort } from '../hub-port';
import { malformed, Refusal } from '../refusals';
import { checkMedia } from '../rows/media-checks';
import { createTakeSigningKey } from '../rows/signing-keys';
import { documentIdSchema, noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

interface MediaRoutesOptions extends Pick<GatewayDeps, 'hub' | 'sessions' | 'now'> {
  readonly guard: Guard;
}

const READ = { config: { access: { kind: 'database', right: 'read', evenMedia: true } } } as const;
const WRITE = { config: { access: { kind: 'database', right: 'write', evenMedia: true } } } as const;

const SIGNED_IN = { config: { access: { kind: 'token' } } } as const;

const PICTURE = '/hub/:db/:id';

/** Bytes of pictures that the host holds in memory at once; a picture lies there whole until it is on disk. */
const INCOMING_BYTES = 64 * 1024 * 1024;

/**
 * Pictures, in CouchDB's form: a document comes with its attachments in one body and is there whole or not at all; each attachment can
 * be had alone. There is no feed of pictures for devices: they ask for the one that somebody looks at.
 */
export function mediaRoutes(app: FastifyInstance, options: MediaRoutesOptions): void {
  const { hub, now, guard } = options;
  const takeSigningKey = createTakeSigningKey(options);
  let incoming = 0;

  app.addContentTypeParser('multipart/related', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));

  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url !== PICTURE || request.method !== 'PUT') return;
    const length = Number(request.headers['content-length']);
    if (!Number.isSafeInteger(length) || length < 1) throw malformed('a picture says how long it is');
    if (length > MEDIA_REQUEST_BYTES)
      throw new AppError(
        'request.too-large',
        `a picture has at most ${MEDIA_REQUEST_BYTES} bytes with all that is beside`,
      );
    if (incoming + length > INCOMING_BYTES) throw new Refusal(503, 'hub.busy', 'too many pictures at once');
    incoming += length;
    reply.raw.once('close', () => (incoming -= length));
  });

  app.put(PICTURE, { ...WRITE, bodyLimit: MEDIA_REQUEST_BYTES }, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { db: database, id } = addressOf(request);
    const boundary = boundaryOf(request.headers['content-type'] ?? '');
    const content =
      boundary !== null && Buffer.isBuffer(request.body) && readMultipart(bytesOf(request.body), boundary);
    if (!content) throw malformed('not a document with its attachments (multipart/related)');
    const whole = checkMedia(content, { database, id }, now());
    // Made with the first picture: most stations have grids without any.
    const target = await hub.create(database);
    const written = await target.putWhole(whole);
    if (!('rev' in written))
      throw written.kind === 'conflict'
        ? new AppError('row.conflict', 'another picture has this name')
        : malformed('not a document');
    void reply.header(EPOCH_HEADER, target.position().epoch);
    return reply.code(201).send({ ok: true, id, rev: written.rev });
  });

  app.route({
    method: ['GET', 'HEAD'],
    url: '/hub/:db/:id/:attachment',
    ...READ,
    handler: async (request, reply) => {
      parseInput(noQuerySchema, request.query, 'query');
      const { db: database, id, attachment: name } = addressOf(request);
      const target = held(database);
      // Also where the picture is not: a device sees by it that the hub was set back.
      if (target) void reply.header(EPOCH_HEADER, target.position().epoch);
      const found = await target?.attachment(id, name);
      if (!found) throw new AppError('request.not-found', 'Document is missing attachment');
      void reply
        .type(found.contentType)
        .header('etag', `"${found.digest.replace(/^md5-/, '')}"`)
        .header('cache-control', 'no-store')
        .header('content-length', found.bytes.length);
      return reply.send(
        request.method === 'HEAD' ? '' : Buffer.from(found.bytes.buffer, found.bytes.byteOffset, found.bytes.length),
      );
    },
  });

  app.put(paths.signingKey, SIGNED_IN, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    await takeSigningKey(parseInput(signingKeySchema, request.body, 'body'), guard.caller(request));
    return reply.code(204).send();
  });

  const held = (database: string): HubDatabasePort | null => hub.database(database);

  /** Throws `request.not-found` for anything but a picture in the media database of a hub database that is there. */
  function addressOf(request: FastifyRequest) {
    const { db, id, attachment = 'full' } = request.params as { db: string; id: string; attachment?: string };
    const owner = ownerOfMedia(db);
    if (owner === null || !hub.database(owner)) throw new AppError('request.not-found', 'no pictures are kept there');
    parseInput(documentIdSchema, id, 'id');
    if (!MEDIA_PARTS.some((part) => part === attachment)) throw new AppError('request.not-found', 'no such attachment');
    return { db, id, attachment };
  }
}

const bytesOf = (body: Buffer): Uint8Array<ArrayBuffer> =>
  new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.length);
