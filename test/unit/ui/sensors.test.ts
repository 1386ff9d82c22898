import { describe, expect, it } from 'vitest';
import { USUAL_ADAPTERS } from '#shared/domain/devices/usual-adapters';
import type { MonthOfLife } from '#shared/domain/devices/month';
import { connectionText } from '../../../renderer/features/sensors/credential/connection';
import {
  FILTER_IDS,
  rowsShown,
  rowsSorted,
  stateCounts,
  USUAL_SORT,
  type SensorRow,
} from '../../../renderer/features/sensors/list/filters';
import {
  bridgeTopics,
  emptyEntry,
  entryElsewhere,
  intervalChoice,
  intervalMs,
  inUseBy,
  mayBePublic,
  pairingProblems,
  speaksItself,
  topicOf,
  withKind,
  type PairingEntry,
} from '../../../renderer/features/sensors/pairing/entry';
import { absenceProblems, absencesInOrder, absenceState } from '../../../renderer/features/sensors/person/absences';
import { barsOf, monthsToChoose, nightOpenings, saidBy } from '../../../renderer/features/sensors/reading';
import {
  newestMonths,
  showSensor,
  showSensors,
  type AlarmRecord,
  type MonthRecord,
  type SensorRecord,
} from '../../../renderer/features/sensors/view';

const NOW_MS = Date.UTC(2026, 10, 23, 1, 42);
const HOUR_MS = 3_600_000;
const TODAY = '2026-11-23';

const sensor = (uid: string, told: Partial<SensorRecord> = {}): SensorRecord =>
  ({
    _id: `sensor~qinghe-1~${uid}`,
    uid,
    deviceName: `dev-${uid}`,
    adapterId: 'linli',
    kind: 'water-meter',
    model: '',
    spot: '厨房',
    buildingUid: null,
    dwellingUid: 'home',
    personUid: null,
    place: null,
    pairedAtMs: 0,
    endedAtMs: null,
    reportsEveryMs: 1_800_000,
    ...told,
  }) as unknown as SensorRecord;

const month = (sensorUid: string, told: Partial<MonthRecord> = {}): MonthRecord =>
  ({
    sensorUid,
    month: '2026-11',
    heardAtMs: NOW_MS - HOUR_MS,
    batteryPercent: 80,
    isSilent: false,
    ...told,
  }) as unknown as MonthRecord;

const alarm = (sensorUid: string, steps: AlarmRecord['steps'] = []): AlarmRecord =>
  ({ rule: 'no-water', sensorUid, raisedAtMs: NOW_MS - HOUR_MS, steps }) as unknown as AlarmRecord;

describe('how a device is', () => {
  it.each([
    ['heard of and well', month('a'), null, 'online'],
    ['never heard of', null, null, 'unheard'],
    ['silent, whatever its battery was', month('a', { isSilent: true, batteryPercent: 3 }), null, 'silent'],
    ['low on battery', month('a', { batteryPercent: 12 }), null, 'low-battery'],
    ['without a battery', month('a', { batteryPercent: null }), null, 'online'],
    ['with an open alarm, even when silent', month('a', { isSilent: true }), alarm('a'), 'alarm'],
  ] as const)('%s', (_what, newest, open, state) => {
    expect(showSensor(sensor('a'), newest, open).state).toBe(state);
  });

  it('is out of use once it was taken down, whatever it last said', () => {
    expect(showSensor(sensor('a', { endedAtMs: NOW_MS }), month('a', { isSilent: true }), alarm('a')).state).toBe(
      'ended',
    );
  });

  it('goes by its newest month and by alarms that nobody has closed', () => {
    const months = [month('a', { month: '2026-10', batteryPercent: 5 }), month('a'), month('b', { batteryPercent: 9 })];
    expect(newestMonths(months).get('a')?.month).toBe('2026-11');
    const mistaken = { kind: 'mistaken', id: 's', note: null, written: { at: NOW_MS, by: 'w', on: 'd' } } as const;
    const shown = showSensors([sensor('a'), sensor('b')], months, [alarm('a', [mistaken]), alarm('b')]);
    expect(shown.map(({ state }) => state)).toEqual(['online', 'alarm']);
  });
});

describe('the list of devices', () => {
  const row = (uid: string, told: Partial<SensorRow> & { readonly state?: 'silent' | 'ended' | 'low' }): SensorRow => ({
    sensor: showSensor(
      sensor(uid, told.state === 'ended' ? { endedAtMs: NOW_MS } : {}),
      month(uid, { isSilent: told.state === 'silent', batteryPercent: told.state === 'low' ? 7 : 80 }),
      null,
    ),
    hangs: '清和路8幢2单元301',
    watched: '',
    kindName: '水表',
    ...told,
  });
  const rows = [
    row('a', {}),
    row('b', { state: 'low' }),
    row('c', { state: 'silent', hangs: '清和路5幢1单元202', watched: '钱阿宝' }),
    row('d', { state: 'ended' }),
  ];
  const idsOf = (found: readonly SensorRow[]) => found.map(({ sensor: { uid } }) => uid).join('');

  it('has what needs somebody on top, and nothing that is out of use', () => {
    expect(idsOf(rowsSorted(rowsShown(rows, {}, ''), USUAL_SORT))).toBe('cba');
  });

  it('shows what is out of use to whoever asks for it, and finds by address, name and device', () => {
    expect(idsOf(rowsShown(rows, { state: 'ended' }, ''))).toBe('d');
    expect(idsOf(rowsShown(rows, {}, '钱阿宝 5幢'))).toBe('c');
    expect(idsOf(rowsShown(rows, {}, 'DEV-B'))).toBe('b');
    expect(idsOf(rowsShown(rows, { grid: '2' }, ''))).toBe('');
    expect(idsOf(rowsShown(rows, { kind: 'smoke,door' }, ''))).toBe('');
    expect(FILTER_IDS).toEqual(['state', 'kind', 'grid']);
  });

  it('counts how many are how', () => {
    expect(stateCounts(rows.map((each) => each.sensor))).toMatchObject({
      silent: 1,
      'low-battery': 1,
      ended: 1,
      online: 1,
    });
  });
});

describe('what a device said', () => {
  const life = (told: Partial<MonthOfLife>): MonthOfLife => ({ days: [], last: null, ...told });

  it('is the water of yesterday; of today while yesterday is not known; of the last day where it is long ago', () => {
    const litres = (...days: readonly (readonly [number, number])[]) =>
      saidBy('water-meter', '2026-11', life({ days: days.map(([day, used]) => ({ day, litres: used })) }), null, TODAY);
    expect(litres([21, 70], [22, 86], [23, 12])).toMatchObject({ on: '2026-11-22', litres: 86, isSoFar: false });
    expect(litres([23, 12])).toMatchObject({ on: TODAY, litres: 12, isSoFar: true });
    expect(litres([4, 70])).toMatchObject({ on: '2026-11-04', isSoFar: false });
    expect(litres()).toBeNull();
  });

  it('is the newest reading of doors, smoke and charging, and the last measurement of blood pressure', () => {
    const last = (reading: NonNullable<MonthOfLife['last']>['reading'], kind: SensorRecord['kind']) =>
      saidBy(kind, '2026-11', life({ last: { atMs: NOW_MS, reading } }), null, TODAY)?.kind;
    expect(last({ kind: 'door', isOpen: true }, 'door')).toBe('door-open');
    expect(last({ kind: 'smoke', isSmoke: false, isTest: false }, 'smoke')).toBe('no-smoke');
    expect(last({ kind: 'charging', isCharging: true, watts: null }, 'charging')).toBe('charging');
    const readings = [
      { atMs: 1, systolic: 120, diastolic: 70, pulse: null },
      { atMs: 2, systolic: 168, diastolic: 96, pulse: 77 },
    ];
    expect(saidBy('blood-pressure', '2026-11', null, { readings }, TODAY)).toMatchObject({ systolic: 168, atMs: 2 });
    expect(saidBy('door', '2026-11', null, null, TODAY)).toBeNull();
  });

  it('is a bar for every day up to today, and none for a day that nothing is known of', () => {
    const bars = barsOf('2026-11', { days: [{ day: 2, litres: 80 }] }, 'litres', TODAY);
    expect(bars).toHaveLength(23);
    expect(bars.slice(0, 3).map(({ figure }) => figure)).toEqual([null, 80, null]);
    expect(barsOf('2026-02', { days: [] }, 'litres', TODAY)).toHaveLength(28);
    expect(barsOf('2026-11', { days: [{ day: 1, events: { 堆物: 2, 进楼: 1 } }] }, 'events', TODAY)[0]?.figure).toBe(3);
  });

  it('are openings by night, the latest first, and months with this one among them', () => {
    expect(
      nightOpenings({
        days: [
          { day: 1, nightMs: [1, 2] },
          { day: 2, nightMs: [5] },
        ],
      }),
    ).toEqual([5, 2, 1]);
    expect(monthsToChoose(['2026-09', '2026-10'], TODAY)).toEqual(['2026-11', '2026-10', '2026-09']);
  });
});

describe('pairing a device', () => {
  const entry = (part: Partial<PairingEntry>): PairingEntry => ({ ...emptyEntry(1), deviceName: 'wm-1', ...part });

  it.each([
    ['a name with a blank in it', { deviceName: 'wm 1', dwellingUid: 'h' }, ['name']],
    ['no home', {}, ['home']],
    ['blood pressure of nobody', { kind: 'blood-pressure', dwellingUid: 'h' }, ['person']],
    ['a public device nowhere', { kind: 'camera', where: 'public', grid: null }, ['place', 'grid']],
    ['a form of messages that there is not', { dwellingUid: 'h', adapterId: 'none' }, ['adapter']],
    ['everything that is asked', { dwellingUid: 'h' }, []],
    ['a public device on the map', { kind: 'camera', where: 'public', place: { lat: 1, lng: 2 } }, []],
  ] as const)('says what is wrong with %s', (_what, part, problems) => {
    expect(pairingProblems(entry(part), false)).toEqual(problems);
  });

  it('refuses a name that another device in use has, until that one is given up', () => {
    const records = [sensor('a', { deviceName: 'wm-1' }), sensor('b', { deviceName: 'wm-2', endedAtMs: 1 })];
    expect(inUseBy(records, ' wm-1 ', null)?.uid).toBe('a');
    expect(inUseBy(records, 'wm-1', records[0]?._id ?? '')).toBeNull();
    expect(inUseBy(records, 'wm-2', null)).toBeNull();
    expect(pairingProblems(entry({ dwellingUid: 'h' }), true)).toEqual(['name-in-use']);
  });

  it('knows what is usual for a kind, and that a water meter is for a home', () => {
    expect(withKind(entry({ where: 'public' }), 'water-meter')).toMatchObject({ where: 'home', interval: 'minutes30' });
    expect(withKind(entry({}), 'blood-pressure').interval).toBe('never');
    expect([mayBePublic('water-meter'), mayBePublic('camera')]).toEqual([false, true]);
  });

  it('keeps an interval that is none of the usual ones', () => {
    expect(intervalChoice(1_800_000)).toBe('minutes30');
    expect(intervalChoice(null)).toBe('never');
    expect(intervalMs(intervalChoice(42_000), 42_000)).toBe(42_000);
    expect(entryElsewhere(sensor('a', { reportsEveryMs: null }), 2)).toMatchObject({ interval: 'never', grid: 2 });
  });

  it('tells the topic of a device, and which makes come through a gateway', () => {
    const adapter = (id: string) => USUAL_ADAPTERS.find((each) => each.id === id) as (typeof USUAL_ADAPTERS)[number];
    expect(topicOf(adapter('linli'), 'wm-1')).toBe('linli/wm-1/reading');
    expect(USUAL_ADAPTERS.filter(speaksItself).map(({ id }) => id)).toEqual(['linli', 'thingsboard']);
    expect(bridgeTopics(adapter('zigbee2mqtt'))).toEqual(['zigbee2mqtt/+']);
    expect(connectionText({ host: 'fd00::1', port: 8883, isTls: true }, 'wm-1', 'a b')).toBe(
      'mqtts://wm-1:a%20b@[fd00::1]:8883',
    );
  });
});

describe('absences', () => {
  const away = (fromMs: number, toMs: number | null) => ({ fromMs, toMs });

  it('are over, now, or to come', () => {
    expect(absenceState(away(0, null), NOW_MS)).toBe('away');
    expect(absenceState(away(0, NOW_MS), NOW_MS)).toBe('over');
    expect(absenceState(away(NOW_MS + 1, null), NOW_MS)).toBe('coming');
  });

  it('stand with those that are not over first, the latest first of each', () => {
    const [older, over, now] = [away(1, 2), away(3, 4), away(2, null)];
    expect(absencesInOrder([older, over, now], NOW_MS)).toEqual([now, over, older]);
  });

  it('end after they begin', () => {
    expect(absenceProblems(5, 5)).toEqual(['to-before-from']);
    expect(absenceProblems(null, undefined)).toEqual(['from', 'to']);
    expect(absenceProblems(5, null)).toEqual([]);
  });
});
