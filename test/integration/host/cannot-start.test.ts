import { readFile, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { healthSchema } from '#shared/ipc/station-api';
import { startHost } from '#main/host';
import { FREE_PORTS, hostOptions, startForTest, stationFolder } from '#test/support/in-process-host';
import { temporaryFolder } from '#test/support/temporary-folder';

const getJson = async (url: string): Promise<unknown> => (await fetch(url)).json();

describe('a host that cannot start', () => {
  it('names the port that is taken, closes the others, and starts once it is free', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const data = await stationFolder();
    const options = hostOptions(data, { ports: { ...FREE_PORTS, staff: port } });
    await expect(startHost(options)).rejects.toMatchObject({ code: 'host.port-busy', details: { port } });
    await new Promise((resolve) => taken.close(resolve));
    expect((await startForTest(data, options)).addresses.lan).toBe(`https://127.0.0.1:${port}`);
  });

  it('leaves the data folder to the host that has it', async () => {
    const data = await stationFolder();
    const first = await startForTest(data);
    await expect(startHost(hostOptions(data))).rejects.toMatchObject({
      code: 'host.already-running',
      details: { pid: process.pid },
    });
    expect(healthSchema.parse(await getJson(`${first.addresses.loopback}/api/health`)).ok).toBe(true);
    await first.stop();
    await startForTest(data);
  });

  it('moves a damaged settings file aside as it is, and goes on with the station when started again', async () => {
    const data = await stationFolder();
    const first = await startHost(hostOptions(data));
    const accounts = first.sessions.practice();
    await first.stop();
    await truncate(join(data, 'settings.json'), 30);
    const damaged = await readFile(join(data, 'settings.json'), 'utf8');

    await expect(startHost(hostOptions(data))).rejects.toMatchObject({ code: 'host.settings-damaged' });
    const asides = (await readdir(data)).filter((name) => name.startsWith('settings.json'));
    expect(asides).toEqual([expect.stringMatching(/^settings\.json\.damaged-[\d-]+T[\d.]+Z$/)]);
    expect(await readFile(join(data, asides[0] ?? ''), 'utf8')).toBe(damaged);
    expect((await startForTest(data)).sessions.practice()).toEqual(accounts);
  });

  it('leaves the settings of a later release where they are', async () => {
    const data = await temporaryFolder();
    await writeFile(join(data, 'settings.json'), '{"version": 99}');
    await expect(startHost(hostOptions(data))).rejects.toMatchObject({ code: 'host.settings-newer' });
    expect(await readFile(join(data, 'settings.json'), 'utf8')).toBe('{"version": 99}');
  });

  it('does not begin on a disk that is nearly full', async () => {
    const data = await temporaryFolder();
    await expect(startHost(hostOptions(data, { minimumFreeBytes: 2 ** 60 }))).rejects.toMatchObject({
      code: 'host.disk-full',
    });
    expect(await readdir(data)).toEqual([]);
  });

  it('says so when the data folder is a file', async () => {
    const file = join(await temporaryFolder(), 'data');
    await writeFile(file, 'mine');
    await expect(startHost(hostOptions(file))).rejects.toMatchObject({ code: 'host.folder-read-only' });
    await expect(startHost(hostOptions(join(file, 'below')))).rejects.toMatchObject({ code: 'host.folder-read-only' });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  const losses: [string, (data: string) => Promise<void>][] = [
    ["the station's identity", (data) => rm(join(data, 'host-only/station.json.sealed'))],
    ['the commons', (data) => rm(join(data, 'hub/commons-qinghe'), { recursive: true })],
    ['all accounts', (data) => rm(join(data, 'host-only/accounts.json.sealed'))],
    ['all data keys', (data) => rm(join(data, 'host-only/data-keys.json.sealed'))],
    ['half the identity', (data) => truncate(join(data, 'host-only/station.json.sealed'), 20)],
    ['half the accounts', (data) => truncate(join(data, 'host-only/accounts.json.sealed'), 20)],
    ['half the data keys', (data) => truncate(join(data, 'host-only/data-keys.json.sealed'), 20)],
    ['half the authority', (data) => truncate(join(data, 'host-only/authority.pem.sealed'), 200)],
  ];
  it.each(losses)('does not make a new station where one lost %s', async (_case, lose) => {
    const data = await stationFolder();
    await lose(data);
    const before = await contentsOf(join(data, 'host-only'));
    await expect(startHost(hostOptions(data))).rejects.toMatchObject({ code: 'host.data-damaged' });
    await expect(startHost(hostOptions(data))).rejects.toMatchObject({ code: 'host.data-damaged' });
    expect(await contentsOf(join(data, 'host-only'))).toEqual(before);
    expect((await readdir(join(data, 'hub'))).length).toBeGreaterThan(3);
  });

  it('lets the data folder go', async () => {
    const data = await stationFolder();
    await rename(join(data, 'host-only/station.json.sealed'), join(data, 'station.json.sealed'));
    await expect(startHost(hostOptions(data))).rejects.toMatchObject({ code: 'host.data-damaged' });
    await rename(join(data, 'station.json.sealed'), join(data, 'host-only/station.json.sealed'));
    await startForTest(data);
  });
});

/** Names and hashes of a folder's files, without those that every opening may bring up to date: what is known of starts and of how far databases were read. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter(
    (entry) => entry.isFile() && !/^(?:epochs\.json|last-start|audit-positions|matching\.)/.test(entry.name),
  );
  const names = files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  const entries = await Promise.all(
    names.map(async (name) => [name, hashOf(await readFile(join(folder, name), 'utf8'))] as const),
  );
  return Object.fromEntries(entries);
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
