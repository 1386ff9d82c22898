import { describe, expect, it } from 'vitest';
import type { AlarmsDeps } from '#main/services/alarms/alarms';
import { uid } from '#test/support/builders';
import { DUE_TIMES_FILE } from '#main/services/alarms/due-times';
import { alarmStation, HOUR, METER, MINUTE, NINE, pass, usualLine, watchTable, type AlarmStation } from './station';

/** Two hours after water was last used, with a meter that has told so. */
async function dueStation(): Promise<AlarmStation> {
  const station = await alarmStation();
  station.water(100, NINE - HOUR);
  station.water(130, NINE);
  return station;
}
const steps = async (station: AlarmStation) =>
  (await station.alarms()).map(({ steps: taken }) => taken.map(({ kind }) => kind).join(' '));

/** The hub of a host that dies at its n-th write to the grid: the write is on the disk or not, and nothing after it is. */
function dyingHub(station: AlarmStation, at: number, isWritten: boolean): Pick<AlarmsDeps, 'hub'> {
  let writes = 0;
  const grid = station.hub.database('grid-qinghe-1');
  if (!grid) throw new Error('no grid');
  const dying = Object.assign(Object.create(grid) as typeof grid, {
    bulkDocs: async (write: Parameters<typeof grid.bulkDocs>[0]) => {
      writes += 1;
      if (writes < at) return grid.bulkDocs(write);
      if (writes === at && isWritten) await grid.bulkDocs(write);
      throw new Error('killed');
    },
  });
  const hub = Object.assign(Object.create(station.hub) as typeof station.hub, {
    database: (name: string) => (name === 'grid-qinghe-1' ? dying : station.hub.database(name)),
  });
  return { hub };
}

describe('a host that dies', () => {
  it.each([
    [1, false],
    [1, true],
    [2, false],
    [2, true],
  ])('at write %i (on disk: %s) has one alarm, told once, at the next start', async (at, isWritten) => {
    const station = await dueStation();
    const dying = await station.start(dyingHub(station, at, isWritten));
    await pass(station, 121, 130);
    await dying.stop();
    await station.start();
    await pass(station, 17, 130);
    expect(await steps(station)).toEqual(['told-contacts escalated']);
    const told = (await station.messages()).map(({ template }) => template);
    expect(told.sort()).toEqual(['alarm-late-duty-lead', 'alarm-no-water']);
  });

  it('before what is due looks at it right after the start, though nothing comes in', async () => {
    const station = await dueStation();
    await (await station.start()).stop();
    station.setClock(NINE + 2 * HOUR + MINUTE);
    station.water(130, NINE + 2 * HOUR);
    await station.start();
    expect(await station.alarms()).toMatchObject([{ sinceMs: NINE + 2 * HOUR, raisedAtMs: NINE + 2 * HOUR + MINUTE }]);
  });

  it('says an hour late what was to be escalated meanwhile, each once', async () => {
    const station = await dueStation();
    const service = await station.start();
    await pass(station, 121, 130);
    await service.stop();
    station.setClock(station.now() + HOUR);
    await (await station.start()).stop();
    await station.start();
    expect(await steps(station)).toEqual(['told-contacts escalated escalated']);
  });

  it('opens the very same alarm when the hub was set back to before it', async () => {
    const alarmOf = async () => {
      const station = await dueStation();
      await station.start();
      await pass(station, 121, 130);
      return (await station.alarms()).map(({ _id, uid, steps: taken }) => [_id, uid, taken[0]?.id]);
    };
    const [first, second] = [await alarmOf(), await alarmOf()];
    expect(first).toHaveLength(1);
    expect(second).toEqual(first);
  });
});

describe('due times on disk', () => {
  it('are whole milliseconds though a rule and a device count in parts of one, so that the host starts again', async () => {
    const station = await dueStation();
    const line = usualLine('no-water-alone');
    await station.table(watchTable({ ...line, rule: { ...line.rule, afterMs: HOUR / 3 + 1 / 3 } as never }));
    station.water(160, NINE + 0.25);
    await (await station.start()).stop();
    const { dues } = JSON.parse((await station.folder.read(DUE_TIMES_FILE)) ?? '') as { dues: Record<string, number> };
    expect(Object.keys(dues)).not.toEqual([]);
    expect(Object.values(dues).every(Number.isInteger)).toBe(true);
    await station.start();
    await pass(station, 24, 160);
    expect(await station.alarms()).toMatchObject([{ rule: 'no-water', sinceMs: NINE + HOUR / 3 }]);
  });

  it('that an earlier release left in parts of a millisecond, or that are damaged, keep no host from watching', async () => {
    for (const left of [JSON.stringify({ version: 1, aliveMs: 1, listeningSinceMs: 1, dues: { 'a b c': 1.5 } }), '{']) {
      const station = await dueStation();
      await station.folder.write(DUE_TIMES_FILE, left);
      await station.start();
      await pass(station, 121, 130);
      expect(await station.alarms()).toHaveLength(1);
    }
  });
});

describe('time that does not pass as it should', () => {
  it('and readings that come late, twice and out of order say the same as they would have in order', async () => {
    const station = await dueStation();
    await station.start();
    await pass(station, 119, null);
    // Water ran at ten, told only now, after what came later.
    station.water(160, NINE + 119 * MINUTE);
    station.water(160, NINE + HOUR);
    station.water(130, NINE + 50 * MINUTE);
    station.water(160, NINE + HOUR);
    await pass(station, 50, 160);
    expect(await station.alarms()).toEqual([]);
    await pass(station, 15, 160);
    expect(await station.alarms()).toMatchObject([{ sinceMs: NINE + 3 * HOUR }]);
  });

  it('a clock that jumps ahead by a day raises nothing that readings do not prove', async () => {
    const station = await dueStation();
    await station.start();
    station.setClock(NINE + 24 * HOUR);
    await station.ring();
    expect(await station.alarms()).toEqual([]);
  });

  it('a clock that is put back goes on watching', async () => {
    const station = await alarmStation();
    station.setClock(NINE + 5 * HOUR);
    await station.start();
    station.setClock(NINE);
    station.water(100, NINE - HOUR);
    station.water(130, NINE);
    await station.ring();
    expect(await station.alarms()).toEqual([]);
    await pass(station, 121, 130);
    expect(await station.alarms()).toMatchObject([{ rule: 'no-water', sinceMs: NINE + 2 * HOUR }]);
  });

  it('a sleep through the due time is made good on waking', async () => {
    const station = await dueStation();
    await station.start();
    station.setClock(NINE + 3 * HOUR);
    station.water(130, NINE + 3 * HOUR);
    await station.settled();
    expect(await station.alarms()).toMatchObject([{ sinceMs: NINE + 2 * HOUR, raisedAtMs: NINE + 3 * HOUR }]);
  });
});

describe('readings that come without end', () => {
  it('do not put off what falls due beside them', async () => {
    const station = await dueStation();
    await station.sensor(52, { kind: 'help-button', deviceName: 'sos-1', reportsEveryMs: null });
    let timer: { readonly run: () => void; readonly atMs: number } | null = null;
    const schedule: AlarmsDeps['schedule'] = (run, delayMs) => {
      timer = { run, atMs: station.now() + delayMs };
      return () => void (timer = null);
    };
    station.setClock(NINE + 2 * HOUR - 5);
    station.water(130);
    await station.start({ schedule });
    for (let tenth = 0; tenth < 60 && (await station.alarms()).length === 0; tenth += 1) {
      // The process is busy with a reading at the very moment.
      station.setClock(station.now() + 10);
      station.say('sos-1', { kind: 'device', batteryPercent: 90, isTampered: null });
      await station.settled();
      const armed = timer as { readonly run: () => void; readonly atMs: number } | null;
      if (armed && armed.atMs <= station.now()) armed.run();
      await station.settled();
    }
    const [alarm] = await station.alarms();
    expect(alarm?.sinceMs).toBe(NINE + 2 * HOUR);
    expect((alarm?.raisedAtMs ?? 0) - NINE - 2 * HOUR).toBeLessThan(200);
  });
});

describe('a rule that is rehearsed', () => {
  it('tells by device how often it would have rung, and is not on for that', async () => {
    const station = await alarmStation();
    const DAY = 24 * HOUR;
    for (let hour = 0; hour < 10 * 24; hour += 1) {
      // Water runs each day at nine and at seven in the evening.
      const litres = Math.floor(hour / 24) * 100 + (hour % 24 >= 10 ? 80 : 40);
      const atMs = NINE - 10 * DAY + hour * HOUR;
      station.say(METER, { kind: 'water', litres }, atMs, atMs);
    }
    await station.sensor(51, { deviceName: 'new-meter', personUid: null, dwellingUid: null });
    const service = await station.start();
    const before = await station.alarms();
    const { devices } = await service.rehearse({ ...usualLine('no-water-alone'), on: false });
    // At eleven and at nine in the evening of each day.
    expect(devices).toEqual([{ sensorUid: uid(50), hasReadings: true, in7Days: 14, in30Days: 20 }]);
    const everybody = await service.rehearse(usualLine('no-water'));
    expect(everybody.devices).toEqual([{ sensorUid: uid(51), hasReadings: false, in7Days: 0, in30Days: 0 }]);
    expect(await station.alarms()).toEqual(before);
  });
});
