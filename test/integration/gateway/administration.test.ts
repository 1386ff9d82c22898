import { request as httpsRequest } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import {
  auditPageSchema,
  deviceListSchema,
  matchesSchema,
  newAccountSchema,
  rotatedSchema,
  staffListSchema,
} from '#shared/ipc/admin-api';
import type { SignIn } from '#shared/ipc/station-api';
import { staff as staffType, type Staff } from '#shared/schema/types/place';
import { openEvents } from './event-reader';
import { lanCertificate } from './lan-certificate';
import {
  aDevice,
  openLiveStation,
  PASSPHRASE,
  PEOPLE,
  type LiveStation,
  type LiveStationOptions,
} from './live-station';

let running: LiveStation | null = null;
const open = async (options?: LiveStationOptions): Promise<LiveStation> => (running = await openLiveStation(options));
afterEach(async () => {
  await running?.stop();
  running = null;
});

const uidOf = (code: string): string => PEOPLE[code]?.uid ?? '';

async function staffRecord(station: LiveStation, uid: string): Promise<Staff> {
  const query = { rev: null, latest: false, revs: false, conflicts: false };
  const answer = await station.hub.database('commons-qinghe')?.get(`staff~qinghe~${uid}`, query);
  if (!answer?.found) throw new Error('no staff record');
  const { _rev, ...record } = answer.document as unknown as Record<string, unknown>;
  expect(_rev).toBeDefined();
  return staffType.schema.parse(record);
}

describe('the staff of a station', () => {
  it('have a record in the commons that tells what their account says', async () => {
    const station = await open();
    for (const [code, { uid, post, gridNumbers }] of Object.entries(PEOPLE))
      expect(await staffRecord(station, uid)).toMatchObject({ code, post, gridNumbers, functions: [], active: true });
  });

  it('are listed, taken in and changed by whoever has the function, and the record follows', async () => {
    const station = await open();
    const { token } = await station.signIn('boss');
    const wanted = { code: 'wangf', name: '王芳', post: 'clerk', gridNumbers: [], functions: ['health'] };
    const made = await station.ask(token, 'POST /api/staff', wanted);
    expect(made.status).toBe(201);
    const { account, passphrase } = newAccountSchema.parse(made.body);
    expect(await staffRecord(station, account.uid)).toMatchObject({
      ...wanted,
      active: true,
      created: { by: uidOf('boss') },
    });
    expect((await station.ask(token, 'POST /api/staff', wanted)).body.error?.code).toBe('access.code-taken');

    const change = { post: 'grid-worker', gridNumbers: [2], active: false };
    expect((await station.ask(token, `PATCH /api/staff/${account.uid}`, change)).body).toMatchObject(change);
    expect(await staffRecord(station, account.uid)).toMatchObject({ ...change, changed: { by: uidOf('boss') } });
    const { staff } = staffListSchema.parse((await station.ask(token, 'GET /api/staff')).body);
    expect(staff.map(({ code }) => code)).toEqual(['audit', 'boss', 'desk', 'one', 'two', 'wangf']);
    expect(JSON.stringify(staff)).not.toMatch(/verifier|scrypt|hash/);
    await expect(station.signIn('wangf', aDevice(2), passphrase)).rejects.toThrow('auth.wrong');
    const last = await station.ask(token, `PATCH /api/staff/${uidOf('boss')}`, { active: false });
    expect([last.status, last.body.error?.code]).toEqual([409, 'access.last-manager']);
  });

  it('with a passphrase that somebody else knows open nothing until they have their own', async () => {
    const station = await open();
    const boss = await station.signIn('boss');
    const reset = await station.ask(boss.token, `POST /api/staff/${uidOf('one')}/passphrase`);
    const { passphrase } = newAccountSchema.parse(reset.body);
    const { token, mustChangePassphrase } = await station.signIn('one', aDevice(2), passphrase);
    expect(mustChangePassphrase).toBe(true);
    const refused = await station.ask(token, 'GET /hub/grid-qinghe-1/_changes');
    expect([refused.status, refused.body['code']]).toEqual([403, 'auth.must-change']);
    await expect(openEvents(station.origin, token)).rejects.toThrow('403');
    expect((await station.ask(token, 'POST /api/session/renewal')).status).toBe(200);
    const body = { current: passphrase, next: 'a passphrase of my own' };
    const changed = await station.ask(token, 'POST /api/session/passphrase', body);
    expect(changed.body).toMatchObject({ mustChangePassphrase: false });
    const mine = String(changed.body['token']);
    expect((await station.ask(mine, 'GET /hub/grid-qinghe-1/_changes')).status).toBe(200);
    expect((await station.ask(token, 'GET /hub/grid-qinghe-1/_changes')).status).toBe(401);
  });
});

describe('a change of rights', () => {
  it('ends the person’s streams at once, and the next greeting says that the grants are others', async () => {
    const station = await open();
    const [boss, one] = [await station.signIn('boss'), await station.signIn('one', aDevice(2))];
    const events = await openEvents(station.origin, one.token);
    const undisturbed = await openEvents(station.origin, boss.token);
    expect(events.hello.grants).toBe(one.grants);
    await station.ask(boss.token, `PATCH /api/staff/${uidOf('one')}`, { gridNumbers: [2] });
    expect(await events.next()).toBeNull();
    const again = await openEvents(station.origin, one.token);
    expect(again.hello.grants).not.toBe(one.grants);
    expect(Object.keys(again.hello.databases)).toEqual(['commons-qinghe', 'grid-qinghe-2']);
    expect((await station.ask(one.token, 'GET /hub/grid-qinghe-1/_changes')).status).toBe(403);
    const renewed = await station.ask(one.token, 'POST /api/session/renewal');
    expect(renewed.body).toMatchObject({ staff: { gridNumbers: [2] } });
    // The other's stream still tells of writes: it was the change alone that ended the first.
    const row = await station.hub.database('grid-qinghe-1')?.bulkDocs({ rows: [{ _id: 'x' }], newEdits: true });
    expect(row).toHaveLength(1);
    let told = await undisturbed.next();
    while (told && told.db !== 'grid-qinghe-1') told = await undisturbed.next();
    expect(told?.db).toBe('grid-qinghe-1');
    again.close();
    undisturbed.close();
  });

  it('answers who waits for news of a database that is theirs no more with a refusal, not with the news', async () => {
    const station = await open();
    const [boss, one] = [await station.signIn('boss'), await station.signIn('one', aDevice(2))];
    const poll = station.ask(one.token, 'GET /hub/grid-qinghe-1/_changes?feed=longpoll&since=now');
    await station.ask(boss.token, `PATCH /api/staff/${uidOf('one')}`, { gridNumbers: [2] });
    expect((await poll).status).toBe(403);
  });

  it('of keys reaches everybody who holds them, and the new key is the first of its place', async () => {
    const station = await open();
    const [boss, one, two] = [
      await station.signIn('boss'),
      await station.signIn('one', aDevice(2)),
      await station.signIn('two', aDevice(3)),
    ];
    const [ofOne, ofTwo] = [await openEvents(station.origin, one.token), await openEvents(station.origin, two.token)];
    const wanted = { gridNumbers: [1], classes: ['general', 'health'] };
    const rotated = await station.ask(boss.token, 'POST /api/keys/rotation', wanted);
    expect(rotatedSchema.parse(rotated.body).kids).toEqual(['qinghe-1.general.2', 'qinghe-1.health.2']);
    expect(await ofOne.next()).toBeNull();
    const renewed = await station.ask(one.token, 'POST /api/session/renewal');
    expect((renewed.body as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)).toEqual([
      'qinghe-1.general.2',
      'qinghe-1.general.1',
      `qinghe-1.health.2~${uidOf('one')}`,
      `qinghe-1.health.1~${uidOf('one')}`,
    ]);
    await station.hub.database('grid-qinghe-2')?.bulkDocs({ rows: [{ _id: 'x' }], newEdits: true });
    expect((await ofTwo.next())?.db).toBe('grid-qinghe-2');
    ofTwo.close();
    const elsewhere = { gridNumbers: [1, 9], classes: ['general'] };
    expect((await station.ask(boss.token, 'POST /api/keys/rotation', elsewhere)).status).toBe(400);
  });
});

/** Signs in over the LAN listener, as a tablet does; status and code. */
function signInOverLan(station: LiveStation, ca: string, staffCode: string, device: SignIn['device']) {
  const body = JSON.stringify({ staffCode, passphrase: PASSPHRASE, device });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise<readonly [number | undefined, string]>((resolve, reject) => {
    const sent = httpsRequest(
      `${station.lanOrigin}/api/session`,
      { method: 'POST', ca, headers, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => resolve([answer.statusCode, /"code":"([a-z]+\.[a-z-]+)"/.exec(text)?.[1] ?? '']));
      },
    );
    sent.on('error', reject).end(body);
  });
}

describe('devices', () => {
  it('on the LAN wait until somebody approves them at the station', async () => {
    const { key, cert, ca } = await lanCertificate();
    const station = await open({ lan: { key, cert } });
    expect(await signInOverLan(station, ca, 'one', aDevice(2))).toEqual([403, 'auth.device-pending']);
    const boss = await station.signIn('boss');
    const { devices } = deviceListSchema.parse((await station.ask(boss.token, 'GET /api/devices')).body);
    expect(devices.map(({ id, state }) => [id, state])).toEqual([
      [aDevice(2).id, 'pending'],
      [aDevice(1).id, 'approved'],
    ]);
    await station.ask(boss.token, `PATCH /api/devices/${aDevice(2).id}`, { state: 'approved', name: '网格一平板' });
    expect(await signInOverLan(station, ca, 'one', aDevice(2))).toEqual([200, '']);
  });

  it('are listed and revoked by whoever has the function; theirs end at once', async () => {
    const station = await open();
    const [boss, one] = [await station.signIn('boss'), await station.signIn('one', aDevice(2))];
    const events = await openEvents(station.origin, one.token);
    const url = `PATCH /api/devices/${aDevice(2).id}`;
    const revoked = await station.ask(boss.token, url, { state: 'revoked', wipe: true });
    expect(revoked.body).toMatchObject({ state: 'revoked', wipe: 'asked', keptRows: 0 });
    expect(await events.next()).toBeNull();
    const wipe = { code: 'auth.device-revoked', wipe: true };
    expect((await station.ask(one.token, 'POST /api/session/renewal')).body.error).toMatchObject(wipe);
    const hub = await station.ask(one.token, 'GET /hub/grid-qinghe-1/_changes');
    expect([hub.status, hub.body]).toMatchObject([403, wipe]);
    await expect(station.signIn('one', aDevice(2))).rejects.toThrow('auth.device-revoked');

    expect((await station.ask(boss.token, 'POST /api/device/wiped')).status).toBe(401);
    expect((await station.ask(one.token, 'POST /api/device/wiped')).status).toBe(204);
    const { devices } = deviceListSchema.parse((await station.ask(boss.token, 'GET /api/devices')).body);
    expect(devices.find(({ id }) => id === aDevice(2).id)).toMatchObject({ wipe: 'done', people: [uidOf('one')] });
    expect((await station.ask(boss.token, url, { state: 'approved' })).status).toBe(400);
    await station.signIn('one', aDevice(4));
  });
});

describe('looking somebody up', () => {
  it('finds whom the asker may open, is written down, and is limited', async () => {
    const station = await open();
    station.services.known.set('phone 15400000000', ['person~qinghe-1~a', 'person~qinghe-2~b', 'person~other-1~c']);
    const find = async (token: string) =>
      station.ask(token, 'POST /api/match', { kind: 'phone', value: '15400000000' });
    const one = await station.signIn('one');
    expect(matchesSchema.parse((await find(one.token)).body).ids).toEqual(['person~qinghe-1~a']);
    const desk = await station.signIn('desk');
    expect((await find(desk.token)).body).toEqual({ ids: ['person~qinghe-1~a', 'person~qinghe-2~b'] });
    expect((await find((await station.signIn('audit')).token)).status).toBe(403);
    const written = station.services.audit.entries.filter(({ kind }) => kind === 'match');
    expect(written.map(({ by, detail }) => [by, detail])).toEqual([
      [uidOf('one'), 'phone 1'],
      [uidOf('desk'), 'phone 2'],
    ]);
    for (let n = 0; n < 19; n += 1) expect((await find(one.token)).status).toBe(200);
    const limited = await find(one.token);
    expect([limited.status, limited.body.error]).toMatchObject([
      429,
      { code: 'request.rate-limited', retryAfterMs: 10_000 },
    ]);
    expect((await find(desk.token)).status).toBe(200);
    station.clock.nowMs += 10_000;
    expect((await find(one.token)).status).toBe(200);
  });
});

describe('the audit chain', () => {
  it('is read newest first and page by page, by an auditor', async () => {
    const station = await open();
    const { token } = await station.signIn('audit');
    await station.signIn('one');
    const page = auditPageSchema.parse((await station.ask(token, 'GET /api/audit?limit=2')).body);
    expect(page.entries.map(({ kind, by }) => [kind, by])).toEqual([
      ['sign-in', uidOf('one')],
      ['sign-in', uidOf('audit')],
    ]);
    const older = await station.ask(token, `GET /api/audit?before=${page.entries[1]?.n}&kind=device-registered`);
    expect(auditPageSchema.parse(older.body).entries).toHaveLength(1);
    for (const bad of ['limit=0', 'limit=x', 'kind=made-up', 'by=someone', 'before=-1', 'x=1'])
      expect((await station.ask(token, `GET /api/audit?${bad}`)).status, bad).toBe(400);
    expect(JSON.stringify(station.services.audit.entries)).not.toContain(PASSPHRASE);
  });
});
