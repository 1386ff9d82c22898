import { appendFile, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, it, vi } from 'vitest';
import { HOST_WRITTEN } from '#shared/domain/access/table';
import { healthSchema, practiceSchema, sessionSchema } from '#shared/ipc/station-api';
import { startHost, type RunningHost } from '#main/host';
import { practiceStaff } from '#sync-server/seed/station';
import {
  changesOf,
  hostOptions,
  sealedFilesOf,
  signInAt,
  startForTest,
  stationFolder,
} from '#test/support/in-process-host';
import { temporaryFolder } from '#test/support/temporary-folder';

const getJson = async (url: string): Promise<unknown> => (await fetch(url)).json();

/** The health answer over HTTPS, with the station's authority as the only one trusted. */
function secureHealth(host: RunningHost, servername: string, ca: string): Promise<unknown> {
  const { port } = new URL(host.addresses.lan ?? '');
  const options = { host: '127.0.0.1', port, path: '/api/health', servername, ca, agent: false as const };
  return new Promise((resolve, reject) => {
    get(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve(JSON.parse(body)));
    }).on('error', reject);
  });
}

/**
 * Ids of what a database holds, without what the host computes and tells by itself while it runs; with revisions, but for what it sees to.
 */
async function recordsIn(host: RunningHost, name: string): Promise<readonly string[]> {
  return (await changesOf(host, name))
    .filter(({ id }) => !HOST_WRITTEN.has(id.split('~')[0] ?? ''))
    .map(({ id, changes }) => (/^(incident|alarm)~/.test(id) ? id : `${id} ${changes[0]?.rev ?? ''}`))
    .sort();
}

describe('a host that starts on a new machine', () => {
  it('makes a practice station, and anybody at the machine can sign in', async () => {
    const host = await startForTest(await temporaryFolder());
    expect(host.isFirstRun).toBe(true);
    const health = healthSchema.parse(await getJson(`${host.addresses.loopback}/api/health`));
    expect(health.station).toMatchObject({ id: 'qinghe', practice: true });

    const { accounts } = practiceSchema.parse(await getJson(`${host.addresses.loopback}/api/practice`));
    expect(accounts.map(({ code }) => code).sort()).toEqual(practiceStaff.map(({ code }) => code).sort());
    for (const { code, passphrase } of accounts.filter(({ post }) => post !== 'it')) {
      const answer = await signInAt(host, code, passphrase);
      expect(answer.status).toBe(200);
      const session = sessionSchema.parse(await answer.json());
      for (const { name } of session.databases) expect(host.hub.database(name)?.name).toBe(name);
    }
    expect((await signInAt(host, accounts[0]?.code ?? '', 'wrong')).status).toBe(401);
  });

  it('is the same station with the same accounts the next time', async () => {
    const data = await stationFolder();
    const first = await startHost(hostOptions(data));
    const before = first.sessions.practice();
    const records = await recordsIn(first, 'grid-qinghe-1');
    expect(records.length).toBeGreaterThan(400);
    await first.stop();
    const second = await startForTest(data);
    expect(second.isFirstRun).toBe(false);
    expect(second.sessions.practice()).toEqual(before);
    expect(await recordsIn(second, 'grid-qinghe-1')).toEqual(records);
    expect(second.caSpki).toBe(first.caSpki);
  });

  it('takes up a first run that was cut off', async () => {
    const data = await stationFolder();
    const first = await startHost(hostOptions(data));
    const whole = await first.hub.database('grid-qinghe-2')?.info();
    const before = first.sessions.practice();
    await first.stop();
    // As SIGKILL leaves it after the first grid: the station not ready, its other databases and half the accounts not made.
    const files = await sealedFilesOf(data);
    await files.write('station.json', ((await files.read('station.json')) ?? '').replace('"ready"', '"preparing"'));
    for (const name of ['commons-qinghe', 'grid-qinghe-2', 'desk-qinghe']) {
      await rm(join(data, 'hub', name), { recursive: true });
    }
    const kept = JSON.parse((await files.read('accounts.json')) ?? '') as { accounts: unknown[] };
    await files.write('accounts.json', JSON.stringify({ ...kept, accounts: kept.accounts.slice(0, 2) }));

    const second = await startForTest(data);
    expect(second.isFirstRun).toBe(true);
    expect((await second.hub.database('grid-qinghe-2')?.info())?.documents).toBe(whole?.documents);
    expect(second.hub.names()).toContain('desk-qinghe');
    const accounts = second.sessions.practice()?.accounts ?? [];
    expect(accounts).toHaveLength(9);
    expect(accounts).toEqual(expect.arrayContaining(before?.accounts.slice(0, 2) ?? []));
  });

  it('serves tablets over HTTPS under its own name, trusted through its own authority', async () => {
    const host = await startForTest(await stationFolder());
    const ca = await (await fetch(`${host.addresses.certificatePage ?? ''}/linli-ca.crt`)).text();
    for (const name of ['linli-qinghe.local', 'localhost']) {
      expect(await secureHealth(host, name, ca)).toMatchObject({ product: 'linli' });
    }
    await expect(secureHealth(host, 'linli-other.local', ca)).rejects.toThrow('altnames');
    expect(host.addresses.named).toBe(`https://linli-qinghe.local:${new URL(host.addresses.lan ?? '').port}`);
  });

  it('gives tablets a certificate for the address that the machine has now', async () => {
    let address = '192.168.1.10';
    const host = await startForTest(await stationFolder(), { lanAddresses: () => [address], lanWatchMs: 10 });
    const { port } = new URL(host.addresses.lan ?? '');
    const named = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().subjectaltname ?? '');
          socket.destroy();
        }).on('error', reject);
      });
    expect(await named()).toContain('IP Address:192.168.1.10');
    address = '192.168.1.99';
    await vi.waitFor(async () => expect(await named()).toContain('IP Address:192.168.1.99'), { timeout: 10_000 });
  });

  it('never shows practice passphrases to the LAN', async () => {
    const host = await startForTest(await stationFolder());
    const ca = await (await fetch(`${host.addresses.certificatePage ?? ''}/linli-ca.crt`)).text();
    const { port } = new URL(host.addresses.lan ?? '');
    const status = await new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: '/api/practice', ca, servername: 'localhost', agent: false }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      }).on('error', reject);
    });
    expect(status).toBe(404);
    expect((await fetch(`${host.addresses.loopback}/api/practice`)).status).toBe(200);
  });

  it('keeps to this machine when the LAN is switched off', async () => {
    const host = await startForTest(await stationFolder(), { lan: false });
    expect(host.addresses).toMatchObject({ lan: null, certificatePage: null, named: null });
    expect(healthSchema.parse(await getJson(`${host.addresses.loopback}/api/health`)).ok).toBe(true);
  });
});

describe("a host's log", () => {
  it('writes names of neither residents nor staff to its log', async () => {
    const data = await stationFolder();
    const host = await startHost(hostOptions(data));
    const account = host.sessions.practice()?.accounts[0];
    await signInAt(host, account?.code ?? '', account?.passphrase ?? '');
    await signInAt(host, account?.code ?? '', '沈桂英');
    await host.stop();
    const log = await readFile(join(data, 'logs/host.log'), 'utf8');
    expect(log).toContain('session.opened');
    expect(log).toContain('session.refused');
    expect(log).not.toMatch(/\p{Script=Han}|\\u[4-9a-f]/iu);
    expect(log).not.toContain(account?.passphrase);
    await appendFile(join(data, 'logs/host.log'), '沈桂英');
    expect(await readFile(join(data, 'logs/host.log'), 'utf8')).toMatch(/\p{Script=Han}/u);
  });
});

describe('a host that stops', () => {
  it('closes its ports, ends idle connections and lets the data folder go', async () => {
    const data = await stationFolder();
    const host = await startHost(hostOptions(data));
    const { port } = new URL(host.addresses.lan ?? '');
    const idle = connect({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false });
    await new Promise((resolve) => idle.once('secureConnect', resolve));
    const closed = new Promise((resolve) => idle.once('close', resolve));
    await Promise.all([host.stop(), host.stop()]);
    await closed;
    await expect(fetch(`${host.addresses.loopback}/api/health`)).rejects.toThrow();
    await startForTest(data);
  });
});
