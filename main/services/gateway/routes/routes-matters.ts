import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  departmentPhotoSchema,
  matterIdSchema,
  matterPaths,
  matterStepSchema,
  MATTER_PHOTO_BODY,
} from '#shared/ipc/matters-api';
import { MEDIA_PARTS } from '#shared/media/document';
import { AppError } from '#shared/errors/app-error';
import { uidSchema } from '#shared/schema/envelope';
import type { Handler } from '../../department-port';
import type { GatewayDeps } from '../gateway-types';
import { createTakeSigningKey } from '../rows/signing-keys';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

interface MatterRoutesOptions extends Pick<GatewayDeps, 'departments' | 'hub' | 'sessions' | 'now'> {
  readonly guard: Guard;
}

const MATTERS = { config: { access: { kind: 'matters' } } } as const;

/** What was sent to departments, for their handlers: see shared/ipc/matters-api.ts. */
export function matterRoutes(app: FastifyInstance, options: MatterRoutesOptions): void {
  const { departments, guard } = options;
  const takeSigningKey = createTakeSigningKey(options);
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  const asked = (request: FastifyRequest): { readonly handler: Handler; readonly id: string } => {
    parseInput(noQuerySchema, request.query, 'query');
    const { id } = request.params as { readonly id: string };
    const { staff, device } = guard.caller(request);
    return { handler: { staff, device }, id: parseInput(matterIdSchema, id, 'id') };
  };

  app.get(matterPaths.matters, MATTERS, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { staff, device } = guard.caller(request);
    return { matters: await departments.list({ staff, device }) };
  });

  app.get(matterPaths.matter, MATTERS, (request) => {
    const { handler, id } = asked(request);
    return departments.matter(handler, id);
  });

  app.get(matterPaths.photo, MATTERS, async (request, reply) => {
    const { handler, id } = asked(request);
    const { photo, part: name } = request.params as { readonly photo: string; readonly part: string };
    const part = MEDIA_PARTS.find((each) => each === name);
    if (!part) throw new AppError('request.not-found', 'no such part of a picture');
    const { mime, bytes } = await departments.photo(handler, id, parseInput(uidSchema, photo, 'photo'), part);
    return reply.type(mime).send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  });

  app.post(matterPaths.photos, { ...MATTERS, bodyLimit: MATTER_PHOTO_BODY }, async (request, reply) => {
    const { handler, id } = asked(request);
    const photo = parseInput(departmentPhotoSchema, request.body, 'body');
    const kept = await departments.keepPhoto(handler, id, photo, (key) => takeSigningKey(key, handler));
    return reply.code(201).send(kept);
  });

  app.post(matterPaths.steps, MATTERS, (request) => {
    const { handler, id } = asked(request);
    return departments.take(handler, id, parseInput(matterStepSchema, request.body, 'body'));
  });
}
