import { isChild } from '#shared/domain/people/age';
import type { WireRecord } from '#shared/schema/envelope';
import type { Person } from '#shared/schema/types/person';
import type { Visit } from '#shared/schema/types/visit';
import { ageOn, DAY_MS, isoDateInShanghai } from './calendar';
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
import { recordSeals, type RecordSeals } from './record-seals';
import { visitorOfChild, workerOfGrid } from './station';

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
        ...visitPlans(context, random, household, resident).map((plan, ordinal) =>
          visitRecord(context, random, household, place, resident, { plan, ordinal }),
        ),
      ]);
      return { person, visits };
    }),
  );
}

/** Classes go by the age on this day, not on that of the visit: a file lies under one key. */
const todayOf = ({ options }: GridContext): string => isoDateInShanghai(options.nowMs);

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
  const isRegisteredHere = random.chance(0.8);
  const seals = recordSeals(context.sealer, { type: 'person', uid }, resident.birthDate, todayOf(context));
  return {
    ...frame,
    type: 'person',
    name: await seals.value('name', resident.name),
    sex: await seals.value('sex', resident.sex),
    birthDate: resident.birthDate,
    householdUid: householdUid(context, household),
    dwellingUid: dwellingUid(context, household.room),
    registeredDwellingUid: isRegisteredHere ? dwellingUid(context, household.room) : null,
    relation: await seals.value('relation', resident.relation),
    status: 'living-here',
    citizenId: await seals.sealed('citizenId', citizenId),
    phone: phone === null ? null : await seals.sealed('phone', phone),
    contacts: resident.contact
      ? [
          {
            id: contactId,
            name: await seals.sealed('contacts.name', resident.contact.name, contactId),
            relation: await seals.sealed('contacts.relation', resident.contact.relation, contactId),
            phone: await seals.sealed('contacts.phone', contactPhone, contactId),
          },
        ]
      : [],
    disability: await seals.value('disability', resident.disability),
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
  resident: KnownResident,
  { plan, ordinal }: { readonly plan: PlannedVisit; readonly ordinal: number },
): Promise<Visit & WireRecord> {
  const uid = derivedUid(context.options.randomSeed, `visit/${household.label}/${place}/${ordinal}`);
  const { birthDate } = resident;
  const { number } = context.grid;
  const by = (isChild(birthDate, todayOf(context)) ? visitorOfChild(number) : workerOfGrid(number)).uid;
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
    answers: await sealedAnswers(
      recordSeals(context.workerSealer, { type: 'visit', uid }, birthDate, todayOf(context)),
      plan,
    ),
    nextVisitOn: null,
    additions: [],
  };
}

async function sealedAnswers(seals: RecordSeals, { outcome, findings }: PlannedVisit): Promise<Visit['answers']> {
  if (!findings) return { outcome };
  const { condition, bloodPressure, note } = findings;
  return {
    outcome,
    condition: await seals.sealed('answers.condition', condition),
    ...(bloodPressure && { bloodPressure: await seals.sealed('answers.bloodPressure', bloodPressure) }),
    ...(note && { note: await seals.sealed('answers.note', note) }),
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
