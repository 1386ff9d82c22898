import type { Visit } from '#shared/schema/types/visit';
import { ageOn, officeHoursBefore, type PlainDate } from './calendar';
import type { Resident } from './families';
import type { Random } from './random';
import { PRACTICE_VISIT_INTERVALS } from './station';

/** The visits of the last months: who is visited how often, and what came of it. */

/** A visit before it has ids and seals. */
export interface PlannedVisit {
  readonly kind: Visit['kind'];
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly outcome: Visit['answers']['outcome'];
  /** Present when the person was met. */
  readonly findings: Findings | null;
}

export interface Findings {
  readonly condition: 'well' | 'unwell' | 'needs-care';
  readonly bloodPressure: { readonly systolic: number; readonly diastolic: number } | null;
  readonly note: string | null;
}

/** Key people whose visit is overdue: enough for a morning's list, not a station that has given up. */
const OVERDUE_SHARE = 0.02;
const NOTES = [
  '家中整洁，精神好。',
  '提醒按时服药。',
  '血压计读数偏高，建议复查。',
  '子女周末来过。',
  '反映楼道灯不亮，已告知物业。',
  '最近睡眠不好。',
  '膝盖疼，上下楼慢。',
  '想了解高龄津贴怎么办理。',
  '燃气软管已检查，无异常。',
  '米油够用，没有其他需要。',
] as const;

/** Days between visits to a key person, the shortest of what applies; null for everybody else. */
export function visitIntervalDays(
  resident: Pick<Resident, 'birthDate' | 'disability'>,
  livesAlone: boolean,
  today: PlainDate,
): number | null {
  const age = ageOn(today, resident.birthDate);
  const applying: number[] = [];
  if (age >= 65) applying.push(PRACTICE_VISIT_INTERVALS.elderly);
  if (age >= 65 && livesAlone) applying.push(PRACTICE_VISIT_INTERVALS.livingAlone);
  if (age < 15) applying.push(PRACTICE_VISIT_INTERVALS.child);
  if (resident.disability) applying.push(PRACTICE_VISIT_INTERVALS.disabled);
  return applying.length === 0 ? null : Math.min(...applying);
}

export interface RoundOptions {
  readonly nowMs: number;
  readonly historyDays: number;
  readonly intervalDays: number;
  readonly age: number;
  /** Days since the last visit, null for none ever; absent to let chance decide. */
  readonly lastVisitDaysAgo?: number | null;
}

/** All visits to one person, newest first. */
export function planVisits(random: Random, options: RoundOptions): PlannedVisit[] {
  const visits: PlannedVisit[] = [];
  const usualSystolic = random.int(112, options.age >= 65 ? 158 : 132);
  let daysAgo = options.lastVisitDaysAgo === undefined ? drawLastVisit(random, options) : options.lastVisitDaysAgo;
  while (daysAgo !== null && daysAgo <= options.historyDays) {
    visits.push(planVisit(random, options, daysAgo, usualSystolic, visits.length === 0));
    daysAgo += Math.max(1, Math.round(options.intervalDays * (0.75 + random.next() * 0.3)));
  }
  return visits;
}

/** A weekend moves a visit back by up to two days, so three days are kept in hand before it would count as overdue. */
function drawLastVisit(random: Random, { intervalDays }: RoundOptions): number | null {
  if (!random.chance(OVERDUE_SHARE)) return random.int(1, Math.max(1, intervalDays - 3));
  return random.chance(0.15) ? null : intervalDays + random.int(1, 12);
}

function planVisit(
  random: Random,
  { nowMs, age }: RoundOptions,
  daysAgo: number,
  usualSystolic: number,
  isLast: boolean,
): PlannedVisit {
  const kind = random.weighted([
    [76, 'home'],
    [19, 'phone'],
    [5, 'chance'],
  ] as const);
  // The last one found the person in: otherwise who is overdue would hang on whether a closed door counts.
  const outcome = isLast
    ? 'met'
    : random.weighted([
        [90, 'met'],
        [8, 'absent'],
        [2, 'refused'],
      ] as const);
  const startedAtMs = officeHoursBefore(nowMs, daysAgo, random.int(0, 510));
  const isMeasured = kind === 'home' && age >= 18 && random.chance(age >= 65 ? 0.7 : 0.2);
  const systolic = usualSystolic + random.int(-9, 12);
  const findings: Findings = {
    condition: random.weighted([
      [82, 'well'],
      [14, 'unwell'],
      [4, 'needs-care'],
    ] as const),
    bloodPressure: isMeasured ? { systolic, diastolic: Math.round(systolic * 0.58) + random.int(-5, 5) } : null,
    note: random.chance(0.6) ? random.pick(NOTES) : null,
  };
  return {
    kind,
    startedAtMs,
    finishedAtMs: startedAtMs + (outcome === 'met' ? random.int(6, 25) : random.int(1, 3)) * 60_000,
    outcome,
    findings: outcome === 'met' ? findings : null,
  };
}
