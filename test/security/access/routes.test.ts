import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answersCalls,
  decidesUnsent,
  handlesMatters,
  may,
  mayWrite,
  seesHost,
  setsHall,
  setsMessages,
  setsUpstream,
  worksAtCounter,
} from '#shared/domain/access/access';
import { mayShowPosition, seesPositions } from '#shared/domain/positions/positions';
import { adminPaths } from '#shared/ipc/admin-api';
import { sensorPaths } from '#shared/ipc/sensor-api';
import { paths } from '#shared/ipc/station-api';
import { upstreamPaths } from '#shared/ipc/upstream-api';
import { ownerOfMedia } from '#shared/media/names';
import { parseDatabaseName } from '#shared/schema/ids';
import { placeOf } from '#sync-server/access/hub-access';
import { guardRoutes, type DeclaredRoute, type RouteAccess } from '#main/services/gateway/routes/route-access';
import { uid } from '#test/support/builders';
import { testSessions } from '#test/support/sessions';
import { DATABASES, openMatrixStation, type Asker, type MatrixStation } from './askers';

/** What belongs to the hall and its counters. */
const OF_THE_HALL = /^\/api\/(?:queue|bookings|calls|platforms|printers|print|scans)(?:\/|$)/;

/** Every route the gateway has, as fastify knows it, against everybody who may ask. */

let station: MatrixStation;
beforeAll(async () => {
  station = await openMatrixStation();
});
afterAll(() => station.stop());

/** The kind of database in which the types that routes ask about live. */
const HOME: Readonly<Record<string, string>> = {
  person: 'grid',
  sensor: 'grid',
  grid: 'commons',
  'rule-table': 'commons',
};

/** Databases of pictures: of records that some of them open, and two that there are not. */
const MEDIA = ['media-grid-qinghe-1', 'media-grid-qinghe-2', 'media-desk-qinghe', 'media-commons-qinghe', 'media-x'];

/** What comes back from the door itself; anything else was said by whoever stands behind it. */
const DOOR_CODES = ['auth.invalid', 'auth.expired', 'auth.device-revoked', 'auth.must-change', 'access.denied'];

/** `open`, or the code that the door should refuse with. */
function expected(asker: Asker, { access }: DeclaredRoute, db: string): string {
  if (access.kind === 'anybody') return 'open';
  if (asker.trouble === 'auth.device-revoked') {
    const isOpen = access.kind === 'revoked' || (access.kind === 'token' && access.evenRevoked === true);
    return isOpen ? 'open' : asker.trouble;
  }
  if (access.kind === 'revoked') return 'auth.invalid';
  if (asker.trouble === 'auth.must-change')
    return access.kind === 'token' && access.evenMustChange ? 'open' : asker.trouble;
  return asker.trouble ?? (grants(asker, access, db) ? 'open' : 'access.denied');
}

function grants({ access }: Asker, wanted: RouteAccess, db: string): boolean {
  switch (wanted.kind) {
    case 'function':
      return access.functions.includes(wanted.name);
    case 'record':
      return access.places.some(
        (place) => place.kind === HOME[wanted.type] && may(access, wanted.action, wanted.type, place),
      );
    case 'host-state':
      return seesHost(access);
    case 'unsent':
      return decidesUnsent(access);
    case 'upstream':
      return setsUpstream(access);
    case 'messages':
      return setsMessages(access);
    case 'matters':
      return handlesMatters(access);
    case 'counter':
      return worksAtCounter(access);
    case 'hall':
      return setsHall(access);
    case 'calls':
      return answersCalls(access);
    case 'positions':
      return seesPositions(access);
    case 'own-position':
      return mayShowPosition(access);
    case 'database': {
      // Pictures are for those who have the records.
      const identity = parseDatabaseName((wanted.evenMedia ? ownerOfMedia(db) : null) ?? db);
      const place = identity?.station === 'qinghe' ? placeOf(identity) : null;
      const open = access.places.find(
        ({ kind, gridNumber }) => kind === place?.kind && gridNumber === place.gridNumber,
      );
      if (!open || wanted.right === 'replicate') return false;
      return wanted.right === 'read' || mayWrite(open);
    }
    default:
      return true;
  }
}

/** Asks with an empty body, which no handler acts upon, and says what the door did. */
async function ask(asker: Asker, { method, url }: DeclaredRoute, db: string): Promise<string> {
  const path = url
    .replace(':db', db)
    .replace(':uid', uid(1))
    .replace(':kind', 'rating')
    .replace(':attachment', 'full')
    .replace(':id', url.startsWith('/hub') ? 'person~qinghe-1~none' : uid(1));
  const abort = new AbortController();
  const answer = await fetch(station.origin + path, {
    method,
    headers: asker.token === null ? {} : { authorization: `Bearer ${asker.token}` },
    signal: abort.signal,
  });
  const isStream = answer.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const text = isStream || method === 'HEAD' ? '' : await answer.text();
  abort.abort();
  if (method === 'HEAD') return answer.ok || answer.status === 404 ? 'open' : `HEAD ${answer.status}`;
  const code = /"code":"([a-z.-]+)"/.exec(text)?.[1] ?? '';
  // Sign-in and the like refuse with these codes too, but only what is signed in.
  return DOOR_CODES.includes(code) ? code : 'open';
}

const HEAD_STATUS: Readonly<Record<string, number>> = {
  'auth.invalid': 401,
  'auth.expired': 401,
  'auth.device-revoked': 403,
  'auth.must-change': 403,
  'access.denied': 403,
};

describe('every route', () => {
  it('lets through whom the access table lets through, and refuses everybody else with the right word', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const route of station.gateway.routes) {
      for (const db of route.url.includes(':db') ? [...DATABASES, 'grid-qinghe-9', 'grid-other-1', ...MEDIA] : ['']) {
        for (const asker of station.askers) {
          const wanted = expected(asker, route, db);
          const told = await ask(asker, route, db);
          const isRight =
            route.method === 'HEAD' && wanted !== 'open' ? told === `HEAD ${HEAD_STATUS[wanted]}` : told === wanted;
          asked += 1;
          if (!isRight) wrong.push(`${asker.name}: ${route.method} ${route.url} ${db}: ${told} instead of ${wanted}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(2000);
  });

  it('that anybody may use is one of six that hold nothing personal', () => {
    const open = station.gateway.routes.filter(({ access }) => access.kind === 'anybody');
    expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(
      [
        `GET ${paths.health}`,
        `GET ${paths.practice}`,
        `POST ${paths.training}`,
        `GET ${paths.localDoors}`,
        `POST ${paths.practiceTerminal}`,
        `POST ${paths.session}`,
      ].sort(),
    );
  });

  it('of administration asks for the function that its contract names', () => {
    const named = station.gateway.routes.flatMap(({ method, url, access }) =>
      access.kind === 'function' ? [`${method} ${url} ${access.name}`] : [],
    );
    expect(named.sort()).toEqual(
      [
        `GET ${adminPaths.staff} staff`,
        `POST ${adminPaths.staff} staff`,
        `PATCH ${adminPaths.staffMember} staff`,
        `POST ${adminPaths.staffPassphrase} staff`,
        `GET ${adminPaths.devices} devices`,
        `PATCH ${adminPaths.device} devices`,
        `POST ${adminPaths.keyRotation} keys`,
        `GET ${adminPaths.audit} audit`,
      ].sort(),
    );
  });

  it('about the machine asks for whom its contract names: grids are the manager’s, the host’s state is for IT too', () => {
    const of = (url: string, method: string) =>
      station.gateway.routes.find((route) => route.url === url && route.method === method)?.access;
    expect(of(adminPaths.grids, 'POST')).toEqual({ kind: 'record', action: 'create', type: 'grid' });
    expect(of(adminPaths.host, 'GET')).toEqual({ kind: 'host-state' });
    const open = (route: DeclaredRoute | undefined) =>
      station.askers.flatMap((each) => (route && expected(each, route, '') === 'open' ? [each.name] : []));
    const route = (url: string) => station.gateway.routes.find((each) => each.url === url);
    expect(open(route(adminPaths.grids))).toEqual(['manager']);
    expect(open(route(adminPaths.host))).toEqual(['manager', 'duty-lead', 'it']);
    expect(open(route(upstreamPaths.trial))).toEqual(['manager', 'it']);
    expect(of(upstreamPaths.upstream, 'GET')).toEqual({ kind: 'host-state' });
    expect(of(upstreamPaths.upstream, 'PATCH')).toEqual({ kind: 'upstream' });
  });

  it('about records that were not written asks for those who lead the station, and no function opens it to others', () => {
    const kept = station.gateway.routes.filter(({ access }) => access.kind === 'unsent');
    expect(kept.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(
      [`GET ${adminPaths.kept}`, `POST ${adminPaths.keptExport}`, `POST ${adminPaths.keptDelivery}`].sort(),
    );
    for (const route of kept)
      expect(station.askers.flatMap((each) => (expected(each, route, '') === 'open' ? [each.name] : []))).toEqual([
        'manager',
        'duty-lead',
      ]);
  });

  it('about what was sent to departments is open to their handlers alone', () => {
    const matters = station.gateway.routes.filter(({ url }) => url.startsWith('/api/matters'));
    expect(matters.map(({ method, access }) => `${method} ${access.kind}`).sort()).toEqual(
      ['GET', 'GET', 'GET', 'POST', 'POST'].map((method) => `${method} matters`),
    );
    for (const route of matters)
      expect(station.askers.flatMap((each) => (expected(each, route, '') === 'open' ? [each.name] : []))).toEqual([
        'department-handler',
      ]);
  });

  it('about devices at home is for whoever pairs them, and the way in for whoever sets where data goes', () => {
    const open = (url: string) => {
      const route = station.gateway.routes.find((each) => each.url === url && each.method === 'POST');
      if (!route) throw new Error(`no route ${url}`);
      return [...new Set(station.askers.flatMap((each) => (expected(each, route, '') === 'open' ? [each.name] : [])))];
    };
    const pairing = ['manager', 'duty-lead', 'grid-worker', 'grid-worker with health'];
    expect(open(sensorPaths.credential)).toEqual(pairing);
    expect(open(sensorPaths.revocation)).toEqual(pairing);
    for (const url of [sensorPaths.broker, sensorPaths.brokerTrial]) expect(open(url)).toEqual(['manager', 'it']);
  });

  it('of the hall’s line is for whoever works at a counter, and its settings for whoever leads a shift', () => {
    const open = (kind: string) => {
      const routes = station.gateway.routes.filter(({ access }) => access.kind === kind);
      expect(
        routes.map(({ url }) => OF_THE_HALL.test(url)),
        kind,
      ).not.toContain(false);
      return routes.map((route) =>
        station.askers.flatMap((each) => (expected(each, route, '') === 'open' ? [each.name] : [])).join(),
      );
    };
    expect(new Set(open('counter'))).toEqual(new Set(['manager,duty-lead,clerk']));
    expect(new Set(open('hall'))).toEqual(new Set(['manager,duty-lead']));
  });

  it('of calls from the hall is for whoever may answer one', () => {
    const routes = station.gateway.routes.filter(({ access }) => access.kind === 'calls');
    expect(routes.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      'GET /api/calls/stream',
      'POST /api/calls/commands',
    ]);
    const opened = (route: (typeof routes)[number]) =>
      station.askers.flatMap((each) => (expected(each, route, '') === 'open' ? [each.name] : []));
    for (const route of routes) expect(opened(route)).toEqual(['manager', 'duty-lead', 'clerk']);
    // Who answered how fast is for whoever leads, and not for colleagues.
    const log = station.gateway.routes.find(({ url }) => url === '/api/calls/log');
    expect(log && opened(log)).toEqual(['manager', 'duty-lead']);
  });

  it('under the hub asks for the database in its address', () => {
    const hub = station.gateway.routes.filter(({ url }) => url.startsWith('/hub/:db'));
    expect(hub.length).toBeGreaterThan(15);
    for (const { url, access } of hub) expect(access.kind, url).toBe('database');
    const write = hub.filter(({ access }) => access.kind === 'database' && access.right === 'write');
    expect(write.map(({ url }) => url)).toEqual(['/hub/:db/_bulk_docs', '/hub/:db/:id']);
    const even = hub.filter(({ access }) => access.kind === 'database' && access.evenMedia);
    expect(even.map(({ method, url }) => `${method} ${url}`).sort()).toEqual([
      'GET /hub/:db/:id',
      'GET /hub/:db/:id/:attachment',
      'HEAD /hub/:db/:id/:attachment',
      'PUT /hub/:db/:id',
    ]);
  });
});

describe('a listener with a route that does not say who may use it', () => {
  it('does not start', async () => {
    const app = Fastify();
    guardRoutes(app, testSessions(), true);
    app.get('/api/new', () => 'everything');
    await expect(app.ready()).rejects.toThrow('GET /api/new');
  });
});

describe('a grid worker’s credential', () => {
  it('opens no route of any other grid', async () => {
    const worker = station.asker('grid-worker with health');
    for (const route of station.gateway.routes.filter(({ url, method }) => url.includes(':db') && method !== 'HEAD')) {
      for (const db of ['grid-qinghe-2', 'grid-qinghe-9', 'desk-qinghe', 'queue-qinghe'])
        expect(await ask(worker, route, db), `${route.method} ${route.url} ${db}`).toBe('access.denied');
    }
  });

  it('brings the keys of the own grid alone', () => {
    const scopes = new Set(station.asker('grid-worker with health').session?.keys.map(({ scope }) => scope));
    expect([...scopes]).toEqual(['qinghe-1']);
  });

  it('without health brings no key that others’ health answers are sealed with', () => {
    const keysOf = (name: string) => station.asker(name).session?.keys ?? [];
    const classKeys = keysOf('manager').filter(({ class: name }) => name === 'health' || name === 'child');
    expect(classKeys.length).toBeGreaterThan(0);
    const held = new Set(keysOf('grid-worker').map(({ key }) => key));
    for (const { kid, key } of classKeys) expect(held.has(key), kid).toBe(false);
    expect(keysOf('grid-worker with health').map(({ kid }) => kid)).toContain('qinghe-1.health.1');
  });
});
