import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT, decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  callerOf,
  codeOf,
  HOURS,
  MANAGER,
  managerSignsIn,
  NOW,
  openIn,
  signedIn,
  station,
  TABLET,
  WEEK,
  WORKER,
  workerSignsIn,
} from './station';

describe('a token', () => {
  it('says who holds it and on which device, and nothing of rights', async () => {
    const { sessions } = await station();
    const { token } = await signedIn(sessions, workerSignsIn);
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      iss: 'qinghe',
      sub: WORKER.uid,
      device: TABLET.id,
      gen: 0,
      iat: NOW / 1000,
      exp: (NOW + WEEK) / 1000,
    });
  });

  it('opens what the access table grants at the moment, and holds for a week', async () => {
    const { sessions, clock } = await station();
    const { token, grants } = await signedIn(sessions, workerSignsIn);
    const caller = await callerOf(sessions, token);
    expect(caller).toMatchObject({ staff: WORKER.uid, post: 'grid-worker', device: TABLET.id, grants });
    expect([...caller.databases]).toEqual([
      ['commons-qinghe', 'read'],
      ['grid-qinghe-1', 'write'],
    ]);
    clock.nowMs += WEEK - 1000;
    expect(codeOf(await sessions.verify(token))).toBe('ok');
    clock.nowMs += 1000;
    expect(codeOf(await sessions.verify(token))).toBe('auth.expired');
  });

  it('opens other databases as soon as the account is changed, and says that its grants are others', async () => {
    const { sessions } = await station();
    const { token, grants } = await signedIn(sessions, workerSignsIn);
    const told: unknown[] = [];
    sessions.onChange((changed) => told.push(changed));
    await sessions.staffAdmin.change(MANAGER.uid, WORKER.uid, { gridNumbers: [2] });
    expect(told).toEqual([{ staff: WORKER.uid }]);
    const caller = await callerOf(sessions, token);
    expect([...caller.databases.keys()]).toEqual(['commons-qinghe', 'grid-qinghe-2']);
    expect(caller.grants).not.toBe(grants);
    const renewed = await sessions.renew(caller);
    expect(renewed).toMatchObject({ value: { grants: (await callerOf(sessions, token)).grants } });
    await sessions.staffAdmin.change(MANAGER.uid, WORKER.uid, { gridNumbers: [1] });
    expect((await callerOf(sessions, token)).grants).toBe(grants);
  });

  it('has other grants once the keys it hands out were renewed, or the station got a grid', async () => {
    let grids = [1, 2];
    const { sessions, services } = await station({ grids: () => grids });
    const { token, grants } = await signedIn(sessions);
    expect((await callerOf(sessions, token)).grants).toBe(grants);
    await services.dataKeys.rotate([{ scope: 'qinghe-1', class: 'health' }]);
    const rotated = (await callerOf(sessions, token)).grants;
    expect(rotated).not.toBe(grants);
    grids = [1, 2, 3];
    expect([grants, rotated]).not.toContain((await callerOf(sessions, token)).grants);
  });

  it('is renewed without the passphrase', async () => {
    const { sessions, clock } = await station();
    const caller = await callerOf(sessions, (await signedIn(sessions)).token);
    clock.nowMs += HOURS;
    expect(await sessions.renew(caller)).toMatchObject({
      ok: true,
      value: { expiresAtMs: NOW + WEEK + HOURS, staff: { uid: MANAGER.uid } },
    });
  });

  it('still holds after the host was started again', async () => {
    const { sessions, path, services } = await station();
    const { token, keys, device } = await signedIn(sessions);
    const again = (await openIn(path, { services })).sessions;
    expect(codeOf(await again.verify(token))).toBe('ok');
    expect(await signedIn(again)).toMatchObject({ keys, device });
  });

  it('ends when the account is closed', async () => {
    const { sessions } = await station();
    const { token } = await signedIn(sessions, workerSignsIn);
    const caller = await callerOf(sessions, token);
    await sessions.staffAdmin.change(MANAGER.uid, WORKER.uid, { active: false });
    expect(codeOf(await sessions.verify(token))).toBe('auth.invalid');
    expect(codeOf(await sessions.renew(caller))).toBe('auth.invalid');
  });
});

describe('a token is refused', () => {
  const forgeries: [string, (token: string, secret: Uint8Array) => Promise<string> | string][] = [
    ['unsigned (alg: none)', (token) => new UnsecuredJWT(decodeJwt(token)).encode()],
    ['unsigned, with the signature left on', (token) => withHeader(token, { alg: 'none' })],
    ['without its signature', (token) => token.slice(0, token.lastIndexOf('.') + 1)],
    ['signed with another secret', (token) => resign(token, new Uint8Array(32))],
    ['signed by another algorithm with the right secret', (token, secret) => hmac(token, secret, 'HS512', 'sha512')],
    ['signed with a key pair (RS256)', (token) => rs256(token)],
    ['whose header says RS256 over an HMAC', (token, secret) => hmac(token, secret, 'RS256', 'sha256')],
    ['that names a key file', (token) => withHeader(token, { alg: 'HS256', kid: '../../dev/null' })],
    ['that brings its own key', (token) => ownKey(token)],
    [
      'with a header that must be understood',
      (token, secret) => hmac(token, secret, 'HS256', 'sha256', { crit: ['x'], x: 1 }),
    ],
    ['of another station', (token, secret) => resign(token, secret, { iss: 'other' })],
    ['for an account there is not', (token, secret) => resign(token, secret, { sub: TABLET.id })],
    ['for a device there is not', (token, secret) => resign(token, secret, { device: WORKER.uid })],
    ['without a device', (token, secret) => resign(token, secret, { device: undefined })],
    ['without a count of passphrases', (token, secret) => resign(token, secret, { gen: undefined })],
    ['without an end', (token, secret) => resign(token, secret, { exp: undefined })],
    ['that begins tomorrow', (token, secret) => resign(token, secret, { nbf: NOW / 1000 + 86_400 })],
    ['with another holder than was signed', (token) => tamper(token, { sub: WORKER.uid })],
    ['with a later end than was signed', (token) => tamper(token, { exp: NOW / 1000 + 10 * WEEK })],
    ['that is no token', () => 'x'],
    ['that is empty', () => ''],
    ['with Chinese text', () => '令牌.令牌.令牌'],
  ];

  it.each(forgeries)('%s', async (_case, forge) => {
    const { sessions, path } = await station();
    const { token } = await signedIn(sessions, managerSignsIn);
    const secret = new Uint8Array(Buffer.from(await readFile(join(path, 'token-secret'), 'utf8'), 'base64'));
    // The forger's tools work: an honest token made with them is taken.
    expect(codeOf(await sessions.verify(await resign(token, secret)))).toBe('ok');
    const forged = await forge(token, secret);
    expect(codeOf(await sessions.verify(forged))).toBe('auth.invalid');
    expect(codeOf(await sessions.verifyRevoked(forged))).toBe('auth.invalid');
  });

  it('of the station’s next door, whose people and devices have the same ids', async () => {
    const [here, there] = [await station(), await station()];
    const { token } = await signedIn(there.sessions);
    await signedIn(here.sessions);
    expect(codeOf(await here.sessions.verify(token))).toBe('auth.invalid');
  });
});

function resign(token: string, secret: Uint8Array, claims: Record<string, unknown> = {}) {
  return new SignJWT({ ...decodeJwt(token), ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(secret);
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function withHeader(token: string, header: object): string {
  const [, body, signature] = token.split('.');
  return `${encode(header)}.${body}.${signature}`;
}

/** By hand: jose refuses to make such tokens. */
function hmac(token: string, secret: Uint8Array, alg: string, hash: string, header: object = {}): string {
  const signed = `${encode({ alg, ...header })}.${token.split('.')[1]}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

function rs256(token: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signed = `${encode({ alg: 'RS256' })}.${token.split('.')[1]}`;
  return `${signed}.${sign('sha256', new Uint8Array(Buffer.from(signed)), privateKey).toString('base64url')}`;
}

function ownKey(token: string): string {
  const secret = new Uint8Array(32);
  const jwk = { kty: 'oct', k: Buffer.from(secret).toString('base64url') };
  return hmac(token, secret, 'HS256', 'sha256', { jwk });
}

function tamper(token: string, claims: Record<string, unknown>): string {
  const [header, , signature] = token.split('.');
  return `${header}.${encode({ ...decodeJwt(token), ...claims })}.${signature}`;
}
