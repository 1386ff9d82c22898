import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading, Select } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useMonths } from '../queries';
import { FIGURE_OF, monthsToChoose, nightOpenings } from '../reading';
import { useMonth } from '../use-month';
import type { MonthRecord, ShownSensor } from '../view';
import { useMonthText } from '../words';
import { DayBars } from './DayBars';
import { NightOpenings } from './NightOpenings';
import { Pressures } from './Pressures';

interface MonthOfProps {
  readonly sensor: Pick<ShownSensor, 'uid' | 'record'>;
  /** Of whoever wears it or lives there, for whom a reading is told; null where that is nobody, or nobody known here. */
  readonly birthDate: string | null;
}

/** One month of a device day by day, and the way to the other months. */
export function MonthOf({ sensor, birthDate }: MonthOfProps) {
  const { t } = useTranslation('sensors');
  const today = useToday();
  const monthText = useMonthText();
  const months = useMonths(sensor.uid);
  const [chosen, setChosen] = useState<string | null>(null);
  if (!months) return <Loading label={t('loading')} lines={3} />;
  const choices = monthsToChoose(
    months.map(({ month }) => month),
    today,
  );
  const month = chosen ?? months[0]?.month ?? choices[0] ?? '';
  const record = months.find((each) => each.month === month) ?? null;
  return (
    <div className="sensor-month">
      {choices.length > 1 && (
        <Select label={t('month.choose')} value={month} onChange={setChosen}>
          {choices.map((each) => (
            <option key={each} value={each}>
              {monthText(each)}
            </option>
          ))}
        </Select>
      )}
      <Days month={month} record={record} sensor={sensor} birthDate={birthDate} />
    </div>
  );
}

interface DaysProps extends MonthOfProps {
  readonly month: string;
  readonly record: MonthRecord | null;
}

function Days({ month, record, sensor, birthDate }: DaysProps) {
  const { t } = useTranslation('sensors');
  const { life, health, isClosed } = useMonth(record);
  if (life === undefined || health === undefined) return <Loading label={t('loading')} lines={2} />;
  if (isClosed) return <p className="quiet">{t('month.closed')}</p>;
  if (health) return <Pressures readings={health.readings} birthDate={birthDate} />;
  const figure = FIGURE_OF[sensor.record.kind];
  if (!life || figure === null || life.days.length === 0) return <p className="quiet">{t('month.none')}</p>;
  return (
    <>
      <DayBars month={month} life={life} figure={figure} />
      {figure === 'openings' && <NightOpenings instants={nightOpenings(life)} />}
    </>
  );
}
