import { Button } from 'antd';
import { Route, SlidersHorizontal, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDueSoon, isOverdue, SOON_DAYS } from '#shared/domain/visits/due';
import { whoGoes } from '#shared/domain/visits/team';
import { useSession } from '#renderer/data/index';
import { addressOf, ErrorNotice, goTo, Loading, NoticeBar, useLayout, usePlace, useWords } from '#renderer/ui/index';
import { useMayWrite } from '../people/index';
import { PersonPanel } from './components/PersonPanel';
import { VisitFilters } from './components/VisitFilters';
import { VisitList } from './components/VisitList';
import { GivePanel } from './plan/GivePanel';
import { planParts } from './plan/plan-parts';
import { leadsTeam, teamFactOf, mayChangeVisitTable, useVisitWorkers } from './plan/queries';
import { useGiving } from './plan/use-giving';
import { matching } from './search';
import { ROUND_PLACE, tabOf, TEAM_PLACE, VISIT_RULES_PLACE, visitsPlace, type VisitTab } from './places';
import { useRound, type PersonDue } from './queries';
import './visits.css';

const ON_TAB: Readonly<Record<VisitTab, (due: PersonDue) => boolean>> = {
  overdue: isOverdue,
  soon: isDueSoon,
  all: () => true,
};

/** Who has to be visited, and beside it the person looked at. On a tablet the one takes the other's place. */
export function VisitsPage() {
  useWords(planParts);
  const { t } = useTranslation(['visits', 'ui']);
  const { staff, stationGrids } = useSession();
  const mayWrite = useMayWrite();
  const logsVisits = stationGrids.some((grid) => mayWrite('create', 'visit', grid));
  const layout = useLayout();
  const { due: everybody, failure, retry } = useRound();
  const workers = useVisitWorkers();
  const { query } = usePlace();
  const [search, setSearch] = useState('');
  const tab = tabOf(query['tab']);
  const personId = query['person'] ?? null;
  const worker = query['worker'] ?? null;
  const due =
    worker === null || !workers
      ? everybody
      : everybody?.filter((row) => (whoGoes(teamFactOf(row), workers) ?? 'none') === worker);
  const giving = useGiving(everybody);

  const open = (person: string | null) =>
    goTo(visitsPlace({ tab, person, worker }), { replace: personId !== null && person !== null });
  const close = () => {
    open(null);
  };

  if (layout === 'tablet' && personId !== null) {
    return (
      <div className="visits-person">
        <PersonPanel key={personId} personId={personId} onClose={close} />
      </div>
    );
  }

  const counts = {
    overdue: due?.filter(isOverdue).length ?? 0,
    soon: due?.filter(isDueSoon).length ?? 0,
    all: due?.length ?? 0,
  };
  const onTab = due?.filter(ON_TAB[tab]);
  // A search is for somebody in particular, whatever list they stand on.
  const shown = due && (search.trim() === '' ? (onTab ?? []) : matching(due, search));

  return (
    <div className="visits">
      <header className="page-head">
        <div>
          <h1>{t('list.title')}</h1>
          <p>{due && due.length > 0 && t('list.summary', { ...counts, days: SOON_DAYS })}</p>
        </div>
        <div className="visits-ways">
          {leadsTeam(staff) && (
            <Button icon={<Users size={16} aria-hidden="true" />} href={addressOf(TEAM_PLACE)}>
              {t('team.open')}
            </Button>
          )}
          {mayChangeVisitTable(staff) && (
            <Button icon={<SlidersHorizontal size={16} aria-hidden="true" />} href={addressOf(VISIT_RULES_PLACE)}>
              {t('rules.open')}
            </Button>
          )}
          {logsVisits && (
            <Button type="primary" icon={<Route size={16} aria-hidden="true" />} href={addressOf(ROUND_PLACE)}>
              {t('round.open')}
            </Button>
          )}
        </div>
      </header>
      {worker !== null && (
        <p className="visits-of">
          {t('worker.only', { name: workers?.find(({ uid }) => uid === worker)?.name ?? t('team.nobody') })}{' '}
          <button
            type="button"
            className="link-button"
            onClick={() => goTo(visitsPlace({ tab, person: personId }), { replace: true })}
          >
            {t('worker.all')}
          </button>
        </p>
      )}
      <div className="visits-body">
        <section className="card visits-list">
          <VisitFilters
            tab={tab}
            counts={counts}
            search={search}
            onTab={(next) => {
              setSearch('');
              goTo(visitsPlace({ tab: next, person: layout === 'tablet' ? null : personId, worker }), {
                replace: true,
              });
            }}
            onSearch={setSearch}
          />
          {failure !== null && <ErrorNotice error={failure} onRemedy={retry} />}
          {shown === undefined ? (
            failure === null && <Loading label={t('loading', { ns: 'ui' })} lines={8} />
          ) : (
            <VisitList
              rows={shown}
              tab={tab}
              search={search.trim()}
              selectedId={personId}
              giving={giving}
              onOpen={(row) => open(row.person._id)}
              onClearSearch={() => setSearch('')}
            />
          )}
        </section>
        {personId !== null && (
          <aside className="card visits-panel">
            <PersonPanel key={personId} personId={personId} onClose={close} />
          </aside>
        )}
      </div>
      {giving.failure && giving.chosen === null && <ErrorNotice error={giving.failure.error} />}
      <GivePanel giving={giving} />
      {giving.done && (
        <NoticeBar
          text={giving.done.text}
          action={{ label: t('give.undo'), onPress: giving.done.undo }}
          onClose={giving.dismiss}
        />
      )}
    </div>
  );
}
