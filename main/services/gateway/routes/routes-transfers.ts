import type { FastifyInstance } from 'fastify';
import { mayTransfer } from '#shared/domain/transfers/transfers';
import { placementQuerySchema, startTransferSchema, transferPaths } from '#shared/ipc/transfer-api';
import { databaseName, parseDatabaseName } from '#shared/schema/ids';
import type { Caller } from '../../ports';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import { denied, type Guard } from './route-access';

interface TransferRoutesOptions extends GatewayDeps {
  readonly guard: Guard;
}

const EDITS_PEOPLE = { config: { access: { kind: 'record', action: 'edit', type: 'person' } } } as const;
const READS_PEOPLE = { config: { access: { kind: 'record', action: 'read', type: 'person' } } } as const;

/** Who goes to which grid: see shared/ipc/transfer-api.ts. */
export function transferRoutes(app: FastifyInstance, { guard, sessions, transfers }: TransferRoutesOptions): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.post(transferPaths.transfers, EDITS_PEOPLE, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const wanted = parseInput(startTransferSchema, request.body, 'body');
    const { staff, access } = guard.caller(request);
    if (wanted.from !== wanted.to && !mayTransfer(access, wanted.kind, wanted.from, wanted.to)) throw denied();
    const answer = await transfers.start(staff, wanted);
    return reply.code(answer.outcome === 'started' ? 201 : 200).send(answer);
  });

  app.get(transferPaths.transfers, EDITS_PEOPLE, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { databases } = guard.caller(request);
    const station = sessions.station().id;
    const mayOpen = (gridNumber: number) => databases.has(databaseName('grid', station, gridNumber));
    return { transfers: transfers.list().filter(({ from, to }) => mayOpen(from) || mayOpen(to)) };
  });

  app.get(transferPaths.placement, READS_PEOPLE, (request) => {
    const { type, uid } = parseInput(placementQuerySchema, request.query, 'query');
    return { movedTo: transfers.placementOf(type, uid, scopesOf(guard.caller(request))) };
  });
}

/** Scopes of the grids that somebody may open. */
const scopesOf = ({ databases }: Caller): readonly string[] =>
  [...databases.keys()].flatMap((name) => {
    const identity = parseDatabaseName(name);
    return identity?.kind === 'grid' ? [identity.scope] : [];
  });
