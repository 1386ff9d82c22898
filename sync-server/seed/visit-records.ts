import { isChild } from '#shared/domain/people/age';
import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Visit } from '#shared/schema/types/visit';
import { ageOn } from './calendar';
import {
  dwellingUid,
  householdUid,
  livingIn,
  personUid,
  type GridContext,
  type PlannedHousehold,
} from './grid-context';
import type { KnownResident } from './known';
import { derivedUid, type Random } from './random';
import { planVisits, visitIntervalDays, type PlannedVisit } from './rounds';
import { visitorOfChild, workerOfGrid } from './station';

/** The visits to one resident, newest first; none to whoever moved away, died, or is nobody's to look after. */
export async function visitRecords(
  context: GridContext,
  random: Random,
  household: PlannedHousehold,
  place: number,
  resident: KnownResident,
): Promise<(Visit & WireRecord)[]> {
  const made: (Visit & WireRecord)[] = [];
  for (const [ordinal, plan] of visitPlans(context, random, household, resident).entries()) {
    made.push(await visitRecord(context, random, household, place, resident, { plan, ordinal }));
  }
  return made;
}

function visitPlans(
  { options, today }: GridContext,
  random: Random,
  household: PlannedHousehold,
  resident: KnownResident,
): PlannedVisit[] {
  const { nowMs, size } = options;
  if (resident.status !== 'living-here' || resident.isApart) return [];
  const isAlone = resident.declaredAlone ?? livingIn(household) === 1;
  const intervalDays = visitIntervalDays(resident, isAlone, today);
  if (intervalDays === null) return [];
  return planVisits(random.fork('visits'), {
    nowMs,
    historyDays: size.historyDays,
    intervalDays,
    age: ageOn(today, resident.birthDate),
    ...(resident.lastVisitDaysAgo === undefined ? {} : { lastVisitDaysAgo: resident.lastVisitDaysAgo }),
  });
}

async function visitRecord(
  context: GridContext,
  random: Random,
  household: PlannedHousehold,
  place: number,
  { birthDate }: KnownResident,
  { plan, ordinal }: { readonly plan: PlannedVisit; readonly ordinal: number },
): Promise<Visit & WireRecord> {
  const { options, grid, staff, scope, todayIso: today } = context;
  const uid = derivedUid(options.randomSeed, `visit/${household.label}/${place}/${ordinal}`);
  // Classes go by the age on this day, not on that of the visit: a file lies under one key.
  const { uid: by } = isChild(birthDate, today) ? visitorOfChild(staff, grid.number) : workerOfGrid(staff, grid.number);
  const stood = plan.kind === 'home' ? nearBuilding(random, household) : null;
  const record: Visit & WireRecord = {
    ...context.framer({ type: 'visit', scope, uid, atMs: plan.finishedAtMs, by }),
    type: 'visit',
    personUid: personUid(context, household, place),
    householdUid: householdUid(context, household),
    dwellingUid: dwellingUid(context, household.room),
    kind: plan.kind,
    startedAtMs: plan.startedAtMs,
    finishedAtMs: plan.finishedAtMs,
    place: stood,
    form: { id: 'visit', version: 1 },
    answers: { outcome: plan.outcome },
    nextVisitOn: null,
    additions: [],
    photos: [],
  };
  const answers = answersOf(plan);
  return {
    ...record,
    ...(await sealFields({ type: 'visit', uid, birthDate, today }, { answers }, context.workerSealer.seal)),
  };
}

function answersOf({ outcome, findings }: PlannedVisit): Readonly<Record<string, unknown>> {
  if (!findings) return { outcome };
  const { condition, bloodPressure, note } = findings;
  return { outcome, condition, ...(bloodPressure && { bloodPressure }), ...(note !== null && { note }) };
}

/** Where a tablet in the stairwell thinks it is: within 20 m of the building's middle. */
function nearBuilding(random: Random, { room }: PlannedHousehold): Visit['place'] {
  const off = () => (random.next() - 0.5) * 0.0003;
  const { lat, lng } = room.building.center;
  return {
    lat: Number((lat + off()).toFixed(6)),
    lng: Number((lng + off()).toFixed(6)),
    accuracyMeters: random.int(6, 40),
  };
}
