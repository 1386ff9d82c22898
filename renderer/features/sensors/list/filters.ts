import { SENSOR_KINDS, type SensorKind } from '#shared/schema/types/sensor';
import { severalOf, type FilterValues, type Sort } from '#renderer/ui/index';
import { gridNumberOf } from '../../people/index';
import { rankOf, SENSOR_STATES, type SensorState, type ShownSensor } from '../view';

/** Fields that the list is narrowed by, as they stand in the address. */
export const FILTER_IDS = ['state', 'kind', 'grid'] as const;

export const SENSOR_SORTS = ['state', 'kind', 'hangs', 'heard', 'battery'] as const;
export type SensorSort = (typeof SENSOR_SORTS)[number];

/** What needs somebody first stands on top. */
export const USUAL_SORT: Sort<SensorSort> = { by: 'state', descending: false };

/** A device with the words by which it is found. */
export interface SensorRow {
  readonly sensor: ShownSensor;
  /** Where it hangs; behind its mask where the reader may not see more. */
  readonly hangs: string;
  /** Whom it watches over; '' for nobody in particular. */
  readonly watched: string;
  readonly kindName: string;
}

/** How many devices in use are in which state. */
export function stateCounts(sensors: readonly ShownSensor[]): Readonly<Record<SensorState, number>> {
  const counts = Object.fromEntries(SENSOR_STATES.map((state) => [state, 0])) as Record<SensorState, number>;
  for (const { state } of sensors) counts[state] += 1;
  return counts;
}

/** Rows that an address and typed words ask for. Devices that were taken out of use are shown to whoever asks for them. */
export function rowsShown(rows: readonly SensorRow[], filters: FilterValues, text: string): readonly SensorRow[] {
  const words = text.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const states = severalOf(filters['state']);
  const kinds = severalOf(filters['kind']);
  const grids = severalOf(filters['grid']).map(Number);
  return rows.filter(({ sensor, hangs, watched, kindName }) => {
    const { record, state, id } = sensor;
    if (states.length > 0 ? !states.includes(state) : state === 'ended') return false;
    if (kinds.length > 0 && !kinds.includes(record.kind)) return false;
    if (grids.length > 0 && !grids.includes(gridNumberOf(id) ?? 0)) return false;
    if (words.length === 0) return true;
    const said = `${record.deviceName} ${record.model} ${record.spot} ${hangs} ${watched} ${kindName}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}

const KINDS = new Map<SensorKind, number>(SENSOR_KINDS.map((kind, place) => [kind, place]));

/** Rows in an order; where it leaves it open, by where they hang. */
export function rowsSorted(rows: readonly SensorRow[], { by, descending }: Sort<SensorSort>): readonly SensorRow[] {
  const text = new Intl.Collator('zh', { numeric: true });
  const place = (a: SensorRow, b: SensorRow) => text.compare(a.hangs, b.hangs);
  const compare = (a: SensorRow, b: SensorRow): number => {
    switch (by) {
      case 'state':
        return rankOf(a.sensor.state) - rankOf(b.sensor.state);
      case 'kind':
        return (KINDS.get(a.sensor.record.kind) ?? 0) - (KINDS.get(b.sensor.record.kind) ?? 0);
      case 'hangs':
        return place(a, b);
      case 'heard':
        return (a.sensor.heardAtMs ?? 0) - (b.sensor.heardAtMs ?? 0);
      case 'battery':
        return (a.sensor.batteryPercent ?? NO_BATTERY) - (b.sensor.batteryPercent ?? NO_BATTERY);
    }
  };
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b) || place(a, b) || (a.sensor.id < b.sensor.id ? -1 : 1));
}

/** One that hangs on the mains stands behind all batteries. */
const NO_BATTERY = 101;
