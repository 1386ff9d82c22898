import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDurableFolder } from '#main/services/durable-folder';
import { openDevices } from '#main/services/sessions/devices';
import { temporaryFolder } from '#test/support/temporary-folder';
import {
  as,
  callerOf,
  codeOf,
  HERE,
  HOURS,
  LAN,
  MANAGER,
  managerSignsIn,
  NOW,
  openIn,
  OTHER_TABLET,
  secretOf,
  signedIn,
  station,
  TABLET,
  WEEK,
  WORKER,
  workerSignsIn,
} from './station';

const approve = { state: 'approved' } as const;
const revoke = { state: 'revoked' } as const;
const anotherDevice = (n: number) => ({
  ...TABLET,
  id: `01J00000000000000000000${100 + n}`,
  secret: secretOf(n % 256),
});

describe('a device', () => {
  it('on the LAN waits until somebody approves it, and then signs in', async () => {
    const { sessions, services } = await station();
    const outcome = await sessions.signIn(workerSignsIn, LAN);
    expect(outcome).toMatchObject({ error: { code: 'auth.device-pending', retry: true } });
    expect(sessions.deviceAdmin.list()).toMatchObject([{ id: TABLET.id, state: 'pending', people: [WORKER.uid] }]);
    const changed = await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, approve);
    expect(changed).toMatchObject({ ok: true, value: { state: 'approved' } });
    await signedIn(sessions, workerSignsIn, LAN);
    expect(services.audit.entries.map(({ kind, by }) => [kind, by])).toEqual([
      ['device-registered', WORKER.uid],
      ['device-approved', MANAGER.uid],
      ['sign-in', WORKER.uid],
    ]);
  });

  it('is not told that it waits before the passphrase is right', async () => {
    const { sessions } = await station();
    expect(codeOf(await sessions.signIn(as('lijg', 'wrong'), LAN))).toBe('auth.wrong');
    expect(sessions.deviceAdmin.list()).toEqual([]);
  });

  it('may ask again and again while it waits', async () => {
    const { sessions } = await station();
    for (let round = 0; round < 12; round += 1)
      expect(codeOf(await sessions.signIn(workerSignsIn, LAN))).toBe('auth.device-pending');
    expect(sessions.deviceAdmin.list()).toHaveLength(1);
  });

  it('is taken at once on the host’s own machine, and everywhere on a practice station', async () => {
    await signedIn((await station()).sessions, managerSignsIn, HERE);
    await signedIn((await station({ practice: true })).sessions, managerSignsIn, LAN);
  });

  it('that is another one under the same id is refused, and changes nothing', async () => {
    const { sessions } = await station();
    const { device } = await signedIn(sessions);
    const stolen = { ...managerSignsIn, device: { ...TABLET, name: '冒名', secret: secretOf(9) } };
    expect(codeOf(await sessions.signIn(stolen, HERE))).toBe('auth.invalid');
    expect(sessions.deviceAdmin.list()).toMatchObject([{ name: '平板一', people: [MANAGER.uid] }]);
    expect((await signedIn(sessions)).device).toEqual(device);
  });

  it('keeps the secret to itself: the file holds its hash', async () => {
    const { sessions, path } = await station();
    await signedIn(sessions);
    expect(await readFile(join(path, 'devices.json'), 'utf8')).not.toContain(TABLET.secret);
  });

  it('gets escrow and delivery keys of its own for each person, the same every time', async () => {
    const { sessions } = await station();
    const keysOf = async (request: typeof managerSignsIn) => {
      const { device } = await signedIn(sessions, request);
      return [device.escrowKey, device.deliveryKey];
    };
    const [manager, worker] = [await keysOf(managerSignsIn), await keysOf(workerSignsIn)];
    const elsewhere = await keysOf(as('zhoum', 'nine green apples', OTHER_TABLET));
    expect(new Set([...manager, ...worker, ...elsewhere]).size).toBe(6);
    expect(await keysOf(managerSignsIn)).toEqual(manager);
  });

  it('is listed with who was there and when, waiting ones first', async () => {
    const { sessions, clock, path } = await station();
    const { token } = await signedIn(sessions);
    await signedIn(sessions, workerSignsIn);
    await sessions.signIn(as('lijg', 'four 窗台 2026', OTHER_TABLET), LAN);
    clock.nowMs += HOURS;
    await sessions.verify(token, { remoteAddress: '192.168.1.44', isLoopback: false });
    expect(sessions.deviceAdmin.list()).toMatchObject([
      { id: OTHER_TABLET.id, state: 'pending', lastAddress: LAN.remoteAddress },
      {
        id: TABLET.id,
        firstSeenMs: NOW,
        lastSeenMs: NOW + HOURS,
        lastAddress: '192.168.1.44',
        people: [MANAGER.uid, WORKER.uid],
      },
    ]);
    await sessions.stop();
    expect((await openIn(path)).sessions.deviceAdmin.list()[1]).toMatchObject({ lastSeenMs: NOW + HOURS });
  });

  it('that waits makes way when fifty others do', async () => {
    const devices = await openDevices(await openDurableFolder(await temporaryFolder()));
    const meeting = (n: number) => ({ staff: WORKER.uid, address: LAN.remoteAddress, nowMs: NOW + n });
    for (let n = 0; n < 51; n += 1) await devices.register(anotherDevice(n), false, meeting(n));
    expect(devices.all()).toHaveLength(50);
    expect(devices.byId(anotherDevice(0).id)).toBeUndefined();
    expect(devices.byId(anotherDevice(50).id)).toBeDefined();
  });

  it('keeps its local databases: nobody else’s writes under their name', async () => {
    const { sessions, path } = await station();
    const claims = await Promise.all(
      [TABLET, OTHER_TABLET].map(({ id }) =>
        signedIn(sessions, as('zhoum', 'nine green apples', id === TABLET.id ? TABLET : OTHER_TABLET)),
      ),
    );
    expect(claims).toHaveLength(2);
    expect(await sessions.claimReplica({ device: TABLET.id, staff: WORKER.uid }, 'abcdefghijkl')).toBe(true);
    expect(await sessions.claimReplica({ device: OTHER_TABLET.id, staff: WORKER.uid }, 'abcdefghijkl')).toBe(false);
    expect(await sessions.claimReplica({ device: TABLET.id, staff: WORKER.uid }, 'abcdefghijkl')).toBe(true);
    const again = (await openIn(path)).sessions;
    expect(await again.claimReplica({ device: OTHER_TABLET.id, staff: WORKER.uid }, 'abcdefghijkl')).toBe(false);
    expect(await again.claimReplica({ device: WORKER.uid, staff: WORKER.uid }, 'mnopqrstuvwx')).toBe(false);
  });

  it('that races for a local database gets it alone', async () => {
    const { sessions } = await station();
    await signedIn(sessions);
    await signedIn(sessions, as('zhoum', 'nine green apples', OTHER_TABLET));
    const won = await Promise.all(
      [TABLET.id, OTHER_TABLET.id].map((device) =>
        sessions.claimReplica({ device, staff: WORKER.uid }, 'abcdefghijkl'),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
  });
});

describe('a revoked device', () => {
  it('is refused everywhere, and its people are not', async () => {
    const { sessions, services } = await station();
    const { token } = await signedIn(sessions);
    const caller = await callerOf(sessions, token);
    const told: unknown[] = [];
    sessions.onChange((changed) => told.push(changed));
    await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, revoke);
    expect(told).toEqual([{ device: TABLET.id }]);
    expect(codeOf(await sessions.verify(token))).toBe('auth.device-revoked');
    expect(codeOf(await sessions.renew(caller))).toBe('auth.device-revoked');
    expect(codeOf(await sessions.changePassphrase(caller, 'nine green apples', 'ten red apples'))).toBe(
      'auth.device-revoked',
    );
    expect(codeOf(await sessions.signIn(managerSignsIn, HERE))).toBe('auth.device-revoked');
    await signedIn(sessions, as('zhoum', 'nine green apples', OTHER_TABLET));
    expect(services.audit.entries.map(({ kind }) => kind)).toContain('device-revoked');
  });

  it('is never approved again', async () => {
    const { sessions } = await station();
    await signedIn(sessions);
    await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, revoke);
    expect(codeOf(await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, approve))).toBe('request.malformed');
    expect(codeOf(await sessions.signIn(managerSignsIn, HERE))).toBe('auth.device-revoked');
  });

  it('leaves nothing at the host that its escrow key could be made from', async () => {
    const { sessions, path } = await station();
    const { device } = await signedIn(sessions);
    const before = JSON.parse(await readFile(join(path, 'devices.json'), 'utf8')) as {
      devices: [{ escrowSalt: string }];
    };
    await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, revoke);
    const after = await readFile(join(path, 'devices.json'), 'utf8');
    expect(after).not.toContain(before.devices[0].escrowSalt);
    expect(after).not.toContain(device.escrowKey);
  });

  it('that is to erase itself hears it with any passphrase, and when its token has run out', async () => {
    const { sessions, clock } = await station();
    const { token } = await signedIn(sessions);
    await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, { ...revoke, wipe: true });
    const wipe = { error: { code: 'auth.device-revoked', details: { wipe: true } } };
    expect(await sessions.verify(token)).toMatchObject(wipe);
    expect(await sessions.signIn(as('zhoum', 'a guess'), LAN)).toMatchObject(wipe);
    expect(await sessions.signIn(as('nobody', 'a guess'), LAN)).toMatchObject(wipe);
    clock.nowMs += 10 * WEEK;
    expect(await sessions.verify(token)).toMatchObject(wipe);
  });

  it('does not say so to whoever only knows its id', async () => {
    const { sessions } = await station();
    await signedIn(sessions);
    await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, { ...revoke, wipe: true });
    const guess = as('zhoum', 'a guess', { ...TABLET, secret: secretOf(8) });
    expect(codeOf(await sessions.signIn(guess, LAN))).toBe('auth.wrong');
  });

  it('is noted as erased once it says so, and only if it was asked', async () => {
    const { sessions, services } = await station();
    const { token } = await signedIn(sessions);
    expect(codeOf(await sessions.verifyRevoked(token))).toBe('auth.invalid');
    await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, revoke);
    const device = await sessions.verifyRevoked(token);
    if (!device.ok) throw device.error;
    await sessions.confirmWipe(device.value);
    expect(sessions.deviceAdmin.list()[0]?.wipe).toBe('no');
    await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, { wipe: true });
    await sessions.confirmWipe(device.value);
    await sessions.confirmWipe(device.value);
    expect(sessions.deviceAdmin.list()[0]?.wipe).toBe('done');
    expect(services.audit.entries.filter(({ kind }) => kind === 'device-wiped')).toHaveLength(1);
    expect(await sessions.verify(token)).toMatchObject({ error: { details: {} } });
  });

  it.each([
    ['erasing a device that still belongs', { wipe: true }],
    ['erasing a device that is approved in the same breath', { state: 'approved', wipe: true }],
  ] as const)('is what comes first: %s is refused', async (_what, change) => {
    const { sessions } = await station();
    await signedIn(sessions);
    expect(codeOf(await sessions.deviceAdmin.change(MANAGER.uid, TABLET.id, change))).toBe('request.malformed');
    expect(codeOf(await sessions.deviceAdmin.change(MANAGER.uid, OTHER_TABLET.id, revoke))).toBe('request.not-found');
  });
});
