import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Consent } from '#shared/schema/types/consent';
import type { Person } from '#shared/schema/types/person';
import type { Visit } from '#shared/schema/types/visit';
import { ageOn, DAY_MS } from './calendar';
import { certificateRecords } from './certificates';
import { consentRecords } from './consents';
import { contactsOf, phoneOf } from './contacts';
import {
  dwellingUid,
  householdUid,
  livingIn,
  personUid,
  registered,
  type GridContext,
  type PlannedHousehold,
} from './grid-context';
import type { KnownResident } from './known';
import { profileOf } from './profile';
import { createRandom, type Random } from './random';
import { visitRecords } from './visit-records';

/** People of a household with what is kept about them, everything sealed that has to be. */

export interface ResidentRecords {
  readonly person: Person & WireRecord;
  readonly certificates: readonly (Certificate & WireRecord)[];
  readonly consents: readonly (Consent & WireRecord)[];
  readonly visits: readonly (Visit & WireRecord)[];
}

/** Everything about the people of one household, in the order in which they stand there. */
export async function residentRecords(context: GridContext, household: PlannedHousehold): Promise<ResidentRecords[]> {
  const made: ResidentRecords[] = [];
  const isHere = createRandom(`${context.options.randomSeed}/registered/${household.label}`).chance(
    household.tenure === 'rented' ? RENTING_AND_REGISTERED : OWNING_AND_REGISTERED,
  );
  for (const [place, resident] of household.residents.entries()) {
    const random = createRandom(`${context.options.randomSeed}/person/${household.label}/${place}`);
    const uid = personUid(context, household, place);
    const citizenId = resident.hasNoId ? null : citizenIdOf(context, random, resident);
    const isAlone = livingIn(household) === 1 && resident.status === 'living-here';
    const guardian = household.residents.find(({ status }) => status === 'living-here')?.name ?? null;
    made.push({
      person: await personRecord(context, random, { household, place, resident, uid, citizenId, isHere }),
      certificates: await certificateRecords(context, uid, resident, citizenId),
      consents: await consentRecords(context, uid, resident, { isAlone, guardian }),
      visits: await visitRecords(context, random, household, place, resident),
    });
  }
  return made;
}

/** Households that are registered where they live, by whether the home is rented. */
const OWNING_AND_REGISTERED = 0.96;
const RENTING_AND_REGISTERED = 0.18;
/** Members of such a household who are registered elsewhere all the same. */
const REGISTERED_APART = 0.03;
/** People who moved away and are registered here still (户在人不在). */
const MOVED_AND_REGISTERED = 0.5;

/** Days after a birth on which the family has the child entered. */
const BIRTH_ENTRY_DAYS = 10;

/** Everybody was typed in when the station was set up, but for those born since. */
function registeredAfterBirth(context: GridContext, { birthDate }: KnownResident): ReturnType<typeof registered> {
  const { atMs, ...entry } = registered(context);
  const afterBirthMs = Date.parse(`${birthDate}T02:00:00Z`) + BIRTH_ENTRY_DAYS * DAY_MS;
  return { ...entry, atMs: Math.min(Math.max(atMs, afterBirthMs), context.options.nowMs) };
}

/** Two who share an id are given one; everybody else has another. */
function citizenIdOf({ ids, sharedIds }: GridContext, random: Random, resident: KnownResident): string {
  const { birthDate, birthDateInId = birthDate, sex, sharesId } = resident;
  const shared = sharesId === undefined ? undefined : sharedIds.get(sharesId);
  const id = shared ?? ids.take(random, birthDateInId, sex);
  if (sharesId !== undefined) sharedIds.set(sharesId, id);
  return id;
}

interface Placed {
  readonly household: PlannedHousehold;
  readonly place: number;
  readonly resident: KnownResident;
  readonly uid: string;
  readonly citizenId: string | null;
  /** Whether the household is registered where it lives. */
  readonly isHere: boolean;
}

async function personRecord(
  context: GridContext,
  random: Random,
  { household, place, resident, uid, citizenId, isHere }: Placed,
): Promise<Person & WireRecord> {
  const { options, today, todayIso } = context;
  const { birthDate, status } = resident;
  const entry = registeredAfterBirth(context, resident);
  const frame = context.framer({ ...entry, type: 'person', uid });
  const home = dwellingUid(context, household.room);
  const livesHere = status === 'living-here';
  const isRegistered = livesHere ? isHere && !random.chance(REGISTERED_APART) : random.chance(MOVED_AND_REGISTERED);
  const plain = {
    name: resident.name,
    sex: resident.sex,
    relation: resident.relation,
    relationCode: resident.relationCode,
    citizenId,
    phone: phoneOf(options.randomSeed, household, place, today),
    contacts: contactsOf(options.randomSeed, household, place, today),
    disability: resident.disability,
    livingAlone: declarationOf(resident, { at: entry.atMs, by: entry.by, on: frame.created.on }),
    profile: profileOf(random, resident, ageOn(today, birthDate)),
  };
  const sealed = await sealFields({ type: 'person', uid, birthDate, today: todayIso }, plain, context.sealer.seal);
  return {
    ...frame,
    type: 'person',
    birthDate,
    householdUid: resident.isApart ? null : householdUid(context, household),
    dwellingUid: livesHere ? home : null,
    registeredDwellingUid: isRegistered && status !== 'deceased' ? home : null,
    status,
    importUid: null,
    mergedIntoUid: null,
    ...(sealed as unknown as SealedFields),
  };
}

type SealedFields = Pick<
  Person,
  | 'name'
  | 'sex'
  | 'relation'
  | 'relationCode'
  | 'citizenId'
  | 'phone'
  | 'contacts'
  | 'disability'
  | 'livingAlone'
  | 'profile'
>;

function declarationOf(
  { declaredAlone }: KnownResident,
  recorded: NonNullable<Person['livingAlone']>['recorded'],
): { value: boolean; declaredOn: string; recorded: typeof recorded } | null {
  if (declaredAlone === undefined) return null;
  return { value: declaredAlone, declaredOn: new Date(recorded.at).toISOString().slice(0, 10), recorded };
}
