import type { VisitNeeds } from '#shared/domain/visits/due';
import type { Watch } from '#shared/domain/visits/coverage';
import type {
  AssessmentEntry,
  CareEntry,
  ReadingMonthEntry,
  RegisterChange,
  RegisterEntry,
  RiskReportEntry,
  SensorEntry,
  VisitPlanEntry,
} from '../entries';

/** Plans, assessments, devices and the newest reports: what the round knows of somebody beside visits. */
export interface Care {
  put(entry: CareEntry): void;
  /** Ids of other types are of no effect. */
  remove(id: string): void;
  /** Whether a change makes any answer another one: a device tells often that all is as before. */
  isNews(change: RegisterChange): boolean;
  all(): readonly CareEntry[];
  /** `_id`s of reports that did not open. */
  unopened(): readonly string[];
  /** What is known as it stands; `canonical` says whose file a uid means. */
  read(canonical: (uid: string) => string): CareView;
}

/** What is known of each person. */
export interface CareView extends Readonly<{ needsOf: (personUid: string) => VisitNeeds }> {
  assigneeOf(personUid: string): string | null;
  assessedOn(personUid: string): string | null;
  watchOf(personUid: string, dwellingUid: string | null): Watch;
}

const CARE_TYPES: ReadonlySet<string> = new Set<CareEntry['type']>([
  'visit-plan',
  'assessment',
  'sensor',
  'reading-month',
  'risk-report',
]);

/** Whether the register keeps it here. */
export const isCare = (entry: RegisterEntry): entry is CareEntry => CARE_TYPES.has(entry.type);

/** `Care` without any record. */
export function createCare(): Care {
  const plans = new Map<string, VisitPlanEntry>();
  const assessments = new Map<string, AssessmentEntry>();
  const sensors = new Map<string, SensorEntry>();
  // Of reports and months there is one more each day and month: only the newest of each person and device counts.
  const reports = new Map<string, RiskReportEntry>();
  const months = new Map<string, ReadingMonthEntry>();

  function put(entry: CareEntry): void {
    switch (entry.type) {
      case 'visit-plan':
        return void plans.set(entry.id, entry);
      case 'assessment':
        return void assessments.set(entry.id, entry);
      case 'sensor':
        return void sensors.set(entry.id, entry);
      case 'risk-report': {
        const known = reports.get(entry.personUid);
        if (!known || known.day <= entry.day) reports.set(entry.personUid, entry);
        return;
      }
      case 'reading-month': {
        const known = months.get(entry.sensorUid);
        if (!known || known.month <= entry.month) months.set(entry.sensorUid, entry);
        return;
      }
    }
  }

  function remove(id: string): void {
    plans.delete(id);
    assessments.delete(id);
    sensors.delete(id);
    const subject = subjectIn(id);
    for (const newest of [reports, months]) if (newest.get(subject)?.id === id) newest.delete(subject);
  }

  function isNews(change: RegisterChange): boolean {
    if (change.kind === 'remove') return CARE_TYPES.has(change.id.slice(0, change.id.indexOf('~')));
    const { entry } = change;
    switch (entry.type) {
      case 'risk-report': {
        const known = reports.get(entry.personUid);
        return !known || (known.day <= entry.day && known.level !== entry.level);
      }
      case 'reading-month': {
        const known = months.get(entry.sensorUid);
        return !known || (known.month <= entry.month && known.works !== entry.works);
      }
      default:
        return isCare(entry);
    }
  }

  function read(canonical: (uid: string) => string): CareView {
    const planOf = new Map<string, VisitPlanEntry>();
    for (const plan of plans.values()) {
      const whose = canonical(plan.personUid);
      // The plan of the file that stayed comes before one of a file merged into it.
      if (whose === plan.personUid || !planOf.has(whose)) planOf.set(whose, plan);
    }
    const reportOf = new Map<string, RiskReportEntry>();
    for (const report of reports.values()) {
      const whose = canonical(report.personUid);
      const known = reportOf.get(whose);
      if (!known || known.day < report.day) reportOf.set(whose, report);
    }
    const replaced = new Set([...assessments.values()].flatMap(({ replacesUid }) => replacesUid ?? []));
    const assessedOn = new Map<string, string>();
    for (const { uid, personUid, assessedOn: day } of assessments.values()) {
      const whose = canonical(personUid);
      if (!replaced.has(uid) && day > (assessedOn.get(whose) ?? '')) assessedOn.set(whose, day);
    }
    const ofPerson = new Map<string, Watch>();
    const ofHome = new Map<string, Watch>();
    for (const { uid, personUid, dwellingUid, isWatching } of sensors.values()) {
      if (!isWatching) continue;
      const watch: Watch = months.get(uid)?.works ? 'works' : 'silent';
      // One that is somebody's own says nothing about the others of the home.
      if (personUid !== null) better(ofPerson, canonical(personUid), watch);
      else if (dwellingUid !== null) better(ofHome, dwellingUid, watch);
    }
    return {
      needsOf: (personUid) => ({
        everyDays: planOf.get(personUid)?.everyDays ?? null,
        level: reportOf.get(personUid)?.level ?? null,
      }),
      assigneeOf: (personUid) => planOf.get(personUid)?.assigneeUid ?? null,
      assessedOn: (personUid) => assessedOn.get(personUid) ?? null,
      watchOf(personUid, dwellingUid) {
        const found = [ofPerson.get(personUid), dwellingUid === null ? undefined : ofHome.get(dwellingUid)];
        return found.includes('works') ? 'works' : found.includes('silent') ? 'silent' : 'none';
      },
    };
  }

  return {
    put,
    remove,
    isNews,
    all: () => [
      ...plans.values(),
      ...assessments.values(),
      ...sensors.values(),
      ...months.values(),
      ...reports.values(),
    ],
    unopened: () => [...reports.values()].flatMap(({ id, level }) => (level === null ? [id] : [])),
    read,
  };
}

/** The person or device whose day or month a key names: what stands before its point. */
function subjectIn(id: string): string {
  const key = id.slice(id.lastIndexOf('~') + 1);
  return key.slice(0, Math.max(0, key.indexOf('.')));
}

function better(watches: Map<string, Watch>, key: string, watch: Watch): void {
  if (watches.get(key) !== 'works') watches.set(key, watch);
}
