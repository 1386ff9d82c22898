import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { daysBetween } from '#shared/domain/calendar/date';
import { Empty, goTo, Loading, Pill, useLayout, usePlace } from '#renderer/ui/index';
import { INCIDENT_CALENDAR_PATH } from '../../places';
import { useMissingYears, useYears, type YearRecord } from '../../years';
import { YearPanel } from './YearPanel';
import './calendar.css';

const show = (open: string, isReplacing: boolean) =>
  goTo({ path: INCIDENT_CALENDAR_PATH, query: { open } }, { replace: isReplacing });

/** The years by which limits are counted, those that are missing first, and beside them the one that is opened. */
export function CalendarSection() {
  const { t } = useTranslation('workingCalendar');
  const isTablet = useLayout() === 'tablet';
  const { open = '' } = usePlace().query;
  const years = useYears();
  const missing = useMissingYears();
  if (!years) return <Loading label={t('loading')} lines={6} />;
  const wanted = /^\d{4}$/u.test(open) ? Number(open) : null;
  const next = Math.max(...years.map(({ year }) => year), ...missing) + 1;
  return (
    <div className="list-body">
      <section className="card list-card" hidden={isTablet && wanted !== null}>
        <div className="tables-tools">
          <p>{t('text')}</p>
          {Number.isFinite(next) && (
            <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => show(String(next), wanted !== null)}>
              {t('add', { year: next })}
            </Button>
          )}
        </div>
        {years.length + missing.length === 0 && <Empty title={t('none')} text={t('none.text')} />}
        <ul className="year-rows">
          {[...missing].reverse().map((year) => (
            <li key={year} className={wanted === year ? 'is-chosen' : ''}>
              <div>
                <b>{t('year.name', { year })}</b>
                <p>{t('year.missing.text')}</p>
              </div>
              <Pill shape="due">{t('year.missing')}</Pill>
              <Button type="primary" onClick={() => show(String(year), wanted !== null)}>
                {t('year.type-in', { year })}
              </Button>
            </li>
          ))}
          {years.map((record) => (
            <YearRow
              key={record._id}
              record={record}
              isChosen={wanted === record.year}
              onOpen={() => show(String(record.year), wanted !== null)}
            />
          ))}
        </ul>
      </section>
      {wanted !== null && (
        <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
          <YearPanel key={wanted} year={wanted} years={years} onClose={() => show('', false)} />
        </aside>
      )}
    </div>
  );
}

interface YearRowProps {
  readonly record: YearRecord;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
}

function YearRow({ record: { year, source, holidays, workdays }, isChosen, onOpen }: YearRowProps) {
  const { t } = useTranslation('workingCalendar');
  const days = holidays.reduce((sum, { from, until }) => sum + 1 + daysBetween(from, until), 0);
  return (
    <li className={isChosen ? 'is-chosen' : ''}>
      <div>
        <button type="button" className="link-button" onClick={onOpen}>
          {t('year.name', { year })}
        </button>
        <p>{source}</p>
      </div>
      <span>{t('year.days', { count: days })}</span>
      <span>{t('year.workdays', { count: workdays.length })}</span>
    </li>
  );
}
