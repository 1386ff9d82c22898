import { useTranslation } from 'react-i18next';
import { addressOf } from '#renderer/ui/index';
import { LastReading } from '../LastReading';
import { SensorName, SensorStateMark } from '../list/SensorName';
import { sensorsPlace } from '../places';
import type { ShownSensor } from '../view';

/** Devices at home, each with how it is, and a way to it; what needs a hand stands first. */
export function AtHome({ sensors }: { readonly sensors: readonly ShownSensor[] }) {
  const { t } = useTranslation('sensors');
  if (sensors.length === 0) return <p className="card-text quiet">{t('home.none')}</p>;
  return (
    <ul className="lines at-home">
      {sensors.map((sensor) => (
        <li key={sensor.id}>
          <a href={addressOf(sensorsPlace({ open: sensor.id }))}>
            <SensorName sensor={sensor} />
          </a>
          <span className="end">
            <SensorStateMark sensor={sensor} />
          </span>
          <small>
            <LastReading sensor={sensor} />
          </small>
        </li>
      ))}
    </ul>
  );
}
