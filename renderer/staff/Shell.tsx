import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { ALARMS_PATH, loadAlarmBar } from '#renderer/features/alarms/index';
import { answersCallsOf, loadCallBar, type CallBarProps } from '#renderer/features/calls/index';
import { COUNTER_PATH } from '#renderer/features/counter/index';
import { ImportBar } from '#renderer/features/imports/index';
import { INCIDENT_REPORT_PATH, incidentsPlace } from '#renderer/features/incidents/index';
import { MAP_PATH } from '#renderer/features/map/index';
import { newPersonPlace } from '#renderer/features/people/index';
import { openSearch, SearchDialog, useVisitPlace } from '#renderer/features/search/index';
import { loadVisitForm, VISIT_FORM_PATH, visitsPlace } from '#renderer/features/visits/index';
import { WORKBENCH_PATH, WORKBENCH_PLACE } from '#renderer/features/workbench/index';
import { ErrorBoundary, goBack, goTo, Loading, useLayout, usePlace } from '#renderer/ui/index';
import type { AppUpdate } from './app-update';
import { Header } from './components/Header';
import { Navigation } from './components/Navigation';
import { NoPage } from './components/NoPage';
import { PracticeBand } from './components/PracticeBand';
import { TaskHeader } from './components/TaskHeader';
import { UpdateBar } from './components/UpdateBar';
import { findPage } from './pages';
import { usePageRights } from './rights';
import { SHORTCUTS, shortcutKeys, useShortcuts, type ShortcutActions } from './shortcuts';
import { SHORTCUTS_PATH } from './ShortcutsPage';
import { nextLanguage, nextTheme, toggleSize } from './switches';
import { useGoTraining } from './training';
import { useWays } from './ways';

/** Every page goes on without it where it cannot be fetched. */
const AlarmBar = lazy(() => loadAlarmBar().catch(() => ({ default: () => null })));
const CallBar = lazy<ComponentType<CallBarProps>>(() => loadCallBar().catch(() => ({ default: () => null })));

/** Pages that need the width more than the names of the others. */
const NARROW_AT: ReadonlySet<string> = new Set([MAP_PATH, COUNTER_PATH]);

interface ShellProps {
  readonly update: AppUpdate;
  /** A call that rang at the lock and is to be answered. */
  readonly answer: string | null;
  readonly onLock: () => void;
  readonly onSignOut: () => Promise<void>;
}

/** The frame around every page. On a tablet the form has the whole screen, with a way back. */
export function Shell({ update, answer, onLock, onSignOut }: ShellProps) {
  const { t } = useTranslation(['staff', 'visits', 'ui']);
  const layout = useLayout();
  const { path, query } = usePlace();
  const main = useRef<HTMLElement>(null);
  const isReport = path === INCIDENT_REPORT_PATH;
  const hasWholeScreen = (path === VISIT_FORM_PATH || isReport) && layout === 'tablet';
  const training = useGoTraining();
  const { readsGrids, staff } = usePageRights();
  useShortcuts(useShellShortcuts());

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
    <div
      className={`shell is-${layout === 'wide' && NARROW_AT.has(path) ? 'medium' : layout}${hasWholeScreen ? ' is-task' : ''}`}
    >
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        {t('skip')}
      </a>
      {!hasWholeScreen && <Navigation />}
      {hasWholeScreen ? (
        <TaskHeader
          title={isReport ? t('task.report') : t('form.title', { ns: 'visits' })}
          onBack={() => goBack(isReport ? incidentsPlace() : visitsPlace({ person: query['person'] ?? null }))}
        />
      ) : (
        <Header onLock={onLock} onSignOut={onSignOut} />
      )}
      <SearchDialog
        actions={{
          lock: onLock,
          size: toggleSize,
          language: nextLanguage,
          theme: nextTheme,
          shortcuts: goToShortcuts,
          ...(training.go && { training: training.go }),
        }}
        keysOf={keysOfCommand}
      />
      <div className="shell-page">
        <PracticeBand />
        <UpdateBar update={update} />
        <ImportBar />
        {answersCallsOf(staff) && (
          <Suspense fallback={null}>
            <CallBar answer={answer} />
          </Suspense>
        )}
        {readsGrids && (
          <Suspense fallback={null}>
            <AlarmBar isHidden={path === WORKBENCH_PATH || path === ALARMS_PATH} />
          </Suspense>
        )}
        <main id="main" ref={main} tabIndex={-1}>
          <ErrorBoundary resetKey={path} onLeave={() => goTo(WORKBENCH_PLACE)}>
            <Suspense fallback={<Loading label={t('loading', { ns: 'ui' })} lines={8} />}>
              <PageOf path={path} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </div>
  );
}

/** The page of a path, or why there is none. */
function PageOf({ path }: { readonly path: string }) {
  const found = findPage(path, usePageRights());
  return found.kind === 'page' ? found.page : <NoPage reason={found.kind} />;
}

const goToShortcuts = (): void => goTo({ path: SHORTCUTS_PATH, query: {} });

/** What the shortcuts do while the pages are open; the lock listens for its own. */
function useShellShortcuts(): ShortcutActions {
  const ways = useWays().flatMap((group) => group.ways);
  const { visits, keepsFiles } = usePageRights();
  const visitPlace = useVisitPlace();
  const pages = ways.slice(0, 10).map(({ place }, index) => [`page-${index + 1}`, () => goTo(place)] as const);
  return {
    search: openSearch,
    shortcuts: goToShortcuts,
    size: toggleSize,
    ...(visits && { visit: () => goTo(visitPlace) }),
    ...(keepsFiles && { 'new-person': () => goTo(newPersonPlace()) }),
    ...(Object.fromEntries(pages) as ShortcutActions),
  };
}

/** Commands of the search whose shortcut bears another name. */
const SHORTCUT_OF: Readonly<Record<string, string>> = { 'new-visit': 'visit' };

function keysOfCommand(command: string): string {
  const id = SHORTCUT_OF[command] ?? command;
  const shortcut = SHORTCUTS.find((each) => each.id === id);
  return shortcut ? shortcutKeys(shortcut.id) : '';
}
