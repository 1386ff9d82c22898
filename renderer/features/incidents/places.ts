import type { Place } from '#renderer/ui/index';

export const INCIDENTS_PATH = '/incidents';
/** The form for a new one. */
export const INCIDENT_REPORT_PATH = '/incidents/report';
/** The table of categories, for whoever keeps it. */
export const INCIDENT_CATEGORIES_PATH = '/incidents/categories';
/** Who gets what, for whoever decides it. */
export const INCIDENT_RULES_PATH = '/incidents/rules';

/** The units that handle incidents, for whoever keeps them. */
export const INCIDENT_UNITS_PATH = '/incidents/units';
/** The years by which limits are counted. */
export const INCIDENT_CALENDAR_PATH = '/incidents/calendar';

/** What the address of the categories names for the table that comes with the product. */
export const SHIPPED = 'shipped';

/** Where a station without categories takes over those that come with the product. */
export const SHIPPED_PLACE: Place = { path: INCIDENT_CATEGORIES_PATH, query: { open: SHIPPED } };

/** Ways to look at the incidents: a table, or a column for each state. */
export const INCIDENT_VIEWS = ['list', 'board'] as const;
export type IncidentViewName = (typeof INCIDENT_VIEWS)[number];

/** Choices that stand in the address of the list, by name. */
export type IncidentQuery = Readonly<Record<string, string>>;

/** The list or board, with one opened or none; `open` is an `_id`. */
export const incidentsPlace = ({
  open = null,
  query = {},
}: { readonly open?: string | null; readonly query?: IncidentQuery } = {}): Place => ({
  path: INCIDENTS_PATH,
  query: { ...query, open: open ?? '' },
});

/** The form for a new incident, on behalf of a resident where one is given by `_id`. */
export const incidentReportPlace = (person = ''): Place => ({ path: INCIDENT_REPORT_PATH, query: { person } });
