import { Button } from 'antd';
import { ClipboardList, Flag, UserPlus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockAtStation, dateAtStation, weekdayOf } from '#shared/domain/calendar/date';
import type { AgendaTab } from '#shared/domain/workbench/agenda';
import { dayText, Dot, goTo, timeText, useLanguage, useLayout } from '#renderer/ui/index';
import { loadAlarmStrip } from '../alarms/index';
import { incidentReportPlace } from '../incidents/index';
import { newPersonPlace, useNow } from '../people/index';
import { visitsPlace } from '../visits/index';
import { AnnouncementsCard } from './components/AnnouncementsCard';
import { GridsCard } from './components/GridsCard';
import { Kpis } from './components/Kpis';
import { OverdueCard } from './components/OverdueCard';
import { TasksCard } from './components/TasksCard';
import { useIsReceiving, useRegisterFigures, useVisitsToday } from './queries';
import { useAgenda } from './use-agenda';
import { useWorkbenchRights } from './use-rights';
import './workbench.css';
import './tasks.css';
import './side.css';

const AlarmStrip = lazy(loadAlarmStrip);

/** What is due today: the day in a sentence, the figures, what there is to do by due time, and who waits longest. */
export function WorkbenchPage() {
  const layout = useLayout();
  const nowMs = useNow();
  const today = dateAtStation(nowMs);
  const [tab, setTab] = useState<AgendaTab>('all');
  const { readsGrids } = useWorkbenchRights();
  const figures = useRegisterFigures();
  const agenda = useAgenda(tab, nowMs, figures?.findings ?? 0);
  return (
    <div className="workbench">
      <header className="page-head">
        <DayHead nowMs={nowMs} todo={agenda?.counts.all} />
        {layout !== 'tablet' && <Actions />}
      </header>
      {readsGrids && (
        <Suspense fallback={null}>
          <AlarmStrip />
        </Suspense>
      )}
      {readsGrids && <Kpis figures={figures} />}
      <div className="wb-columns">
        <TasksCard agenda={agenda} hasVisits={readsGrids} tab={tab} nowMs={nowMs} today={today} onTab={setTab} />
        <div className="wb-side">
          {readsGrids && <OverdueCard />}
          <AnnouncementsCard />
          {readsGrids && <GridsCard />}
        </div>
      </div>
      {layout === 'tablet' && (
        <div className="wb-thumb">
          <Actions />
        </div>
      )}
    </div>
  );
}

/** The day, the time, and the day's work in one sentence. */
function DayHead({ nowMs, todo }: { readonly nowMs: number; readonly todo: number | undefined }) {
  const { t } = useTranslation('workbench');
  const language = useLanguage();
  const today = dateAtStation(nowMs);
  const { logsVisits } = useWorkbenchRights();
  const done = useVisitsToday();
  const isReceiving = useIsReceiving();
  const hour = Number(clockAtStation(nowMs).slice(0, 2));
  const time = t(hour < 12 ? 'head.am' : 'head.pm', { time: timeText(nowMs) });
  const counted = todo === 0 ? t('head.nothing') : t('head.todo', { count: todo ?? 0 });
  const sentence = isReceiving ? t('head.receiving') : todo === undefined ? t('head.loading') : counted;
  return (
    <div className="wb-day">
      <h1>{t('head.day', { day: dayText(today, today, language), weekday: t(`weekday.${weekdayOf(today)}`) })}</h1>
      <p>
        {time}
        <Dot />
        {sentence}
        {logsVisits && done !== undefined && (
          <>
            <Dot />
            {t('head.done', { count: done })}
          </>
        )}
      </p>
    </div>
  );
}

/** What people begin most often. */
function Actions() {
  const { t } = useTranslation('workbench');
  const { makesFiles, logsVisits, reportsIncidents } = useWorkbenchRights();
  if (!makesFiles && !logsVisits && !reportsIncidents) return null;
  return (
    <div className="page-actions" role="group" aria-label={t('action.label')}>
      {makesFiles && (
        <Button icon={<UserPlus size={16} aria-hidden="true" />} onClick={() => goTo(newPersonPlace())}>
          {t('action.person')}
        </Button>
      )}
      {reportsIncidents && (
        <Button icon={<Flag size={16} aria-hidden="true" />} onClick={() => goTo(incidentReportPlace())}>
          {t('action.incident')}
        </Button>
      )}
      {logsVisits && (
        <Button
          type="primary"
          icon={<ClipboardList size={16} aria-hidden="true" />}
          onClick={() => goTo(visitsPlace())}
        >
          {t('action.visit')}
        </Button>
      )}
    </div>
  );
}
