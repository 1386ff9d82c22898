import { addDays, dateAtStation, startOfDayMs, type CalendarDate } from '../calendar/date';

/** What somebody may have to do today, in the order in which things of one moment are named. */
export const AGENDA_KINDS = [
  'alarm',
  'refused',
  'held',
  'conflicts',
  'import',
  'device',
  'incident',
  'visit-draft',
  'person-draft',
  'visit',
  'duplicates',
  'findings',
] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];

/** When something should be done: at a moment, on a day, or whenever there is time. */
export type AgendaDue =
  | { readonly kind: 'moment'; readonly atMs: number }
  | { readonly kind: 'day'; readonly on: CalendarDate }
  | { readonly kind: 'open' };

/** One thing to do, as its feature knows it. */
export interface AgendaTask {
  /** Unique among all tasks. */
  readonly id: string;
  readonly kind: AgendaKind;
  readonly due: AgendaDue;
  /** Number of the grid it belongs to; null for what belongs to the person at the device. */
  readonly grid: number | null;
}

/** How a task stands to now. `soon` is due within the days ahead that were asked for; `open` has no day. */
export type AgendaState = 'late' | 'today' | 'soon' | 'open';

/** A line of the list: a task, or how many more of its kind there are. */
export type AgendaRow<T extends AgendaTask> =
  | { readonly is: 'task'; readonly task: T; readonly state: AgendaState }
  | { readonly is: 'more'; readonly kind: AgendaKind; readonly state: AgendaState; readonly count: number };

export const AGENDA_TABS = ['all', 'mine', 'grid'] as const;
export type AgendaTab = (typeof AGENDA_TABS)[number];

export interface Agenda<T extends AgendaTask> {
  /** Past their time: what stands above the line for now. */
  readonly past: readonly AgendaRow<T>[];
  /** Today's, then the next days', then what has no day. */
  readonly ahead: readonly AgendaRow<T>[];
  /** Tasks that are due by tonight or late, by tab; what is merely coming up or has no day does not count. */
  readonly counts: Readonly<Record<AgendaTab, number>>;
}

export interface AgendaQuestion {
  readonly nowMs: number;
  readonly tab: AgendaTab;
  /** Grids that the person works in. */
  readonly ownGrids: readonly number[];
  /** Days ahead that are worth showing. */
  readonly soonDays: number;
  /** Tasks of one kind and state that are shown by themselves; the rest of them is one line. */
  readonly shown: Readonly<Record<AgendaState, number>>;
}

/** As many as fit beside each other without one kind hiding the others. */
export const AGENDA_SHOWN: AgendaQuestion['shown'] = { late: 3, today: 4, soon: 3, open: 1 };

interface Placed<T> {
  readonly task: T;
  /** When it is over, for the order alone. */
  readonly endsMs: number;
}

interface Group<T> {
  readonly state: AgendaState;
  readonly kind: AgendaKind;
  readonly placed: Placed<T>[];
}

/**
 * What there is to do, the earliest first, with the line for now between `past` and `ahead`. Hundreds of tasks of one kind become
 * its most urgent few and a count, so that a round nobody walked does not hide a record that came back.
 */
export function agendaOf<T extends AgendaTask>(tasks: readonly T[], question: AgendaQuestion): Agenda<T> {
  const { nowMs, tab, ownGrids, soonDays, shown } = question;
  const stateOf = stateAt(nowMs, soonDays);
  const counts = { all: 0, mine: 0, grid: 0 };
  const groups = new Map<string, Group<T>>();
  for (const task of tasks) {
    const state = stateOf(task.due);
    if (state === null) continue;
    if (state === 'late' || state === 'today') {
      for (const each of AGENDA_TABS) if (isOn(each, task, ownGrids)) counts[each] += 1;
    }
    if (!isOn(tab, task, ownGrids)) continue;
    const key = `${state} ${task.kind}`;
    const group = groups.get(key) ?? { state, kind: task.kind, placed: [] };
    group.placed.push({ task, endsMs: endOf(task.due) });
    groups.set(key, group);
  }
  const rows = (state: AgendaState) =>
    rowsOf(
      [...groups.values()].filter((group) => group.state === state),
      shown[state],
    );
  return { past: rows('late'), ahead: [...rows('today'), ...rows('soon'), ...rows('open')], counts };
}

/** The first tasks of each kind among each other, each kind's rest as a line behind its last. */
function rowsOf<T extends AgendaTask>(groups: readonly Group<T>[], shown: number): readonly AgendaRow<T>[] {
  const restAfter = new Map<T, number>();
  const placed = groups.flatMap((group) => {
    const first = group.placed.sort(byEnd).slice(0, shown);
    const last = first.at(-1);
    if (last && group.placed.length > shown) restAfter.set(last.task, group.placed.length - shown);
    return first.map((each) => ({ ...each, state: group.state }));
  });
  return placed.sort(byEnd).flatMap(({ task, state }): AgendaRow<T>[] => {
    const count = restAfter.get(task);
    const row: AgendaRow<T> = { is: 'task', task, state };
    return count === undefined ? [row] : [row, { is: 'more', kind: task.kind, state, count }];
  });
}

/** Says how a task stands to now; null for what lies further ahead than is worth showing. */
function stateAt(nowMs: number, soonDays: number): (due: AgendaDue) => AgendaState | null {
  const today = dateAtStation(nowMs);
  const lastSoon = addDays(today, soonDays);
  return (due) => {
    if (due.kind === 'open') return 'open';
    if (due.kind === 'moment' && due.atMs <= nowMs) return 'late';
    const day = due.kind === 'day' ? due.on : dateAtStation(due.atMs);
    if (day < today) return 'late';
    if (day === today) return 'today';
    return day <= lastSoon ? 'soon' : null;
  };
}

/** What belongs to a grid is the business of whoever works there; what belongs to nobody's grid is one's own. */
function isOn(tab: AgendaTab, { grid }: AgendaTask, ownGrids: readonly number[]): boolean {
  if (tab === 'all') return true;
  return tab === 'grid' ? grid !== null : grid === null || ownGrids.includes(grid);
}

function byEnd(a: Placed<AgendaTask>, b: Placed<AgendaTask>): number {
  return (
    a.endsMs - b.endsMs ||
    AGENDA_KINDS.indexOf(a.task.kind) - AGENDA_KINDS.indexOf(b.task.kind) ||
    (a.task.id < b.task.id ? -1 : 1)
  );
}

const DAY_MS = 86_400_000;

/** A day is over when it ends, so that what has an hour comes before what has the whole day. */
function endOf(due: AgendaDue): number {
  switch (due.kind) {
    case 'moment':
      return due.atMs;
    case 'day':
      return startOfDayMs(due.on) + DAY_MS;
    case 'open':
      return Number.MAX_SAFE_INTEGER;
  }
}
