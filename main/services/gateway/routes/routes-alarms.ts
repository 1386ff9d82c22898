import type { FastifyInstance } from 'fastify';
import { alarmPaths, rehearseSchema } from '#shared/ipc/alarm-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';

/** Whoever may change the table of what is watched for. */
const TO_SET = { config: { access: { kind: 'record', action: 'edit', type: 'rule-table' } } } as const;

/** Rules of alarms before they are switched on: see shared/ipc/alarm-api.ts. */
export function alarmRoutes(app: FastifyInstance, { alarms }: Pick<GatewayDeps, 'alarms'>): void {
  app.post(alarmPaths.rehearse, TO_SET, (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    void reply.header('cache-control', 'no-store');
    return alarms.rehearse(parseInput(rehearseSchema, request.body, 'body').line);
  });
}
