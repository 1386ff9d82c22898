import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { USUAL_ADAPTERS } from '#shared/domain/devices/usual-adapters';
import { addressOf, dayText, useLanguage } from '#renderer/ui/index';
import { personPlace, useToday } from '../../people/index';
import { LastReading } from '../LastReading';
import { intervalChoice } from '../pairing/entry';
import type { Whereabouts } from '../queries';
import type { ShownSensor } from '../view';
import { useHangsText, useSensorWords, useWatchedText } from '../words';

/** What is known of a device, fact by fact. */
export function SensorFacts({ sensor, known }: { readonly sensor: ShownSensor; readonly known: Whereabouts }) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  const words = useSensorWords();
  const hangsText = useHangsText();
  const watchedText = useWatchedText();
  const { record, batteryPercent } = sensor;
  const { deviceName, adapterId, model, kind, pairedAtMs, endedAtMs, reportsEveryMs, personUid } = record;
  const file = known.fileOf(personUid);
  const watched = watchedText(record, known);
  return (
    <dl className="facts">
      <Fact label={t('col.hangs')}>{hangsText(record, known)}</Fact>
      <Fact label={t('col.watched')}>
        {file === null || typeof known.nameOf(personUid) !== 'string' ? (
          watched
        ) : (
          <a href={addressOf(personPlace(file))}>{watched}</a>
        )}
      </Fact>
      <Fact label={t('col.reading')}>{sensor.month && <LastReading sensor={sensor} />}</Fact>
      <Fact label={t('col.heard')}>{words.heard(sensor)}</Fact>
      <Fact label={t('col.battery')}>
        {batteryPercent === null ? '' : t('percent', { percent: Math.round(batteryPercent) })}
      </Fact>
      <Fact label={t('field.kind')}>{t(`kind.${kind}`)}</Fact>
      <Fact label={t('field.name')}>
        <code>{deviceName}</code>
      </Fact>
      <Fact label={t('field.adapter')}>
        {USUAL_ADAPTERS.find(({ id }) => id === adapterId)?.name[language] ?? adapterId}
      </Fact>
      <Fact label={t('field.model')}>{model}</Fact>
      <Fact label={t('fact.interval')}>
        {intervalChoice(reportsEveryMs) === 'other'
          ? t('interval.minutes', { count: Math.round((reportsEveryMs ?? 0) / 60_000) })
          : t(`interval.${intervalChoice(reportsEveryMs)}`)}
      </Fact>
      <Fact label={t('fact.paired')}>{dayText(dateAtStation(pairedAtMs), today, language)}</Fact>
      {endedAtMs !== null && <Fact label={t('fact.ended')}>{dayText(dateAtStation(endedAtMs), today, language)}</Fact>}
    </dl>
  );
}

/** One fact under its name; a dash for nothing. */
function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const { t } = useTranslation('sensors');
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children === null || children === '' ? <span className="quiet">{t('fact.none')}</span> : children}</dd>
    </div>
  );
}
