import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountSchema, makeAccount, upgradeAccounts } from '#main/services/sessions/accounts';
import { isWeakPassphrase } from '#shared/domain/access/passphrase';
import { temporaryFolder } from '#test/support/temporary-folder';
import {
  accounts,
  as,
  callerOf,
  codeOf,
  HERE,
  MANAGER,
  NOW,
  openIn,
  OTHER_TABLET,
  signedIn,
  station,
  TABLET,
  WORKER,
  workerSignsIn,
} from './station';

const NEW = { code: 'wangf', name: '王芳', post: 'clerk', gridNumbers: [], functions: ['health' as const] } as const;
const wanted = { ...NEW, gridNumbers: [], functions: [...NEW.functions] };

describe('the accounts of the station', () => {
  it('grow by one with a passphrase that is shown once and has to be changed', async () => {
    const { sessions, services } = await station();
    const made = await sessions.staffAdmin.create(MANAGER.uid, wanted);
    if (!made.ok) throw made.error;
    expect(made.value.account).toMatchObject({ ...NEW, active: true, mustChangePassphrase: true, lastSignInMs: null });
    const session = await signedIn(sessions, as('wangf', made.value.passphrase));
    expect(session).toMatchObject({ mustChangePassphrase: true, keys: [] });
    const caller = await callerOf(sessions, session.token);
    expect(caller.mustChangePassphrase).toBe(true);
    const changed = await sessions.changePassphrase(caller, made.value.passphrase, '蓝色的窗帘很长很长');
    expect(codeOf(changed)).toBe('auth.weak');
    const better = await sessions.changePassphrase(caller, made.value.passphrase, '蓝色的窗帘很长很长呀');
    if (!better.ok) throw better.error;
    expect(better.value.mustChangePassphrase).toBe(false);
    expect(better.value.keys.map(({ kid }) => kid)).toContain('qinghe-2.health.1');
    expect(services.audit.entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['staff-created', 'passphrase-changed']),
    );
  });

  it('have one code each', async () => {
    const { sessions } = await station();
    expect(codeOf(await sessions.staffAdmin.create(MANAGER.uid, { ...wanted, code: 'lijg' }))).toBe(
      'access.code-taken',
    );
    expect(sessions.accounts.all()).toHaveLength(2);
  });

  it.each([
    ['closed', { active: false }],
    ['made a clerk', { post: 'clerk' }],
  ] as const)('always have a manager: the last one is not %s', async (_what, change) => {
    const { sessions } = await station();
    expect(codeOf(await sessions.staffAdmin.change(MANAGER.uid, MANAGER.uid, change))).toBe('access.last-manager');
    await sessions.staffAdmin.change(MANAGER.uid, WORKER.uid, { post: 'manager', active: false });
    expect(codeOf(await sessions.staffAdmin.change(MANAGER.uid, MANAGER.uid, change))).toBe('access.last-manager');
    await sessions.staffAdmin.change(MANAGER.uid, WORKER.uid, { active: true });
    expect(codeOf(await sessions.staffAdmin.change(MANAGER.uid, MANAGER.uid, change))).toBe('ok');
    expect(codeOf(await sessions.staffAdmin.change(WORKER.uid, WORKER.uid, change))).toBe('access.last-manager');
  });

  it('keep a manager also when two resign at once', async () => {
    const { sessions } = await station();
    await sessions.staffAdmin.change(MANAGER.uid, WORKER.uid, { post: 'manager' });
    const outcomes = await Promise.all(
      [MANAGER.uid, WORKER.uid].map((uid) => sessions.staffAdmin.change(uid, uid, { active: false })),
    );
    expect(outcomes.map(codeOf).sort()).toEqual(['access.last-manager', 'ok']);
  });

  it('are changed under their uid alone', async () => {
    const { sessions } = await station();
    expect(codeOf(await sessions.staffAdmin.change(MANAGER.uid, TABLET.id, { active: false }))).toBe(
      'request.not-found',
    );
    expect(codeOf(await sessions.staffAdmin.resetPassphrase(MANAGER.uid, TABLET.id))).toBe('request.not-found');
  });

  it('of release 0.1 are read, and their people sign in', async () => {
    const path = await temporaryFolder();
    const old = (JSON.parse(await accounts()) as { accounts: Record<string, unknown>[] }).accounts.map(
      ({ functions: _f, mustChangePassphrase: _m, generation: _g, lastSignInMs: _l, ...account }) => account,
    );
    await writeFile(join(path, 'accounts.json'), JSON.stringify({ version: 1, accounts: old }));
    const { sessions } = await openIn(path);
    expect((await signedIn(sessions, workerSignsIn)).staff).toMatchObject({ uid: WORKER.uid, functions: [] });
    expect(upgradeAccounts({ version: 2, accounts: [] })).toEqual({ version: 2, accounts: [] });
    expect(accountSchema.parse(old[1])).toMatchObject({ functions: [], generation: 0, mustChangePassphrase: false });
  });
});

describe('a passphrase', () => {
  it('that is changed ends every other token of the person, and the new one opens', async () => {
    const { sessions } = await station();
    const here = await signedIn(sessions, workerSignsIn);
    const there = await signedIn(sessions, { ...workerSignsIn, device: OTHER_TABLET });
    const told: unknown[] = [];
    sessions.onChange((changed) => told.push(changed));
    const changed = await sessions.changePassphrase(
      await callerOf(sessions, here.token),
      'four 窗台 2026',
      'five 窗台 2027',
    );
    if (!changed.ok) throw changed.error;
    expect(told).toEqual([{ staff: WORKER.uid }]);
    for (const { token } of [here, there]) expect(codeOf(await sessions.verify(token))).toBe('auth.expired');
    expect(codeOf(await sessions.verify(changed.value.token))).toBe('ok');
    expect(changed.value.device).toEqual(here.device);
    expect(codeOf(await sessions.signIn(workerSignsIn, HERE))).toBe('auth.wrong');
    await signedIn(sessions, as('lijg', 'five 窗台 2027'));
  });

  it('that is reset ends every token, and the one-time passphrase opens', async () => {
    const { sessions } = await station();
    const { token } = await signedIn(sessions, workerSignsIn);
    const reset = await sessions.staffAdmin.resetPassphrase(MANAGER.uid, WORKER.uid);
    if (!reset.ok) throw reset.error;
    expect(codeOf(await sessions.verify(token))).toBe('auth.expired');
    expect(codeOf(await sessions.signIn(workerSignsIn, HERE))).toBe('auth.wrong');
    const again = await signedIn(sessions, as('lijg', reset.value.passphrase));
    expect(again.mustChangePassphrase).toBe(true);
  });

  it('is not changed by whoever does not know it, and trying is limited', async () => {
    const { sessions } = await station();
    const caller = await callerOf(sessions, (await signedIn(sessions)).token);
    const codes: string[] = [];
    for (let round = 0; round < 6; round += 1)
      codes.push(codeOf(await sessions.changePassphrase(caller, 'a guess', 'five 窗台 2027')));
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'auth.wrong'), 'auth.rate-limited']);
  });

  it('that a manager resets while its owner changes it is the manager’s', async () => {
    const { sessions } = await station();
    const caller = await callerOf(sessions, (await signedIn(sessions, workerSignsIn)).token);
    const [reset, changed] = await Promise.all([
      sessions.staffAdmin.resetPassphrase(MANAGER.uid, WORKER.uid),
      sessions.changePassphrase(caller, 'four 窗台 2026', 'five 窗台 2027'),
    ]);
    if (!reset.ok) throw reset.error;
    expect(codeOf(changed)).toBe('auth.expired');
    expect((await signedIn(sessions, as('lijg', reset.value.passphrase))).mustChangePassphrase).toBe(true);
  });

  it.each([
    ['too short', 'abcdefghi'],
    ['too short in characters, though not in bytes', '窗台窗台窗台窗台窗'],
    ['one character over and over', 'aaaaaaaaaaaa'],
    ['one character over and over with spaces', '1 1 1 1 1 1 1 1 1 1 1'],
    ['the code again and again', 'lijgLIJGlijg'],
    ['the name again and again', '李建国李建国李建国李建国'],
    ['the same as before', 'four 窗台 2026'],
    ['the same as before in full width', 'ｆｏｕｒ 窗台 ２０２６'],
  ])('that is %s is not taken', async (_what, next) => {
    const { sessions } = await station();
    const caller = await callerOf(sessions, (await signedIn(sessions, workerSignsIn)).token);
    expect(codeOf(await sessions.changePassphrase(caller, 'four 窗台 2026', next))).toBe('auth.weak');
    await signedIn(sessions, workerSignsIn);
  });

  it('of ten characters of any kind is', () => {
    for (const good of ['abcdefghij', '一二三四五六七八九十', 'lijg 2026 lijg', '😀😀😀😀😀😀😀😀😀🙂'])
      expect(isWeakPassphrase(good, WORKER), good).toBe(false);
  });

  it('of a practice account is shown until it has another', async () => {
    const { sessions } = await station({ practice: true });
    await sessions.practiceAccounts?.add({ ...NEW, uid: OTHER_TABLET.id }, 'abcd-efgh-jkmn');
    expect(sessions.practice()?.accounts.map(({ passphrase }) => passphrase)).toEqual(['abcd-efgh-jkmn']);
    const caller = await callerOf(sessions, (await signedIn(sessions, as('wangf', 'abcd-efgh-jkmn'))).token);
    await sessions.changePassphrase(caller, 'abcd-efgh-jkmn', 'nobody reads this');
    expect(sessions.practice()?.accounts).toEqual([]);
  });
});

describe('the host-only store', () => {
  it('holds no passphrase of a real station, and files that only the host can read', async () => {
    const { sessions, path } = await station();
    await signedIn(sessions);
    expect(sessions.practice()).toBeNull();
    const names = await readdir(path);
    expect(names.sort()).toEqual(['accounts.json', 'devices.json', 'token-secret']);
    for (const name of names) {
      expect(await readFile(join(path, name), 'utf8')).not.toMatch(/apples|窗台/);
      expect((await stat(join(path, name))).mode & 0o777).toBe(0o600);
    }
  });

  it('shows the passphrases of practice accounts, and they open them', async () => {
    const path = await temporaryFolder();
    const { sessions } = await openIn(path, { practice: true });
    await sessions.practiceAccounts?.add(WORKER, 'abcd-efgh-jkmn');
    await sessions.practiceAccounts?.add(WORKER, 'another-one');
    const again = (await openIn(path, { practice: true })).sessions;
    expect(again.practice()).toEqual({
      accounts: [{ code: 'lijg', name: '李建国', post: 'grid-worker', passphrase: 'abcd-efgh-jkmn' }],
    });
    await signedIn(again, as('lijg', 'abcd-efgh-jkmn'));
  });

  it.each(['accounts.json', 'devices.json'])('is not opened with a damaged %s, which stays as it was', async (name) => {
    const path = await temporaryFolder();
    await writeFile(join(path, name), '{"version": 1, "acc');
    await expect(openIn(path)).rejects.toMatchObject({ code: 'host.data-damaged', details: { file: name } });
    expect(await readFile(join(path, name), 'utf8')).toBe('{"version": 1, "acc');
  });

  it('keeps every account when several are made at once', async () => {
    const path = await temporaryFolder();
    const { sessions } = await openIn(path);
    const made = await Promise.all([makeAccount(MANAGER, 'one'), makeAccount(WORKER, 'two')]);
    await Promise.all(made.map((account) => sessions.accounts.add(account)));
    const codes = (await openIn(path)).sessions.accounts.all().map(({ code }) => code);
    expect(codes.sort()).toEqual(['lijg', 'zhoum']);
    expect(NOW).toBeGreaterThan(0);
  });
});
