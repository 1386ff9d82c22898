import type { WireRecord } from '#shared/schema/envelope';
import type { Person } from '#shared/schema/types/person';
import type { Visit } from '#shared/schema/types/visit';
import { ageOn, DAY_MS } from './calendar';
import {
  dwellingUid,
  householdUid,
  personUid,
  registered,
  type GridContext,
  type PlannedHousehold,
} from './grid-context';
import { nobodysCitizenId, nobodysPhone } from './identity';
import type { KnownResident } from './known';
import { createRandom, derivedUid, type Random } from './random';
import { planVisits, visitIntervalDays, type PlannedVisit } from './rounds';
import { workerOfGrid } from './station';

/** People of a household with the visits to them, everything sealed that has to be. */

export interface ResidentRecords {
  readonly person: Person & WireRecord;
  readonly visits: readonly (Visit & WireRecord)[];
}

/** The frames are drawn before anything is awaited, so the order of sealing never changes a record's counter. */
export function residentRecords(context: GridContext, household: PlannedHousehold): Promise<ResidentRecords[]> {
  return Promise.all(
    household.residents.map(async (resident, place) => {
      const random = createRandom(`${context.options.randomSeed}/person/${household.label}/${place}`);
      const [person, ...visits] = await Promise.all([
        personRecord(context, random, household, place, resident),
        ...visitPlans(context, random, household, resident).map((visit, ordinal) =>
          visitRecord(context, random, household, place, visit, ordinal),
        ),
      ]);
      return { person, visits };
    }),
  );
}

const MIN_PHONE_AGE = 12;

/** Days after a birth on which the family has the child entered. */
const BIRTH_ENTRY_DAYS = 10;

/** Everybody was typed in when the station was set up, but for those born since. */
function registeredAfterBirth(context: GridContext, { birthDate }: KnownResident): ReturnType<typeof registered> {
  const { atMs, ...entry } = registered(context);
  const afterBirthMs = Date.parse(`${birthDate}T02:00:00Z`) + BIRTH_ENTRY_DAYS * DAY_MS;
  return { ...entry, atMs: Math.min(Math.max(atMs, afterBirthMs), context.options.nowMs) };
}

async function personRecord(
  context: GridContext,
  random: Random,
  household: PlannedHousehold,
  place: number,
  resident: KnownResident,
): Promise<Person & WireRecord> {
  const uid = personUid(context, household, place);
  const frame = context.framer({ ...registeredAfterBirth(context, resident), type: 'person', uid });
  const citizenId = nobodysCitizenId(random, resident.birthDate, resident.sex);
  const hasPhone = ageOn(context.today, resident.birthDate) >= MIN_PHONE_AGE;
  const phone = hasPhone ? nobodysPhone(random) : null;
  const contactId = derivedUid(context.options.randomSeed, `contact/${household.label}/${place}`);
  const contactPhone = nobodysPhone(random);
  const { seal } = context;
  return {
    ...frame,
    type: 'person',
    name: resident.name,
    sex: resident.sex,
    birthDate: resident.birthDate,
    householdUid: householdUid(context, household),
    dwellingUid: dwellingUid(context, household.room),
    registeredDwellingUid: random.chance(0.8) ? dwellingUid(context, household.room) : null,
    relation: resident.relation,
    status: 'living-here',
    citizenId: await seal('general', { uid, field: 'citizenId' }, citizenId),
    phone: phone === null ? null : await seal('general', { uid, field: 'phone' }, phone),
    contacts: resident.contact
      ? [
          {
            id: contactId,
            ...resident.contact,
            phone: await seal('general', { uid, field: 'contacts.phone', entryId: contactId }, contactPhone),
          },
        ]
      : [],
    disability: resident.disability,
    livingAlone: null,
  };
}

function visitPlans(
  context: GridContext,
  random: Random,
  household: PlannedHousehold,
  resident: KnownResident,
): PlannedVisit[] {
  const { nowMs, size } = context.options;
  const intervalDays = visitIntervalDays(resident, household.residents.length === 1, context.today);
  if (intervalDays === null) return [];
  return planVisits(random.fork('visits'), {
    nowMs,
    historyDays: size.historyDays,
    intervalDays,
    age: ageOn(context.today, resident.birthDate),
    ...(resident.lastVisitDaysAgo === undefined ? {} : { lastVisitDaysAgo: resident.lastVisitDaysAgo }),
  });
}

async function visitRecord(
  context: GridContext,
  random: Random,
  household: PlannedHousehold,
  place: number,
  plan: PlannedVisit,
  ordinal: number,
): Promise<Visit & WireRecord> {
  const uid = derivedUid(context.options.randomSeed, `visit/${household.label}/${place}/${ordinal}`);
  const by = workerOfGrid(context.grid.number).uid;
  const frame = context.framer({ type: 'visit', scope: context.scope, uid, atMs: plan.finishedAtMs, by });
  const stood = plan.kind === 'home' ? nearBuilding(random, household) : null;
  return {
    ...frame,
    type: 'visit',
    personUid: personUid(context, household, place),
    householdUid: householdUid(context, household),
    dwellingUid: dwellingUid(context, household.room),
    kind: plan.kind,
    startedAtMs: plan.startedAtMs,
    finishedAtMs: plan.finishedAtMs,
    place: stood,
    form: { id: 'visit', version: 1 },
    answers: await sealedAnswers(context, uid, plan),
    nextVisitOn: null,
    additions: [],
  };
}

async function sealedAnswers({ seal }: GridContext, uid: string, plan: PlannedVisit): Promise<Visit['answers']> {
  const { outcome, findings } = plan;
  if (!findings) return { outcome };
  const { condition, bloodPressure, note } = findings;
  return {
    outcome,
    condition: await seal('health', { uid, field: 'answers.condition' }, condition),
    ...(bloodPressure && {
      bloodPressure: await seal('health', { uid, field: 'answers.bloodPressure' }, bloodPressure),
    }),
    ...(note && { note: await seal('general', { uid, field: 'answers.note' }, note) }),
  };
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
