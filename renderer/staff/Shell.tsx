import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { loadVisitForm, VISIT_FORM_PATH, VisitsPage, visitsPlace } from '#renderer/features/visits/index';
import { HOMES_PATH, loadHomesPage } from '#renderer/features/homes/index';
import { ImportBar } from '#renderer/features/imports/index';
import { loadPersonPages, PERSON_PATH } from '#renderer/features/person/index';
import { loadFindingsOf } from '#renderer/features/quality/index';
import { loadResidentsPage, RESIDENTS_PATH } from '#renderer/features/residents/index';
import { SearchDialog } from '#renderer/features/search/index';
import { isSettingsPath, loadSettings } from '#renderer/features/settings/index';
import { SYNC_PATH, SyncPage } from '#renderer/features/sync/index';
import { ErrorBoundary, goBack, Loading, useLayout, usePlace } from '#renderer/ui/index';
import type { AppUpdate } from './app-update';
import { Header } from './components/Header';
import { Navigation } from './components/Navigation';
import { PracticeBand } from './components/PracticeBand';
import { TaskHeader } from './components/TaskHeader';
import { UpdateBar } from './components/UpdateBar';
import { DATA_PATH, DataPages } from './DataPages';

const VisitFormPage = lazy(loadVisitForm);
const SettingsPage = lazy(loadSettings);
const ResidentsPage = lazy(loadResidentsPage);
const HomesPage = lazy(loadHomesPage);
const PersonPages = lazy(loadPersonPages);
const FindingsOf = lazy(loadFindingsOf);

interface ShellProps {
  readonly update: AppUpdate;
  readonly onLock: () => void;
  readonly onSignOut: () => Promise<void>;
}

/** The frame around every page. On a tablet the form has the whole screen, with a way back. */
export function Shell({ update, onLock, onSignOut }: ShellProps) {
  const { t } = useTranslation(['staff', 'visits', 'ui']);
  const layout = useLayout();
  const { path, query } = usePlace();
  const main = useRef<HTMLElement>(null);
  const isForm = path === VISIT_FORM_PATH;
  const hasWholeScreen = isForm && layout === 'tablet';

  // The first page keeps the focus where the browser put it; each later one starts at its own top.
  const shownPath = useRef(path);
  useEffect(() => {
    if (shownPath.current === path) return;
    shownPath.current = path;
    main.current?.focus();
  }, [path]);

  // The form is fetched while nobody waits for it, so that the first press opens it within a frame.
  useEffect(() => {
    const idle = setTimeout(() => void loadVisitForm().catch(() => undefined), 1500);
    return () => clearTimeout(idle);
  }, []);

  return (
    <div className={`shell is-${layout}${hasWholeScreen ? ' is-task' : ''}`}>
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        {t('skip')}
      </a>
      {!hasWholeScreen && <Navigation />}
      {hasWholeScreen ? (
        <TaskHeader
          title={t('form.title', { ns: 'visits' })}
          onBack={() => goBack(visitsPlace({ person: query['person'] ?? null }))}
        />
      ) : (
        <Header onLock={onLock} onSignOut={onSignOut} />
      )}
      <SearchDialog />
      <div className="shell-page">
        <PracticeBand />
        <UpdateBar update={update} />
        <ImportBar />
        <main id="main" ref={main} tabIndex={-1}>
          <ErrorBoundary resetKey={path}>
            <Suspense fallback={<Loading label={t('loading', { ns: 'ui' })} lines={8} />}>
              <PageOf path={path} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </div>
  );
}

/** The page of a path; anything unknown leads to the visits. */
function PageOf({ path }: { readonly path: string }) {
  if (path === VISIT_FORM_PATH) return <VisitFormPage />;
  if (path === SYNC_PATH) return <SyncPage />;
  if (isSettingsPath(path)) return <SettingsPage />;
  if (isUnder(path, RESIDENTS_PATH)) return <ResidentsPage />;
  if (isUnder(path, HOMES_PATH)) return <HomesPage />;
  if (isUnder(path, PERSON_PATH)) return <PersonPages Findings={FindingsOf} />;
  if (isUnder(path, DATA_PATH)) return <DataPages />;
  return <VisitsPage />;
}

const isUnder = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`);
