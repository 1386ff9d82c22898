import type { FastifyInstance } from 'fastify';
import { makeCredentialSchema, revokeCredentialSchema, sensorPaths, setBrokerSchema } from '#shared/ipc/sensor-api';
import { uidSchema } from '#shared/schema/envelope';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';
import { valueOf } from './routes-api';

interface SensorRoutesOptions extends Pick<GatewayDeps, 'sensors'> {
  readonly guard: Guard;
}

const PAIRS = { config: { access: { kind: 'record', action: 'create', type: 'sensor' } } } as const;
const READS = { config: { access: { kind: 'record', action: 'read', type: 'sensor' } } } as const;
const SETS = { config: { access: { kind: 'upstream' } } } as const;

/** Devices at home as the host knows them: see shared/ipc/sensor-api.ts. */
export function sensorRoutes(app: FastifyInstance, { guard, sensors }: SensorRoutesOptions): void {
  // A new password is in one of the answers, and what homes said in another.
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  app.addHook('preHandler', async (request) => void parseInput(noQuerySchema, request.query, 'query'));

  app.get(sensorPaths.sensors, PAIRS, (request) => sensors.view(guard.caller(request)));
  app.post(sensorPaths.credential, PAIRS, async (request) => {
    const wanted = parseInput(makeCredentialSchema, request.body, 'body');
    return valueOf(await sensors.makeCredential(guard.caller(request), wanted));
  });
  app.post(sensorPaths.revocation, PAIRS, async (request) => {
    const { name } = parseInput(revokeCredentialSchema, request.body, 'body');
    return valueOf(await sensors.revokeCredential(guard.caller(request), name));
  });

  app.get(sensorPaths.broker, SETS, () => sensors.broker());
  app.post(sensorPaths.broker, SETS, async (request) => {
    const wanted = parseInput(setBrokerSchema, request.body, 'body');
    return valueOf(await sensors.setBroker(guard.caller(request).staff, wanted));
  });
  app.post(sensorPaths.brokerTrial, SETS, async (request) =>
    valueOf(await sensors.tryBroker(parseInput(setBrokerSchema, request.body, 'body'))),
  );

  app.get(sensorPaths.latest, READS, async (request) => {
    const { uid } = request.params as { readonly uid: string };
    return valueOf(await sensors.latest(guard.caller(request), parseInput(uidSchema, uid, 'uid')));
  });
}
