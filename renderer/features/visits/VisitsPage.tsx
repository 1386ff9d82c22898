import { useTranslation } from 'react-i18next';
import { isDueSoon, isOverdue, SOON_DAYS } from '#shared/domain/visits/due';
import { ErrorNotice, goTo, Loading, useLayout, usePlace } from '#renderer/ui/index';
import { useState } from 'react';
import { PersonPanel } from './components/PersonPanel';
import { VisitFilters } from './components/VisitFilters';
import { VisitList } from './components/VisitList';
import { matching } from './search';
import { tabOf, visitsPlace, type VisitTab } from './places';
import { useRound, type PersonDue } from './queries';
import './visits.css';

const ON_TAB: Readonly<Record<VisitTab, (due: PersonDue) => boolean>> = {
  overdue: isOverdue,
  soon: isDueSoon,
  all: () => true,
};

/** Who has to be visited, and beside it the person looked at. On a tablet the one takes the other's place. */
export function VisitsPage() {
  const { t } = useTranslation(['visits', 'ui']);
  const layout = useLayout();
  const { due, failure, retry } = useRound();
  const { query } = usePlace();
  const [search, setSearch] = useState('');
  const tab = tabOf(query['tab']);
  const personId = query['person'] ?? null;

  const open = (person: string | null) =>
    goTo(visitsPlace({ tab, person }), { replace: personId !== null && person !== null });
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
      </header>
      <div className="visits-body">
        <section className="card visits-list">
          <VisitFilters
            tab={tab}
            counts={counts}
            search={search}
            onTab={(next) => {
              setSearch('');
              goTo(visitsPlace({ tab: next, person: layout === 'tablet' ? null : personId }), { replace: true });
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
    </div>
  );
}
