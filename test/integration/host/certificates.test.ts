import { X509Certificate, createHash, createPublicKey } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openCertificates, type Certificates } from '#main/services/certificates/certificates';
import { openDurableFolder } from '#main/services/durable-folder';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const DAY_MS = 86_400_000;

interface World {
  nowMs: number;
  addresses: readonly string[];
}

async function open(path: string, world: World): Promise<Certificates> {
  return openCertificates({
    folder: await openDurableFolder(path),
    station: 'qinghe',
    lanAddresses: () => world.addresses,
    log: recordedLog(),
    now: () => world.nowMs,
  });
}

const today = (): World => ({ nowMs: Date.now(), addresses: ['192.168.1.10'] });
const leafOf = (certificates: Certificates) => new X509Certificate(certificates.server().certPem);

/** Connects as a browser with only this authority installed would; the chain it was shown. */
async function handshake(certificates: Certificates, options: { servername?: string; host?: string; ca: string }) {
  const { keyPem, certPem } = certificates.server();
  const server = createServer({ key: keyPem, cert: certPem }, (socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, options.host ?? '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return new Promise<TLSSocket>((resolve, reject) => {
    const socket = connect({ host: options.host ?? '127.0.0.1', port, ...options }, () => resolve(socket));
    socket.on('error', reject);
    onTestFinished(() => void socket.destroy());
  });
}

describe("the station's certificates", () => {
  it.each([
    ['its name on the LAN', { servername: 'linli-qinghe.local' }],
    ['localhost', { servername: 'localhost' }],
    ['the loopback address', { host: '127.0.0.1' }],
    ['the IPv6 loopback address', { host: '::1' }],
  ])('are good for %s to whoever installed the authority', async (_case, target) => {
    const certificates = await open(await temporaryFolder(), today());
    const socket = await handshake(certificates, { ...target, ca: certificates.authority.certificatePem });
    expect(socket.authorized).toBe(true);
    expect(socket.getPeerCertificate(true).issuerCertificate.fingerprint256).toBe(certificates.authority.fingerprint);
  });

  it('are good for nobody else', async () => {
    const certificates = await open(await temporaryFolder(), today());
    const other = await open(await temporaryFolder(), today());
    const ca = certificates.authority.certificatePem;
    await expect(handshake(certificates, { servername: 'linli-meiyuan.local', ca })).rejects.toThrow('altnames');
    await expect(
      handshake(certificates, { servername: 'localhost', ca: other.authority.certificatePem }),
    ).rejects.toThrow(/issuer|signature|self-signed/);
  });

  it('name the addresses of the machine, and its authority signs servers only', async () => {
    const certificates = await open(await temporaryFolder(), { ...today(), addresses: ['192.168.1.10', 'fd00::5'] });
    const leaf = leafOf(certificates);
    expect(leaf.subjectAltName).toContain('IP Address:192.168.1.10');
    expect(leaf.checkIP('fd00::5')).toBe('fd00::5');
    expect(leaf.ca).toBe(false);
    const authority = new X509Certificate(certificates.authority.certificatePem);
    expect(authority.ca).toBe(true);
    expect(Date.parse(authority.validTo) - Date.now()).toBeGreaterThan(3650 * DAY_MS);
    expect(Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)).toBeLessThanOrEqual(398 * DAY_MS);
  });

  it('tell the hash of the authority key as Chromium pins it', async () => {
    const { authority } = await open(await temporaryFolder(), today());
    const der = createPublicKey(authority.certificatePem).export({ type: 'spki', format: 'der' });
    expect(authority.spki).toBe(createHash('sha256').update(new Uint8Array(der)).digest('base64'));
  });

  it('stay the same from one start to the next', async () => {
    const path = await temporaryFolder();
    const first = await open(path, today());
    const second = await open(path, today());
    expect(second.server()).toEqual(first.server());
    expect(second.authority).toEqual(first.authority);
    expect(await second.refresh()).toBe(false);
  });

  it('are issued anew, under the same authority, when the machine gets another address', async () => {
    const path = await temporaryFolder();
    const world = { ...today() };
    const certificates = await open(path, world);
    const before = leafOf(certificates);
    world.addresses = ['192.168.1.99'];
    expect(await certificates.refresh()).toBe(true);
    expect(leafOf(certificates).checkIP('192.168.1.99')).toBeDefined();
    expect(leafOf(certificates).serialNumber).not.toBe(before.serialNumber);
    expect(leafOf(await open(path, world)).serialNumber).toBe(leafOf(certificates).serialNumber);
    expect((await open(path, world)).authority).toEqual(certificates.authority);
  });

  it.each([
    [336, false],
    [338, true],
    [500, true],
  ])('after %i days are issued anew: %s', async (days, anew) => {
    const path = await temporaryFolder();
    const world = today();
    const before = leafOf(await open(path, world)).serialNumber;
    world.nowMs += days * DAY_MS;
    const after = leafOf(await open(path, world));
    expect(after.serialNumber !== before).toBe(anew);
    expect(Date.parse(after.validTo)).toBeGreaterThan(world.nowMs + 59 * DAY_MS);
  });

  it('are issued anew for a clock that was set back behind them', async () => {
    const path = await temporaryFolder();
    const world = today();
    await open(path, world);
    world.nowMs -= 30 * DAY_MS;
    expect(Date.parse(leafOf(await open(path, world)).validFrom)).toBeLessThanOrEqual(world.nowMs);
  });

  it('of the server are replaced when damaged; of the authority are not', async () => {
    const path = await temporaryFolder();
    const first = await open(path, today());
    await writeFile(join(path, 'server.pem'), 'half a certif');
    expect((await open(path, today())).authority).toEqual(first.authority);
    const half = (await readFile(join(path, 'authority.pem'), 'utf8')).slice(0, 300);
    await writeFile(join(path, 'authority.pem'), half);
    await expect(open(path, today())).rejects.toMatchObject({ code: 'host.data-damaged' });
    expect(await readFile(join(path, 'authority.pem'), 'utf8')).toBe(half);
  });

  it('of another authority are not served', async () => {
    const path = await temporaryFolder();
    const elsewhere = await temporaryFolder();
    await open(path, today());
    await open(elsewhere, today());
    await writeFile(join(path, 'server.pem'), await readFile(join(elsewhere, 'server.pem'), 'utf8'));
    const certificates = await open(path, today());
    await handshake(certificates, { servername: 'localhost', ca: certificates.authority.certificatePem });
  });

  it('lie in files that only the host can read', async () => {
    const path = await temporaryFolder();
    await open(path, today());
    for (const name of ['authority.pem', 'server.pem']) {
      expect((await stat(join(path, name))).mode & 0o777).toBe(0o600);
    }
  });
});
