export { PlacePickerContext, type PlacePickerProps } from './report/place-picker';
export { IncidentDeadline } from './Deadline';
export { deadlineOf, type Deadline } from './deadline';
export { useIncidents, useUnitRecords } from './queries';
export { useResponseMonths, type ResponseMonths } from './response';
export { useResidentPages } from './slip/use-resident-pages';
export { timeParts } from './time-parts';
export type { ShownIncident } from './view';
export {
  INCIDENT_CALENDAR_PATH,
  INCIDENT_CATEGORIES_PATH,
  INCIDENT_REPORT_PATH,
  INCIDENT_RULES_PATH,
  INCIDENT_UNITS_PATH,
  incidentReportPlace,
  INCIDENTS_PATH,
  incidentsPlace,
} from './places';
export { instantAtStation } from './instants';
export { mayManageIncidents } from './manage/rights';
export { useMissingYears } from './years';

/** The list and the board, fetched when somebody first opens them. */
export const loadIncidentsPage = () =>
  import('./list/IncidentsPage').then((module) => ({ default: module.IncidentsPage }));

/** The form for a new incident; the service worker holds it offline. */
export const loadIncidentReport = () =>
  import('./report/ReportPage').then((module) => ({ default: module.ReportPage }));

/** One incident beside something else than its list. */
export const loadIncidentBeside = () =>
  import('./detail/IncidentBeside').then((module) => ({ default: module.IncidentBeside }));

/** The tables of categories and rules; few people ever open them. */
export const loadIncidentTables = () =>
  import('./manage/ManagePages').then((module) => ({ default: module.ManagePages }));
