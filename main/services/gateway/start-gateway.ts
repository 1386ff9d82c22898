import type { FastifyInstance } from 'fastify';
import type { Server as TlsServer } from 'node:tls';
import { AppError } from '#shared/errors/app-error';
import type { TerminalsView } from '#shared/ipc/terminal-api';
import { createAllowances, type Allowances } from '../allowance';
import { createCertificatePage } from './certificate-page';
import { createEventStreams, type EventStreams } from './event-streams';
import { createHallDoors } from './hall/hall-doors';
import { DEADLINES, type Deadlines, type Gateway, type GatewayConfig, type GatewayDeps } from './gateway-types';
import { createListener, listen, methodsByPath } from './listener';
import { OPEN311_PATH, open311Routes } from './open311/open311-routes';
import { isHubPath, sendError } from './refusals';
import { bookingRoutes } from './residents/booking-routes';
import { applyRoutes } from './residents/apply-routes';
import { reportRoutes } from './residents/report-routes';
import { ticketRoutes } from './residents/ticket-routes';
import { createResidentListener } from './residents/resident-listener';
import { guardRoutes, type Guard } from './routes/route-access';
import { adminRoutes } from './routes/routes-admin';
import { apiRoutes } from './routes/routes-api';
import { bookingStaffRoutes } from './routes/routes-bookings';
import { hubRoutes } from './routes/routes-hub';
import { incomingRoutes } from './routes/routes-incoming';
import { mapRoutes } from './routes/routes-maps';
import { modelRoutes } from './routes/routes-models';
import { matterRoutes } from './routes/routes-matters';
import { alarmRoutes } from './routes/routes-alarms';
import { deskCallRoutes } from './routes/routes-calls';
import { platformRoutes } from './routes/routes-platforms';
import { positionRoutes } from './routes/routes-positions';
import { localRoutes } from './routes/routes-local';
import { printingRoutes } from './routes/routes-printing';
import { scanRoutes } from './routes/routes-scans';
import { queueRoutes } from './routes/routes-queue';
import { reshapeRoutes } from './routes/routes-reshapes';
import { sensorRoutes } from './routes/routes-sensors';
import { leaveCodeRoutes } from './routes/routes-leave-code';
import { mediaRoutes } from './routes/routes-media';
import { mediaDepositRoutes } from './routes/routes-media-deposits';
import { messageRoutes } from './routes/routes-messages';
import { transferRoutes } from './routes/routes-transfers';
import { upstreamRoutes } from './routes/routes-upstream';
import { trackSockets, type Sockets } from './sockets';
import { createStateStreams, type StateStreams } from './state-streams';
import { isAppPage, sendAppPage, serveStaffFiles } from './static-files';

export type { Gateway, GatewayAddresses, GatewayConfig, GatewayDeps } from './gateway-types';
export type { HubDatabasePort, HubPort } from './hub-port';

/**
 * Opens the station's doors: HTTP on loopback, HTTPS for the LAN, and the certificate's page. Fails with
 * `host.port-busy`, having closed what was open already.
 */
export async function startGateway(config: GatewayConfig, deps: GatewayDeps): Promise<Gateway> {
  const deadlines: Deadlines = { ...DEADLINES, ...config.deadlines };
  const closing = new AbortController();
  const streams = createEventStreams({ ...deps, heartbeatMs: deadlines.heartbeat });
  const queueStreams = createStateStreams(() => deps.queue.view(), deadlines.heartbeat);
  const leaveQueue = deps.queue.onChange(() => queueStreams.changed());
  const padStreams = createStateStreams(() => deps.ticketRatings.pads(), deadlines.heartbeat);
  const leavePads = deps.ticketRatings.onChange(() => padStreams.changed());
  const leaveSessions = deps.sessions.onChange(() => queueStreams.recheck());
  let endHall = (): void => undefined;
  const started: { readonly app: FastifyInstance; readonly sockets: Sockets }[] = [];

  async function start(app: FastifyInstance, host: string, port: number): Promise<number> {
    const sockets = trackSockets(app);
    started.push({ app, sockets });
    return listen(app, host, port);
  }

  /** A door that only makes this machine's second screen easier: where another program has its port, the station starts without it. */
  async function startLocal(app: FastifyInstance, host: string, port: number): Promise<string | null> {
    try {
      return `http://${urlHost(host)}:${await start(app, host, port)}`;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'host.port-busy') throw error;
      deps.log.warn('hall.no-local-door', { port });
      return null;
    }
  }

  async function stop(): Promise<void> {
    closing.abort();
    streams.endAll();
    leaveQueue();
    leavePads();
    padStreams.endAll();
    leaveSessions();
    queueStreams.endAll();
    endHall();
    await Promise.all(
      started.map(async ({ app, sockets }) => {
        const closed = app.close();
        await sockets.drain();
        await closed;
      }),
    );
  }

  try {
    const { loopback, lan, certificatePage, residentPages = null, hallDoors = null } = config;
    const hostNames = new Set([
      'localhost',
      '127.0.0.1',
      '[::1]',
      ...(loopback.names ?? []).map((name) => name.toLowerCase()),
    ]);
    const common = { deadlines, log: deps.log };
    const [hall, told, local] = [noDoors(), noDoors(), noDoors()];
    const doors = () => told;
    const localDoors = () => local;
    const shared = {
      ...{ config, deps, streams, queueStreams, padStreams, doors, localDoors },
      closing: closing.signal,
      allowances: createAllowances(),
    };
    const { app: here, guard } = await withRoutes(createListener({ ...common, tls: null, hostNames }), {
      ...shared,
      isLoopback: true,
    });
    const loopbackPort = await start(here, loopback.host, loopback.port);
    const lanApp = lan && createListener({ ...common, tls: lan, hostNames: null });
    if (lanApp) await withRoutes(lanApp, { ...shared, isLoopback: false });
    const lanPort = lan && lanApp && (await start(lanApp, lan.host, lan.port));
    const page = certificatePage ? createCertificatePage(certificatePage, deps.log) : null;
    const pagePort = page && certificatePage ? await start(page, certificatePage.host, certificatePage.port) : null;

    const residentApp =
      residentPages &&
      createResidentListener({
        ...common,
        tls: residentPages,
        hostNames: null,
        proxies: residentPages.proxies,
        residents: deps.residents,
        allowances: createAllowances(),
        now: deps.now,
      });
    if (residentApp) {
      const outside = { ...deps, allowances: createAllowances() };
      void residentApp.register(async (scope) => reportRoutes(scope, outside));
      void residentApp.register(async (scope) => applyRoutes(scope, outside));
      void residentApp.register(async (scope) => ticketRoutes(scope, outside));
      void residentApp.register(async (scope) => bookingRoutes(scope, outside));
      void residentApp.register(async (scope) => open311Routes(scope, outside), { prefix: OPEN311_PATH });
    }
    const residentPort =
      residentPages && residentApp ? await start(residentApp, residentPages.host, residentPages.port) : null;

    const halls = hallDoors && createHallDoors(hallDoors, deps, { ...common, padStreams, loopbackNames: hostNames });
    if (halls) endHall = () => halls.stop();
    for (const { kind, app, port, isLocal } of halls?.doors ?? []) {
      if (isLocal) {
        local[kind] = await startLocal(app, loopback.host, port);
        continue;
      }
      const { host = '', name = null, tls = null } = hallDoors ?? {};
      const taken = await start(app, host, port);
      hall[kind] = `${tls ? 'https' : 'http'}://${urlHost(host)}:${taken}`;
      told[kind] = name === null ? hall[kind] : `https://${name}:${taken}`;
    }

    const addresses = {
      ...hall,
      ...{ localBoard: local.board, localKiosk: local.kiosk },
      loopback: `http://${urlHost(loopback.host)}:${loopbackPort}`,
      lan: lan && lanPort !== null ? `https://${urlHost(lan.host)}:${lanPort}` : null,
      certificatePage:
        certificatePage && pagePort !== null ? `http://${urlHost(certificatePage.host)}:${pagePort}` : null,
      residents:
        residentPages && residentPort !== null ? `https://${urlHost(residentPages.host)}:${residentPort}` : null,
    };
    deps.log.info('gateway.listening', {
      loopbackPort,
      staffPort: lanPort,
      certificatePort: pagePort,
      residentPort,
    });
    const secureHalls = hallDoors?.tls ? (halls?.doors ?? []).flatMap((door) => (door.isLocal ? [] : [door.app])) : [];
    return {
      addresses,
      routes: guard.routes(),
      stop,
      health: () => ({
        ok: !closing.signal.aborted,
        facts: { streams: streams.count() + queueStreams.count() + padStreams.count() },
      }),
      useCertificate: ({ key, cert }) => {
        for (const app of [lanApp, residentApp, ...secureHalls])
          (app?.server as TlsServer | undefined)?.setSecureContext({ key, cert });
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const noDoors = (): { board: string | null; kiosk: string | null } => ({ board: null, kiosk: null });

interface RouteContext {
  readonly config: GatewayConfig;
  readonly deps: GatewayDeps;
  readonly streams: EventStreams;
  readonly queueStreams: StateStreams;
  readonly padStreams: StateStreams;
  /** Where the hall's boards and kiosks come in. */
  readonly doors: () => TerminalsView['doors'];
  /** The same, of this machine alone. */
  readonly localDoors: () => TerminalsView['doors'];
  readonly closing: AbortSignal;
  readonly allowances: Allowances;
  readonly isLoopback: boolean;
}

async function withRoutes(
  app: FastifyInstance,
  context: RouteContext,
): Promise<{ readonly app: FastifyInstance; readonly guard: Guard }> {
  const { config, deps, streams, doors, localDoors, closing, allowances, isLoopback } = context;
  const { version } = config;
  const methodsOf = methodsByPath(app);
  const guard = guardRoutes(app, deps.sessions, isLoopback);
  await app.register(async (scope) => apiRoutes(scope, { ...deps, ...config, streams, guard, isLoopback }));
  await app.register(async (scope) => adminRoutes(scope, { ...deps, guard, allowances }));
  await app.register(async (scope) => transferRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => upstreamRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => messageRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => incomingRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => mapRoutes(scope, deps));
  await app.register(async (scope) => modelRoutes(scope, deps));
  await app.register(async (scope) => matterRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => reshapeRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => positionRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => alarmRoutes(scope, deps));
  await app.register(async (scope) => sensorRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) =>
    queueRoutes(scope, { ...deps, guard, streams: context.queueStreams, padStreams: context.padStreams, doors }),
  );
  await app.register(async (scope) => leaveCodeRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => deskCallRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => localRoutes(scope, { ...deps, localDoors, isLoopback }));
  await app.register(async (scope) => bookingStaffRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => platformRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => printingRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => scanRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => hubRoutes(scope, { ...deps, closing, version, guard }));
  await app.register(async (scope) => mediaRoutes(scope, { ...deps, guard }));
  await app.register(async (scope) => mediaDepositRoutes(scope, { ...deps, guard }));
  if (config.staffFolder !== null) await serveStaffFiles(app, config.staffFolder);

  app.setNotFoundHandler((request, reply) => {
    if (config.staffFolder !== null && isAppPage(request)) return sendAppPage(reply);
    const methods = methodsOf(request.url.split('?')[0] ?? '');
    if (methods.length > 0 && !methods.includes(request.method)) {
      void reply.header('allow', methods.join(', '));
      return sendError(new AppError('request.method', 'not with this method'), request, reply, deps.log);
    }
    const missing = new AppError('request.not-found', isHubPath(request.url) ? 'missing' : 'no such route');
    return sendError(missing, request, reply, deps.log);
  });
  return { app, guard };
}

/** An address as it stands in a URL. Listening on every interface, the loopback one answers too. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
