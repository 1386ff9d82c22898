import { createServer, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes } from 'aedes';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openCertificates } from '#main/services/certificates/certificates';
import { openDurableFolder } from '#main/services/durable-folder';
import { tryExternal } from '#main/services/mqtt/external';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';
import { aHearingStation } from './station';

/** Somebody else's broker, which keeps sessions over a loss of its network. */
async function aBroker(password = 'secret') {
  const broker = await Aedes.createBroker({
    // Some of the topics are not for the host.
    authorizeSubscribe: (_client, wanted, done) => done(null, wanted.topic.startsWith('milesight') ? null : wanted),
    authenticate: (_client, username, given, done) =>
      done(null, username === 'linli' && given?.toString() === password),
  });
  onTestFinished(() => new Promise<void>((closed) => broker.close(() => closed())));
  const open = (port: number) =>
    new Promise<ReturnType<typeof createServer>>((listening) => {
      const server = createServer((socket) => void broker.handle(socket)).listen(port, '127.0.0.1', () =>
        listening(server),
      );
      onTestFinished(() => void server.close());
    });
  const server = await open(0);
  const { port } = server.address() as AddressInfo;
  const publish = (topic: string, payload: object) =>
    new Promise<void>((sent) => {
      const packet = { cmd: 'publish' as const, topic, payload: JSON.stringify(payload), qos: 1 as const };
      broker.publish({ ...packet, retain: false, dup: false }, () => sent());
    });
  const drop = () => {
    for (const client of Object.values((broker as unknown as { clients: Record<string, { close(): void }> }).clients))
      client.close();
  };
  return { url: `mqtt://127.0.0.1:${port}`, publish, drop, server };
}

const external = (url: string, password = 'secret') => ({ url, user: 'linli', password, authority: null });

describe('an external broker', () => {
  it('is listened to in a session that waits for the host, and hears of a message only once it is on disk', async () => {
    const broker = await aBroker();
    let isFull = false;
    const station = await aHearingStation(await temporaryFolder(), {
      take: (messages, log) => (isFull ? Promise.reject(new Error('no room')) : log.take(messages)),
    });
    await station.file.setExternal(external(broker.url));
    await station.mqtt.again();
    const connected = () => vi.waitFor(() => expect(station.mqtt.state().isConnected).toBe(true), 4000);
    await connected();
    expect(station.mqtt.state()).toMatchObject({ kind: 'external', problem: null, clients: null });
    await broker.publish('zigbee2mqtt/door-1', { contact: false });
    await broker.publish('linli/meter-1/reading', { litres: 4 });
    await vi.waitFor(() => expect([...station.readings.heard().keys()]).toEqual(['door-1', 'meter-1']));

    // What the log could not take comes again.
    isFull = true;
    await broker.publish('linli/meter-2/reading', { litres: 5 });
    await vi.waitFor(() => expect(station.mqtt.state()).toMatchObject({ isConnected: false, problem: 'unreachable' }));
    isFull = false;
    // And so does what was said while the host was away.
    await broker.publish('linli/meter-3/reading', { litres: 6 });
    await vi.waitFor(() => expect(station.readings.heard().has('meter-2')).toBe(true), 5000);
    await vi.waitFor(() => expect(station.readings.heard().has('meter-3')).toBe(true), 5000);
    await connected();
  });

  it('that refuses, is not there or cannot be trusted is told apart before it is set', async () => {
    const broker = await aBroker();
    expect((await tryExternal(external(broker.url))).problem).toBeNull();
    expect((await tryExternal(external(broker.url, 'wrong'))).problem).toBe('refused');
    const folder = await openDurableFolder(await temporaryFolder());
    const certificates = await openCertificates({
      ...{ folder, station: 'qinghe', lanAddresses: () => [], log: recordedLog(), now: Date.now },
    });
    const { keyPem: key, certPem: cert } = certificates.server();
    const secure = createTlsServer({ key, cert }, (socket) => void socket.end());
    await new Promise<void>((listening) => secure.listen(0, '127.0.0.1', () => listening()));
    const { port } = secure.address() as AddressInfo;
    expect((await tryExternal(external(`mqtts://127.0.0.1:${port}`))).problem).toBe('certificate');
    const { certificatePem: authority } = certificates.authority;
    const trusted = { ...external(`mqtts://127.0.0.1:${port}`), authority };
    expect((await tryExternal(trusted)).problem).toBe('unreachable');
    await new Promise<void>((closed) => void secure.close(() => closed()));
    expect((await tryExternal(external(`mqtts://127.0.0.1:${port}`))).problem).toBe('unreachable');
  });
});

it('the station’s own broker speaks TLS under the station’s certificate', async () => {
  const folder = await openDurableFolder(await temporaryFolder());
  const certificates = await openCertificates({
    ...{ folder, station: 'qinghe', lanAddresses: () => ['127.0.0.1'], log: recordedLog(), now: Date.now },
  });
  const { keyPem: key, certPem: cert } = certificates.server();
  const station = await aHearingStation(await temporaryFolder(), { tls: { host: '127.0.0.1', port: 0, key, cert } });
  const password = await station.password('linli');
  const secure = station.mqtt.state().addresses.find(({ isTls }) => isTls);
  const wanted = { ...external(`mqtts://127.0.0.1:${secure?.port}`, password) };
  expect((await tryExternal({ ...wanted, authority: certificates.authority.certificatePem })).problem).toBeNull();
  expect((await tryExternal(wanted)).problem).toBe('certificate');
});
