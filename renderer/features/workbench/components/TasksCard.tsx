import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { AGENDA_TABS, type Agenda, type AgendaTab } from '#shared/domain/workbench/agenda';
import { Card, Empty, ErrorNotice, goTo, Loading, timeText } from '#renderer/ui/index';
import { useRound, visitsPlace } from '../../visits/index';
import { useIsReceiving } from '../queries';
import type { WorkTask } from '../tasks';
import { TaskRow } from './TaskRow';

interface TasksCardProps {
  /** Undefined while the round is being made. */
  readonly agenda: Agenda<WorkTask> | undefined;
  /** Whether visits are among it at all; without them everything is one's own. */
  readonly hasVisits: boolean;
  readonly tab: AgendaTab;
  readonly nowMs: number;
  readonly today: CalendarDate;
  readonly onTab: (tab: AgendaTab) => void;
}

const COLUMNS = ['due', 'what', 'whom', 'who', 'left'] as const;

/** What there is to do by due time: what is past its time above a line for now, the rest below it. */
export function TasksCard({ agenda, hasVisits, tab, nowMs, today, onTab }: TasksCardProps) {
  const { t } = useTranslation('workbench');
  const { failure, retry } = useRound();
  const tabs = (
    <div className="wb-tabs" role="group" aria-label={t('tasks.tabs')}>
      {AGENDA_TABS.map((each) => (
        <button key={each} type="button" aria-pressed={each === tab} onClick={() => onTab(each)}>
          {t(`tasks.tab.${each}`)} <span>{agenda?.counts[each]}</span>
        </button>
      ))}
    </div>
  );
  const aside = (
    <>
      {hasVisits && tabs}
      <span className="wb-order">{t('tasks.order')}</span>
    </>
  );
  return (
    <Card title={t('tasks.title')} aside={aside} className="wb-tasks">
      {agenda ? (
        <Rows agenda={agenda} hasVisits={hasVisits} nowMs={nowMs} today={today} />
      ) : failure ? (
        <ErrorNotice error={failure} onRemedy={retry} />
      ) : (
        <Loading label={t('head.loading')} lines={8} />
      )}
    </Card>
  );
}

interface RowsProps extends Pick<TasksCardProps, 'hasVisits' | 'nowMs' | 'today'> {
  readonly agenda: Agenda<WorkTask>;
}

function Rows({ agenda: { past, ahead }, hasVisits, nowMs, today }: RowsProps) {
  const { t } = useTranslation('workbench');
  const isReceiving = useIsReceiving();
  if (past.length + ahead.length === 0) {
    if (isReceiving) return <Loading label={t('head.receiving')} lines={8} />;
    if (!hasVisits) return <Empty title={t('tasks.none')} text={t('tasks.none.own')} />;
    return (
      <Empty
        title={t('tasks.none')}
        text={t('tasks.none.text')}
        action={<Button onClick={() => goTo(visitsPlace({ tab: 'all' }))}>{t('tasks.none.action')}</Button>}
      />
    );
  }
  const keyOf = (row: (typeof past)[number]) => (row.is === 'task' ? row.task.id : `more ${row.kind} ${row.state}`);
  return (
    <div role="table" aria-label={t('tasks.title')}>
      <div role="row" className="todo-row todo-head">
        {COLUMNS.map((column) => (
          <span key={column} role="columnheader" className={`todo-${column}`}>
            {t(`col.${column}`)}
          </span>
        ))}
      </div>
      {past.map((row) => (
        <TaskRow key={keyOf(row)} row={row} today={today} />
      ))}
      <div role="row" className="todo-now">
        <span role="cell">{t('tasks.now', { time: timeText(nowMs) })}</span>
      </div>
      {ahead.length === 0 && (
        <div role="row" className="todo-rest">
          <span role="cell">{t('tasks.rest')}</span>
        </div>
      )}
      {ahead.map((row) => (
        <TaskRow key={keyOf(row)} row={row} today={today} />
      ))}
    </div>
  );
}
