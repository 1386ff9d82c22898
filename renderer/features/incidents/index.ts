export { PlacePickerContext, type PlacePickerProps } from './report/place-picker';
export { IncidentDeadline } from './Deadline';
export { deadlineOf, type Deadline } from './deadline';
export { useIncidents, useUnitRecords } from './queries';
export { useResponseMonths, type ResponseMonths } from './response';
export { timeParts } from './time-parts';
export type { ShownIncident } from './view';
export {
  INCIDENT_CATEGORIES_PATH,
  INCIDENT_REPORT_PATH,
  INCIDENT_RULES_PATH,
  incidentReportPlace,
  INCIDENTS_PATH,
  incidentsPlace,
} from './places';
export { mayManageIncidents } from './manage/rights';

/** The list and the board, fetched when somebody first opens them. */
export const loadIncidentsPage = () =>
  import('./list/IncidentsPage').then((module) => ({ default: module.IncidentsPage }));

/** The form for a new incident; the service worker holds it offline. */
export const loadIncidentReport = () =>
  import('./report/ReportPage').then((module) => ({ default: module.ReportPage }));

/** The tables of categories and rules; few people ever open them. */
export const loadIncidentTables = () =>
  import('./manage/ManagePages').then((module) => ({ default: module.ManagePages }));
