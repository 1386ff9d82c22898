import { addressOf, StatusShape } from '#renderer/ui/index';
import { sensorsPlace, STATE_SHAPES, useSensorWords, type ShownSensor } from '../../sensors/index';

/** Devices in words, each a way to its own page. */
export function SensorLines({ sensors }: { readonly sensors: readonly ShownSensor[] }) {
  const words = useSensorWords();
  return (
    <ul className="map-buildings">
      {sensors.map((sensor) => (
        <li key={sensor.id}>
          <a href={addressOf(sensorsPlace({ open: sensor.id }))}>
            <span>
              <StatusShape shape={STATE_SHAPES[sensor.state]} /> {words.name(sensor.record)}
            </span>
            <small>{words.state(sensor)}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
