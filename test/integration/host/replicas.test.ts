import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, it, onTestFinished } from 'vitest';
import type { Practice, Session } from '#shared/ipc/station-api';
import type { Replica } from '#shared/schema/types/replica';
import type { RunningHost } from '#main/host';
import { personFields, uid } from '#test/support/builders';
import { openDevice, until } from '#test/support/device';
import { signInAt, startForTest, stationFolder } from '#test/support/in-process-host';

/** Signed in as the practice account of that post, over the loopback address. */
async function signedIn(host: RunningHost, post: string): Promise<Session> {
  const practice = (await (await fetch(`${host.addresses.loopback}/api/practice`)).json()) as Practice;
  const account = practice.accounts.find((each) => each.post === post);
  return (await (await signInAt(host, account?.code ?? '', account?.passphrase ?? '')).json()) as Session;
}

it('a device that sends its first record is known to all by person and name, and by its new name when it gets one', async () => {
  const host = await startForTest(await stationFolder());
  const session = await signedIn(host, 'manager');
  const device = await openDevice({
    name: 'replicas',
    origin: host.addresses.loopback,
    token: () => session.token,
    databases: session.databases.map(({ name }) => name).filter((name) => /^(commons|grid)/.test(name)),
    storage: getRxStorageMemory(),
    collections: ['reference', 'people', 'homes', 'visits', 'care', 'incidents', 'tasks', 'devices', 'desk'],
  });
  onTestFinished(() => device.stop());
  const id = `replica~${session.station.id}~${device.control.replica}`;
  const told = async () => (await device.get('reference', id)) as (Replica & { readonly vv: object }) | undefined;
  await device.settled();
  expect(await told()).toBeUndefined();
  const scope = `${session.station.id}-1`;
  await device.writer.create({ type: 'person', scope, uid: uid(1), fields: personFields() });
  await until(async () => (await told()) !== undefined);
  expect(await told()).toMatchObject({
    staffUid: session.staff.uid,
    deviceUid: session.device.id,
    deviceName: '台式机',
  });
  const answer = await fetch(`${host.addresses.loopback}/api/devices/${session.device.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${session.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: '二号窗口' }),
  });
  expect(answer.status).toBe(200);
  await until(async () => (await told())?.deviceName === '二号窗口');
}, 60_000);
