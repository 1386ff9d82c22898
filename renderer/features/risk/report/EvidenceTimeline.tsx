import { BellRing, ClipboardCheck, Flag, Footprints, TrendingUp, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import type { FactSource } from '#shared/domain/risk/facts';
import { addressOf, Card, dayText, momentText, useLanguage, type Place } from '#renderer/ui/index';
import { useRiskNames } from '../words';
import type { TimelineEntry } from './timeline';

const ICONS: Readonly<Record<TimelineEntry['kind'], LucideIcon>> = {
  visit: Footprints,
  assessment: ClipboardCheck,
  alarm: BellRing,
  incident: Flag,
  level: TrendingUp,
};

/** As many stand beside the report until somebody asks for all. */
const SHOWN = 8;

interface EvidenceTimelineProps {
  readonly entries: readonly TimelineEntry[];
  readonly today: CalendarDate;
  readonly placeOf: (source: FactSource) => Place | null;
}

/** What happened, the newest first, each with the way to it. */
export function EvidenceTimeline({ entries, today, placeOf }: EvidenceTimelineProps) {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const textOf = useEntryText();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? entries : entries.slice(0, SHOWN);
  const more =
    entries.length > SHOWN ? (
      <button
        type="button"
        className="link-button card-action"
        aria-expanded={isWhole}
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? t('time.fewer') : t('time.all', { count: entries.length })}
      </button>
    ) : null;
  return (
    <Card title={t('time.title')} aside={more}>
      {entries.length === 0 && <p className="quiet risk-nothing">{t('time.none')}</p>}
      <ol className="risk-timeline">
        {shown.map((entry) => {
          const Icon = ICONS[entry.kind];
          const place = 'source' in entry ? placeOf(entry.source) : null;
          const text = textOf(entry);
          const when = entry.isDay
            ? dayText(dateAtStation(entry.atMs), today, language)
            : momentText(entry.atMs, today, language);
          return (
            <li key={`${entry.kind} ${entry.key}`}>
              <Icon size={16} aria-hidden="true" />
              <div>
                {place ? <a href={addressOf(place)}>{text}</a> : <span>{text}</span>}
                <small>{when}</small>
              </div>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

const ALARM_WORDS = ['no-water', 'smoke', 'leak', 'help', 'night-door', 'blood-pressure', 'silent'] as const;

function useEntryText(): (entry: TimelineEntry) => string {
  const { t } = useTranslation('risk');
  const names = useRiskNames();
  return (entry) => {
    switch (entry.kind) {
      case 'visit':
        return t(`time.visit.${entry.outcome}`);
      case 'assessment':
        return t('time.assessment');
      case 'alarm': {
        const known = ALARM_WORDS.find((rule) => rule === entry.rule);
        return known ? t(`time.alarm.${known}`) : t('time.alarm');
      }
      case 'incident':
        return entry.title;
      case 'level':
        return t('time.level', { level: names.level(entry.level) });
    }
  };
}
