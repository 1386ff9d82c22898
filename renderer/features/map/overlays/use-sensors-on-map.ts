import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapSymbol } from '#renderer/ui/map/index';
import { useSensors, useSensorWords } from '../../sensors/index';
import type { BuildingOnMap } from '../queries';
import type { HomeOnMap } from '../use-homes';
import { sensorsOnMap, sensorSymbols, type SensorOnMap } from './sensor-symbols';

const NONE: readonly SensorOnMap[] = [];
const NO_SYMBOLS: readonly MapSymbol[] = [];

/** The devices that hang somewhere; none while they are being read. */
export function useSensorsOnMap(
  buildings: readonly BuildingOnMap[],
  homes: readonly HomeOnMap[] | undefined,
): readonly SensorOnMap[] {
  const sensors = useSensors();
  return useMemo(
    () => (sensors && homes ? sensorsOnMap(sensors, buildings, homes) : NONE),
    [sensors, buildings, homes],
  );
}

/** The same as symbols, once the layer is asked for. */
export function useSensorSymbols(
  isWanted: boolean,
  sensors: readonly SensorOnMap[],
  buildings: readonly BuildingOnMap[],
): readonly MapSymbol[] {
  const { t } = useTranslation('mapPage');
  const { name, state } = useSensorWords();
  return useMemo(
    () =>
      isWanted
        ? sensorSymbols(sensors, buildings, {
            one: (sensor) => t('sensor.label', { name: name(sensor.record), state: state(sensor) }),
            building: ({ record }, count, worst) =>
              t('sensor.building', { building: `${record.street} ${record.name}`, count, state: state(worst) }),
          })
        : NO_SYMBOLS,
    // Words are the same as long as the language is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [isWanted, sensors, buildings, t],
  );
}
