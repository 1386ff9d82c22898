import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import {
  changePassphraseSchema,
  depositSchema,
  discardSchema,
  parcelsSchema,
  paths,
  signInSchema,
  wipedSchema,
  type DepositList,
  type Health,
  type ParcelAnswers,
  type ResidentPages,
  type TrainingAnswer,
} from '#shared/ipc/station-api';
import { deliverParcels } from '../unsent/deliver-parcels';
import type { EventStreams } from '../event-streams';
import type { GatewayConfig, GatewayDeps } from '../gateway-types';
import { isLocalPage } from './local-page';
import { noBodySchema, noQuerySchema, parseInput } from './queries';
import { ANYBODY, type Guard } from './route-access';
import { depositsOf, takeDeposits } from '../unsent/take-deposits';
import { takeDiscards } from '../unsent/take-discards';

export interface ApiRoutesOptions extends GatewayDeps, Pick<GatewayConfig, 'training' | 'homeOrigin'> {
  readonly streams: EventStreams;
  readonly version: string;
  readonly guard: Guard;
  /** Whether this listener is the one of the loopback address. */
  readonly isLoopback: boolean;
}

const SIGNED_IN = { config: { access: { kind: 'token' } } } as const;
const EVEN_MUST_CHANGE = { config: { access: { kind: 'token', evenMustChange: true } } } as const;
const EVEN_REVOKED = { config: { access: { kind: 'token', evenRevoked: true } } } as const;
const REVOKED = { config: { access: { kind: 'revoked' } } } as const;

/** The station's own routes: see shared/ipc/station-api.ts. */
export function apiRoutes(app: FastifyInstance, options: ApiRoutesOptions): void {
  const { sessions, streams, now, version, guard, isLoopback, training, homeOrigin, residentsOrigin } = options;
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(paths.health, ANYBODY, (request): Health => {
    parseInput(noQuerySchema, request.query, 'query');
    const isHere = isLoopback && isLocalPage(request);
    return {
      ok: true,
      product: 'linli',
      version,
      station: sessions.station(),
      nowMs: now(),
      training: isHere && training !== undefined,
      homeOrigin: (isHere ? homeOrigin : undefined) ?? null,
    };
  });

  app.get(paths.practice, ANYBODY, (request) => {
    const practice = isLoopback && isLocalPage(request) ? sessions.practice() : null;
    if (!practice) throw new AppError('request.not-found', 'no such route');
    return practice;
  });

  app.post(paths.training, ANYBODY, async (request): Promise<TrainingAnswer> => {
    parseInput(noQuerySchema, request.query, 'query');
    parseInput(noBodySchema, request.body, 'body');
    if (!training || !isLoopback || !isLocalPage(request)) throw new AppError('request.not-found', 'no such route');
    return { origin: await training.open() };
  });

  app.post(paths.session, ANYBODY, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const signIn = parseInput(signInSchema, request.body, 'body');
    return valueOf(await sessions.signIn(signIn, { remoteAddress: request.ip, isLoopback }));
  });

  app.post(paths.sessionRenewal, EVEN_MUST_CHANGE, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    parseInput(noBodySchema, request.body, 'body');
    return valueOf(await sessions.renew(guard.caller(request)));
  });

  app.post(paths.passphrase, EVEN_MUST_CHANGE, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { current, next } = parseInput(changePassphraseSchema, request.body, 'body');
    return valueOf(await sessions.changePassphrase(guard.caller(request), current, next));
  });

  app.get(paths.events, SIGNED_IN, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    streams.open(reply, guard.caller(request), guard.held(request).token);
    return reply;
  });

  app.get(paths.residentPages, SIGNED_IN, (request): ResidentPages => {
    parseInput(noQuerySchema, request.query, 'query');
    return { origin: residentsOrigin() };
  });

  app.post(paths.parcels, EVEN_REVOKED, async (request): Promise<ParcelAnswers> => {
    parseInput(noQuerySchema, request.query, 'query');
    const { parcels } = parseInput(parcelsSchema, request.body, 'body');
    const { asker } = guard.held(request);
    if (asker.kind === 'replicator') throw new AppError('access.denied', 'hubs bring no parcels');
    return { answers: await deliverParcels(parcels, asker, options) };
  });

  app.post(paths.discards, SIGNED_IN, async (request): Promise<ParcelAnswers> => {
    parseInput(noQuerySchema, request.query, 'query');
    const discard = parseInput(discardSchema, request.body, 'body');
    return { answers: await takeDiscards(discard, guard.caller(request), request.ip, options) };
  });

  app.get(paths.deposits, SIGNED_IN, (request): DepositList => {
    parseInput(noQuerySchema, request.query, 'query');
    return depositsOf(guard.caller(request), options);
  });

  app.post(paths.deposits, SIGNED_IN, async (request): Promise<ParcelAnswers> => {
    parseInput(noQuerySchema, request.query, 'query');
    const { parcels, withdrawn } = parseInput(depositSchema, request.body, 'body');
    return { answers: await takeDeposits(parcels, withdrawn, guard.caller(request), options) };
  });

  app.post(paths.deviceWiped, REVOKED, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const said = parseInput(wipedSchema, request.body, 'body');
    const { asker } = guard.held(request);
    if (asker.kind === 'revoked') await sessions.confirmWipe(asker, said?.lost);
    return reply.code(204).send();
  });
}

/** The value of an outcome; what was refused is thrown, for the listener's error handler to answer. */
export function valueOf<T>(outcome: Result<T, AppError>): T {
  if (!outcome.ok) throw outcome.error;
  return outcome.value;
}
