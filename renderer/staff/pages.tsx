import { lazy, type ReactNode } from 'react';
import {
  ALARM_RULES_PATH,
  ALARMS_PATH,
  loadAlarmsPage,
  loadWatchRules,
  mayAdjustWatch,
} from '#renderer/features/alarms/index';
import { ANNOUNCEMENTS_PATH, loadAnnouncementsPage } from '#renderer/features/announcements/index';
import {
  APPLICATION_FORM_PATH,
  APPLICATIONS_PATH,
  loadApplicationForm,
  loadApplicationsPage,
} from '#renderer/features/applications/index';
import {
  ASSESSMENT_PATH,
  CARE_PATH,
  loadAbilityOf,
  loadAssessmentForm,
  loadCarePage,
} from '#renderer/features/care/index';
import { BOOKINGS_PATH, loadBookingsPage } from '#renderer/features/bookings/index';
import { COUNTER_PATH, loadCounterPage, setsHallOf, worksAtCounterOf } from '#renderer/features/counter/index';
import { CONFLICTS_PATH, loadConflictsCard, loadConflictsPage } from '#renderer/features/conflicts/index';
import {
  CALL_LOG_PATH,
  FIGURES_PATH,
  HALL_FIGURES_PATH,
  loadCallLogPage,
  loadFiguresPage,
  loadHallFiguresPage,
} from '#renderer/features/figures/index';
import { HOMES_PATH, loadHomesPage } from '#renderer/features/homes/index';
import { IMPORTS_PATH } from '#renderer/features/imports/index';
import {
  INCIDENT_CALENDAR_PATH,
  INCIDENT_CATEGORIES_PATH,
  INCIDENT_REPORT_PATH,
  INCIDENT_RULES_PATH,
  INCIDENT_UNITS_PATH,
  INCIDENTS_PATH,
  loadIncidentReport,
  loadIncidentsPage,
  loadIncidentTables,
  mayManageIncidents,
} from '#renderer/features/incidents/index';
import { loadMapPage, loadRoundPage, MAP_PATH } from '#renderer/features/map/index';
import { handlesMattersOf, loadMattersPage, MATTERS_PATH } from '#renderer/features/matters/index';
import { loadPersonPages, PERSON_PATH, type PersonTab } from '#renderer/features/person/index';
import { loadFindingsOf } from '#renderer/features/quality/index';
import { loadResidentsPage, RESIDENTS_PATH } from '#renderer/features/residents/index';
import {
  loadRiskOf,
  loadRiskPage,
  loadRiskTable,
  mayAdjustRisk,
  RISK_PATH,
  RISK_TAB,
  RISK_TABLE_PATH,
} from '#renderer/features/risk/index';
import { loadSensorsOf, loadSensorsPage, SENSORS_PATH } from '#renderer/features/sensors/index';
import { loadServicesPage, SERVICES_PATH } from '#renderer/features/services/index';
import {
  isSettingsPath,
  loadSettings,
  sectionsFor,
  settingsPlace,
  type SectionName,
} from '#renderer/features/settings/index';
import { loadSyncPage, SYNC_PATH } from '#renderer/features/sync/index';
import {
  loadTeamPage,
  loadVisitForm,
  loadVisitRules,
  loadVisitsPage,
  mayChangeVisitTable,
  ROUND_PATH,
  TEAM_PATH,
  VISIT_FORM_PATH,
  VISIT_RULES_PATH,
  VISITS_PATH,
} from '#renderer/features/visits/index';
import { loadWorkbenchPage, WORKBENCH_PATH } from '#renderer/features/workbench/index';
import { FUNCTIONS } from '#shared/schema/types/place';
import { DataPages, isDataPath } from './DataPages';
import type { PageRights } from './rights';
import { SHORTCUTS_PATH, ShortcutsPage } from './ShortcutsPage';

const WorkbenchPage = lazy(loadWorkbenchPage);
const VisitsPage = lazy(loadVisitsPage);
const VisitFormPage = lazy(loadVisitForm);
const RoundPage = lazy(loadRoundPage);
const TeamPage = lazy(loadTeamPage);
const VisitRulesPage = lazy(loadVisitRules);
const SettingsPage = lazy(loadSettings);
const ResidentsPage = lazy(loadResidentsPage);
const HomesPage = lazy(loadHomesPage);
const MapPage = lazy(loadMapPage);
const PersonPages = lazy(loadPersonPages);
const FindingsOf = lazy(loadFindingsOf);
const AnnouncementsPage = lazy(loadAnnouncementsPage);
const ConflictsPage = lazy(loadConflictsPage);
const ConflictsCard = lazy(loadConflictsCard);
const SyncPage = lazy(loadSyncPage);
const IncidentsPage = lazy(loadIncidentsPage);
const IncidentReportPage = lazy(loadIncidentReport);
const IncidentTables = lazy(loadIncidentTables);
const MattersPage = lazy(loadMattersPage);
const ServicesPage = lazy(loadServicesPage);
const ApplicationsPage = lazy(loadApplicationsPage);
const ApplicationFormPage = lazy(loadApplicationForm);
const CarePage = lazy(loadCarePage);
const AlarmsPage = lazy(loadAlarmsPage);
const WatchRules = lazy(loadWatchRules);
const SensorsPage = lazy(loadSensorsPage);
const CounterPage = lazy(loadCounterPage);
const FiguresPage = lazy(loadFiguresPage);
const HallFiguresPage = lazy(loadHallFiguresPage);
const CallLogPage = lazy(loadCallLogPage);
const BookingsPage = lazy(loadBookingsPage);
const RiskPage = lazy(loadRiskPage);
const RiskTablePage = lazy(loadRiskTable);
const AssessmentFormPage = lazy(loadAssessmentForm);

/** Pages of somebody's file beside its first, in the order of the row; their names are words of this part. */
const PERSON_TABS: readonly PersonTab[] = [
  { id: RISK_TAB, label: 'tab.risk', labelPart: 'staff', Page: lazy(loadRiskOf) },
  { id: 'ability', label: 'tab.ability', labelPart: 'staff', Page: lazy(loadAbilityOf) },
  { id: 'sensors', label: 'tab.sensors', labelPart: 'staff', Page: lazy(loadSensorsOf) },
];
const PERSON_SLOTS = { Findings: FindingsOf, tabs: PERSON_TABS } as const;

/** What stands at an address: a page, one that is not for this person, or nothing. */
export type Found =
  { readonly kind: 'page'; readonly page: ReactNode } | { readonly kind: 'closed' } | { readonly kind: 'unknown' };

/** What stands at a path for somebody with those rights. */
export function findPage(path: string, rights: PageRights): Found {
  const { readsGrids, keepsFiles } = rights;
  switch (path) {
    case WORKBENCH_PATH:
      return shown(<WorkbenchPage />);
    case ANNOUNCEMENTS_PATH:
      return shown(<AnnouncementsPage />);
    case SYNC_PATH:
      return shown(<SyncPage Conflicts={ConflictsCard} />);
    case CONFLICTS_PATH:
      return shown(<ConflictsPage />);
    case SHORTCUTS_PATH:
      return shown(<ShortcutsPage />);
    case VISITS_PATH:
      return readsGrids ? shown(<VisitsPage />) : CLOSED;
    case ROUND_PATH:
      return rights.visits ? shown(<RoundPage />) : CLOSED;
    case TEAM_PATH:
      return readsGrids ? shown(<TeamPage />) : CLOSED;
    case VISIT_RULES_PATH:
      return mayChangeVisitTable(rights.staff) ? shown(<VisitRulesPage />) : CLOSED;
    case VISIT_FORM_PATH:
      return rights.visits ? shown(<VisitFormPage />) : CLOSED;
    case INCIDENTS_PATH:
      return readsGrids ? shown(<IncidentsPage />) : CLOSED;
    case INCIDENT_REPORT_PATH:
      return readsGrids ? shown(<IncidentReportPage />) : CLOSED;
    case INCIDENT_CATEGORIES_PATH:
    case INCIDENT_RULES_PATH:
    case INCIDENT_UNITS_PATH:
    case INCIDENT_CALENDAR_PATH:
      return mayManageIncidents(rights.staff) ? shown(<IncidentTables />) : CLOSED;
    case SERVICES_PATH:
      return readsGrids ? shown(<ServicesPage />) : CLOSED;
    case APPLICATIONS_PATH:
      return rights.desk ? shown(<ApplicationsPage />) : CLOSED;
    case APPLICATION_FORM_PATH:
      return rights.desk ? shown(<ApplicationFormPage />) : CLOSED;
    case MATTERS_PATH:
      return handlesMattersOf(rights.staff) ? shown(<MattersPage />) : CLOSED;
    case CARE_PATH:
      return readsGrids ? shown(<CarePage />) : CLOSED;
    case ASSESSMENT_PATH:
      return readsGrids ? shown(<AssessmentFormPage />) : CLOSED;
    case ALARMS_PATH:
      return readsGrids ? shown(<AlarmsPage />) : CLOSED;
    case ALARM_RULES_PATH:
      return mayAdjustWatch(rights.staff) ? shown(<WatchRules />) : CLOSED;
    case SENSORS_PATH:
      return readsGrids ? shown(<SensorsPage />) : CLOSED;
    case COUNTER_PATH:
      return worksAtCounterOf(rights.staff) ? shown(<CounterPage />) : CLOSED;
    case BOOKINGS_PATH:
      return worksAtCounterOf(rights.staff) ? shown(<BookingsPage />) : CLOSED;
    case FIGURES_PATH:
      return rights.desk ? shown(<FiguresPage />) : CLOSED;
    case HALL_FIGURES_PATH:
      return worksAtCounterOf(rights.staff) ? shown(<HallFiguresPage />) : CLOSED;
    case CALL_LOG_PATH:
      return setsHallOf(rights.staff) ? shown(<CallLogPage />) : CLOSED;
    case RESIDENTS_PATH:
      return readsGrids ? shown(<ResidentsPage />) : CLOSED;
    case HOMES_PATH:
      return readsGrids ? shown(<HomesPage />) : CLOSED;
    case RISK_PATH:
      return readsGrids ? shown(<RiskPage />) : CLOSED;
    case RISK_TABLE_PATH:
      return mayAdjustRisk(rights.staff) ? shown(<RiskTablePage />) : CLOSED;
    case MAP_PATH:
      return readsGrids ? shown(<MapPage />) : CLOSED;
    case PERSON_PATH:
      return readsGrids ? shown(<PersonPages {...PERSON_SLOTS} />) : CLOSED;
    case `${PERSON_PATH}/new`:
    case `${PERSON_PATH}/edit`:
    case `${PERSON_PATH}/merge`:
      return keepsFiles ? shown(<PersonPages {...PERSON_SLOTS} />) : CLOSED;
  }
  if (isSettingsPath(path)) return findSettings(path, rights);
  if (!isDataPath(path)) return UNKNOWN;
  if (!readsGrids || (!keepsFiles && path === IMPORTS_PATH)) return CLOSED;
  return shown(<DataPages mayImport={keepsFiles} />);
}

function findSettings(path: string, { staff }: PageRights): Found {
  const open = sectionsFor(staff);
  const isAt = (section: SectionName) => settingsPlace(section).path === path;
  if (path === settingsPlace().path ? open.length > 0 : open.some(isAt)) return shown(<SettingsPage />);
  return path === settingsPlace().path || everySection.some(isAt) ? CLOSED : UNKNOWN;
}

/** Every section there is: between them, these two posts may open all. */
const everySection = (['manager', 'it'] as const).flatMap((post) => sectionsFor({ post, functions: [...FUNCTIONS] }));

const CLOSED: Found = { kind: 'closed' };
const UNKNOWN: Found = { kind: 'unknown' };
const shown = (page: ReactNode): Found => ({ kind: 'page', page });
