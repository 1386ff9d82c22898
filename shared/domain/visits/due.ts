import type { OpenedPerson } from '../../schema/opened-person';
import type { Station } from '../../schema/types/place';
import type { Visit } from '../../schema/types/visit';
import { addDays, dateAtStation, daysBetween, type CalendarDate } from '../calendar/date';
import { ageOn } from '../people/age';
import { keyKindsOf, keyPersonSince, type KeyKind } from '../people/key-people';
import { livingAloneOf, residentsByHousehold, type LivingAlone } from '../people/living-alone';
import type { RiskLevel } from '../risk/score';
import { USUAL_VISIT_TABLE, type LevelDays } from './plan-table';

export type VisitIntervals = Station['visitIntervalDays'];

/** What the list says about one key person. */
export interface VisitDue<P> {
  readonly person: P;
  readonly age: number;
  readonly kinds: readonly KeyKind[];
  readonly alone: LivingAlone;
  /** The last day on which somebody met the person, or null for never. */
  readonly lastMetOn: CalendarDate | null;
  readonly dueOn: CalendarDate;
  /** Days past the due day; 0 is due today, negative is still to come. */
  readonly overdueDays: number;
  readonly reason: DueReason;
}

/**
 * What a due day comes from: the interval that is the strictest, of a kind, of the person's own plan or of the level of risk; a date agreed at
 * the last visit; or that nobody ever came.
 */
export type DueReason = KeyKind | 'plan' | `risk-${RiskLevel}` | 'agreed' | 'never-met';

/** What is known of somebody beside the kinds. */
export interface VisitNeeds {
  /** Of the person's own plan; null for none. */
  readonly everyDays: number | null;
  /** Of the newest risk report; null where there is none, or the reader may not read it. */
  readonly level: RiskLevel | null;
}

/** What counts beside the intervals by kind. */
export interface VisitPlanning {
  readonly levelDays: LevelDays;
  needsOf(personUid: string): VisitNeeds;
}

const NO_NEEDS: VisitNeeds = { everyDays: null, level: null };

/** Nobody has a plan, and nobody a report. */
const KINDS_ALONE: VisitPlanning = { levelDays: USUAL_VISIT_TABLE.levelDays, needsOf: () => NO_NEEDS };

type PersonFacts = Pick<
  OpenedPerson,
  'uid' | 'birthDate' | 'disability' | 'status' | 'householdUid' | 'livingAlone'
> & { readonly created: Pick<OpenedPerson['created'], 'at'> };
type VisitFacts = Pick<Visit, 'personUid' | 'startedAtMs' | 'nextVisitOn'> & {
  readonly answers: Pick<Visit['answers'], 'outcome'>;
};

/** Days ahead that count as due soon. */
export const SOON_DAYS = 7;

interface LastVisits {
  readonly metAtMs: number | null;
  readonly newestAtMs: number;
  readonly agreedOn: CalendarDate | null;
}

/**
 * Every key person with the day on which the next visit is due, the longest overdue first, then by uid. A closed door does
 * not count as a visit; a date agreed at the newest visit counts when it comes before the interval does. `canonical` says whose file a
 * uid means (`canonicalUids`): visits to a file that was merged away count for the one that stayed, which alone is listed. Of kinds, plans
 * and risk (`planning`) the shortest interval counts.
 */
export function visitsDue<P extends PersonFacts>(
  everybody: readonly P[],
  visits: Iterable<VisitFacts>,
  intervals: VisitIntervals,
  today: CalendarDate,
  canonical: (uid: string) => string = (uid) => uid,
  planning: VisitPlanning = KINDS_ALONE,
): readonly VisitDue<P>[] {
  const people = everybody.filter(({ uid }) => canonical(uid) === uid);
  const residents = residentsByHousehold(people);
  const last = lastVisits(visits, canonical);
  const overdueOn = remembering((dueOn: CalendarDate) => daysBetween(dueOn, today));
  const due = people.flatMap((person): VisitDue<P>[] => {
    const alone = livingAloneOf(person, residents.get(person.householdUid ?? '') ?? 0);
    const kinds = keyKindsOf(person, alone, today);
    if (kinds.length === 0) return [];
    const visited = last.get(person.uid);
    const lastMetOn = visited?.metAtMs == null ? null : dateAtStation(visited.metAtMs);
    const { dueOn, reason } = dueDay(person, kinds, lastMetOn, visited?.agreedOn ?? null, () =>
      visitInterval(kinds, intervals, planning.needsOf(person.uid), planning.levelDays),
    );
    return [
      {
        person,
        age: ageOn(person.birthDate, today),
        kinds,
        alone,
        lastMetOn,
        dueOn,
        overdueDays: overdueOn(dueOn),
        reason,
      },
    ];
  });
  return due.sort((a, b) => b.overdueDays - a.overdueDays || (a.person.uid < b.person.uid ? -1 : 1));
}

/** The strictest of what applies. Nobody who was never met waits for an interval. */
function dueDay(
  person: PersonFacts,
  kinds: readonly KeyKind[],
  lastMetOn: CalendarDate | null,
  agreedOn: CalendarDate | null,
  interval: () => VisitInterval,
): Pick<VisitDue<unknown>, 'dueOn' | 'reason'> {
  if (lastMetOn === null) {
    return { dueOn: keyPersonSince(person, kinds, dateAtStation(person.created.at)), reason: 'never-met' };
  }
  const { days, reason } = interval();
  const dueOn = addDays(lastMetOn, days);
  return agreedOn !== null && agreedOn < dueOn ? { dueOn: agreedOn, reason: 'agreed' } : { dueOn, reason };
}

/** Days between two visits, and what asks for them. */
export interface VisitInterval {
  readonly days: number;
  readonly reason: Exclude<DueReason, 'agreed' | 'never-met'>;
}

/** How often a key person of those kinds is visited: the shortest of what applies; of equals the kind, then the plan. */
export function visitInterval(
  kinds: readonly KeyKind[],
  intervals: VisitIntervals,
  { everyDays, level }: VisitNeeds,
  levelDays: LevelDays,
): VisitInterval {
  const strictest = kinds.reduce((least, kind) => (intervals[kind] < intervals[least] ? kind : least));
  const asked: readonly VisitInterval[] = [
    { days: intervals[strictest], reason: strictest },
    ...(everyDays === null ? [] : [{ days: everyDays, reason: 'plan' } as const]),
    ...(level === null ? [] : [{ days: levelDays[level], reason: `risk-${level}` } as const]),
  ];
  return asked.reduce((least, each) => (each.days < least.days ? each : least));
}

/** In one pass, because a station holds ten times as many visits as people. */
function lastVisits(visits: Iterable<VisitFacts>, canonical: (uid: string) => string): ReadonlyMap<string, LastVisits> {
  const last = new Map<string, LastVisits>();
  for (const { personUid: visitedUid, startedAtMs, nextVisitOn, answers } of visits) {
    const personUid = canonical(visitedUid);
    const known = last.get(personUid);
    const metBefore = known?.metAtMs ?? null;
    const metAtMs = answers.outcome === 'met' && startedAtMs > (metBefore ?? -1) ? startedAtMs : metBefore;
    if (known && known.newestAtMs > startedAtMs) last.set(personUid, { ...known, metAtMs });
    else last.set(personUid, { metAtMs, newestAtMs: startedAtMs, agreedOn: nextVisitOn });
  }
  return last;
}

/** The function with its answers kept: thousands of people have a few hundred days in common. */
function remembering<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = of(key);
    known.set(key, answer);
    return answer;
  };
}

/** Which of the page's lists somebody stands on. */
export const isOverdue = ({ overdueDays }: Pick<VisitDue<unknown>, 'overdueDays'>): boolean => overdueDays > 0;
export const isDueSoon = ({ overdueDays }: Pick<VisitDue<unknown>, 'overdueDays'>): boolean =>
  overdueDays <= 0 && overdueDays >= -SOON_DAYS;
