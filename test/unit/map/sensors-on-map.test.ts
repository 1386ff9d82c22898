import { describe, expect, it } from 'vitest';
import type { ShownSensor } from '#renderer/features/sensors/index';
import { sensorShape, sensorsOnMap, sensorSymbols } from '../../../renderer/features/map/overlays/sensor-symbols';
import type { BuildingOnMap } from '../../../renderer/features/map/queries';
import type { HomeOnMap } from '../../../renderer/features/map/use-homes';

const building = (uid: string): BuildingOnMap =>
  ({ record: { uid, street: '清和路', name: uid }, center: [118.78, 32.04], ring: null }) as unknown as BuildingOnMap;
const home = (uid: string, buildingUid: string): HomeOnMap =>
  ({ row: { uid, buildingUid }, position: [118.7801, 32.0401], kinds: [] }) as unknown as HomeOnMap;
const sensor = (id: string, state: ShownSensor['state'], record: Partial<ShownSensor['record']>): ShownSensor =>
  ({
    id,
    state,
    record: { dwellingUid: null, buildingUid: null, place: null, endedAtMs: null, ...record },
  }) as unknown as ShownSensor;

const words = {
  one: ({ id }: ShownSensor) => id,
  building: ({ record }: BuildingOnMap, count: number, worst: ShownSensor) => `${record.uid} ${count} ${worst.state}`,
};
const BUILDINGS = [building('8'), building('9')];
const HOMES = [home('h1', '8'), home('h2', '8')];

describe('devices on the map', () => {
  it('stand where their home stands, else where they were put, else at their building; those out of use nowhere', () => {
    const found = sensorsOnMap(
      [
        sensor('home', 'online', { dwellingUid: 'h1' }),
        sensor('open', 'online', { place: { lat: 32.1, lng: 118.9 } }),
        sensor('stairs', 'online', { buildingUid: '9' }),
        sensor('nowhere', 'online', {}),
        sensor('gone', 'ended', { dwellingUid: 'h1', endedAtMs: 1 }),
      ],
      BUILDINGS,
      HOMES,
    );
    expect(found.map(({ sensor: { id }, position, buildingUid }) => [id, position, buildingUid])).toEqual([
      ['home', [118.7801, 32.0401], '8'],
      ['open', [118.9, 32.1], null],
      ['stairs', [118.78, 32.04], '9'],
    ]);
  });

  it('are one symbol for a building from afar, under what is most pressing there, and each its own near by', () => {
    const found = sensorsOnMap(
      [
        sensor('a', 'online', { dwellingUid: 'h1' }),
        sensor('b', 'silent', { dwellingUid: 'h2' }),
        sensor('c', 'low-battery', { dwellingUid: 'h2' }),
        sensor('gate', 'online', { place: { lat: 32.1, lng: 118.9 } }),
      ],
      BUILDINGS,
      HOMES,
    );
    const symbols = sensorSymbols(found, BUILDINGS, words);
    const at = (zoom: number) =>
      symbols.flatMap(({ label, zooms }) => (zooms && zoom >= zooms[0] && zoom < zooms[1] ? [label] : []));
    expect(at(16)).toEqual(['gate', '8 3 silent']);
    expect(at(19)).toEqual(['a', 'gate', 'c', 'b']);
    expect(symbols.find(({ count }) => count !== undefined)).toMatchObject({
      uid: '8',
      count: 3,
      shape: 'sensor-silent',
    });
  });

  it('say by their shape what is the matter', () => {
    expect((['alarm', 'silent', 'unheard', 'low-battery', 'online'] as const).map(sensorShape)).toEqual([
      'sensor-alarm',
      'sensor-silent',
      'sensor-silent',
      'sensor-low',
      'sensor-online',
    ]);
  });
});
