import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, Card, Dot, Loading, useWords } from '#renderer/ui/index';
import { loadAlarmsOf } from '../../alarms/index';
import { gridNumberOf, type PersonRecord } from '../../people/index';
import { SensorName } from '../list/SensorName';
import { MonthOf } from '../month/MonthOf';
import { usePairingGrids } from '../pairing/rights';
import { newSensorPlace } from '../places';
import { useSensorsOf } from '../queries';
import { sensorParts } from '../sensor-parts';
import { rankOf, type ShownSensor } from '../view';
import { Absences } from './Absences';
import { AtHome } from './AtHome';
import '../sensors.css';
import '../month/month.css';
import './sensors-of.css';

const AlarmsOf = lazy(loadAlarmsOf);

/** What watches over somebody: devices at home, what each said this month, absences, and alarms. */
export function SensorsOf({ person }: { readonly person: PersonRecord }) {
  useWords(sensorParts);
  const { t } = useTranslation('sensors');
  const found = useSensorsOf(person);
  const mayPair = usePairingGrids().includes(gridNumberOf(person._id) ?? 0);
  if (!found) return <Loading label={t('loading')} lines={6} />;
  const sensors = [...found].sort((a, b) => rankOf(a.state) - rankOf(b.state) || (a.id < b.id ? -1 : 1));
  return (
    <div className="sensors-of">
      <div>
        <Card
          title={t('home.title')}
          aside={
            <span className="card-note">
              {t('home.count', { count: sensors.length })}
              {mayPair && (
                <>
                  <Dot />
                  <a href={addressOf(newSensorPlace({ person: person.uid }))}>{t('action.add')}</a>
                </>
              )}
            </span>
          }
        >
          <AtHome sensors={sensors} />
        </Card>
        <Absences person={person} />
      </div>
      <div>
        {sensors.length > 0 && (
          <div className="sensor-months">
            {sensors.map((sensor) => (
              <Card key={sensor.id} title={<SensorName sensor={sensor} />}>
                <div className="card-text">
                  <MonthOf sensor={sensor} birthDate={birthDateFor(sensor, person)} />
                </div>
              </Card>
            ))}
          </div>
        )}
        <Suspense fallback={<Loading label={t('loading')} lines={4} />}>
          <AlarmsOf person={person} />
        </Suspense>
      </div>
    </div>
  );
}

/** A reading of somebody else in the home is not told by this person's age. */
const birthDateFor = ({ record }: ShownSensor, person: PersonRecord): string | null =>
  record.personUid === null || record.personUid === person.uid ? person.birthDate : null;
