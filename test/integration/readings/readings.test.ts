import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import type { Reading } from '#shared/domain/devices/readings';
import { openReadings } from '#main/services/readings/readings';
import { createCipher } from '#main/services/secrets/cipher';
import type { HeardMessage, LoggedReading } from '#main/services/sensor-ports';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const DAY_MS = 86_400_000;
const NOON = startOfDayMs('2026-11-23') + DAY_MS / 2;
const cipher = createCipher(new Uint8Array(32).fill(3), 'readings');

/** A log over a folder, which may be opened again as after a crash: nothing of the first is closed. */
async function aLog(path: string, clock: { nowMs: number } = { nowMs: NOON }, days = 90) {
  const log = recordedLog();
  const readings = await openReadings({ path, cipher, days, log, now: () => clock.nowMs });
  onTestFinished(() => readings.stop());
  return { readings, log, clock };
}

const water = (litres: number): Reading => ({ kind: 'water', litres });
const message = (device: string, atMs: number, reading: Reading, arrivedAtMs = NOON): HeardMessage => ({
  ...{ device, adapterId: 'linli', arrivedAtMs, problem: null },
  readings: [{ atMs, reading }],
});
const litresOf = (said: readonly { readonly reading: Reading }[]) =>
  said.map(({ reading }) => (reading.kind === 'water' ? reading.litres : reading.kind));
const segmentsIn = async (path: string) => (await readdir(path)).filter((name) => name.endsWith('.readings'));

describe('the log of readings', () => {
  it('has after a crash everything that it acknowledged, and drops a write that was cut off', async () => {
    const path = await temporaryFolder();
    const first = await aLog(path);
    await Promise.all([1, 2, 3].map((n) => first.readings.take([message('meter-1', NOON + n, water(n))])));
    await first.readings.take([message('meter-2', NOON, water(9))]);
    const [segment = ''] = await segmentsIn(path);
    const whole = await readFile(join(path, segment));
    // Half of the next frame, as a power cut leaves it.
    await appendFile(join(path, segment), new Uint8Array([0, 0, 0, 200, 1, 2, 3]));

    const again = await aLog(path, { nowMs: NOON + 5000 });
    expect(litresOf(await again.readings.between('meter-1', NOON, NOON + 10))).toEqual([1, 2, 3]);
    expect([...again.readings.heard()]).toEqual([
      ['meter-1', NOON],
      ['meter-2', NOON],
    ]);
    expect(again.readings.health()).toMatchObject({ ok: true, facts: { damaged: 0 } });
    await again.readings.take([message('meter-1', NOON + 4, water(4))]);
    expect(litresOf(await again.readings.between('meter-1', NOON, NOON + 10))).toEqual([1, 2, 3, 4]);

    // The last frame whole but never synced: zeros where the disk had not come.
    await truncate(join(path, segment), whole.length - 8);
    await appendFile(join(path, segment), new Uint8Array(8));
    const third = await aLog(path);
    expect(third.readings.health().ok).toBe(true);
  });

  it('shows in the file nothing of what was said', async () => {
    const path = await temporaryFolder();
    const { readings } = await aLog(path);
    await readings.take([message('meter-of-li', NOON, water(123_456))]);
    await readings.stop();
    for (const name of await readdir(path)) {
      const text = (await readFile(join(path, name))).toString('latin1');
      expect(text).not.toContain('meter-of-li');
      expect(text).not.toContain('123456');
    }
  });

  it('leaves out a frame that somebody altered, says so, and goes on with the others', async () => {
    const path = await temporaryFolder();
    const { readings } = await aLog(path);
    for (const n of [1, 2, 3]) await readings.take([message('meter-1', NOON + n, water(n))]);
    await readings.stop();
    const [segment = ''] = await segmentsIn(path);
    const bytes = await readFile(join(path, segment));
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    await writeFile(join(path, segment), new Uint8Array(bytes));

    const again = await aLog(path);
    expect(litresOf(await again.readings.between('meter-1', NOON, NOON + 9))).toEqual([2, 3]);
    expect(again.readings.health()).toMatchObject({ ok: false, facts: { damaged: 1 } });
    expect(again.log.lines.filter(({ event }) => event === 'readings.damaged')).toHaveLength(1);
  });

  it('counts what came twice once, in one batch, later, and from the disk', async () => {
    const path = await temporaryFolder();
    const { readings } = await aLog(path);
    const told: LoggedReading[] = [];
    readings.onLogged((logged) => told.push(...logged));
    const old = message('meter-1', NOON - 20 * DAY_MS, water(7));
    await readings.take([message('meter-1', NOON, water(8)), message('meter-1', NOON, water(8))]);
    await readings.take([message('meter-1', NOON, water(8))]);
    await readings.take([old]);
    await readings.take([old]);
    expect(litresOf(await readings.between('meter-1', NOON, NOON))).toEqual([8]);
    expect(litresOf(await readings.between('meter-1', NOON - 30 * DAY_MS, NOON))).toEqual([7, 8]);
    expect(litresOf(told).filter((litres) => litres === 8)).toEqual([8]);
  });

  it('finds what a device filled in later at the time when it was true', async () => {
    const path = await temporaryFolder();
    const { readings } = await aLog(path);
    await readings.take([message('meter-1', NOON, water(30))]);
    await readings.take([message('meter-1', NOON - 3 * 3_600_000, water(10)), message('meter-1', NOON - 1, water(20))]);
    expect(litresOf(await readings.between('meter-1', NOON - DAY_MS, NOON))).toEqual([10, 20, 30]);
    expect(litresOf(await readings.between('meter-1', NOON - 1, NOON - 1))).toEqual([20]);
    expect(await readings.between('meter-2', 0, NOON)).toEqual([]);
  });

  it('tells its listeners in order, and only of what is on disk', async () => {
    const path = await temporaryFolder();
    const { readings, log } = await aLog(path);
    const told: LoggedReading[] = [];
    readings.onLogged(() => {
      throw new Error('somebody else’s fault');
    });
    readings.onLogged((logged) => told.push(...logged));
    const taken = Array.from({ length: 500 }, (_, n) => readings.take([message('meter-1', NOON + n, water(n))]));
    expect(told).toEqual([]);
    await Promise.all(taken);
    expect(litresOf(told)).toEqual(taken.map((_, n) => n));
    // One fsync serves those who wait: far fewer than five hundred frames.
    expect(log.lines.filter(({ event }) => event === 'readings.listener-failed').length).toBeLessThan(50);
  });

  it('drops whole days that are too old, and what they said of a device', async () => {
    const path = await temporaryFolder();
    const clock = { nowMs: NOON - 40 * DAY_MS };
    const early = await aLog(path, clock, 31);
    const days = [40, 32, 31, 0];
    for (const ago of days) {
      clock.nowMs = NOON - ago * DAY_MS;
      await early.readings.take([message(`meter-${ago}`, clock.nowMs, water(ago), clock.nowMs)]);
    }
    await early.readings.stop();
    expect(await segmentsIn(path)).toHaveLength(4);
    const { readings } = await aLog(path, clock, 31);
    expect(litresOf(await readings.between('meter-0', 0, NOON))).toEqual([0]);
    expect(await segmentsIn(path)).toHaveLength(2);
    expect([...readings.heard().keys()]).toEqual(['meter-31', 'meter-0']);
    expect(litresOf(await readings.between('meter-31', 0, NOON))).toEqual([31]);
  });

  it('remembers what could not be read of a device, over a restart too', async () => {
    const path = await temporaryFolder();
    const { readings } = await aLog(path);
    const garbage: HeardMessage = {
      ...{ device: 'meter-1', adapterId: 'linli', arrivedAtMs: NOON, readings: [] },
      problem: { kind: 'not-json', field: null, sample: '{"litres":' },
    };
    await readings.take([garbage, message('meter-1', NOON, water(1)), garbage]);
    await readings.stop();
    const again = await aLog(path);
    expect(again.readings.devices()).toEqual([
      {
        ...{ device: 'meter-1', adapterId: 'linli', heardAtMs: NOON, problems: 2 },
        lastProblem: { kind: 'not-json', field: null, sample: '{"litres":', atMs: NOON },
      },
    ]);
  });

  it('refuses what it could not write, and takes it when there is room again', async () => {
    const path = await temporaryFolder();
    const { readings } = await aLog(path);
    // A segment of that name is in the way, so none can be made.
    const next = join(path, '00000001.2026-11-23.readings');
    await writeFile(next, '');
    await expect(readings.take([message('meter-1', NOON, water(1))])).rejects.toMatchObject({
      code: 'host.folder-read-only',
    });
    expect(readings.health().ok).toBe(false);
    await readings.take([message('meter-1', NOON, water(1))]);
    expect(readings.health().ok).toBe(true);
    expect(litresOf(await readings.between('meter-1', NOON, NOON))).toEqual([1]);
  });
});
