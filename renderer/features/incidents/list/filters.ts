import { dateAtStation, startOfDayMs } from '#shared/domain/calendar/date';
import { INCIDENT_STATES, type IncidentState } from '#shared/domain/incidents/machine';
import { severalOf, type FilterValues } from '#renderer/ui/index';
import type { ShownIncident } from '../view';
import { searchedIn } from '../categories';
import { deadlineOf, deadlineRank } from '../deadline';

/** Ready-made lists, one press each. */
export const INCIDENT_TABS = ['open', 'mine', 'waiting', 'today', 'overdue', 'ended'] as const;
export type IncidentTab = (typeof INCIDENT_TABS)[number];

/** How the first response went. */
export const RESPONSES = ['within', 'late', 'none'] as const;
/** When it was reported. */
export const PERIODS = ['today', 'week', 'month', 'last-month'] as const;
export type Period = (typeof PERIODS)[number];

/** Fields that the list is narrowed by, as they stand in the address. */
export const FILTER_IDS = ['state', 'major', 'grid', 'unit', 'response', 'period'] as const;

export const INCIDENT_SORTS = ['deadline', 'reported', 'state', 'title'] as const;
export type IncidentSort = (typeof INCIDENT_SORTS)[number];

/** Who looks, and the units that this person works for. */
export interface Looker {
  readonly uid: string;
  readonly unitUids: ReadonlySet<string>;
}

export interface ListContext {
  readonly nowMs: number;
  readonly looker: Looker;
}

/** The list named in an address; what is open where it names none. */
export const tabOf = (text: string | undefined): IncidentTab => INCIDENT_TABS.find((tab) => tab === text) ?? 'open';

/** Whether something is with this person or their unit, or still open since they reported it. */
export function isMine({ standing, record, isOpen }: ShownIncident, { uid, unitUids }: Looker): boolean {
  if (!isOpen) return false;
  const { assignee } = standing;
  if (assignee?.staffUid === uid || record.created.by === uid) return true;
  return assignee !== null && assignee.staffUid === null && unitUids.has(assignee.unitUid);
}

/** Whether an incident belongs to a ready-made list. */
export function isOnTab(incident: ShownIncident, tab: IncidentTab, { nowMs, looker }: ListContext): boolean {
  const { isOpen, state, standing } = incident;
  switch (tab) {
    case 'open':
      return isOpen;
    case 'mine':
      return isMine(incident, looker);
    case 'waiting':
      return state === 'reported' || state === 'accepted';
    case 'today': {
      const deadline = deadlineOf(incident, nowMs);
      return deadline.kind === 'due' && dateAtStation(deadline.dueAtMs) <= dateAtStation(nowMs);
    }
    case 'overdue':
      return standing.isOverdue;
    case 'ended':
      return !isOpen;
  }
}

/** How many each ready-made list has. */
export function tabCounts(all: readonly ShownIncident[], context: ListContext): Readonly<Record<IncidentTab, number>> {
  const count = (tab: IncidentTab) => all.filter((each) => isOnTab(each, tab, context)).length;
  return {
    open: count('open'),
    mine: count('mine'),
    waiting: count('waiting'),
    today: count('today'),
    overdue: count('overdue'),
    ended: count('ended'),
  };
}

/** From and until when a period lasts, ms; the end is not in it. */
export function periodOf(period: Period, nowMs: number): { readonly fromMs: number; readonly untilMs: number } {
  const today = dateAtStation(nowMs);
  const monthStart = startOfDayMs(`${today.slice(0, 7)}-01`);
  const dayMs = 86_400_000;
  switch (period) {
    case 'today':
      return { fromMs: startOfDayMs(today), untilMs: nowMs + 1 };
    case 'week':
      return { fromMs: startOfDayMs(today) - 6 * dayMs, untilMs: nowMs + 1 };
    case 'month':
      return { fromMs: monthStart, untilMs: nowMs + 1 };
    case 'last-month': {
      const lastDay = dateAtStation(monthStart - dayMs);
      return { fromMs: startOfDayMs(`${lastDay.slice(0, 7)}-01`), untilMs: monthStart };
    }
  }
}

interface Wish {
  readonly tab: IncidentTab;
  readonly filters: FilterValues;
  /** As typed. */
  readonly text: string;
}

/**
 * The incidents that a list shows. Words that are typed look through every incident, and so does a choice of states or of how the
 * response went: whoever asks for closed ones means closed ones.
 */
export function incidentsShown(
  all: readonly ShownIncident[],
  { tab, filters, text }: Wish,
  context: ListContext,
): readonly ShownIncident[] {
  const words = text.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const states = severalOf(filters['state']);
  const response = RESPONSES.find((each) => each === filters['response']);
  const period = PERIODS.find((each) => each === filters['period']);
  const isWide = words.length > 0 || states.length > 0 || response !== undefined || period !== undefined;
  const span = period && periodOf(period, context.nowMs);
  const majors = new Set(severalOf(filters['major']));
  const grids = new Set(severalOf(filters['grid']).map(Number));
  const units = new Set(severalOf(filters['unit']));
  return all.filter((incident) => {
    const { record, standing, state, category, grid } = incident;
    if (!isWide && !isOnTab(incident, tab, context)) return false;
    if (states.length > 0 && !states.includes(state)) return false;
    if (majors.size > 0 && !majors.has(category?.majorName ?? '')) return false;
    if (grids.size > 0 && !grids.has(grid ?? 0)) return false;
    if (units.size > 0 && !units.has(standing.assignee?.unitUid ?? '')) return false;
    if (response !== undefined && responseOf(incident) !== response) return false;
    if (span && (record.reportedAtMs < span.fromMs || record.reportedAtMs >= span.untilMs)) return false;
    const kind = category && searchedIn(category);
    const searched = [record.title, record.address, record.receipt, kind].join(' ').toLowerCase();
    return words.every((word) => searched.includes(word.replaceAll('-', '')) || searched.includes(word));
  });
}

/** How the first response went; null for what asked for none. */
function responseOf({ standing, isOpen }: ShownIncident): (typeof RESPONSES)[number] | null {
  const { atMs, isLate } = standing.response;
  if (isLate) return 'late';
  if (atMs !== null) return 'within';
  return isOpen ? 'none' : null;
}

const PLACES = new Map(INCIDENT_STATES.map((state, place) => [state, place]));
const placeOfState = (state: IncidentState): number => PLACES.get(state) ?? 0;

/** The incidents in an order; what is urgent goes before what is not where the order leaves it open. */
export function incidentsSorted(
  incidents: readonly ShownIncident[],
  { by, descending }: { readonly by: IncidentSort; readonly descending: boolean },
  nowMs: number,
): readonly ShownIncident[] {
  const text = new Intl.Collator('zh', { numeric: true });
  const ranks = new Map(incidents.map((each) => [each.id, deadlineRank(each, nowMs)]));
  const rank = (each: ShownIncident) => ranks.get(each.id) ?? 0;
  const newest = (a: ShownIncident, b: ShownIncident) => b.record.reportedAtMs - a.record.reportedAtMs;
  const compare = (a: ShownIncident, b: ShownIncident): number => {
    switch (by) {
      case 'deadline':
        return rank(a) - rank(b);
      case 'reported':
        return -newest(a, b);
      case 'state':
        return placeOfState(a.state) - placeOfState(b.state);
      case 'title':
        return text.compare(a.record.title, b.record.title);
    }
  };
  const sign = descending ? -1 : 1;
  return [...incidents].sort(
    (a, b) => sign * compare(a, b) || Number(b.isUrgent) - Number(a.isUrgent) || newest(a, b) || (a.id < b.id ? -1 : 1),
  );
}

/** Columns of the board, each with the states that stand in it. */
export const BOARD_COLUMNS = [
  { id: 'reported', states: ['reported'] },
  { id: 'accepted', states: ['accepted'] },
  { id: 'dispatched', states: ['dispatched'] },
  { id: 'handling', states: ['handling'] },
  { id: 'handled', states: ['handled', 'verified'] },
  { id: 'ended', states: ['closed', 'rejected', 'duplicate'] },
] as const satisfies readonly { readonly id: string; readonly states: readonly IncidentState[] }[];
export type BoardColumn = (typeof BOARD_COLUMNS)[number]['id'];

/** What stands in a column of the board. */
export const inColumn = (incidents: readonly ShownIncident[], column: BoardColumn): readonly ShownIncident[] => {
  const states: readonly IncidentState[] = BOARD_COLUMNS.find(({ id }) => id === column)?.states ?? [];
  return incidents.filter(({ state }) => states.includes(state));
};
