import type { FastifyInstance } from 'fastify';
import {
  messagePaths,
  namedMessageSchema,
  namedSystemSchema,
  setMessagesSchema,
  setSmsSchema,
  setSystemSchema,
  smsTrialSchema,
} from '#shared/ipc/messages-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';
import { valueOf } from './routes-api';

interface MessageRoutesOptions extends Pick<GatewayDeps, 'messages'> {
  readonly guard: Guard;
}

const SETS = { config: { access: { kind: 'messages' } } } as const;

/** What the station sends to people and other systems: see shared/ipc/messages-api.ts. */
export function messageRoutes(app: FastifyInstance, { guard, messages }: MessageRoutesOptions): void {
  // A new secret is in some answers.
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  app.addHook('preValidation', async (request) => void parseInput(noQuerySchema, request.query, 'query'));

  app.get(messagePaths.messages, SETS, () => messages.view());

  app.patch(messagePaths.settings, SETS, async (request) => {
    const wanted = parseInput(setMessagesSchema, request.body, 'body');
    return valueOf(await messages.set(guard.caller(request).staff, wanted));
  });

  app.post(messagePaths.systems, SETS, async (request) => {
    const wanted = parseInput(setSystemSchema, request.body, 'body');
    return valueOf(await messages.setSystem(guard.caller(request).staff, wanted));
  });

  app.post(messagePaths.secret, SETS, async (request) => {
    const { name } = parseInput(namedSystemSchema, request.body, 'body');
    return valueOf(await messages.renewSecret(guard.caller(request).staff, name));
  });

  app.post(messagePaths.removal, SETS, async (request) => {
    const { name } = parseInput(namedSystemSchema, request.body, 'body');
    return valueOf(await messages.removeSystem(guard.caller(request).staff, name));
  });

  app.post(messagePaths.trial, SETS, async (request) => {
    const { name } = parseInput(namedSystemSchema, request.body, 'body');
    return valueOf(await messages.trySystem(name));
  });

  app.post(messagePaths.sms, SETS, async (request) => {
    const wanted = parseInput(setSmsSchema, request.body, 'body');
    return valueOf(await messages.setSms(guard.caller(request).staff, wanted));
  });

  app.post(messagePaths.smsTrial, SETS, async (request) => {
    const { to } = parseInput(smsTrialSchema, request.body, 'body');
    return valueOf(await messages.trySms(to));
  });

  app.post(messagePaths.again, SETS, async (request) => {
    const { id } = parseInput(namedMessageSchema, request.body, 'body');
    return valueOf(await messages.sendAgain(guard.caller(request).staff, id));
  });

  app.post(messagePaths.givingUp, SETS, async (request) => {
    const { id } = parseInput(namedMessageSchema, request.body, 'body');
    return valueOf(await messages.giveUp(guard.caller(request).staff, id));
  });
}
