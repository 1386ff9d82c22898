import { describe, expect, it } from 'vitest';
import { alarmStanding } from '#shared/schema/types/alarm';
import { uid } from '#test/support/builders';
import {
  alarmStation,
  HOME,
  HOUR,
  LEAD,
  LI,
  MANAGER,
  METER,
  MINUTE,
  NINE,
  OTHER,
  pass,
  SHEN,
  usualLine,
  watchTable,
  type AlarmStation,
} from './station';

const kinds = async (station: AlarmStation) =>
  (await station.alarms()).map(({ rule, steps }) => [rule, ...steps.map(({ kind }) => kind)].join(' '));
const stepBy = (by: string, atMs: number, n: number, what: object) => ({
  id: uid(n),
  written: { at: atMs, by, on: 'abcdefghijkl' },
  note: null,
  ...what,
});
/** Water ran at nine, and none since. */
async function lastUsedAtNine(): Promise<AlarmStation> {
  const station = await alarmStation();
  station.water(100, NINE - HOUR);
  station.water(130, NINE);
  return station;
}

describe('an elder who lives alone and uses no water', () => {
  it('is an alarm after two hours, once, told to who works there and not elsewhere', async () => {
    const station = await lastUsedAtNine();
    await station.start();
    await pass(station, 119, 130);
    expect(await kinds(station)).toEqual([]);
    await pass(station, 2, 130);
    const [alarm] = await station.alarms();
    expect(alarm).toMatchObject({
      rule: 'no-water',
      personUid: SHEN,
      dwellingUid: HOME,
      sinceMs: NINE + 2 * HOUR,
      figures: { afterMs: 2 * HOUR, thresholdLitres: 2 },
      reading: null,
    });
    await pass(station, 8, 130);
    expect(await kinds(station)).toEqual(['no-water told-contacts']);
    const told = (await station.messages()).map(({ template, recipient }) => [template, recipient]);
    expect(told).toEqual([['alarm-no-water', { kind: 'staff', uid: LI }]]);
    expect(JSON.stringify(told)).not.toContain(OTHER);
  });

  it('is escalated when nobody calls, and again when nobody is at the door', async () => {
    const station = await lastUsedAtNine();
    await station.start();
    await pass(station, 121, 130);
    const [alarm] = await station.alarms();
    const raisedAtMs = alarm?.raisedAtMs ?? 0;
    await pass(station, 16, 130);
    expect(await kinds(station)).toEqual(['no-water told-contacts escalated']);
    await pass(station, 16, 130);
    expect(await kinds(station)).toEqual(['no-water told-contacts escalated escalated']);
    const told = (await station.messages()).map(({ template, recipient }) => [
      template,
      recipient.kind === 'staff' && recipient.uid,
    ]);
    expect(told.slice(1)).toEqual([
      ['alarm-late-duty-lead', LEAD],
      ['alarm-late-manager', MANAGER],
    ]);
    expect(raisedAtMs).toBeGreaterThanOrEqual(NINE + 2 * HOUR);
  });

  it('is over by itself when water runs again, and may become another alarm later', async () => {
    const station = await lastUsedAtNine();
    await station.start();
    await pass(station, 125, 130);
    station.water(150);
    await station.settled();
    expect(await kinds(station)).toEqual(['no-water told-contacts recovered']);
    await pass(station, 130, 150);
    expect(await kinds(station)).toEqual(['no-water told-contacts recovered', 'no-water told-contacts']);
  });

  it('and was found to be fine is not rung for again before the time has passed anew', async () => {
    const station = await lastUsedAtNine();
    await station.start();
    await pass(station, 121, 130);
    const [alarm] = await station.alarms();
    if (!alarm) throw new Error('no alarm');
    const call = stepBy(LI, station.now(), 700, { kind: 'call', outcome: 'fine' });
    await station.change(alarm._id, { steps: [...alarm.steps, call] });
    await pass(station, 100, 130);
    expect(await station.alarms()).toHaveLength(1);
    await pass(station, 24, 130);
    expect(await station.alarms()).toHaveLength(2);
  });

  it('because she is away is none, as soon as somebody says so', async () => {
    const station = await lastUsedAtNine();
    await station.start();
    await pass(station, 60, 130);
    await station.add('absence', uid(60), { personUid: SHEN, fromMs: NINE, toMs: NINE + 6 * HOUR, note: null });
    await pass(station, 180, 130);
    expect(await station.alarms()).toEqual([]);
  });

  it('has six hours once somebody lives with her', async () => {
    const station = await lastUsedAtNine();
    await station.person(2, { name: '沈强' });
    await station.start();
    await pass(station, 180, 130);
    expect(await station.alarms()).toEqual([]);
    await pass(station, 185, 130);
    expect(await station.alarms()).toMatchObject([{ rule: 'no-water', figures: { afterMs: 6 * HOUR } }]);
  });

  it('goes by the station’s own figures as soon as they are changed, and by the usual ones while they cannot be used', async () => {
    const station = await lastUsedAtNine();
    const service = await station.start();
    await pass(station, 40, 130);
    const line = usualLine('no-water-alone');
    const id = await station.table(watchTable({ ...line, rule: { ...line.rule, afterMs: 30 * MINUTE } as never }));
    await station.settled();
    expect(await station.alarms()).toMatchObject([{ sinceMs: NINE + 30 * MINUTE }]);
    await station.change(id, { content: { lines: [{ ...line, rule: { id: 'no-water', afterMs: -1 } }] } });
    await station.settled();
    expect(service.health().ok).toBe(false);
  });
});

describe('a meter that says nothing', () => {
  it('is told of as silent, and raises no alarm about the person', async () => {
    const station = await lastUsedAtNine();
    await station.start();
    await pass(station, 240, null);
    expect(await kinds(station)).toEqual(['silent']);
    const told = (await station.messages()).map(({ template, urgency }) => [template, urgency]);
    expect(told).toEqual([['alarm-silent', 'normal']]);
    station.hear(METER, station.now());
    await pass(station, 4, null);
    expect(await kinds(station)).toEqual(['silent recovered']);
  });

  it('while the host was off is not said to be silent: nobody listened', async () => {
    const station = await lastUsedAtNine();
    await (await station.start()).stop();
    station.setClock(NINE + 20 * HOUR);
    await station.start();
    expect(await station.alarms()).toEqual([]);
    await pass(station, 119, null);
    expect(await station.alarms()).toEqual([]);
    await pass(station, 4, null);
    expect(await kinds(station)).toEqual(['silent']);
  });

  it('and never said anything was not set up yet, and is no alarm', async () => {
    const station = await alarmStation();
    await station.start();
    await pass(station, 300, null);
    expect(await station.alarms()).toEqual([]);
  });

  it('and was told of is not well again because the host was off', async () => {
    const station = await lastUsedAtNine();
    const service = await station.start();
    await pass(station, 130, null);
    await service.stop();
    station.setClock(station.now() + HOUR);
    await station.start();
    expect(await kinds(station)).toEqual(['silent']);
  });
});

describe('smoke, buttons and blood pressure', () => {
  it('ring at once, a test of the detector does not', async () => {
    const station = await alarmStation();
    await station.sensor(51, { kind: 'smoke', deviceName: 'smoke-1', reportsEveryMs: null });
    await station.sensor(52, { kind: 'help-button', deviceName: 'sos-1', reportsEveryMs: null });
    await station.start();
    station.say('smoke-1', { kind: 'smoke', isSmoke: true, isTest: true });
    await station.settled();
    expect(await station.alarms()).toEqual([]);
    station.say('smoke-1', { kind: 'smoke', isSmoke: true, isTest: false });
    station.say('sos-1', { kind: 'help' });
    await station.settled();
    expect((await station.alarms()).map(({ rule }) => rule).sort()).toEqual(['help', 'smoke']);
  });

  it('ring though the device’s clock is ahead, and not for what was long ago', async () => {
    const station = await alarmStation();
    await station.sensor(52, { kind: 'help-button', deviceName: 'sos-1', reportsEveryMs: null });
    await station.start();
    station.say('sos-1', { kind: 'help' }, NINE - 3 * HOUR, NINE);
    await station.settled();
    expect(await station.alarms()).toEqual([]);
    station.say('sos-1', { kind: 'help' }, NINE + 5 * HOUR, NINE);
    await station.settled();
    expect(await station.alarms()).toMatchObject([{ rule: 'help', sinceMs: NINE }]);
  });

  it('seal what was measured, and only the urgent reading is an alarm', async () => {
    const station = await alarmStation();
    await station.sensor(53, { kind: 'blood-pressure', deviceName: 'bp-1', reportsEveryMs: null });
    await station.start();
    station.say('bp-1', { kind: 'blood-pressure', systolic: 165, diastolic: 95, pulse: null });
    await station.settled();
    expect(await station.alarms()).toEqual([]);
    station.say('bp-1', { kind: 'blood-pressure', systolic: 185, diastolic: 95, pulse: null });
    await station.settled();
    const [alarm] = await station.alarms();
    expect(alarm?.figures).toEqual({ systolic: 180, diastolic: 110 });
    expect(alarm?.reading?.kid).toMatch(/\.health\./);
    expect(JSON.stringify(alarm)).not.toContain('185');
  });

  it('ring again when the button is pressed again after the first was seen to', async () => {
    const station = await alarmStation();
    await station.sensor(52, { kind: 'help-button', deviceName: 'sos-1', reportsEveryMs: null });
    await station.start();
    station.say('sos-1', { kind: 'help' });
    await station.settled();
    const [alarm] = await station.alarms();
    if (!alarm) throw new Error('no alarm');
    station.setClock(NINE + 5 * MINUTE);
    const call = stepBy(LI, station.now(), 700, { kind: 'call', outcome: 'fine' });
    await station.change(alarm._id, { steps: [...alarm.steps, call] });
    await station.settled();
    station.setClock(NINE + 8 * MINUTE);
    station.say('sos-1', { kind: 'help' });
    await station.settled();
    const all = await station.alarms();
    expect(all.map(({ sinceMs }) => sinceMs)).toEqual([NINE, NINE + 8 * MINUTE]);
    expect(all.map((each) => alarmStanding(each).state)).toEqual(['closed', 'call']);
  });

  it('of a device that hung in another home before are that home’s', async () => {
    const station = await alarmStation();
    station.say('sos-1', { kind: 'help' }, NINE - 10 * MINUTE);
    await station.sensor(52, { kind: 'help-button', deviceName: 'sos-1', reportsEveryMs: null, pairedAtMs: NINE });
    await station.start();
    expect(await station.alarms()).toEqual([]);
  });
});
