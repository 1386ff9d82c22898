import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { healthSchema, practiceSchema, trainingAnswerSchema } from '#shared/ipc/station-api';
import { makeAccount } from '#main/services/sessions/accounts';
import { startForTest } from '#test/support/in-process-host';
import { temporaryFolder } from '#test/support/temporary-folder';

const healthAt = async (origin: string) => healthSchema.parse(await (await fetch(`${origin}/api/health`)).json());
const openTraining = (origin: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${origin}/api/training`, { method: 'POST', headers });

/** Data in a folder of its own below a temporary one, since the practice lies beside it. */
const dataFolder = async () => join(await temporaryFolder(), 'station');

async function realStation(data: string) {
  const manager = await makeAccount(
    { uid: '01J0000000000000000000000M', code: 'chenl', name: '陈丽', post: 'manager', gridNumbers: [] },
    'a long passphrase',
  );
  const firstRun = { kind: 'station' as const, id: 'meiyuan', name: '梅园社区服务中心', gridCount: 1, manager };
  return startForTest(data, { firstRun });
}

describe('training beside a real station', () => {
  it('is made when somebody first asks, with data, keys and an origin of its own, and leads back', async () => {
    const data = await dataFolder();
    const host = await realStation(data);
    const origin = host.addresses.loopback;
    expect(await healthAt(origin)).toMatchObject({ training: true, homeOrigin: null });
    expect(await readdir(dirname(data))).not.toContain(`${basename(data)}-practice`);

    const practice = trainingAnswerSchema.parse(await (await openTraining(origin)).json()).origin;
    expect(practice).not.toBe(origin);
    expect(await healthAt(practice)).toMatchObject({
      station: { id: 'qinghe', practice: true },
      training: false,
      homeOrigin: origin,
    });
    const { accounts } = practiceSchema.parse(await (await fetch(`${practice}/api/practice`)).json());
    expect(accounts.length).toBeGreaterThan(3);
    expect(await readdir(join(dirname(data), `${basename(data)}-practice`))).toContain('hub');
    // The real one shows no accounts and holds no practice.
    expect((await fetch(`${origin}/api/practice`)).status).toBe(404);
    expect(host.hub.names().filter((name) => name.includes('qinghe'))).toEqual([]);
  });

  it('is the same for the second who asks, and ends with the station', async () => {
    const host = await realStation(await dataFolder());
    const ask = async () =>
      trainingAnswerSchema.parse(await (await openTraining(host.addresses.loopback)).json()).origin;
    const [first, second] = await Promise.all([ask(), ask()]);
    expect(second).toBe(first);
    await host.stop();
    await expect(fetch(`${first}/api/health`)).rejects.toThrow();
  });

  it('is not opened by a page of another site, and there is none at a practice station', async () => {
    const host = await realStation(await dataFolder());
    const foreign = await openTraining(host.addresses.loopback, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(404);
    const practice = await startForTest(await temporaryFolder());
    expect((await openTraining(practice.addresses.loopback)).status).toBe(404);
    expect(await healthAt(practice.addresses.loopback)).toMatchObject({ training: false, homeOrigin: null });
  });
});
