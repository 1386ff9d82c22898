import * as crypto from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { sessionSchema } from '#shared/ipc/station-api';
import { temporaryFolder } from '#test/support/temporary-folder';
import {
  accounts,
  as,
  codeOf,
  HERE,
  LAN,
  MANAGER,
  managerSignsIn,
  NOW,
  openIn,
  signedIn,
  station,
  WEEK,
  WORKER,
  workerSignsIn,
} from './station';

vi.mock('node:crypto', async (original) => {
  const actual = await original<typeof crypto>();
  return { ...actual, scrypt: vi.fn(actual.scrypt) };
});

describe('signing in', () => {
  it('gives a manager the whole station and every key', async () => {
    const { sessions } = await station();
    const session = sessionSchema.parse(await signedIn(sessions));
    expect(session).toMatchObject({
      staff: { uid: MANAGER.uid, code: 'zhoum', name: '周敏', post: 'manager', gridNumbers: [] },
      station: { id: 'qinghe', name: '青禾里', practice: false },
      stationGrids: [1, 2],
      mustChangePassphrase: false,
      expiresAtMs: NOW + WEEK,
      nowMs: NOW,
    });
    expect(session.staff.functions).toEqual(['health', 'child', 'export', 'staff', 'devices', 'keys', 'audit']);
    expect(session.databases.map(({ name }) => name)).toEqual([
      'commons-qinghe',
      'grid-qinghe-1',
      'grid-qinghe-2',
      'desk-qinghe',
      'queue-qinghe',
    ]);
    expect(session.keys.map(({ kid }) => kid)).toEqual([
      ...[1, 2].flatMap((grid) => ['general', 'health', 'child'].map((name) => `qinghe-${grid}.${name}.1`)),
      'qinghe.general.1',
    ]);
    expect(new Set(session.keys.map(({ key }) => key)).size).toBe(7);
  });

  it('gives a grid worker the own grid, and for health a key of his own that opens nobody else’s values', async () => {
    const { sessions } = await station();
    const manager = await signedIn(sessions);
    const worker = await signedIn(sessions, workerSignsIn);
    expect(worker.databases).toEqual([
      { name: 'commons-qinghe', access: 'read' },
      { name: 'grid-qinghe-1', access: 'write' },
    ]);
    expect(worker.keys.map(({ kid }) => kid)).toEqual(['qinghe-1.general.1', `qinghe-1.health.1~${WORKER.uid}`]);
    expect(worker.keys[0]).toEqual(manager.keys.find(({ kid }) => kid === 'qinghe-1.general.1'));
    const classKeys = manager.keys.filter(({ class: name }) => name !== 'general').map(({ key }) => key);
    expect(classKeys).not.toContain(worker.keys[1]?.key);
  });

  it('gives whoever was given the function the key of its class', async () => {
    const { sessions } = await station();
    await sessions.staffAdmin.change(MANAGER.uid, WORKER.uid, { functions: ['health', 'child', 'keys'] });
    const worker = await signedIn(sessions, workerSignsIn);
    expect(worker.keys.map(({ kid }) => kid)).toEqual(['qinghe-1.general.1', 'qinghe-1.health.1', 'qinghe-1.child.1']);
    expect(worker.staff.functions).toEqual(['health', 'child']);
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
    expect(await sessions.signIn(request, LAN)).toMatchObject({
      ok: false,
      error: { code: 'auth.wrong', message: 'unknown staff code or wrong passphrase' },
    });
  });

  it('refuses an account that was closed', async () => {
    const path = await temporaryFolder();
    await writeFile(join(path, 'accounts.json'), (await accounts()).replace('"active":true', '"active":false'));
    const { sessions } = await openIn(path);
    expect(codeOf(await sessions.signIn(managerSignsIn, HERE))).toBe('auth.wrong');
  });

  it('opens nothing with a passphrase that was replaced while it was being looked at', async () => {
    const { sessions } = await station();
    await signedIn(sessions, workerSignsIn);
    const replaced = sessions.accounts.change(WORKER.uid, (was) => ({ ...was, generation: was.generation + 1 }));
    expect(codeOf(await sessions.signIn(workerSignsIn, HERE))).toBe('auth.wrong');
    await replaced;
    const closed = sessions.staffAdmin.change(MANAGER.uid, WORKER.uid, { active: false });
    expect(codeOf(await sessions.signIn(workerSignsIn, HERE))).toBe('auth.wrong');
    await closed;
  });

  it('works as hard for an unknown code as for a wrong passphrase, so that the time tells nothing', async () => {
    const { sessions } = await station();
    const workFor = async (staffCode: string) => {
      const scrypt = vi.mocked(crypto.scrypt);
      scrypt.mockClear();
      await sessions.signIn(as(staffCode, 'x'), { remoteAddress: '10.0.0.1', isLoopback: false });
      return scrypt.mock.calls.map(([, salt, length, cost]) => ({ salt: (salt as Uint8Array).length, length, cost }));
    };
    const known = await workFor('zhoum');
    expect(known).toHaveLength(1);
    expect(await workFor('nobody')).toEqual(known);
  });

  it('says when to try again after too many attempts, also when they came all at once', async () => {
    const { sessions, log } = await station();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => sessions.signIn(as('zhoum', 'x'), LAN)));
    const codes = outcomes.map(codeOf);
    expect(codes.filter((code) => code === 'auth.wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'auth.rate-limited')).toHaveLength(3);
    expect(await sessions.signIn(managerSignsIn, LAN)).toMatchObject({
      error: { code: 'auth.rate-limited', retry: true, details: { retryAfterMs: 30_000 } },
    });
    expect(log.lines.at(-1)).toMatchObject({ event: 'session.rate-limited', fields: { address: '192.168.1.20' } });
    expect((await sessions.signIn(managerSignsIn, HERE)).ok).toBe(true);
  });

  it('logs and audits ids, and neither code nor name nor passphrase', async () => {
    const { sessions, log, services } = await station();
    await signedIn(sessions);
    await sessions.signIn(as('zhoum', 'wrong secret'), LAN);
    await sessions.signIn(as('nobody', 'wrong secret'), LAN);
    expect(log.lines.map(({ event }) => event)).toEqual(['session.opened', 'session.refused', 'session.refused']);
    expect(services.audit.entries.map(({ kind }) => kind)).toEqual([
      'device-registered',
      'device-approved',
      'sign-in',
      'sign-in-refused',
      'sign-in-refused',
    ]);
    const told = JSON.stringify([log.lines, services.audit.entries]);
    expect(told).toContain(MANAGER.uid);
    expect(told).not.toMatch(/zhoum|nobody|周敏|secret|apples|平板/);
  });

  it('is remembered with its time', async () => {
    const { sessions } = await station();
    await signedIn(sessions);
    expect(sessions.staffAdmin.list().map(({ code, lastSignInMs }) => [code, lastSignInMs])).toEqual([
      ['lijg', null],
      ['zhoum', NOW],
    ]);
  });
});
