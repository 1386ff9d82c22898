import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { modelPaths } from '#shared/ipc/model-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';

const SIGNED_IN = { config: { access: { kind: 'token' } } } as const;

/** The digest in the address that the list gives out: what is had under it never changes. */
const fileQuerySchema = z.strictObject({ v: z.string().regex(/^[0-9a-f]{64}$/) });

/** The site's model for photos: see shared/ipc/model-api.ts. */
export function modelRoutes(app: FastifyInstance, { models }: Pick<GatewayDeps, 'models'>): void {
  app.get(modelPaths.models, SIGNED_IN, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    void reply.header('cache-control', 'no-store');
    return models.list();
  });

  app.get(modelPaths.file, SIGNED_IN, async (request, reply): Promise<FastifyReply> => {
    const { v } = parseInput(fileQuerySchema, request.query, 'query');
    // A name is only ever held against the one that the list gives out: no other path can be asked for.
    const file = await models.open((request.params as { readonly name: string }).name);
    if (!file || file.sha256 !== v) throw new AppError('request.not-found', 'no such model');
    void reply
      .header('etag', `"${file.sha256}"`)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('content-length', file.bytes)
      .type('application/octet-stream');
    return reply.send(file.read());
  });
}
