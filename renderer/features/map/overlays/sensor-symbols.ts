import type { Position } from '#shared/schema/types/place';
import type { MapSymbol, SymbolShape } from '#renderer/ui/map/index';
import { rankOf, type SensorState, type ShownSensor } from '../../sensors/index';
import type { BuildingOnMap } from '../queries';
import type { HomeOnMap } from '../use-homes';

/** A device in use that hangs somewhere. */
export interface SensorOnMap {
  readonly sensor: ShownSensor;
  readonly position: Position;
  /** Null for one in the open. */
  readonly buildingUid: string | null;
}

/** How a device is, by the shape that says it; the others of its states are as good as silent on a map. */
export const SENSOR_SHAPES = [
  'sensor-alarm',
  'sensor-silent',
  'sensor-low',
  'sensor-online',
] as const satisfies readonly SymbolShape[];
export type SensorShape = (typeof SENSOR_SHAPES)[number];

/** The shape of a state. */
export function sensorShape(state: SensorState): SensorShape {
  switch (state) {
    case 'alarm':
      return 'sensor-alarm';
    case 'low-battery':
      return 'sensor-low';
    case 'online':
      return 'sensor-online';
    case 'silent':
    case 'unheard':
    case 'ended':
      return 'sensor-silent';
  }
}

/** Devices in use with their places: that of their home, else their own, else the middle of their building. */
export function sensorsOnMap(
  sensors: readonly ShownSensor[],
  buildings: readonly BuildingOnMap[],
  homes: readonly HomeOnMap[],
): readonly SensorOnMap[] {
  const byUid = new Map(buildings.map((building) => [building.record.uid, building]));
  const homeAt = new Map(homes.map(({ row, position }) => [row.uid, { position, buildingUid: row.buildingUid }]));
  return sensors.flatMap((sensor): readonly SensorOnMap[] => {
    const { place, dwellingUid, buildingUid, endedAtMs } = sensor.record;
    if (endedAtMs !== null) return [];
    const home = homeAt.get(dwellingUid ?? '');
    if (home) return [{ sensor, ...home }];
    const building = byUid.get(buildingUid ?? '');
    const position: Position | undefined = place ? [place.lng, place.lat] : building?.center;
    return position ? [{ sensor, position, buildingUid: building?.record.uid ?? null }] : [];
  });
}

/** From here on homes can be told apart, and with them their devices. */
const SINGLE_FROM_ZOOM = 19;

/** What symbols of devices are called. */
export interface SensorSymbolWords {
  readonly one: (sensor: ShownSensor) => string;
  readonly building: (building: BuildingOnMap, count: number, worst: ShownSensor) => string;
}

/**
 * Devices as symbols: by building from afar, under the state that needs somebody most, one by one near by and in the open. What is most
 * pressing is drawn last, over the others.
 */
export function sensorSymbols(
  sensors: readonly SensorOnMap[],
  buildings: readonly BuildingOnMap[],
  words: SensorSymbolWords,
): readonly MapSymbol[] {
  const atHome = sensors.filter(({ sensor }) => sensor.record.dwellingUid !== null);
  const inBuilding = new Map<string | null, ShownSensor[]>();
  for (const { sensor, buildingUid } of atHome) {
    inBuilding.set(buildingUid, [...(inBuilding.get(buildingUid) ?? []), sensor]);
  }
  const together = buildings.flatMap((building): MapSymbol[] => {
    const own = inBuilding.get(building.record.uid) ?? [];
    const worst = own.toSorted((a, b) => rankOf(a.state) - rankOf(b.state))[0];
    if (!worst) return [];
    return [
      {
        uid: building.record.uid,
        position: building.center,
        shape: sensorShape(worst.state),
        count: own.length,
        zooms: [0, SINGLE_FROM_ZOOM],
        label: words.building(building, own.length, worst),
      },
    ];
  });
  const single = sensors.map(({ sensor, position }): MapSymbol => ({
    uid: sensor.id,
    position,
    shape: sensorShape(sensor.state),
    zooms: [sensor.record.dwellingUid === null ? 0 : SINGLE_FROM_ZOOM, Infinity],
    label: words.one(sensor),
  }));
  const rank = ({ shape }: MapSymbol) => SENSOR_SHAPES.findIndex((each) => each === shape);
  return [...together, ...single].sort((a, b) => rank(b) - rank(a));
}
