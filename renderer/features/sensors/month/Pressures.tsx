import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { PressureReading } from '#shared/domain/devices/month';
import { ageOn } from '#shared/domain/people/age';
import { levelOf, type ReadingLevel } from '#shared/domain/visits/blood-pressure';
import { momentText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import { useToday } from '../../people/index';

const SHAPES: Readonly<Record<Exclude<ReadingLevel, 'unrated'>, Shape>> = {
  usual: 'done',
  low: 'due',
  high: 'due',
  urgent: 'alert',
};
const SHOWN = 8;

interface PressuresProps {
  /** The newest last. */
  readonly readings: readonly PressureReading[];
  /** Null for nobody known: nothing is said of levels then. */
  readonly birthDate: string | null;
}

/** Measurements of blood pressure, the latest first, each with what it calls for. */
export function Pressures({ readings, birthDate }: PressuresProps) {
  const { t } = useTranslation(['sensors', 'visits']);
  const language = useLanguage();
  const today = useToday();
  const [showsAll, setShowsAll] = useState(false);
  if (readings.length === 0) return <p className="quiet">{t('month.none')}</p>;
  const latest = [...readings].reverse();
  return (
    <>
      <ul className="lines pressures">
        {latest.slice(0, showsAll ? undefined : SHOWN).map(({ atMs, systolic, diastolic, pulse }) => {
          const level =
            birthDate === null ? 'unrated' : levelOf({ systolic, diastolic }, ageOn(birthDate, dateAtStation(atMs)));
          return (
            <li key={`${atMs}/${systolic}/${diastolic}`}>
              <b>{t('pressure.value', { systolic, diastolic })}</b>
              {pulse !== null && <span className="quiet">{t('pressure.pulse', { count: pulse })}</span>}
              {level !== 'unrated' && <Pill shape={SHAPES[level]}>{t(`bp.${level}`, { ns: 'visits' })}</Pill>}
              <span className="end">{momentText(atMs, today, language)}</span>
            </li>
          );
        })}
      </ul>
      {latest.length > SHOWN && !showsAll && (
        <button type="button" className="link-button" onClick={() => setShowsAll(true)}>
          {t('pressure.all', { count: latest.length })}
        </button>
      )}
    </>
  );
}
