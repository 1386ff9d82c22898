import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitIntervals } from '#shared/domain/visits/due';
import { readIntervalDays, USUAL_VISIT_INTERVALS, VISIT_INTERVAL_LIMITS } from '#shared/domain/visits/usual-intervals';
import { Card } from '#renderer/ui/index';
import { INTERVAL_KINDS, intervalsIn, type IntervalKind, type StationEntry } from './entry';
import { RoundEffect } from './RoundEffect';

interface IntervalsProps {
  readonly entry: StationEntry;
  /** As the record has them. */
  readonly current: VisitIntervals;
  /** Whether somebody tried to save: an empty field is not wrong before. */
  readonly shows: boolean;
  readonly onChange: (days: StationEntry['days']) => void;
}

/** Days between visits by kind of person, what is usual beside each, and what a change does to today's round. */
export function Intervals({ entry, current, shows, onChange }: IntervalsProps) {
  const { t } = useTranslation('stationSettings');
  const draft = intervalsIn(entry);
  return (
    <Card title={t('intervals')} aside={<span className="quiet">{t('intervals.text')}</span>}>
      <div className="interval-rows">
        {INTERVAL_KINDS.map((kind) => (
          <IntervalRow
            key={kind}
            kind={kind}
            value={entry.days[kind]}
            current={current[kind]}
            shows={shows}
            onChange={(value) => onChange({ ...entry.days, [kind]: value })}
          />
        ))}
      </div>
      <RoundEffect current={current} draft={draft} />
    </Card>
  );
}

interface IntervalRowProps {
  readonly kind: IntervalKind;
  readonly value: string;
  readonly current: number;
  readonly shows: boolean;
  readonly onChange: (value: string) => void;
}

function IntervalRow({ kind, value, current, shows, onChange }: IntervalRowProps) {
  const { t } = useTranslation('stationSettings');
  const id = useId();
  const days = readIntervalDays(value);
  const isWrong = days === null && (shows || value.trim() !== '');
  return (
    <div className="interval-row">
      <label htmlFor={id}>
        <b>{t(`kind.${kind}`)}</b>
        <span>{t(`kind.${kind}.text`)}</span>
      </label>
      <span className="interval-input">
        <Input
          id={id}
          inputMode="numeric"
          maxLength={4}
          value={value}
          aria-describedby={`${id}-note`}
          {...(isWrong && { status: 'error' as const, 'aria-invalid': true as const })}
          onChange={(event) => onChange(event.target.value)}
        />
        {t('days')}
      </span>
      <p id={`${id}-note`} className={isWrong ? 'field-error' : ''}>
        {isWrong ? t('days.wrong', VISIT_INTERVAL_LIMITS) : t('usual', { count: USUAL_VISIT_INTERVALS[kind] })}
        {days !== null && days !== current && <span>{t('was', { count: current })}</span>}
      </p>
    </div>
  );
}
