import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { deadlineShifts } from '#shared/domain/incidents/deadline-shifts';
import { Card, momentText, useLanguage } from '#renderer/ui/index';
import { useNow } from '../../../people/index';
import { useCategoryRecords, useIncidents } from '../../queries';
import type { YearRecord } from '../../years';
import { yearFieldsOf, type YearEntry } from './year-entry';

interface EffectViewProps {
  /** Null as long as it cannot be read. */
  readonly entry: YearEntry | null;
  readonly years: readonly YearRecord[];
}

const MOST_SHOWN = 5;

/** What the year in the form would do to the limits of open incidents. */
export function EffectView({ entry, years }: EffectViewProps) {
  const { t } = useTranslation('workingCalendar');
  const language = useLanguage();
  const nowMs = useNow();
  const incidents = useIncidents();
  const rows = useCategoryRecords();
  const shifts = useMemo(() => {
    if (!entry || !incidents || !rows) return null;
    const rules = new Map(rows.map((row) => [row.uid, row]));
    const open = incidents
      .filter(({ isOpen }) => isOpen)
      .map(({ record: { uid, reportedAtMs }, standing }) => ({
        ...{ uid, reportedAtMs, standing },
        rules: rules.get(standing.categoryUid ?? '') ?? null,
      }));
    const after = [...years.filter(({ year }) => year !== entry.year), yearFieldsOf(entry)];
    return deadlineShifts(open, workingCalendar(years), workingCalendar(after), nowMs);
  }, [entry, incidents, rows, years, nowMs]);
  const moment = (ms: number) => momentText(ms, dateAtStation(nowMs), language);
  const titles = new Map((incidents ?? []).map(({ uid, record }) => [uid, record.title]));
  return (
    <Card title={t('effect')} className="year-effect">
      <div role="status">
        {!shifts && <p className="quiet">{t('effect.wait')}</p>}
        {shifts?.length === 0 && <p>{t('effect.none')}</p>}
        {shifts && shifts.length > 0 && (
          <>
            <p>{t('effect.count', { count: shifts.length })}</p>
            <ul>
              {shifts.slice(0, MOST_SHOWN).map(({ uid, wasMs, willBeMs, turns }) => (
                <li key={uid}>
                  <b>{titles.get(uid)}</b>
                  <span>
                    {t('effect.row', { was: moment(wasMs), will: moment(willBeMs) })}
                    {turns !== null && ` · ${t(`effect.${turns}`)}`}
                  </span>
                </li>
              ))}
            </ul>
            {shifts.length > MOST_SHOWN && <p>{t('effect.more', { count: shifts.length - MOST_SHOWN })}</p>}
          </>
        )}
      </div>
    </Card>
  );
}
