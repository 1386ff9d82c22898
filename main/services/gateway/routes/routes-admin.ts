import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import {
  addGridSchema,
  adminPaths,
  AUDIT_KINDS,
  changeDeviceSchema,
  changeStaffSchema,
  createStaffSchema,
  keptIdsSchema,
  matchSchema,
  rotateKeysSchema,
  type DeviceView,
} from '#shared/ipc/admin-api';
import { uidSchema } from '#shared/schema/envelope';
import { databaseName, parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import type { StaffFunction } from '#shared/schema/types/place';
import { gridScope } from '#sync-server/access/hub-access';
import type { Allowances } from '../../allowance';
import type { Caller, DeviceEntry } from '../../ports';
import type { GatewayDeps } from '../gateway-types';
import { malformed } from '../refusals';
import { deliverKept, exportKept, keptViews } from '../unsent/kept-rows';
import { noBodySchema, noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';
import { valueOf } from './routes-api';

interface AdminRoutesOptions extends GatewayDeps {
  readonly guard: Guard;
  /** One for all listeners. */
  readonly allowances: Allowances;
}

const withFunction = (name: StaffFunction) => ({ config: { access: { kind: 'function', name } } }) as const;
const STAFF = withFunction('staff');
const DEVICES = withFunction('devices');
const ADDS_GRIDS = { config: { access: { kind: 'record', action: 'create', type: 'grid' } } } as const;
const READS_HOST = { config: { access: { kind: 'host-state' } } } as const;
const DECIDES_UNSENT = { config: { access: { kind: 'unsent' } } } as const;
const EDITS_PEOPLE = { config: { access: { kind: 'record', action: 'edit', type: 'person' } } } as const;

/** A clerk looks a handful of people up in a row; who tries out numbers is slowed to one in ten seconds. */
const MATCHES = { burst: 20, refillMs: 10_000 } as const;

const AUDIT_PAGE = 200;
const auditQuerySchema = z.strictObject({
  before: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform((text) => Math.min(Number(text), AUDIT_PAGE))
    .default(100),
  kind: z.enum(AUDIT_KINDS).optional(),
  by: uidSchema.optional(),
  subject: z.string().min(1).max(160).optional(),
});

/** What only some may ask of the station: see shared/ipc/admin-api.ts. */
export function adminRoutes(app: FastifyInstance, options: AdminRoutesOptions): void {
  const { guard, audit } = options;
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  staffRoutes(app, options);
  deviceRoutes(app, options);
  keyRoutes(app, options);
  matchRoute(app, options);
  machineRoutes(app, options);
  keptRoutes(app, options);

  app.get(adminPaths.audit, withFunction('audit'), (request) => {
    guard.caller(request);
    const { before, limit, kind, by, subject } = parseInput(auditQuerySchema, request.query, 'query');
    const filters = { ...(kind && { kind }), ...(by && { by }), ...(subject && { subject }) };
    return audit.page({ limit, ...(before === undefined ? {} : { before }), ...filters });
  });
}

const uidIn = (request: FastifyRequest, name: 'uid' | 'id'): string =>
  parseInput(uidSchema, (request.params as Readonly<Record<string, string>>)[name], name);

function staffRoutes(app: FastifyInstance, { guard, staff }: AdminRoutesOptions): void {
  app.get(adminPaths.staff, STAFF, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return { staff: staff.list() };
  });
  app.post(adminPaths.staff, STAFF, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const wanted = parseInput(createStaffSchema, request.body, 'body');
    return reply.code(201).send(valueOf(await staff.create(guard.caller(request).staff, wanted)));
  });
  app.patch(adminPaths.staffMember, STAFF, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const change = parseInput(changeStaffSchema, request.body, 'body');
    return valueOf(await staff.change(guard.caller(request).staff, uidIn(request, 'uid'), change));
  });
  app.post(adminPaths.staffPassphrase, STAFF, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    parseInput(noBodySchema, request.body, 'body');
    return valueOf(await staff.resetPassphrase(guard.caller(request).staff, uidIn(request, 'uid')));
  });
}

function deviceRoutes(app: FastifyInstance, { guard, devices, keptParcels, keptMedia }: AdminRoutesOptions): void {
  const viewOf = (device: DeviceEntry): DeviceView => ({
    ...device,
    keptRows: keptParcels.countOf(device.id),
    keptMedia: keptMedia.countOf(device.id),
  });

  app.get(adminPaths.devices, DEVICES, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return { devices: devices.list().map(viewOf) };
  });
  app.patch(adminPaths.device, DEVICES, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const change = parseInput(changeDeviceSchema, request.body, 'body');
    return viewOf(valueOf(await devices.change(guard.caller(request).staff, uidIn(request, 'id'), change)));
  });
}

function keyRoutes(app: FastifyInstance, { guard, hub, sessions, dataKeys, audit }: AdminRoutesOptions): void {
  app.post(adminPaths.keyRotation, withFunction('keys'), async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { gridNumbers, classes } = parseInput(rotateKeysSchema, request.body, 'body');
    const station = sessions.station().id;
    const grids = [...new Set(gridNumbers)];
    if (grids.some((number) => !hub.database(databaseName('grid', station, number)))) throw malformed('gridNumbers');
    const names = [...new Set(classes)];
    const places = grids.flatMap((number) => names.map((name) => ({ scope: gridScope(station, number), class: name })));
    const kids = await dataKeys.rotate(places);
    const { staff } = guard.caller(request);
    for (const number of grids) {
      const subject = gridScope(station, number);
      await audit.append({ kind: 'keys-rotated', by: staff, subject, detail: names.join(' ') });
    }
    sessions.announceChange();
    return { kids };
  });
}

/** What the machine does for the station: a new grid, and how it is itself. */
function machineRoutes(app: FastifyInstance, { guard, grids, hostState }: AdminRoutesOptions): void {
  app.post(adminPaths.grids, ADDS_GRIDS, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { name } = parseInput(addGridSchema, request.body, 'body');
    return reply.code(201).send({ number: valueOf(await grids.add(guard.caller(request).staff, name)) });
  });
  app.get(adminPaths.host, READS_HOST, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return hostState();
  });
}

/** What the host took in and did not write. */
function keptRoutes(app: FastifyInstance, options: AdminRoutesOptions): void {
  const { guard } = options;
  const idsIn = (request: FastifyRequest): readonly string[] => {
    parseInput(noQuerySchema, request.query, 'query');
    return parseInput(keptIdsSchema, request.body, 'body').ids;
  };
  app.get(adminPaths.kept, DECIDES_UNSENT, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return { kept: await keptViews(options) };
  });
  app.post(adminPaths.keptExport, DECIDES_UNSENT, async (request) => ({
    records: await exportKept(idsIn(request), guard.caller(request), options),
  }));
  app.post(adminPaths.keptDelivery, DECIDES_UNSENT, async (request) => ({
    answers: await deliverKept(idsIn(request), guard.caller(request), options),
  }));
}

function matchRoute(app: FastifyInstance, options: AdminRoutesOptions): void {
  const { guard, sessions, matching, audit, allowances, now } = options;
  app.post(adminPaths.match, EDITS_PEOPLE, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { kind, value } = parseInput(matchSchema, request.body, 'body');
    const caller = guard.caller(request);
    const taken = allowances.take([{ key: `match ${caller.staff}`, allowance: MATCHES }], now());
    if (!taken.allowed) {
      const { retryAfterMs } = taken;
      throw new AppError('request.rate-limited', 'too many look-ups', { retry: true, details: { retryAfterMs } });
    }
    const found = await matching.find(kind, value);
    const ids = found.filter((id) => mayOpen(caller, id, sessions.station().id));
    await audit.append({ kind: 'match', by: caller.staff, subject: null, detail: `${kind} ${ids.length}` });
    return { ids };
  });
}

/** Whether the record lies in a grid that the caller may open. */
function mayOpen({ databases }: Caller, id: string, station: string): boolean {
  const name = `grid-${parseDocumentId(id)?.scope ?? ''}`;
  return parseDatabaseName(name)?.station === station && databases.has(name);
}
