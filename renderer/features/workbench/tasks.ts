import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import { PERSON_FORM } from '#shared/domain/people/draft';
import { VISIT_FORM } from '#shared/domain/visits/questions';
import type { AgendaTask } from '#shared/domain/workbench/agenda';
import type { DeviceView } from '#shared/ipc/admin-api';
import type { OutboxRow } from '#shared/sync/ports';
import type { DraftRow, ImportProgress } from '#renderer/data/index';
import type { ShownAlarm } from '../alarms/index';
import { deadlineOf, type ShownIncident } from '../incidents/index';
import { gridNumberOf } from '../people/index';
import type { PersonDue } from '../visits/index';

/** One thing to do with what its line needs to say; words are made when it is drawn, since most never are. */
export type WorkTask = AgendaTask &
  (
    | { readonly kind: 'visit'; readonly visit: PersonDue }
    | { readonly kind: 'alarm'; readonly alarm: ShownAlarm }
    | { readonly kind: 'incident'; readonly incident: ShownIncident }
    | { readonly kind: 'visit-draft' | 'person-draft'; readonly draft: DraftRow; readonly subjectUid: string }
    | { readonly kind: 'refused' | 'held'; readonly row: OutboxRow }
    | { readonly kind: 'import'; readonly progress: ImportProgress }
    | { readonly kind: 'device'; readonly device: DeviceView }
    | { readonly kind: 'conflicts' | 'duplicates' | 'findings'; readonly count: number }
  );

/** Everything on this device that may be somebody's to do; what is not known yet is left out. */
export interface TaskSources {
  readonly alarms: readonly ShownAlarm[];
  readonly visits: readonly PersonDue[];
  readonly incidents: readonly ShownIncident[];
  readonly drafts: readonly DraftRow[];
  readonly unsent: readonly OutboxRow[];
  readonly runningImport: ImportProgress | null;
  readonly devices: readonly DeviceView[];
  /** Records in which values wait for a decision. */
  readonly conflicts: number;
  readonly duplicates: number;
  readonly findings: number;
  readonly today: CalendarDate;
  readonly nowMs: number;
}

/** A visit that is being written down stands there once, as its draft. */
export function tasksOf(sources: TaskSources): readonly WorkTask[] {
  const {
    alarms,
    visits,
    incidents,
    nowMs,
    drafts,
    unsent,
    runningImport,
    devices,
    conflicts,
    duplicates,
    findings,
    today,
  } = sources;
  const draftTasks = drafts.flatMap((draft) => draftTask(draft) ?? []);
  const begun = new Set(draftTasks.flatMap((task) => (task.kind === 'visit-draft' ? [task.subjectUid] : [])));
  return [
    ...alarms.flatMap((alarm) => alarmTask(alarm) ?? []),
    ...draftTasks,
    ...visits.flatMap((visit) => (begun.has(visit.person.uid) ? [] : [visitTask(visit)])),
    ...incidents.flatMap((incident) => incidentTask(incident, nowMs) ?? []),
    ...unsent.flatMap((row) => unsentTask(row) ?? []),
    ...devices.filter(({ state }) => state === 'pending').map(deviceTask),
    ...(runningImport?.phase === 'failed' ? [importTask(runningImport, today)] : []),
    ...(conflicts > 0 ? [countTask('conflicts', conflicts)] : []),
    ...(duplicates > 0 ? [countTask('duplicates', duplicates)] : []),
    ...(findings > 0 ? [countTask('findings', findings)] : []),
  ];
}

const visitTask = (visit: PersonDue): WorkTask => ({
  id: `visit ${visit.person.uid}`,
  kind: 'visit',
  due: { kind: 'day', on: visit.dueOn },
  grid: gridNumberOf(visit.person._id),
  visit,
});

/** A call or a visit; null for a silent device, which has no clock. */
function alarmTask(alarm: ShownAlarm): WorkTask | null {
  const { dueAtMs } = alarm.standing;
  if (dueAtMs === null || !alarm.isAboutPeople) return null;
  return { id: `alarm ${alarm.uid}`, kind: 'alarm', due: { kind: 'moment', atMs: dueAtMs }, grid: alarm.grid, alarm };
}

/** An incident that is waited for; null for one without a limit, or whose clock stands still. */
function incidentTask(incident: ShownIncident, nowMs: number): WorkTask | null {
  const deadline = deadlineOf(incident, nowMs);
  if (deadline.kind !== 'due') return null;
  const due = { kind: 'moment', atMs: deadline.dueAtMs } as const;
  return { id: `incident ${incident.uid}`, kind: 'incident', due, grid: incident.grid, incident };
}

const FORMS = { [VISIT_FORM.id]: 'visit-draft', [PERSON_FORM.id]: 'person-draft' } as const;

/** What was begun should be finished the same day; null for a draft that is no form somebody fills in. */
function draftTask(draft: DraftRow): Extract<WorkTask, { readonly draft: DraftRow }> | null {
  const kind = draft.form === VISIT_FORM.id || draft.form === PERSON_FORM.id ? FORMS[draft.form] : null;
  if (kind === null) return null;
  const subjectUid = draft.id.slice(draft.form.length + 1);
  const on = dateAtStation(draft.savedAtMs);
  return { id: `draft ${draft.id}`, kind, due: { kind: 'day', on }, grid: null, draft, subjectUid };
}

function unsentTask(row: OutboxRow): WorkTask | null {
  if (row.state === 'waiting') return null;
  const due = { kind: 'moment', atMs: row.queuedAtMs } as const;
  return { id: `unsent ${row.id}`, kind: row.state, due, grid: null, row };
}

const deviceTask = (device: DeviceView): WorkTask => ({
  id: `device ${device.id}`,
  kind: 'device',
  due: { kind: 'moment', atMs: device.firstSeenMs },
  grid: null,
  device,
});

const importTask = (progress: ImportProgress, today: CalendarDate): WorkTask => ({
  id: `import ${progress.importUid}`,
  kind: 'import',
  due: { kind: 'day', on: today },
  grid: null,
  progress,
});

/** Belongs to no grid in particular, and to all of them. */
const countTask = (kind: 'conflicts' | 'duplicates' | 'findings', count: number): WorkTask => ({
  id: kind,
  kind,
  due: { kind: 'open' },
  grid: 0,
  count,
});
