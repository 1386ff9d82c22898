import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adminPaths, hostStateSchema, type HostState } from '#shared/ipc/admin-api';
import { practiceSchema, sessionSchema, type Session } from '#shared/ipc/station-api';
import { startHost, type RunningHost } from '#main/host';
import { hostOptions, signInAt, startForTest, stationFolder } from '#test/support/in-process-host';

const signIn = async (host: RunningHost, code: string): Promise<Session> => {
  const answer = await fetch(`${host.addresses.loopback}/api/practice`);
  const { accounts } = practiceSchema.parse(await answer.json());
  const passphrase = accounts.find((account) => account.code === code)?.passphrase ?? '';
  return sessionSchema.parse(await (await signInAt(host, code, passphrase)).json());
};

const askAs = async (host: RunningHost, code: string): Promise<Response> => {
  const { token } = await signIn(host, code);
  return fetch(host.addresses.loopback + adminPaths.host, { headers: { authorization: `Bearer ${token}` } });
};

const stateAs = async (host: RunningHost, code: string): Promise<HostState> =>
  hostStateSchema.parse(await (await askAs(host, code)).json());

/** Resolves when the host has done what it does by itself after a start: nothing comes into its databases any more. */
async function settled(host: RunningHost): Promise<void> {
  const count = async () => (await stateAs(host, 'zhangw')).databases.map(({ documents }) => documents).join();
  let last = '';
  await expect
    .poll(
      async () => {
        const before = last;
        last = await count();
        return last === before;
      },
      { timeout: 10_000, interval: 500 },
    )
    .toBe(true);
}

describe('the page about the host', () => {
  it('tells the IT person what runs here, how full the disk is, until when the certificate holds and where the log lies', async () => {
    const data = await stationFolder();
    const before = Date.now();
    const host = await startForTest(data, { lanAddresses: () => ['127.0.0.1', 'fd00::5'] });
    const state = await stateAs(host, 'zhangw');

    expect(state.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(state.startedAtMs).toBeGreaterThanOrEqual(before);
    expect(state.nowMs).toBeGreaterThanOrEqual(state.startedAtMs);
    expect(state.data.folder).toBe(data);
    expect(state.data.bytes).toBeGreaterThan(100_000);
    expect(state.data.freeBytes).toBeLessThan(state.data.diskBytes);
    expect(state.logs).toEqual({ folder: `${data}/logs`, linesLost: 0 });
    expect(state.certificate.names).toEqual(expect.arrayContaining(['linli-qinghe.local', 'localhost', '127.0.0.1']));
    expect(state.certificate.untilMs - state.nowMs).toBeGreaterThan(300 * 86_400_000);
    expect(state.certificate.authorityFingerprint).toBe(host.caFingerprint);
    const port = new URL(host.addresses.lan ?? '').port;
    expect(state.addresses).toEqual({
      loopback: host.addresses.loopback,
      named: `https://linli-qinghe.local:${port}`,
      lan: [`https://127.0.0.1:${port}`, `https://[fd00::5]:${port}`],
      certificatePage: `http://linli-qinghe.local:${new URL(host.addresses.certificatePage ?? '').port}`,
      residents: `https://linli-qinghe.local:${new URL(host.addresses.residents ?? '').port}`,
    });
    expect(state.backup).toEqual({ kind: 'none' });
    expect(state.services.find(({ name }) => name === 'gateway')).toEqual({ name: 'gateway', ok: true });
  });

  it('counts every database as the hub does, the commons first and grids by their number', async () => {
    const host = await startForTest(await stationFolder());
    await settled(host);
    const { databases } = await stateAs(host, 'zhangw');
    expect(databases.map(({ name }) => name)).toEqual([
      'commons-qinghe',
      'desk-qinghe',
      'grid-qinghe-1',
      'grid-qinghe-2',
      // Incidents of the practice station have pictures.
      'media-grid-qinghe-1',
      'media-grid-qinghe-2',
      'queue-qinghe',
    ]);
    for (const { name, documents, sequence } of databases) {
      const info = await host.hub.database(name)?.info();
      expect([documents, `${sequence}-${info?.position.epoch}`], name).toEqual([info?.documents, info?.position.seq]);
    }
    expect(databases[2]?.documents).toBeGreaterThan(50);
  });

  it('names devices by their last contact, and nobody who uses them', async () => {
    const host = await startForTest(await stationFolder());
    const answer = await askAs(host, 'zhangw');
    const text = await answer.text();
    const { devices } = hostStateSchema.parse(JSON.parse(text));
    expect(devices).toMatchObject([{ name: '台式机', kind: 'workstation', lastAddress: '127.0.0.1' }]);
    const { accounts } = practiceSchema.parse(await (await fetch(`${host.addresses.loopback}/api/practice`)).json());
    for (const { name, code, passphrase } of accounts) {
      for (const word of [name, `"${code}"`, passphrase]) expect(text).not.toContain(word);
    }
  });

  it('opens to those who look after devices too, and to nobody else', async () => {
    const host = await startForTest(await stationFolder());
    for (const [code, status] of [
      ['zhoum', 200],
      ['sunlh', 200],
      ['linxy', 403],
      ['lijg', 403],
      ['wuzy', 403],
    ] as const) {
      expect((await askAs(host, code)).status, code).toBe(status);
    }
    expect((await fetch(host.addresses.loopback + adminPaths.host)).status).toBe(401);
  });

  it('answers again after a restart: a run of its own, the same data, a folder that has grown', async () => {
    const data = await stationFolder();
    const first = await startHost(hostOptions(data));
    await settled(first);
    const before = await stateAs(first, 'zhangw');
    await first.stop();
    await writeFile(join(data, 'logs', 'old.log'), 'x'.repeat(3_000_000));
    const second = await startForTest(data);
    const after = await stateAs(second, 'zhangw');
    expect(after.startedAtMs).toBeGreaterThan(before.startedAtMs);
    expect(after.databases.map(({ documents }) => documents)).toEqual(
      before.databases.map(({ documents }) => documents),
    );
    expect(after.data.bytes).toBeGreaterThan(before.data.bytes + 2_500_000);
    expect(after.certificate).toEqual(before.certificate);
  });
});
