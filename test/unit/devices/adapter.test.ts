import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, deviceOf, type Adapter } from '#shared/domain/devices/adapter';
import { USUAL_ADAPTERS } from '#shared/domain/devices/usual-adapters';

const NOW = Date.UTC(2026, 10, 23, 1, 35);
const adapter = (id: string): Adapter => {
  const found = USUAL_ADAPTERS.find((each) => each.id === id);
  if (!found) throw new Error(`no adapter ${id}`);
  return found;
};
const read = (id: string, topic: string, payload: unknown) => decode(adapter(id), topic, JSON.stringify(payload), NOW);

describe('messages of devices', () => {
  it('that count in parts of a millisecond say whole ones', () => {
    const { readings } = read('linli', 'linli/meter-1/reading', { ts: NOW - 1000 + 0.75, litres: 3 });
    expect(readings.map(({ atMs }) => atMs)).toEqual([NOW - 1000]);
  });

  it('of Zigbee2MQTT: a contact that is not closed is an open door', () => {
    const door = { battery: 100, battery_low: false, contact: false, linkquality: 123, tamper: true };
    expect(read('zigbee2mqtt', 'zigbee2mqtt/kontaktsensor', door)).toEqual({
      readings: [
        { device: 'kontaktsensor', atMs: NOW, reading: { kind: 'door', isOpen: true } },
        { device: 'kontaktsensor', atMs: NOW, reading: { kind: 'device', batteryPercent: 100, isTampered: true } },
      ],
      problems: [],
    });
    const closed = read('zigbee2mqtt', 'zigbee2mqtt/a', { contact: true });
    expect(closed.readings.map(({ reading }) => reading)).toEqual([{ kind: 'door', isOpen: false }]);
  });

  it('of smoke detectors: a test is told from a fire', () => {
    const smoke = { smoke: true, smoke_density: 12, test: false, battery: 100, linkquality: 88 };
    expect(read('zigbee2mqtt', 'zigbee2mqtt/kitchen', smoke).readings[0]?.reading).toEqual({
      ...{ kind: 'smoke', isSmoke: true, isTest: false },
    });
    const testing = { battery: 100, concentration: 0, event: 'testing alarm with normal battery' };
    expect(read('milesight', 'milesight/gs524n/uplink', testing).readings).toContainEqual(
      expect.objectContaining({ reading: { kind: 'smoke', isSmoke: false, isTest: false } }),
    );
  });

  it('of a meter that writes its figures as text', () => {
    const meter = { syncM3Date: 1750748374000, remainderM3: '10.00', totalM3: '9.89', number: 'EM2_410100' };
    expect(read('ttlock-meter', 'ttlock/EM2_410100/meter', meter)).toEqual({
      readings: [{ device: 'EM2_410100', atMs: 1750748374000, reading: { kind: 'water', litres: 9890 } }],
      problems: [],
    });
  });

  it('with what was measured before, at the time when it was', () => {
    const filled = { battery: 90, history: [{ magnet_status: 'open', temperature: 27.2, timestamp: 1665561758 }] };
    expect(read('milesight', 'milesight/em300/uplink', filled).readings).toContainEqual({
      ...{ device: 'em300', atMs: 1665561758000, reading: { kind: 'door', isOpen: true } },
    });
  });

  it('of ThingsBoard, one by one, in lists, and of a gateway by device', () => {
    const two = [
      { ts: NOW - 2000, values: { litres: 1200 } },
      { ts: NOW - 1000, values: { litres: '1201.5' } },
    ];
    const topic = 'v1/devices/meter-7/telemetry';
    expect(read('thingsboard', topic, two).readings.map(({ atMs, reading }) => [atMs - NOW, reading])).toEqual([
      [-2000, { kind: 'water', litres: 1200 }],
      [-1000, { kind: 'water', litres: 1201.5 }],
    ]);
    expect(read('thingsboard', topic, { open: true }).readings[0]?.reading).toEqual({ kind: 'door', isOpen: true });
    const gateway = { 'meter-1': two, 'door-2': [{ ts: NOW, values: { open: false } }] };
    expect(read('thingsboard-gateway', 'v1/gateway/telemetry', gateway).readings.map(({ device }) => device)).toEqual([
      'meter-1',
      'meter-1',
      'door-2',
    ]);
  });

  it('of Huawei’s platform, with its way of writing times', () => {
    const own: Adapter = {
      ...{ id: 'own', name: { zh: '', en: '' }, topic: '$oc/devices/{device}/sys/properties/report' },
      envelope: { kind: 'properties' },
      fields: [{ from: 'Battery.level', reading: 'device', figure: 'batteryPercent' }],
    };
    const services = [{ service_id: 'Battery', properties: { level: 80 }, event_time: '20151212T121212Z' }];
    const { readings } = decode(own, '$oc/devices/d1/sys/properties/report', JSON.stringify({ services }), NOW);
    expect(readings).toEqual([
      {
        ...{ device: 'd1', atMs: Date.UTC(2015, 11, 12, 12, 12, 12) },
        reading: { kind: 'device', batteryPercent: 80, isTampered: null },
      },
    ]);
  });

  it('with blood pressure, whatever else they hold', () => {
    const home = { systolic: 142, diastolic: 88, heart_rate: 76, user_id: 1, source: 'web_api' };
    expect(read('linli', 'linli/bp-1/reading', home).readings.map(({ reading }) => reading)).toEqual([
      { kind: 'blood-pressure', systolic: 142, diastolic: 88, pulse: 76 },
    ]);
  });

  it('one bad figure does not take the others along, and is told', () => {
    const mixed = { litres: 'many', open: true, systolic: 70, diastolic: 120 };
    expect(read('linli', 'linli/x/reading', mixed)).toEqual({
      readings: [{ device: 'x', atMs: NOW, reading: { kind: 'door', isOpen: true } }],
      problems: [
        { kind: 'unreadable', field: 'litres' },
        { kind: 'implausible', field: 'diastolic' },
      ],
    });
  });

  it.each([
    ['1970, a clock that was never set', 1000],
    ['next week', NOW + 7 * 86_400_000],
    ['words', 'yesterday'],
  ])('of %s are taken as of now', (_what, ts) => {
    const { readings, problems } = read('linli', 'linli/x/reading', { open: true, ts });
    expect(readings.map(({ atMs }) => atMs)).toEqual([NOW]);
    expect(problems.map(({ kind }) => kind)).toEqual(['bad-time']);
  });

  it('that are none are told as what they are', () => {
    const raw = (text: string) => decode(adapter('linli'), 'linli/x/reading', text, NOW).problems;
    expect(raw('{')).toEqual([{ kind: 'not-json' }]);
    expect(raw('[1,2]')).toEqual([{ kind: 'no-values' }]);
    expect(raw(`"${'x'.repeat(300_000)}"`)).toEqual([{ kind: 'too-large' }]);
  });

  it('never throw, whatever they hold, and never bring what cannot be', () => {
    fc.assert(
      fc.property(fc.constantFrom(...USUAL_ADAPTERS), fc.json(), fc.string(), (each, payload, name) => {
        for (const { atMs } of decode(each, each.topic.replace('{device}', name), payload, NOW).readings) {
          expect(atMs).toBeLessThanOrEqual(NOW);
        }
      }),
    );
  });

  it('belong to the device that the topic names', () => {
    expect(deviceOf({ topic: 'linli/{device}/reading' }, 'linli/meter-3/reading')).toBe('meter-3');
    expect(deviceOf({ topic: 'linli/{device}/reading' }, 'linli/meter-3/other')).toBeNull();
    expect(deviceOf({ topic: 'linli/{device}/reading' }, 'linli//reading')).toBeNull();
    expect(deviceOf({ topic: 'v1/gateway/telemetry' }, 'v1/gateway/telemetry')).toBe('');
  });
});
