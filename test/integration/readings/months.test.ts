import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import type { Reading } from '#shared/domain/devices/readings';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import { sensor as sensorType, type ReadingMonth, type Sensor } from '#shared/schema/types/sensor';
import { createRecord, editRecord } from '#shared/sync/author';
import { startMonths, type MonthsService } from '#main/services/readings/months';
import { openReadings, type ReadingsService } from '#main/services/readings/readings';
import { createCipher } from '#main/services/secrets/cipher';
import { openSensorDirectory, type SensorDirectory } from '#main/services/sensor-directory';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { testReplica, uid } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { memoryDataKeys } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const NOON = startOfDayMs('2026-11-23') + 12 * HOUR_MS;
const METER = uid(70);
const tablet = testReplica('tablet', () => NOON);

let root: string;
let hub: EdgeHub;
let log: RecordedLog;
let clock: { nowMs: number };
let birthDate: string | null;
const dataKeys = memoryDataKeys();
const now = () => clock.nowMs;

beforeEach(async () => {
  root = await temporaryFolder();
  clock = { nowMs: NOON };
  birthDate = '1942-03-05';
  log = recordedLog();
  const parts = { folder: join(root, 'hub'), epochsFile: join(root, 'epochs.json') };
  hub = await openEdgeHub({ ...parts, atRest: AT_REST, now, log });
  onTestFinished(() => hub.stop());
  await hub.create('grid-qinghe-1');
});

function grid(): HubDatabase {
  const database = hub.database('grid-qinghe-1');
  if (!database) throw new Error('no database');
  return database;
}

interface Running {
  readonly readings: ReadingsService;
  readonly months: MonthsService;
  readonly sensors: SensorDirectory;
  say(atMs: number, reading: Reading, device?: string): Promise<void>;
  stop(): Promise<void>;
}

/** The log and what writes months of it, as the host starts them. */
async function aRun(): Promise<Running> {
  const cipher = createCipher(new Uint8Array(32).fill(3), 'readings');
  const readings = await openReadings({ path: join(root, 'readings'), cipher, days: 90, log, now });
  const sensors = await openSensorDirectory({ station: 'qinghe', hub, log });
  const parts = {
    hub,
    readings,
    sensors,
    dataKeys,
    birthDateOf: async () => birthDate,
    author: () => uid(900),
    log,
    now,
  };
  const months = startMonths(parts, 3_600_000);
  await months.settled();
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    await months.stop();
    await sensors.stop();
    await readings.stop();
  };
  onTestFinished(stop);
  return {
    ...{ readings, months, sensors, stop },
    say: (atMs, reading, device = 'meter-1') =>
      readings.take([
        { device, adapterId: 'linli', arrivedAtMs: clock.nowMs, readings: [{ atMs, reading }], problem: null },
      ]),
  };
}

const water = (litres: number): Reading => ({ kind: 'water', litres });
const battery = (percent: number): Reading => ({ kind: 'device', batteryPercent: percent, isTampered: null });

async function pair(change: Partial<Sensor> = {}): Promise<WireRecord> {
  const fields = {
    ...{ deviceName: 'meter-1', adapterId: 'linli', kind: 'water-meter', model: '', spot: '厨房' },
    ...{ buildingUid: null, dwellingUid: uid(20), personUid: uid(1), place: null },
    ...{ pairedAtMs: NOON - 30 * 24 * HOUR_MS, endedAtMs: null, reportsEveryMs: HOUR_MS },
    ...change,
  };
  const about = { type: sensorType.type, schema: sensorType.version, scope: 'qinghe-1', uid: METER };
  const record = createRecord({ ...about, fields }, tablet.write());
  await grid().bulkDocs({ rows: [record], newEdits: true });
  return record;
}

const ASK = { rev: null, latest: false, revs: false, conflicts: false } as const;

async function month(name = '2026-11') {
  const answer = await grid().get(`reading-month~qinghe-1~${METER}.${name}`, ASK);
  if (!answer.found) return null;
  const record = answer.document as unknown as ReadingMonth & { readonly _rev: string };
  const open = async (field: 'life' | 'health') => {
    const sealed: Sealed | null = record[field];
    if (sealed === null) return null;
    const name = sealed.kid.split('.')[1] as 'general' | 'health' | 'child';
    const [key] = await dataKeys.keysFor([{ scope: 'qinghe-1', class: name }]);
    const opened = await openValue(
      await importSealingKey(key?.key ?? ''),
      sealed,
      sealingAad({ uid: record.uid, field }),
    );
    return { class: name, ...(opened.ok ? (opened.value as object) : { unreadable: true }) };
  };
  return { record, rev: Number.parseInt(record._rev, 10), life: await open('life'), health: await open('health') };
}

describe('the month of a device', () => {
  it('says day by day what the log has, and openly how the device is', async () => {
    await pair();
    const { say, months } = await aRun();
    await say(NOON - 20 * HOUR_MS, water(900));
    await say(NOON - HOUR_MS, water(1000));
    await say(NOON, battery(80));
    await months.settled();
    expect(await month()).toMatchObject({
      record: {
        ...{ sensorUid: METER, personUid: uid(1), dwellingUid: uid(20), month: '2026-11' },
        ...{ heardAtMs: NOON, batteryPercent: 80, isSilent: false },
      },
      life: {
        class: 'general',
        days: [
          { day: 22, litres: 0 },
          { day: 23, litres: 100 },
        ],
        last: { atMs: NOON - HOUR_MS, reading: water(1000) },
      },
      health: null,
    });
  });

  it('is written when it is first heard, then every ten minutes at most, and not while the meter stands still', async () => {
    await pair();
    const { say, months } = await aRun();
    await say(NOON, water(1000));
    await months.settled();
    expect((await month())?.rev).toBe(1);
    await say(NOON, water(1010));
    clock.nowMs += 9 * MINUTE_MS;
    await months.settled();
    expect((await month())?.rev).toBe(1);
    clock.nowMs += MINUTE_MS;
    await months.settled();
    expect(await month()).toMatchObject({ rev: 2, life: { days: [{ litres: 10 }] } });
    for (const minutes of [10, 10, 10]) {
      clock.nowMs += minutes * MINUTE_MS;
      await say(clock.nowMs, water(1010));
      await months.settled();
    }
    expect((await month())?.rev).toBe(2);
    // Once in an hour it says that the device is still there.
    clock.nowMs += 30 * MINUTE_MS;
    await say(clock.nowMs, water(1010));
    await months.settled();
    expect(await month()).toMatchObject({ rev: 3, record: { heardAtMs: clock.nowMs } });
  });

  it('says at once that a device has fallen silent, is heard again, or wants a battery', async () => {
    await pair();
    const { say, months } = await aRun();
    await say(NOON, battery(50));
    await months.settled();
    clock.nowMs += 3 * HOUR_MS + 1;
    await months.settled();
    expect((await month())?.record).toMatchObject({ isSilent: true, heardAtMs: NOON });
    clock.nowMs += MINUTE_MS;
    await say(clock.nowMs, battery(49));
    await months.settled();
    expect((await month())?.record).toMatchObject({ isSilent: false, heardAtMs: clock.nowMs });
    clock.nowMs += MINUTE_MS;
    await say(clock.nowMs, battery(20));
    await months.settled();
    expect((await month())?.record).toMatchObject({ batteryPercent: 20 });
    await say(NOON - HOUR_MS, battery(60));
    clock.nowMs += 10 * MINUTE_MS;
    await months.settled();
    expect((await month())?.record).toMatchObject({ batteryPercent: 20 });
  });

  it('is caught up after a kill: with what came since it was written, also of days and months before', async () => {
    await pair();
    const first = await aRun();
    await first.say(NOON, water(1000));
    await first.months.settled();
    clock.nowMs += MINUTE_MS;
    // Not due yet when the host is killed: nothing of the first run is stopped in order.
    await first.say(clock.nowMs, water(1044));
    await first.say(startOfDayMs('2026-10-30') + HOUR_MS, water(500));
    await first.say(startOfDayMs('2026-10-30') + 2 * HOUR_MS, water(507));
    clock.nowMs += 20 * MINUTE_MS;
    const { months } = await aRun();
    await months.settled();
    expect((await month())?.life).toMatchObject({ days: [{ day: 23, litres: 44 }] });
    expect((await month('2026-10'))?.life).toMatchObject({ days: [{ day: 30, litres: 7 }] });
  });

  it('has blood pressure under the health key, and everything of a child under the child’s', async () => {
    await pair({ kind: 'blood-pressure' });
    const { say, months } = await aRun();
    const pressure: Reading = { kind: 'blood-pressure', systolic: 150, diastolic: 90, pulse: 70 };
    await say(NOON, pressure);
    await months.settled();
    const reading = { atMs: NOON, systolic: 150, diastolic: 90, pulse: 70 };
    expect(await month()).toMatchObject({ life: null, health: { class: 'health', readings: [reading] } });
    birthDate = '2016-01-01';
    clock.nowMs += 10 * MINUTE_MS;
    await say(clock.nowMs, { ...pressure, systolic: 151 });
    await months.settled();
    expect(await month()).toMatchObject({ health: { class: 'child', readings: [reading, { systolic: 151 }] } });
  });

  it('begins when it is first heard once it is paired, ends with it, and takes nothing of the home it hung in before', async () => {
    const { say, months, sensors } = await aRun();
    await say(NOON, water(10));
    await months.settled();
    expect(await month()).toBeNull();
    const record = await pair({ pairedAtMs: NOON + MINUTE_MS });
    await sensors.settled();
    clock.nowMs += 24 * HOUR_MS;
    await months.settled();
    // Of what was never heard nothing is told.
    expect(await month()).toBeNull();
    clock.nowMs += HOUR_MS;
    await say(clock.nowMs, water(30));
    await say(clock.nowMs + 1, water(35));
    await months.settled();
    expect((await month())?.life).toMatchObject({ days: [{ day: 24, litres: 5 }] });
    const { rev } = (
      await grid().bulkDocs({
        rows: [
          {
            ...editRecord(record, { endedAtMs: clock.nowMs + 5 }, tablet.write()),
            _rev: ((await grid().get(record._id, ASK)) as unknown as { document: { _rev: string } }).document._rev,
          },
        ],
        newEdits: true,
      })
    )[0] as unknown as { rev: string };
    expect(rev).toMatch(/^2-/);
    await sensors.settled();
    clock.nowMs += HOUR_MS;
    await say(clock.nowMs, water(99));
    clock.nowMs += 4 * HOUR_MS;
    await months.settled();
    expect(await month()).toMatchObject({ record: { isSilent: false }, life: { days: [{ litres: 5 }] } });
  });
});
