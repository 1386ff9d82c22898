import { afterEach, expect, it } from 'vitest';
import { upstreamViewSchema } from '#shared/ipc/upstream-api';
import { ok } from '#shared/errors/result';
import type { Caller } from '#main/services/ports';
import type { Upstream } from '#main/services/upstream-port';
import { stationAccess } from '#sync-server/access/hub-access';
import type { Actor } from '#shared/domain/access/table';
import type { StaffFunction } from '#shared/schema/types/place';
import { runGatewayOver, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { STATION, uid } from '#test/support/builders';
import { memoryServices } from '#test/support/services';
import { noDevices, nobody, noUpstream } from '#test/support/absent-services';
import { testSessions, type TestSessions } from '#test/support/sessions';

let running: RunningGateway | null = null;
afterEach(() => running?.stop());

const SET = { on: true, url: 'https://hub.example', user: 'qinghe', password: 'secret', authority: null };

interface Call {
  readonly by: string;
  readonly wanted: unknown;
}

/** A gateway whose sessions know tokens by post, with an upstream that remembers what it was told. */
async function open(): Promise<{
  readonly calls: readonly Call[];
  ask(post: Actor, line: string, body?: unknown): Promise<Response>;
}> {
  const calls: Call[] = [];
  const upstream: Upstream = {
    ...noUpstream,
    reach: (mayOpen) => ({
      on: true,
      databases: ['grid-qinghe-1', 'desk-qinghe']
        .filter(mayOpen)
        .map((name) => ({ name, left: 3, refused: 0, currentAtMs: null })),
    }),
    set: async (by, wanted) => {
      calls.push({ by, wanted });
      return ok(noUpstream.view());
    },
    trial: async () => ok({ trouble: 'portal', version: '', databases: [] }),
  };
  const base = testSessions();
  const sessions: TestSessions = { ...base, verify: async (token) => ok(callerOf(token)) };
  const services = { ...memoryServices(), upstream };
  running = await runGatewayOver({ sessions, staff: nobody, devices: noDevices, services });
  const { origin } = running;
  return {
    calls,
    ask: (post, line, body) => {
      const [method = 'GET', path = ''] = line.split(' ');
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      return fetch(origin + path, { method, headers: { authorization: `Bearer ${post}`, ...type }, ...sent });
    },
  };
}

function callerOf(token: string): Caller {
  const [post, ...functions] = token.split('.');
  const person = { uid: uid(7), post: post as Actor, functions: functions as StaffFunction[], gridNumbers: [1] };
  const access = stationAccess(person, { id: STATION, gridNumbers: [1] });
  const databases = new Map(post === 'grid-worker' ? [['grid-qinghe-1', 'write' as const]] : []);
  const frame = { kind: 'person', device: uid(8), grants: '', mustChangePassphrase: false } as const;
  return { ...frame, staff: person.uid, post: post as Caller['post'], access, databases };
}

it('manager and IT set the upstream, duty lead looks at it, and everybody else is turned away', async () => {
  const { ask, calls } = await open();
  const may = async (post: Actor): Promise<readonly number[]> => {
    const answers = [
      await ask(post, 'GET /api/upstream'),
      await ask(post, 'PATCH /api/upstream', SET),
      await ask(post, 'POST /api/upstream/trial', SET),
      await ask(post, 'POST /api/upstream/now'),
    ];
    return answers.map(({ status }) => status);
  };
  expect(await may('manager')).toEqual([200, 200, 200, 200]);
  expect(await may('it')).toEqual([200, 200, 200, 200]);
  expect(await may('duty-lead')).toEqual([200, 403, 403, 403]);
  for (const post of ['clerk', 'grid-worker', 'auditor', 'volunteer'] as const)
    expect(await may(post)).toEqual([403, 403, 403, 403]);
  expect(calls).toEqual([
    { by: uid(7), wanted: SET },
    { by: uid(7), wanted: SET },
  ]);
  const view = await ask('it', 'GET /api/upstream');
  expect(upstreamViewSchema.parse(await view.json()).set).toBeNull();
  expect(view.headers.get('cache-control')).toBe('no-store');
});

it.each([
  ['an address in the open internet without TLS', { url: 'http://hub.example' }],
  ['a password in the address', { url: 'https://a:b@hub.example' }],
  ['an address with a question in it', { url: 'https://hub.example/?x=1' }],
  ['a user with a colon', { user: 'a:b' }],
  ['something that is no certificate', { authority: 'hello' }],
  ['a field that there is not', { owner: 'me' }],
])('%s is refused', async (_name, change) => {
  const { ask, calls } = await open();
  expect((await ask('it', 'PATCH /api/upstream', { ...SET, ...change })).status).toBe(400);
  expect((await ask('it', 'POST /api/upstream/trial', { ...SET, ...change })).status).toBe(400);
  expect(calls).toEqual([]);
});

it('a private network may be asked without TLS', async () => {
  const { ask } = await open();
  for (const url of ['http://192.168.8.20:5984', 'http://10.0.0.4/hub', 'http://localhost:5984', 'http://172.20.1.1'])
    expect((await ask('it', 'PATCH /api/upstream', { ...SET, url })).status).toBe(200);
});

it('a grid worker learns how far the own grid has come, and of no other database', async () => {
  const { ask } = await open();
  const answer = await ask('grid-worker', 'GET /api/upstream/reach');
  expect(await answer.json()).toEqual({
    on: true,
    databases: [{ name: 'grid-qinghe-1', left: 3, refused: 0, currentAtMs: null }],
  });
});
