import { describe, expect, it } from 'vitest';
import { SERVICE_ITEMS } from '#shared/codes/service-items/index';
import { sessionSchema } from '#shared/ipc/station-api';
import { startHost } from '#main/host';
import { makeAccount } from '#main/services/sessions/accounts';
import { hostOptions, signInAt, startForTest } from '#test/support/in-process-host';
import { temporaryFolder } from '#test/support/temporary-folder';

describe('a real station', () => {
  const newStation = async () => ({
    kind: 'station' as const,
    id: 'meiyuan',
    name: '梅园社区服务中心',
    gridCount: 3,
    manager: await makeAccount(
      { uid: '01J0000000000000000000000M', code: 'chenl', name: '陈丽', post: 'manager', gridNumbers: [] },
      'a long passphrase',
    ),
  });

  it('begins with its manager and empty grids, and shows no passphrase', async () => {
    const host = await startForTest(await temporaryFolder(), { firstRun: await newStation() });
    expect(host.station).toEqual({ id: 'meiyuan', name: '梅园社区服务中心', practice: false });
    expect((await fetch(`${host.addresses.loopback}/api/practice`)).status).toBe(404);
    const session = sessionSchema.parse(await (await signInAt(host, 'chenl', 'a long passphrase')).json());
    expect(session.databases.map(({ name }) => name)).toEqual([
      'commons-meiyuan',
      'grid-meiyuan-1',
      'grid-meiyuan-2',
      'grid-meiyuan-3',
      'desk-meiyuan',
      'queue-meiyuan',
    ]);
    // Three classes in each grid, and the desk's.
    expect(session.keys.map(({ kid }) => kid)).toContain('meiyuan.general.1');
    expect(session.keys).toHaveLength(10);
    // The station, its grids, its manager and the catalogue; the host adds the years whose holidays it knows.
    await expect
      .poll(async () => (await host.hub.database('commons-meiyuan')?.info())?.documents, { timeout: 10_000 })
      .toBe(7 + SERVICE_ITEMS.length);
    expect((await host.hub.database('grid-meiyuan-1')?.info())?.documents).toBe(0);
  });

  it('is found again, and is not replaced by a second set-up', async () => {
    const data = await temporaryFolder();
    await (await startHost(hostOptions(data, { firstRun: await newStation() }))).stop();
    const again = { ...(await newStation()), id: 'other' };
    await expect(startHost(hostOptions(data, { firstRun: again }))).rejects.toMatchObject({
      code: 'host.station-exists',
    });
    const host = await startForTest(data);
    expect(host.station.id).toBe('meiyuan');
    expect(host.sessions.accounts.all()).toHaveLength(1);
  });
});
