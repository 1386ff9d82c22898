import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EPOCH_HEADER, healthSchema, practiceSchema, sessionSchema } from '#shared/ipc/station-api';
import { STATION, T0, uid } from '#test/support/builders';
import { testSessions } from '#test/support/sessions';
import { runGateway, type RunningGateway } from './running-gateway';
import { request } from './raw-http';

const DB = 'grid-qinghe-1';
let running: RunningGateway;
let token: string;

beforeAll(async () => {
  running = await runGateway({
    databases: [DB, 'grid-qinghe-2', 'commons-qinghe'],
    sessions: testSessions({ passphrases: { w1: 'open sesame' } }),
  });
  token = running.sessions.issue({ device: uid(2), dbs: { [DB]: 'write', 'commons-qinghe': 'read' } });
});
afterAll(() => running.stop());

const get = (path: string, as: string | null = token, headers: Record<string, string> = {}) =>
  fetch(running.origin + path, { headers: { ...(as === null ? {} : { authorization: `Bearer ${as}` }), ...headers } });

describe('the station’s own routes', () => {
  it('say that it is well, to anybody', async () => {
    const health = healthSchema.parse(await (await get('/api/health', null)).json());
    expect(health).toMatchObject({ station: { id: STATION }, nowMs: T0 });
  });

  it('show practice accounts to this machine', async () => {
    const practice = practiceSchema.parse(await (await get('/api/practice', null)).json());
    expect(practice.accounts[0]?.passphrase).toBe('open sesame');
  });

  it.each(['cross-site', 'same-site'])('hide practice accounts from a page that is %s', async (site) => {
    const answer = await request(running.origin, { path: '/api/practice', headers: { 'sec-fetch-site': site } });
    expect(answer.status).toBe(404);
  });

  it('have no practice accounts on a real station', async () => {
    const real = await runGateway({ sessions: testSessions({ practice: false }) });
    expect((await fetch(`${real.origin}/api/practice`)).status).toBe(404);
    await real.stop();
  });

  const signIn = (body: unknown) =>
    fetch(`${running.origin}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const device = { id: uid(1), name: '柜台', kind: 'workstation', secret: Buffer.alloc(32, 7).toString('base64') };

  it('sign a person in, and renew what they got', async () => {
    const session = sessionSchema.parse(
      await (await signIn({ staffCode: 'w1', passphrase: 'open sesame', device })).json(),
    );
    const renewal = await fetch(`${running.origin}/api/session/renewal`, {
      method: 'POST',
      headers: { authorization: `Bearer ${session.token}` },
    });
    expect(renewal.status).toBe(200);
    expect(sessionSchema.parse(await renewal.json()).token).not.toBe(session.token);
  });

  it('refuse a wrong passphrase with its code', async () => {
    const answer = await signIn({ staffCode: 'w1', passphrase: 'wrong', device });
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'auth.wrong' } }]);
  });

  it('refuse what is not a sign-in, without repeating it', async () => {
    const answer = await signIn({ staffCode: 'w1', passphrase: ['my secret'], device });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toContain('my secret');
  });
});

describe('a token', () => {
  it('opens its databases, and every answer names the epoch', async () => {
    for (const path of ['', '/_changes', '/_all_docs', '/none']) {
      const answer = await get(`/hub/${DB}${path}`);
      expect(answer.headers.get(EPOCH_HEADER)).toBe(running.hub.database(DB)?.position().epoch);
    }
  });

  it('opens no other database, whether there is one or not', async () => {
    const there = await get('/hub/grid-qinghe-2');
    const absent = await get('/hub/grid-qinghe-9');
    expect(there.status).toBe(403);
    expect(await there.json()).toEqual({ error: 'forbidden', reason: expect.any(String), code: 'access.denied' });
    expect(absent.status).toBe(403);
    expect([...absent.headers.keys()].toSorted()).toEqual([...there.headers.keys()].toSorted());
    expect(absent.headers.get(EPOCH_HEADER)).toBeNull();
  });

  it('is not fooled by names that every object has', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect((await get(`/hub/${name}/_changes`)).status, name).toBe(403);
    }
  });

  it.each([
    ['missing', undefined, 'auth.invalid'],
    ['empty', 'Bearer ', 'auth.invalid'],
    ['of another scheme', 'Basic YTpi', 'auth.invalid'],
    ['unknown', 'Bearer abc', 'auth.invalid'],
    ['two at once', 'Bearer a, Bearer b', 'auth.invalid'],
  ])('that is %s is refused', async (_what, authorization, code) => {
    const answer = await request(running.origin, {
      path: `/hub/${DB}`,
      headers: authorization === undefined ? {} : { authorization },
    });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([401, { error: 'unauthorized', code }]);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('that has run out says so', async () => {
    const old = running.sessions.issue({ dbs: { [DB]: 'write' } });
    running.sessions.expire(old);
    const answer = await get(`/hub/${DB}`, old);
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'auth.expired' }]);
  });

  it('to read does not write, and a person’s does not keep checkpoints', async () => {
    const write = (db: string, path: string, method: string) =>
      fetch(`${running.origin}/hub/${db}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'x-linli-replica': 'abcdefghijkl',
        },
        body: '{"docs":[]}',
      });
    expect((await write(DB, '/_bulk_docs', 'POST')).status).toBe(201);
    expect((await write('commons-qinghe', '/_bulk_docs', 'POST')).status).toBe(403);
    expect((await write(DB, '/_local/x', 'PUT')).status).toBe(403);
    expect((await get(`/hub/${DB}/_local/x`)).status).toBe(403);
  });

  it('that loses its rights while a body is on its way writes nothing with it', async () => {
    const sessions = testSessions();
    let looked: () => void;
    const hasLooked = new Promise<void>((resolve) => (looked = resolve));
    const verify: typeof sessions.verify = (token, from) => sessions.verify(token, from).finally(looked);
    const slow = await runGateway({ databases: [DB], sessions: { ...sessions, verify } });
    onTestFinished(() => slow.stop());
    const worker = sessions.issue({ dbs: { [DB]: 'write' } });
    const headers = {
      authorization: `Bearer ${worker}`,
      'content-type': 'application/json',
      'x-linli-replica': 'abcdefghijkl',
    };
    const body = new PassThrough();
    const answered = request(slow.origin, { method: 'POST', path: `/hub/${DB}/_bulk_docs`, headers, body });
    body.write('{"docs":');
    await hasLooked;
    sessions.regrant(worker, { [DB]: 'read' });
    body.end('[]}');
    const answer = await answered;
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { code: 'access.denied' }]);
  });

  it('makes no database', async () => {
    const granted = running.sessions.issue({ post: 'replicator', dbs: { 'grid-qinghe-7': 'write', [DB]: 'write' } });
    const put = (name: string) =>
      fetch(`${running.origin}/hub/${name}`, { method: 'PUT', headers: { authorization: `Bearer ${granted}` } });
    expect((await put('grid-qinghe-7')).status).toBe(403);
    expect((await put('grid-qinghe-8')).status).toBe(403);
    expect((await put(DB)).status).toBe(412);
    expect(running.hub.names()).not.toContain('grid-qinghe-7');
  });
});

describe('the loopback address', () => {
  it.each(['evil.example', 'evil.example:8440', '127.0.0.1.evil.example', 'localhost.evil.example', '[::1].evil'])(
    'does not answer to the name %j',
    async (host) => {
      const answer = await request(running.origin, { path: '/api/practice', headers: { host } });
      expect(answer.status).toBe(421);
      expect(answer.body).not.toContain('open sesame');
    },
  );

  it.each(['localhost', 'LOCALHOST:1', '127.0.0.1', '[::1]:8440'])('answers to the name %j', async (host) => {
    expect((await request(running.origin, { path: '/api/health', headers: { host } })).status).toBe(200);
  });

  it('gives nothing to pages of other origins', async () => {
    const answer = await get('/api/health', null, { origin: 'https://evil.example' });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const preflight = await fetch(`${running.origin}/api/session`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(405);
  });
});
