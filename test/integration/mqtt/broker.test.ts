import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { MqttClient } from 'mqtt';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '#test/support/temporary-folder';
import { aDevice, aHearingStation, BY, type HearingOptions } from './station';

const HOUR_MS = 3_600_000;

/** A station with a meter that has its password. */
async function withMeter(options?: HearingOptions) {
  const station = await aHearingStation(await temporaryFolder(), options);
  const password = await station.password('meter-1');
  const meter = () => aDevice(station.port(), { username: 'meter-1', password });
  return { ...station, meter, meterPassword: password };
}

const OWN = 'linli/meter-1/reading';
const said = (client: MqttClient, payload: unknown, topic = OWN) =>
  client.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1 });
const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once('close', () => resolve()));

describe('a device', () => {
  it('is let in with its own password alone, which nobody can read from the disk', async () => {
    const { port, file, password, meterPassword } = await withMeter();
    expect(JSON.stringify(file.list())).not.toContain(meterPassword);
    const other = await password('meter-2');
    for (const [username, given] of [
      [undefined, undefined],
      ['meter-1', other],
      ['meter-1', ''],
      ['meter-9', meterPassword],
    ]) {
      const credentials = username === undefined ? {} : { username, password: given ?? '' };
      await expect(aDevice(port(), credentials)).rejects.toThrow(/Not authorized|Bad username/);
    }
    expect((await aDevice(port(), { username: 'meter-1', password: meterPassword })).connected).toBe(true);
  });

  it('speaks for itself alone, and is told apart from one that speaks for another', async () => {
    const { meter, readings } = await withMeter();
    for (const topic of ['linli/meter-2/reading', '$SYS/x', 'v1/gateway/telemetry', 'anything']) {
      const client = await meter();
      const gone = closed(client);
      void said(client, { litres: 1 }, topic).catch(() => undefined);
      await gone;
    }
    await vi.waitFor(() => expect(readings.devices()).toHaveLength(1));
    expect(readings.devices()[0]).toMatchObject({
      device: 'meter-1',
      lastProblem: { kind: 'unknown-topic', field: 'linli/meter-2/reading' },
    });
    await said(await meter(), { litres: 1 }, 'v1/devices/meter-1/telemetry');
    expect(readings.devices()[0]?.adapterId).toBe('thingsboard');
  });

  it('hears nothing but what is meant for it', async () => {
    const { meter, port, password } = await withMeter();
    const spy = await meter();
    const heard: string[] = [];
    spy.on('message', (topic) => void heard.push(topic));
    for (const filter of ['#', '$SYS/#', 'linli/+/reading', 'linli/meter-2/command', OWN]) {
      await expect(spy.subscribeAsync(filter), filter).rejects.toThrow();
    }
    await spy.subscribeAsync('linli/meter-1/command');
    // The software of a bridge listens to its own topics; what devices say is passed on to nobody.
    const bridge = { username: 'z2m', password: await password('z2m', ['linli/#']) };
    const other = await aDevice(port(), bridge);
    other.on('message', (topic) => void heard.push(topic));
    await other.subscribeAsync('linli/#');
    await said(other, { litres: 4 }, 'linli/meter-1/command');
    await said(other, { litres: 4 }, 'linli/meter-7/reading');
    expect(heard).toEqual([]);
  });

  it('is acknowledged when the log has it on disk, and not before', async () => {
    let release: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => (release = resolve));
    const { meter, readings } = await withMeter({ take: (messages, log) => waits.then(() => log.take(messages)) });
    const client = await meter();
    let isAcknowledged = false;
    const published = said(client, { litres: 12 }).then(() => (isAcknowledged = true));
    // A ping goes there and back meanwhile.
    await new Promise<void>((pong) => {
      client.once('packetreceive', () => pong());
      client.sendPing();
    });
    expect(isAcknowledged).toBe(false);
    release();
    await published;
    expect(await readings.between('meter-1', 0, Date.now())).toHaveLength(1);
  });

  it('is not acknowledged when the log cannot take it, and says it again', async () => {
    let isFull = true;
    const { meter, readings } = await withMeter({
      take: (messages, log) => (isFull ? Promise.reject(new Error('no room')) : log.take(messages)),
    });
    const client = await meter();
    const gone = closed(client);
    void said(client, { litres: 12 }).catch(() => undefined);
    await gone;
    expect(readings.heard().size).toBe(0);
    isFull = false;
    await said(await meter(), { litres: 12 });
    expect(await readings.between('meter-1', 0, Date.now())).toHaveLength(1);
  });

  it('that repeats itself counts once, and what it filled in later stands where it belongs', async () => {
    const { meter, readings } = await withMeter();
    const client = await meter();
    const nowMs = Date.now();
    const hours = [3, 2, 1].map((ago) => ({ ts: nowMs - ago * HOUR_MS, litres: 100 - ago }));
    const filled = { ts: nowMs, totalM3: '0.1', history: hours };
    await said(client, filled);
    await said(client, filled);
    const readAt = await readings.between('meter-1', nowMs - 4 * HOUR_MS, nowMs);
    expect(readAt.map(({ atMs, reading }) => [Math.round((nowMs - atMs) / HOUR_MS), reading])).toEqual(
      [3, 2, 1, 0].map((ago) => [ago, { kind: 'water', litres: 100 - ago }]),
    );
  });

  it('that sends what nobody can read is acknowledged, and people see why', async () => {
    const { meter, readings } = await withMeter();
    const client = await meter();
    await said(client, '{"litres": 12');
    await said(client, { litres: 'twelve', battery: 80 });
    await said(client, { litres: 12, ts: 5 });
    expect(readings.devices()).toMatchObject([
      { device: 'meter-1', problems: 3, lastProblem: { kind: 'bad-time', field: '5', sample: '{"litres":12,"ts":5}' } },
    ]);
    // What it did say well beside that counts.
    const kinds = (await readings.between('meter-1', 0, Date.now())).map(({ reading }) => reading.kind);
    expect(kinds.sort()).toEqual(['device', 'water']);
  });

  it('that sends far too much is cut off, and one that sends a little too much is told of', async () => {
    const { meter, readings } = await withMeter();
    await said(await meter(), ' '.repeat(300_000));
    expect(readings.devices()[0]?.lastProblem?.kind).toBe('too-large');
    const client = await meter();
    const gone = closed(client);
    void said(client, ' '.repeat(3_000_000)).catch(() => undefined);
    await gone;
    await vi.waitFor(() => expect(readings.devices()[0]?.problems).toBe(2));
    await said(await meter(), { litres: 1 });
  });

  it('that talks without end is read more slowly, and nothing of it is lost', async () => {
    const { meter, readings } = await withMeter();
    const client = await meter();
    const startedAt = performance.now();
    const nowMs = Date.now();
    // Five hundred at once are let through; then fifty a second.
    await Promise.all(Array.from({ length: 530 }, (_, n) => said(client, { ts: nowMs - n * 1000, litres: n })));
    await said(client, { ts: nowMs, litres: 531 });
    expect(performance.now() - startedAt).toBeGreaterThan(450);
    expect(await readings.between('meter-1', 0, nowMs)).toHaveLength(531);
  });

  it('goes when its password is taken back or renewed', async () => {
    const { meter, file, mqtt, password, port } = await withMeter();
    const client = await meter();
    const gone = closed(client);
    await file.revoke('meter-1');
    mqtt.drop('meter-1');
    await gone;
    await expect(meter()).rejects.toThrow();
    const renewed = await password('meter-1');
    await expect(meter()).rejects.toThrow();
    expect((await aDevice(port(), { username: 'meter-1', password: renewed })).connected).toBe(true);
  });

  it.skipIf(spawnSync('mosquitto_pub', ['--help']).error)('may be any other program that speaks MQTT', async () => {
    const { port, meterPassword, readings } = await withMeter();
    const args = [
      '-p',
      String(port()),
      '-u',
      'meter-1',
      '-P',
      meterPassword,
      '-q',
      '1',
      '-t',
      OWN,
      '-m',
      '{"litres":3}',
    ];
    await promisify(execFile)('mosquitto_pub', args);
    expect(readings.heard().has('meter-1')).toBe(true);
    await expect(promisify(execFile)('mosquitto_pub', [...args, '-P', 'wrong'])).rejects.toThrow();
  });
});

describe('a bridge', () => {
  it('brings the messages of several devices, and may say what it likes about itself', async () => {
    const { port, password, readings } = await withMeter();
    const topics = ['zigbee2mqtt/#', 'v1/gateway/telemetry'];
    const bridge = await aDevice(port(), { username: 'z2m', password: await password('z2m', topics) });
    await bridge.publishAsync('zigbee2mqtt/bridge/state', 'online', { qos: 1, retain: true });
    await said(bridge, { contact: false, battery: 90 }, 'zigbee2mqtt/door-1');
    await said(bridge, { 'meter-8': [{ litres: 5 }], 张家的表: [{ litres: 5 }] }, 'v1/gateway/telemetry');
    expect([...readings.heard().keys()].sort()).toEqual(['door-1', 'meter-8', 'z2m']);
    expect(readings.devices().find(({ device }) => device === 'z2m')?.lastProblem).toMatchObject({
      ...{ kind: 'bad-name', field: '张家的表' },
    });
    const gone = closed(bridge);
    void said(bridge, { litres: 1 }, OWN).catch(() => undefined);
    await gone;
  });
});

describe('the station', () => {
  it('starts without its broker when something else has the port, and says so', async () => {
    const first = await withMeter();
    const second = await aHearingStation(await temporaryFolder(), { port: first.port() });
    expect(second.mqtt.state()).toMatchObject({ isConnected: false, problem: 'port-busy', addresses: [] });
    expect(second.mqtt.health().ok).toBe(false);
    expect(second.log.lines).toContainEqual(expect.objectContaining({ level: 'warn', event: 'mqtt.not-listening' }));
  });

  it('has readings and passwords of before after a restart', async () => {
    const path = await temporaryFolder();
    const before = await aHearingStation(path);
    const password = await before.password('meter-1');
    await said(await aDevice(before.port(), { username: 'meter-1', password }), { litres: 1 });
    await before.stop();
    const after = await aHearingStation(path);
    await said(await aDevice(after.port(), { username: 'meter-1', password }), { litres: 2 });
    expect(await after.readings.between('meter-1', 0, Date.now())).toHaveLength(2);
    expect(after.file.find('meter-1')?.createdBy).toBe(BY);
  });
});
