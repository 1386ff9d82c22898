import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { ageOn } from '#shared/domain/people/age';
import { DIMENSIONS } from '#shared/domain/risk/facts';
import { dayText, goTo, useLanguage, WindowedRows } from '#renderer/ui/index';
import { LevelPill } from '../components/LevelPill';
import { reportPlace } from '../places';
import { signed, useRiskNames } from '../words';
import type { RiskRow } from './use-population';

interface PeopleTableProps {
  readonly rows: readonly RiskRow[];
  readonly today: CalendarDate;
}

/** The people behind the figures; a row opens the report. */
export function PeopleTable({ rows, today }: PeopleTableProps) {
  const { t } = useTranslation('riskPeople');
  const language = useLanguage();
  const names = useRiskNames();
  const movedText = ({ move }: RiskRow): string => {
    if (!move) return t('list.new');
    if (move.direction === 'same') return t('list.same');
    return move.by
      .slice(0, 2)
      .map(({ dimension, points }) =>
        t('list.moved', { dimension: names.dimension(dimension), points: signed(points) }),
      )
      .join(' ');
  };
  const columns = [t('list.name'), t('list.level'), ...DIMENSIONS.map(names.dimension), t('list.move'), t('list.made')];
  return (
    <section className="card risk-people" aria-label={t('list.label')}>
      <p role="status">{rows.length === 0 ? t('list.none') : t('list.count', { count: rows.length })}</p>
      <WindowedRows
        label={t('list.label')}
        rows={rows}
        rowHeight={44}
        keyOf={({ person }) => person.id}
        selectedKey={null}
        onOpen={({ person }) => goTo(reportPlace(person.id))}
        head={columns.map((column) => (
          <span key={column} role="columnheader">
            {column}
          </span>
        ))}
        cells={(row) => (
          <>
            <span role="gridcell">
              <b>{row.person.name}</b> <small>{t('list.years', { count: ageOn(row.person.birthDate, today) })}</small>
            </span>
            <span role="gridcell">
              <LevelPill level={row.summary.level} />
            </span>
            {DIMENSIONS.map((name) => (
              <span key={name} role="gridcell">
                {row.summary.dimensions[name].score}
              </span>
            ))}
            <span role="gridcell">{movedText(row)}</span>
            <span role="gridcell">{dayText(row.report.day, today, language)}</span>
          </>
        )}
      />
    </section>
  );
}
