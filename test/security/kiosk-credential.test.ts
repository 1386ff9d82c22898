import { connect, type ClientHttp2Session } from 'node:http2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kioskPaths } from '#shared/ipc/kiosk-api';
import { mediaDatabase } from '#shared/media/names';
import { createRecord } from '#shared/sync/author';
import { DEADLINES } from '#main/services/gateway/gateway-types';
import { createHallDoors } from '#main/services/gateway/hall/hall-doors';
import { createStateStreams } from '#main/services/gateway/state-streams';
import { personFields, testReplica, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { lanCertificate } from '#test/integration/gateway/lan-certificate';
import { anApplication, anIncident, CANARY, kioskStation } from '#test/integration/self-service/kiosk-station';
import { MANAGER } from '#test/integration/dispatch/station';

type Kiosk = Awaited<ReturnType<typeof kioskStation>>;

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Ways into a kiosk's door that are for whoever has no credential yet, or not any more. */
const WITHOUT_CREDENTIAL = ['/api/hall/pairing', '/api/kiosk/leave'];

/** Every route of the kiosk's door, as fastify knows it. */
async function routesOfDoor({ gatewayDeps }: Kiosk): Promise<readonly Route[]> {
  const doors = createHallDoors(
    {
      ...{ host: '127.0.0.1', name: null, tls: null },
      ports: { board: 0, kiosk: 0 },
      folders: { board: null, kiosk: null, pad: null },
    },
    gatewayDeps,
    {
      ...{ deadlines: DEADLINES, log: recordedLog(), loopbackNames: new Set(['127.0.0.1']) },
      padStreams: createStateStreams(async () => null, 60_000),
    },
  );
  onTestFinished(async () => {
    doors.stop();
    for (const { app } of doors.doors) await app.close();
  });
  const app = doors.doors.find(({ kind }) => kind === 'kiosk')?.app;
  await app?.ready();
  return readRoutes(app?.printRoutes({ commonPrefix: false }) ?? '');
}

/** Reads the tree that fastify prints: each line a part of a path, deeper by four characters, with its methods. */
function readRoutes(tree: string): readonly Route[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, lead = '', part = '', methods = ''] = /^((?:[│ ] {3})*[├└]── )(\S*) ?(?:\((.+)\))?/.exec(line) ?? [];
    if (lead === '') return [];
    const depth = lead.length / 4 - 1;
    above.splice(depth, above.length, part);
    const path = above.join('').replace(/:\w+/g, 'x');
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD' && method !== 'OPTIONS')
      .map((method) => ({ method, path }));
  });
}

const headersOf = (token: string) => (token === '' ? {} : { authorization: `Bearer ${token}` });

async function statusOf(origin: string, { method, path }: Route, token: string): Promise<number> {
  const answer = await fetch(origin + path, { method, headers: headersOf(token) });
  // An event stream has no end.
  await answer.body?.cancel();
  return answer.status;
}

const overHttp2 = (session: ClientHttp2Session, { method, path }: Route, token: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const stream = session.request({ ':method': method, ':path': path, ...headersOf(token) });
    stream.on('response', ({ ':status': status }) => {
      stream.close();
      resolve(Number(status));
    });
    stream.on('error', reject);
    stream.end();
  });

/** Routes of the staff's doors that ask who somebody is, the hub's and its pictures' among them. */
const staffRoutes = ({ gateway }: Kiosk): readonly Route[] =>
  gateway.routes
    .filter(({ access }) => access.kind !== 'anybody')
    .flatMap(({ method, url }) =>
      ['grid-qinghe-1', mediaDatabase('desk-qinghe')].map((db) => ({
        method,
        path: url.replace(':db', db).replace(/:\w+|\*/g, uid(1)),
      })),
    );

describe('the credential of a kiosk', () => {
  it('is refused at every route of the staff’s doors, on this machine and on the LAN', async () => {
    const { ca, ...lan } = await lanCertificate();
    const kiosk = await kioskStation({ lan });
    const routes = staffRoutes(kiosk);
    expect(routes.length).toBeGreaterThan(100);
    expect(routes.map(({ path }) => path)).toContain('/hub/media-desk-qinghe/_changes');
    const session = connect(kiosk.gateway.addresses.lan ?? '', { ca });
    onTestFinished(() => session.destroy());
    const open: string[] = [];
    for (const kind of ['kiosk', 'pad'] as const) {
      const token = await kiosk.pair(kind);
      for (const route of routes) {
        const { method, path } = route;
        const statuses = [
          await statusOf(kiosk.gateway.addresses.loopback, route, token),
          await overHttp2(session, route, token),
        ];
        if (statuses.some((status) => status !== 401 && status !== 404))
          open.push(`${method} ${path} ${statuses.join(' ')}`);
      }
    }
    expect(open).toEqual([]);
  });

  it('opens nothing at the residents’ door', async () => {
    const kiosk = await kioskStation();
    for (const path of ['/api/kiosk/home', '/intake/key', '/hub/desk-qinghe/_changes', '/api/session'])
      expect(await statusOf(kiosk.residentsOrigin, { method: 'GET', path }, kiosk.token), path).toBe(404);
  });
});

describe('the kiosk’s door', () => {
  it('knows at each of its routes the one kind that it is for, and no person, board or stranger', async () => {
    const kiosk = await kioskStation();
    const routes = (await routesOfDoor(kiosk)).filter(({ path }) => !WITHOUT_CREDENTIAL.includes(path));
    const paths = routes.map(({ path }) => path);
    for (const path of Object.values(kioskPaths)) expect(paths).toContain(path.replace(':kind', 'x'));
    const origin = kiosk.doorOf('kiosk');
    const [pad, board] = [await kiosk.pair('pad'), await kiosk.pair('board')];
    const wrong: string[] = [];
    for (const route of routes) {
      const ask = (token: string) => statusOf(origin, route, token);
      const strangers = [await ask(''), await ask('manager'), await ask(`${kiosk.token}x`)];
      const others = [await ask(board), await ask(kiosk.token), await ask(pad)];
      const isRight =
        strangers.every((status) => status === 401) &&
        others[0] === 403 &&
        (others[1] === 403) !== (others[2] === 403) &&
        !others.includes(401) &&
        !others.includes(500);
      if (!isRight) wrong.push(`${route.method} ${route.path} ${[...strangers, ...others].join(' ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('tells no name, number or word of anybody at any of its routes', async () => {
    const kiosk = await kioskStation();
    const tablet = testReplica('tablet', kiosk.now, MANAGER);
    const put = (database: string, made: Parameters<typeof createRecord>[0]) =>
      kiosk.station.put(database, createRecord(made, tablet.write()));
    const fields = personFields({ name: CANARY, phone: '13600007719' });
    await put('grid-qinghe-1', { type: 'person', schema: 4, scope: 'qinghe-1', uid: uid(31), fields });
    await kiosk.announce(61, { title: `${CANARY}的事`, forResidents: false });
    const application = await kiosk.handIn('application', anApplication());
    const incident = await kiosk.handIn('incident', anIncident({ text: `${CANARY}家门口的灯坏了` }));
    const receipts = [application.body.receipt, incident.body.receipt];
    const answers: string[] = [application.text, incident.text];
    for (const { method, path } of await routesOfDoor(kiosk)) {
      if (path.endsWith('/stream')) continue;
      const bodies: readonly unknown[] =
        method === 'GET'
          ? [undefined]
          : [
              {},
              ...receipts.flatMap((receipt) => [{ receipt }, { receipt, satisfaction: 'satisfied' }]),
              { typed: '清和路' },
            ];
      for (const body of bodies) answers.push((await kiosk.ask(path, body)).text);
    }
    expect(answers.some((text) => text.includes('"kind":"incident"'))).toBe(true);
    expect(answers.some((text) => text.includes('"kind":"application"'))).toBe(true);
    expect(answers.some((text) => text.includes('清和路 8幢'))).toBe(true);
    expect(answers.filter((text) => new RegExp(`${CANARY}|何秀兰|13600007719|1101011940`).test(text))).toEqual([]);
    // Nor does its log, and what lies on the disk meanwhile is closed.
    expect(JSON.stringify(kiosk.kioskLog.lines)).not.toMatch(/何秀兰|13600007719|清和路/);
  });
});
