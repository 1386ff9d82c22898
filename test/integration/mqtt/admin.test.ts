import { beforeEach, describe, expect, it } from 'vitest';
import { accessOf } from '#shared/domain/access/access';
import type { Actor } from '#shared/domain/access/table';
import type { Reading } from '#shared/domain/devices/readings';
import type { StaffFunction } from '#shared/schema/types/place';
import { sensorSchema } from '#shared/schema/types/sensor';
import { createRecord } from '#shared/sync/author';
import { createSensorAdmin } from '#main/services/mqtt/admin';
import type { Caller } from '#main/services/ports';
import type { PairedSensor } from '#main/services/sensor-directory';
import type { SensorAdmin } from '#main/services/sensor-ports';
import { testReplica, uid } from '#test/support/builders';
import { memoryAudit, type MemoryAudit } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';
import { aDevice, aHearingStation, type HearingStation } from './station';

const NOW = Date.now();

function paired(n: number, deviceName: string, gridNumber: number): PairedSensor {
  const fields = {
    ...{ deviceName, adapterId: 'linli', kind: 'blood-pressure', model: '', spot: '', buildingUid: null },
    ...{ dwellingUid: null, personUid: uid(1), place: null, endedAtMs: null, reportsEveryMs: null },
    pairedAtMs: NOW - 86_400_000,
  };
  const scope = `qinghe-${gridNumber}`;
  const record = createRecord({ type: 'sensor', schema: 1, scope, uid: uid(n), fields }, testReplica('tablet').write());
  return { record: { ...record, ...sensorSchema.parse(record) }, gridNumber, scope, database: `grid-${scope}` };
}

const SENSORS = [paired(71, 'monitor-1', 1), paired(72, 'monitor-2', 2)];

function caller(post: Actor & Caller['post'], functions: readonly StaffFunction[] = []): Caller {
  return {
    ...{ kind: 'person', staff: uid(500), post, device: uid(600), databases: new Map(), grants: '' },
    access: accessOf({ actor: post, functions, gridNumbers: [1] }, [1, 2]),
    mustChangePassphrase: false,
  };
}

let station: HearingStation;
let admin: SensorAdmin;
let birthDate: string;
let audit: MemoryAudit;

beforeEach(async () => {
  station = await aHearingStation(await temporaryFolder());
  birthDate = '1942-03-05';
  audit = memoryAudit();
  admin = createSensorAdmin({
    ...{ file: station.file, readings: station.readings, mqtt: () => station.mqtt, audit, now: () => NOW },
    sensors: {
      byName: (name) => SENSORS.find(({ record }) => record.deviceName === name) ?? null,
      byUid: (sensorUid) => SENSORS.find(({ record }) => record.uid === sensorUid) ?? null,
    },
    birthDateOf: async () => birthDate,
  });
});

const worker = caller('grid-worker');
const made = async (who: Caller, name: string, gridNumber = 1) =>
  admin.makeCredential(who, { kind: 'device', name, gridNumber });
const take = (device: string, atMs: number, reading: Reading) =>
  station.readings.take([
    { device, adapterId: 'linli', arrivedAtMs: NOW, readings: [{ atMs, reading }], problem: null },
  ]);

describe('a password for a device', () => {
  it('is made by whoever works in the grid, opens the door, and stands in the audit chain', async () => {
    const answer = await made(worker, 'monitor-1');
    if (!answer.ok) throw answer.error;
    expect(answer.value.view.devices).toMatchObject([
      { name: 'monitor-1', heardAtMs: null, sensor: { gridNumber: 1 }, credential: { kind: 'device', gridNumber: 1 } },
    ]);
    const options = { username: 'monitor-1', password: answer.value.password };
    const client = await aDevice(station.port(), options);
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()));
    const again = await made(worker, 'monitor-1');
    await gone;
    expect(again.ok && again.value.password).not.toBe(options.password);
    await expect(aDevice(station.port(), options)).rejects.toThrow();
    expect((await admin.revokeCredential(worker, 'monitor-1')).ok).toBe(true);
    expect(audit.entries.map(({ kind, subject, detail }) => [kind, subject, detail])).toEqual([
      ['sensor-key-made', 'monitor-1', 'device'],
      ['sensor-key-made', 'monitor-1', 'device renewed'],
      ['sensor-key-revoked', 'monitor-1', null],
    ]);
  });

  it('of another grid is not for the worker, by whatever way', async () => {
    expect(await made(worker, 'monitor-3', 2)).toMatchObject({ ok: false, error: { code: 'access.denied' } });
    // The device hangs in the other grid.
    expect(await made(worker, 'monitor-2', 1)).toMatchObject({ ok: false, error: { code: 'access.denied' } });
    await made(caller('manager'), 'monitor-3', 2);
    expect(await made(worker, 'monitor-3', 1)).toMatchObject({ ok: false, error: { code: 'access.denied' } });
    expect(await admin.revokeCredential(worker, 'monitor-3')).toMatchObject({ error: { code: 'access.denied' } });
    expect(await admin.revokeCredential(worker, 'monitor-8')).toMatchObject({ error: { code: 'request.not-found' } });
    await take('monitor-2', NOW, { kind: 'help' });
    await take('stranger', NOW, { kind: 'help' });
    expect(admin.view(worker).devices.map(({ name }) => name)).toEqual(['stranger']);
    const all = admin.view(caller('duty-lead')).devices.map(({ name }) => name);
    expect(all).toEqual(['monitor-2', 'stranger', 'monitor-3']);
  });
});

describe('the newest readings of a device', () => {
  const latest = async (who: Caller, sensorUid = uid(71)) => {
    const answer = await admin.latest(who, sensorUid);
    return answer.ok ? answer.value.readings.map(({ reading }) => reading.kind) : answer.error.code;
  };

  it('are for whoever may read the grid, blood pressure only with the health function', async () => {
    await take('monitor-1', NOW - 1000, { kind: 'blood-pressure', systolic: 140, diastolic: 80, pulse: null });
    await take('monitor-1', NOW - 500, { kind: 'device', batteryPercent: 50, isTampered: null });
    await take('monitor-1', NOW - 2 * 86_400_000, { kind: 'help' });
    expect(await latest(worker)).toEqual(['device']);
    expect(await latest(caller('grid-worker', ['health']))).toEqual(['device', 'blood-pressure']);
    expect(await latest(worker, uid(72))).toBe('request.not-found');
    expect(await latest(caller('manager'), uid(79))).toBe('request.not-found');
    birthDate = '2016-01-01';
    expect(await latest(caller('grid-worker', ['health']))).toEqual([]);
    expect(await latest(caller('grid-worker', ['child']))).toEqual(['device', 'blood-pressure']);
  });
});

describe('an external broker', () => {
  const url = 'mqtt://127.0.0.1:1';
  it('is set with its password, which never comes back, and taken away again', async () => {
    const by = uid(500);
    const external = { url, user: 'linli', authority: null };
    expect(await admin.setBroker(by, { external })).toMatchObject({ error: { code: 'request.malformed' } });
    const set = await admin.setBroker(by, { external: { ...external, password: 'of the district' } });
    expect(set).toMatchObject({ value: { external: { url, hasPassword: true }, state: { kind: 'external' } } });
    expect(JSON.stringify(set)).not.toContain('of the district');
    await admin.setBroker(by, { external: { ...external, authority: 'PEM' } });
    expect(station.file.external()).toMatchObject({ password: 'of the district', authority: 'PEM' });
    expect(await admin.tryBroker({ external })).toMatchObject({ value: { problem: 'unreachable' } });
    expect(await admin.setBroker(by, { external: null })).toMatchObject({
      value: { external: null, state: { kind: 'embedded', isConnected: true } },
    });
    expect(audit.entries.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['broker-set', 'external'],
      ['broker-set', 'external'],
      ['broker-set', 'embedded'],
    ]);
  });
});
