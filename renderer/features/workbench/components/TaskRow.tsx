import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, dateAtStation, daysBetween, type CalendarDate } from '#shared/domain/calendar/date';
import type { AgendaDue, AgendaRow } from '#shared/domain/workbench/agenda';
import { addressOf, dayText, DeadlineChip, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { AlarmTime } from '../../alarms/index';
import { IncidentDeadline } from '../../incidents/index';
import { DueChip } from '../../visits/index';
import type { WorkTask } from '../tasks';
import {
  placeOfMore,
  useAlarmTaskWords,
  useDraftWords,
  useIncidentWords,
  usePlainWords,
  useUnsentWords,
  useVisitWords,
  type TaskWords,
} from '../use-task-words';

interface TaskRowProps {
  readonly row: AgendaRow<WorkTask>;
  readonly today: CalendarDate;
}

/** One line of what there is to do; the whole line leads to where it is done. */
export function TaskRow({ row, today }: TaskRowProps) {
  if (row.is === 'more') return <MoreRow row={row} />;
  const { task } = row;
  switch (task.kind) {
    case 'visit':
      return <VisitRow task={task} today={today} />;
    case 'alarm':
      return <AlarmRow task={task} today={today} />;
    case 'incident':
      return <IncidentRow task={task} today={today} />;
    case 'visit-draft':
    case 'person-draft':
      return <DraftTaskRow task={task} today={today} />;
    case 'refused':
    case 'held':
      return <UnsentRow task={task} today={today} />;
    case 'import':
    case 'device':
    case 'conflicts':
    case 'duplicates':
    case 'findings':
      return <PlainRow task={task} today={today} />;
  }
}

type TaskOf<K extends WorkTask['kind']> = Extract<WorkTask, { readonly kind: K }>;
interface RowOf<K extends WorkTask['kind']> {
  readonly task: TaskOf<K>;
  readonly today: CalendarDate;
}

function VisitRow({ task, today }: RowOf<'visit'>) {
  return <Line due={task.due} today={today} words={useVisitWords(task)} left={<DueChip due={task.visit} />} />;
}

function AlarmRow({ task, today }: RowOf<'alarm'>) {
  return <Line due={task.due} today={today} words={useAlarmTaskWords(task)} left={<AlarmTime alarm={task.alarm} />} />;
}

function IncidentRow({ task, today }: RowOf<'incident'>) {
  const left = <IncidentDeadline incident={task.incident} />;
  return <Line due={task.due} today={today} words={useIncidentWords(task)} left={left} />;
}

function DraftTaskRow({ task, today }: RowOf<'visit-draft' | 'person-draft'>) {
  return (
    <Line due={task.due} today={today} words={useDraftWords(task)} left={<DayLeft due={task.due} today={today} />} />
  );
}

function UnsentRow({ task, today }: RowOf<'refused' | 'held'>) {
  const { t } = useTranslation('workbench');
  const isRefused = task.kind === 'refused';
  const left = <Pill shape={isRefused ? 'alert' : 'paused'}>{t(isRefused ? 'left.act' : 'left.permission')}</Pill>;
  return <Line due={task.due} today={today} words={useUnsentWords(task)} left={left} />;
}

function PlainRow({ task, today }: RowOf<'import' | 'device' | 'conflicts' | 'duplicates' | 'findings'>) {
  const { t } = useTranslation('workbench');
  const words = usePlainWords(task);
  const left =
    task.due.kind === 'open' ? (
      <Pill shape="idle">{t('left.whenever')}</Pill>
    ) : (
      <Pill shape="due">{t(task.kind === 'device' ? 'left.waits' : 'left.act')}</Pill>
    );
  return <Line due={task.due} today={today} words={words} left={left} />;
}

function DayLeft({ due, today }: { readonly due: AgendaDue; readonly today: CalendarDate }) {
  const { t } = useTranslation('workbench');
  const over = due.kind === 'day' ? daysBetween(due.on, today) : 0;
  return over > 0 ? (
    <DeadlineChip passed={null} tone="crit">
      {t('left.over', { count: over })}
    </DeadlineChip>
  ) : (
    <DeadlineChip passed={0.5} tone="plain">
      {t('left.today')}
    </DeadlineChip>
  );
}

interface LineProps {
  readonly due: AgendaDue;
  readonly today: CalendarDate;
  readonly words: TaskWords;
  readonly left: ReactNode;
}

function Line({ due, today, words: { what, whom, who, place }, left }: LineProps) {
  const dueText = useDueText();
  return (
    <div role="row" className="todo-row">
      <span role="cell" className="todo-due">
        {dueText(due, today)}
      </span>
      <span role="cell" className="todo-what">
        <a href={addressOf(place)}>{what}</a>
      </span>
      <span role="cell" className="todo-whom" title={whom}>
        {whom}
      </span>
      <span role="cell" className="todo-who" title={who}>
        {who}
      </span>
      <span role="cell" className="todo-left">
        {left}
      </span>
    </div>
  );
}

/** The time for today, a word for the days beside it, else the date. */
function useDueText(): (due: AgendaDue, today: CalendarDate) => string {
  const { t } = useTranslation('workbench');
  const language = useLanguage();
  return (due, today) => {
    if (due.kind === 'open') return t('day.open');
    if (due.kind === 'moment' && dateAtStation(due.atMs) === today) return momentText(due.atMs, today, language);
    const day = due.kind === 'day' ? due.on : dateAtStation(due.atMs);
    if (day === today) return t('day.today');
    if (day === addDays(today, -1)) return t('day.yesterday');
    return day === addDays(today, 1) ? t('day.tomorrow') : dayText(day, today, language);
  };
}

function MoreRow({ row: { kind, state, count } }: { readonly row: Extract<AgendaRow<WorkTask>, { is: 'more' }> }) {
  const { t } = useTranslation('workbench');
  const words = kind === 'visit' ? t(`more.visit.${state}`, { count }) : t(`more.${kind}`, { count });
  return (
    <div role="row" className="todo-row is-more">
      <span role="cell">
        <a href={addressOf(placeOfMore(kind, state))}>{words}</a>
      </span>
    </div>
  );
}
