import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionSchema, tokenClaimsSchema, type Session } from '#shared/ipc/station-api';
import { databasesFor, keysFor } from '#sync-server/access/table';
import { openDurableFolder } from '#main/services/durable-folder';
import { makeAccount } from '#main/services/sessions/accounts';
import { openDataKeys } from '#main/services/sessions/data-keys';
import { openSessions, type SessionsService } from '#main/services/sessions/sessions';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const NOW = 1_770_000_000_000;
const HOURS = 3_600_000;
const WEEK = 7 * 24 * HOURS;
const MANAGER = {
  uid: '01J0000000000000000000000A',
  code: 'zhoum',
  name: '周敏',
  post: 'manager',
  gridNumbers: [],
} as const;
const WORKER = {
  uid: '01J0000000000000000000000B',
  code: 'lijg',
  name: '李建国',
  post: 'grid-worker',
  gridNumbers: [1],
} as const;
const device = { id: '01J0000000000000000000000C', name: '平板一', kind: 'tablet' } as const;
const from = { remoteAddress: '192.168.1.20' };

interface Clock {
  nowMs: number;
}

async function openIn(
  path: string,
  { practice = false, clock = { nowMs: NOW } }: { practice?: boolean; clock?: Clock } = {},
) {
  const folder = await openDurableFolder(path);
  const log = recordedLog();
  const sessions = await openSessions({
    folder,
    station: { id: 'qinghe', name: '青禾里', practice },
    gridNumbers: () => [1, 2],
    access: { databasesFor, keysFor },
    dataKeys: await openDataKeys(folder),
    log,
    now: () => clock.nowMs,
  });
  return { sessions, log, clock, folder };
}

/** A station with two accounts; scrypt is slow on purpose, so the accounts are made once and copied. */
let accountsText = '';
beforeAll(async () => {
  const path = await mkdtemp(join(tmpdir(), 'linli-'));
  const { sessions } = await openIn(path);
  await sessions.accounts.add(await makeAccount(MANAGER, 'nine green apples'));
  await sessions.accounts.add(await makeAccount(WORKER, 'ｆｏｕｒ 窗台 ２０２６'));
  accountsText = await readFile(join(path, 'accounts.json'), 'utf8');
  await rm(path, { recursive: true });
});

async function station(options: { practice?: boolean; clock?: Clock } = {}) {
  const path = await temporaryFolder();
  await writeFile(join(path, 'accounts.json'), accountsText);
  return { path, ...(await openIn(path, options)) };
}

const as = (staffCode: string, passphrase: string) => ({ staffCode, passphrase, device });
const managerSignsIn = as('zhoum', 'nine green apples');

async function signedIn(sessions: SessionsService, request = managerSignsIn) {
  const session = await sessions.signIn(request, from);
  if (!session.ok) throw session.error;
  return session.value;
}

describe('signing in', () => {
  it('gives a manager the whole station and every key', async () => {
    const { sessions } = await station();
    const session = sessionSchema.parse(await signedIn(sessions));
    expect(session).toMatchObject({
      staff: { uid: MANAGER.uid, code: 'zhoum', name: '周敏', post: 'manager', gridNumbers: [] },
      station: { id: 'qinghe', name: '青禾里', practice: false },
      expiresAtMs: NOW + WEEK,
      nowMs: NOW,
    });
    expect(session.databases.map(({ name }) => name)).toEqual([
      'commons-qinghe',
      'grid-qinghe-1',
      'grid-qinghe-2',
      'desk-qinghe',
      'queue-qinghe',
    ]);
    expect(session.keys.map(({ kid }) => kid)).toEqual([
      'qinghe-1.general.1',
      'qinghe-1.health.1',
      'qinghe-1.child.1',
      'qinghe-2.general.1',
      'qinghe-2.health.1',
      'qinghe-2.child.1',
    ]);
    expect(new Set(session.keys.map(({ key }) => key)).size).toBe(6);
  });

  it('gives a grid worker the own grid, and the same keys as the manager for it', async () => {
    const { sessions } = await station();
    const manager = await signedIn(sessions);
    const worker = await signedIn(sessions, as('lijg', 'four 窗台 2026'));
    expect(worker.databases).toEqual([
      { name: 'commons-qinghe', access: 'read' },
      { name: 'grid-qinghe-1', access: 'write' },
    ]);
    expect(worker.keys).toEqual(manager.keys.filter(({ kid }) => /^qinghe-1\.(general|health)\.1$/.test(kid)));
  });

  it('takes a code with a capital and full-width letters, as keyboards leave them', async () => {
    const { sessions } = await station();
    await signedIn(sessions, as(' Zhoum', 'nine green apples'));
    await signedIn(sessions, as('ｚｈｏｕｍ', 'ｎｉｎｅ green apples'));
  });

  it.each([
    ['a wrong passphrase', as('zhoum', 'nine green apple')],
    ['an unknown code', as('nobody', 'nine green apples')],
    ['the passphrase of somebody else', as('lijg', 'nine green apples')],
    ['a code that is a word of JavaScript', as('__proto__', 'x')],
  ])('refuses %s with the same words', async (_case, request) => {
    const { sessions } = await station();
    expect(await sessions.signIn(request, from)).toMatchObject({
      ok: false,
      error: { code: 'auth.wrong', message: 'unknown staff code or wrong passphrase' },
    });
  });

  it('refuses an account that was closed', async () => {
    const path = await temporaryFolder();
    await writeFile(join(path, 'accounts.json'), accountsText.replace('"active": true', '"active": false'));
    const { sessions } = await openIn(path);
    expect(await sessions.signIn(managerSignsIn, from)).toMatchObject({ error: { code: 'auth.wrong' } });
  });

  it('takes as long for an unknown code as for a wrong passphrase', async () => {
    const { sessions } = await station();
    const timed = async (staffCode: string) => {
      const durations: number[] = [];
      for (let round = 0; round < 4; round += 1) {
        const startedAt = performance.now();
        await sessions.signIn(as(staffCode, 'x'), { remoteAddress: `10.0.0.${round}` });
        durations.push(performance.now() - startedAt);
      }
      return Math.min(...durations);
    };
    const known = await timed('zhoum');
    const unknown = await timed('nobody');
    // Without the check against nobody's verifier it takes under a millisecond, a hundredth.
    expect(unknown).toBeGreaterThan(known / 2);
    expect(known).toBeGreaterThan(unknown / 2);
  });

  it('says when to try again after too many attempts, also when they came all at once', async () => {
    const { sessions, log } = await station();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => sessions.signIn(as('zhoum', 'x'), from)));
    const codes = outcomes.map((outcome) => (outcome.ok ? 'in' : outcome.error.code));
    expect(codes.filter((code) => code === 'auth.wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'auth.rate-limited')).toHaveLength(3);
    const limited = await sessions.signIn(managerSignsIn, from);
    expect(limited).toMatchObject({
      error: { code: 'auth.rate-limited', retry: true, details: { retryAfterMs: 30_000 } },
    });
    expect(log.lines.at(-1)).toMatchObject({ event: 'session.rate-limited', fields: { address: '192.168.1.20' } });
    expect((await sessions.signIn(managerSignsIn, { remoteAddress: '192.168.1.21' })).ok).toBe(true);
  });

  it('logs ids, and neither code nor name nor passphrase', async () => {
    const { sessions, log } = await station();
    await signedIn(sessions);
    await sessions.signIn(as('zhoum', 'wrong secret'), from);
    await sessions.signIn(as('nobody', 'wrong secret'), from);
    expect(log.lines.map(({ event }) => event)).toEqual(['session.opened', 'session.refused', 'session.refused']);
    expect(JSON.stringify(log.lines)).toContain(MANAGER.uid);
    expect(JSON.stringify(log.lines)).not.toMatch(/zhoum|nobody|周敏|secret|apples|平板/);
  });
});

let onlySession: Promise<Session> | null = null;
const signedInOnce = (sessions: SessionsService) => (onlySession ??= signedIn(sessions));

describe('a token', () => {
  it('says who holds it and what it opens, and holds for a week', async () => {
    const { sessions, clock } = await station();
    const { token } = await signedIn(sessions, as('lijg', 'four 窗台 2026'));
    const claims = {
      iss: 'qinghe',
      sub: WORKER.uid,
      post: 'grid-worker',
      device: device.id,
      dbs: { 'commons-qinghe': 'read', 'grid-qinghe-1': 'write' },
    };
    expect(await sessions.verify(token)).toEqual({ ok: true, value: claims });
    clock.nowMs += WEEK - 1000;
    expect((await sessions.verify(token)).ok).toBe(true);
    clock.nowMs += 1000;
    expect(await sessions.verify(token)).toMatchObject({ error: { code: 'auth.expired' } });
  });

  it('is renewed without the passphrase', async () => {
    const { sessions, clock } = await station();
    const claims = await sessions.verify((await signedIn(sessions)).token);
    if (!claims.ok) throw claims.error;
    clock.nowMs += HOURS;
    const renewed = await sessions.renew(claims.value);
    expect(renewed).toMatchObject({
      ok: true,
      value: { expiresAtMs: NOW + WEEK + HOURS, staff: { uid: MANAGER.uid } },
    });
  });

  it('still holds after the host was started again', async () => {
    const { sessions, path } = await station();
    const { token, keys } = await signedIn(sessions);
    const again = (await openIn(path)).sessions;
    expect((await again.verify(token)).ok).toBe(true);
    expect((await signedIn(again)).keys).toEqual(keys);
  });

  it('ends when the account is closed', async () => {
    const { sessions, path } = await station();
    const { token } = await signedIn(sessions);
    await writeFile(join(path, 'accounts.json'), accountsText.replaceAll('"active": true', '"active": false'));
    expect(await (await openIn(path)).sessions.verify(token)).toMatchObject({ error: { code: 'auth.invalid' } });
  });

  describe('is refused', () => {
    const forgeries: [string, (token: string, secret: Uint8Array) => Promise<string> | string][] = [
      ['unsigned', (token) => new UnsecuredJWT(decodeJwt(token)).encode()],
      ['without its signature', (token) => token.slice(0, token.lastIndexOf('.') + 1)],
      ['signed with another secret', (token) => resign(token, new Uint8Array(32))],
      ['signed by another algorithm with the right secret', (token, secret) => signHs512(token, secret)],
      ['of another station', (token, secret) => resign(token, secret, { claims: { iss: 'other' } })],
      ['for a post there is not', (token, secret) => resign(token, secret, { claims: { post: 'mayor' } })],
      ['for an account there is not', (token, secret) => resign(token, secret, { claims: { sub: device.id } })],
      ['without an end', (token, secret) => resign(token, secret, { claims: { exp: undefined } })],
      ['with more databases than were signed', tamper],
      ['that is no token', () => 'x'],
      ['that is empty', () => ''],
      ['with Chinese text', () => '令牌.令牌.令牌'],
    ];
    let opened: Awaited<ReturnType<typeof openIn>> | null = null;
    let path = '';
    beforeAll(async () => {
      path = await mkdtemp(join(tmpdir(), 'linli-'));
      await writeFile(join(path, 'accounts.json'), accountsText);
      opened = await openIn(path);
    });
    afterAll(() => rm(path, { recursive: true }));

    it.each(forgeries)('%s', async (_case, forge) => {
      if (!opened) throw new Error('no station');
      const { sessions } = opened;
      const { token } = await signedInOnce(sessions);
      const secret = new Uint8Array(Buffer.from(await readFile(join(path, 'token-secret'), 'utf8'), 'base64'));
      expect((await sessions.verify(await resign(token, secret))).ok).toBe(true);
      expect(await sessions.verify(await forge(token, secret))).toMatchObject({ error: { code: 'auth.invalid' } });
    });
  });
});

function resign(token: string, secret: Uint8Array, change: { claims?: Record<string, unknown> } = {}) {
  return new SignJWT({ ...decodeJwt(token), ...change.claims }).setProtectedHeader({ alg: 'HS256' }).sign(secret);
}

/** By hand: jose refuses to make an HS512 token with a secret this short. */
function signHs512(token: string, secret: Uint8Array): string {
  const signed = `${Buffer.from('{"alg":"HS512"}').toString('base64url')}.${token.split('.')[1]}`;
  return `${signed}.${createHmac('sha512', secret).update(signed).digest('base64url')}`;
}

function tamper(token: string): string {
  const [header, , signature] = token.split('.');
  const claims = tokenClaimsSchema.loose().parse(decodeJwt(token));
  const body = Buffer.from(JSON.stringify({ ...claims, dbs: { 'grid-other-1': 'write' } })).toString('base64url');
  return `${header}.${body}.${signature}`;
}

describe('the host-only store', () => {
  it('holds no passphrase of a real station, and files that only the host can read', async () => {
    const { sessions, path } = await station();
    await signedIn(sessions);
    expect(sessions.practice()).toBeNull();
    const names = await readdir(path);
    expect(names.sort()).toEqual(['accounts.json', 'data-keys.json', 'token-secret']);
    for (const name of names) expect(await readFile(join(path, name), 'utf8')).not.toMatch(/apples|窗台/);
    expect((await stat(join(path, 'data-keys.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, 'token-secret'))).mode & 0o777).toBe(0o600);
  });

  it('shows the passphrases of practice accounts, and they open them', async () => {
    const path = await temporaryFolder();
    const { sessions } = await openIn(path, { practice: true });
    await sessions.practiceAccounts?.add(WORKER, 'abcd-efgh-jkmn');
    await sessions.practiceAccounts?.add(WORKER, 'another-one');
    const accounts = (await openIn(path, { practice: true })).sessions.practice();
    expect(accounts).toEqual({
      accounts: [{ code: 'lijg', name: '李建国', post: 'grid-worker', passphrase: 'abcd-efgh-jkmn' }],
    });
    await signedIn(sessions, as('lijg', 'abcd-efgh-jkmn'));
  });

  it.each(['accounts.json', 'data-keys.json'])(
    'is not opened with a damaged %s, which stays as it was',
    async (name) => {
      const path = await temporaryFolder();
      await writeFile(join(path, name), '{"version": 1, "acc');
      await expect(openIn(path)).rejects.toMatchObject({ code: 'host.data-damaged', details: { file: name } });
      expect(await readFile(join(path, name), 'utf8')).toBe('{"version": 1, "acc');
    },
  );

  it('does not take a second account for a code', async () => {
    const { sessions } = await station();
    const taken = { ...WORKER, uid: device.id };
    await expect(sessions.accounts.add(await makeAccount(taken, 'x'))).rejects.toThrow('exists already');
    expect(sessions.accounts.all()).toHaveLength(2);
  });

  it('keeps every account when several are made at once', async () => {
    const path = await temporaryFolder();
    const { sessions } = await openIn(path);
    const made = await Promise.all([makeAccount(MANAGER, 'one'), makeAccount(WORKER, 'two')]);
    await Promise.all(made.map((account) => sessions.accounts.add(account)));
    expect(
      (await openIn(path)).sessions.accounts
        .all()
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['lijg', 'zhoum']);
  });
});
