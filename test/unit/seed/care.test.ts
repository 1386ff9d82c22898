import { beforeAll, describe, expect, it } from 'vitest';
import { readAssessmentContent } from '#shared/domain/ability/content';
import type { MonthOfHealth, MonthOfLife } from '#shared/domain/devices/month';
import { consentState } from '#shared/domain/people/consent-state';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenedPerson } from '#shared/schema/opened-person';
import { alarmStanding, type Alarm } from '#shared/schema/types/alarm';
import type { Assessment } from '#shared/schema/types/assessment';
import type { Consent } from '#shared/schema/types/consent';
import type { Absence, ReadingMonth, Sensor } from '#shared/schema/types/sensor';
import { isoDateInShanghai } from '#sync-server/seed/calendar';
import { practiceRecords } from '#sync-server/seed/practice';
import { expectShare, groupBy, NOW_MS, ofType, opened, openedPeople, options } from './practice-station';

type Stored<T> = T & WireRecord;

let all: readonly WireRecord[];
let people: readonly Stored<OpenedPerson>[];
let sensors: readonly Stored<Sensor>[];
let months: readonly Stored<ReadingMonth>[];
const today = isoDateInShanghai(NOW_MS);

beforeAll(async () => {
  all = (await practiceRecords(options)).flatMap(({ records }) => records);
  people = await openedPeople(all);
  sensors = ofType<Stored<Sensor>>('sensor', all);
  months = ofType<Stored<ReadingMonth>>('reading-month', all);
});

const called = (name: string) => people.find((person) => person.name === name)?.uid ?? '';
const newestOf = (sensorUid: string) => months.filter((month) => month.sensorUid === sensorUid).at(-1);

describe('devices at home', () => {
  it('hang where somebody agreed to them, and each has a name of its own', () => {
    const consents = groupBy(ofType<Stored<Consent>>('consent', all), ({ personUid }) => personUid);
    const agreed = people.filter(({ uid }) => consentState('devices', consents.get(uid) ?? [], today).kind === 'given');
    const homes = new Set(agreed.map(({ dwellingUid }) => dwellingUid));
    const atHome = sensors.filter(({ dwellingUid }) => dwellingUid !== null);
    expect(atHome.length).toBeGreaterThan(40);
    expect(atHome.length).toBeLessThan(200);
    for (const { dwellingUid } of atHome) expect(homes).toContain(dwellingUid);
    expect(new Set(sensors.map(({ deviceName }) => deviceName)).size).toBe(sensors.length);
  });

  it('have months that look like life: of this month and the last, with nothing in the future', async () => {
    expect(new Set(months.map(({ month }) => month))).toEqual(new Set(['2026-10', '2026-11']));
    let water = 0;
    for (const record of months) {
      expect(record._id.endsWith(`~${record.sensorUid}.${record.month}`)).toBe(true);
      expect(record.heardAtMs).toBeLessThan(NOW_MS);
      const life = (await opened(record, 'life')) as MonthOfLife | null;
      const health = (await opened(record, 'health')) as MonthOfHealth | null;
      expect(life !== null || health !== null, record._id).toBe(true);
      const instants = [...(health?.readings ?? []).map(({ atMs }) => atMs), ...(life?.last ? [life.last.atMs] : [])];
      for (const atMs of instants) expect(isoDateInShanghai(atMs).slice(0, 7)).toBe(record.month);
      for (const { day, litres, nightMs = [] } of life?.days ?? []) {
        if (record.month === today.slice(0, 7)) expect(day).toBeLessThanOrEqual(Number(today.slice(8)));
        if (litres !== undefined) water = Math.max(water, litres);
        for (const atMs of nightMs)
          expect(isoDateInShanghai(atMs)).toBe(`${record.month}-${String(day).padStart(2, '0')}`);
      }
    }
    expect(water).toBeGreaterThan(60);
    expect(water).toBeLessThan(300);
  });

  it('are silent or low on battery here and there', () => {
    const newest = sensors.flatMap(({ uid }) => newestOf(uid) ?? []);
    expectShare(newest.filter(({ isSilent }) => isSilent).length, newest.length, [0.01, 0.12]);
    expect(newest.some(({ batteryPercent }) => batteryPercent !== null && batteryPercent < 20)).toBe(true);
    const kinds = new Set(sensors.map(({ kind }) => kind));
    for (const kind of ['water-meter', 'door', 'smoke', 'blood-pressure', 'help-button', 'charging', 'camera'] as const)
      expect(kinds).toContain(kind);
  });

  it('of 沈桂英 are four: a meter, the door, the blood pressure that is high, a smoke detector whose battery is low', async () => {
    const own = sensors.filter(({ personUid }) => personUid === called('沈桂英'));
    expect(own.map(({ kind }) => kind)).toEqual(['water-meter', 'door', 'blood-pressure', 'smoke']);
    const month = (kind: Sensor['kind']) =>
      newestOf(own.find((each) => each.kind === kind)?.uid ?? '') as Stored<ReadingMonth>;
    expect(month('smoke').batteryPercent).toBe(12);
    const { days } = (await opened(month('door'), 'life')) as MonthOfLife;
    expect(days.flatMap(({ nightMs = [] }) => nightMs)).toHaveLength(2);
    const { readings } = (await opened(month('blood-pressure'), 'health')) as MonthOfHealth;
    expect(readings.slice(-3).every(({ systolic }) => systolic >= 135)).toBe(true);
  });

  it('of 钱阿宝 tell of four nights in which he went out', async () => {
    const door = sensors.find(({ kind, personUid }) => kind === 'door' && personUid === called('钱阿宝'));
    const { days } = (await opened(newestOf(door?.uid ?? '') as Stored<ReadingMonth>, 'life')) as MonthOfLife;
    expect(days.flatMap(({ nightMs = [] }) => nightMs)).toHaveLength(4);
  });
});

describe('alarms', () => {
  it('are one that is open since some minutes and four that were seen to', () => {
    const alarms = ofType<Stored<Alarm>>('alarm', all);
    const standing = alarms.map((alarm) => ({ alarm, ...alarmStanding(alarm) }));
    const open = standing.filter(({ state }) => state !== 'closed');
    expect(open.map(({ alarm }) => [alarm.rule, alarm.personUid])).toEqual([['no-water', called('沈桂英')]]);
    expect(NOW_MS - (open[0]?.alarm.raisedAtMs ?? 0)).toBe(7 * 60_000);
    const closed = standing.filter(({ state }) => state === 'closed');
    expect(closed.map(({ alarm, outcome }) => [alarm.rule, outcome]).sort()).toEqual([
      ['blood-pressure', 'helped'],
      ['night-door', 'fine'],
      ['no-water', 'fine'],
      ['smoke', 'fine'],
    ]);
    const known = new Set(sensors.map(({ uid }) => uid));
    for (const { sensorUid } of alarms) expect(known).toContain(sensorUid);
  });

  it('say what was said, sealed, and the figures they went by', async () => {
    const alarms = ofType<Stored<Alarm>>('alarm', all);
    const pressure = alarms.find(({ rule }) => rule === 'blood-pressure') as Stored<Alarm>;
    expect(await opened(pressure, 'reading')).toEqual({ systolic: 184, diastolic: 102 });
    expect(await opened(pressure, 'steps.note', pressure.steps.at(-1)?.id)).toContain('陪同');
    const water = alarms.filter(({ rule }) => rule === 'no-water');
    expect(water.map(({ figures }) => figures['afterMs'])).toEqual([2 * 3_600_000, 2 * 3_600_000]);
  });
});

describe('absences', () => {
  it('are of a couple that is away and of somebody who is back', async () => {
    const absences = ofType<Stored<Absence>>('absence', all);
    const away = absences.filter(({ toMs }) => toMs === null || toMs > NOW_MS);
    expect(away.map(({ personUid }) => personUid).sort()).toEqual([called('蒋德明'), called('冯月娥')].sort());
    expect(absences).toHaveLength(3);
    for (const absence of absences) expect(typeof (await opened(absence, 'note'))).toBe('string');
  });
});

describe('ability assessments', () => {
  it('are of some of the old, and of 沈桂英, who had 69 points in May and 61 in October', async () => {
    const assessments = ofType<Stored<Assessment>>('assessment', all);
    const oldest = people.filter(({ birthDate, status }) => status === 'living-here' && birthDate < '1951-11-23');
    expectShare(new Set(assessments.map(({ personUid }) => personUid)).size, oldest.length, [0.12, 0.35]);
    const totals: number[] = [];
    for (const record of assessments) {
      const content = readAssessmentContent(await opened(record, 'content'));
      expect(content, record._id).not.toBeNull();
      if (record.personUid === called('沈桂英')) totals.push(content?.result.total ?? 0);
    }
    expect(totals).toEqual([61, 69]);
  });
});
