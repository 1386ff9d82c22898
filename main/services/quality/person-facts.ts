import type { CalendarDate } from '#shared/domain/calendar/date';
import { checkCitizenId, type RegionLookup } from '#shared/domain/people/citizen-id';
import { validCertificate } from '#shared/domain/people/membership';
import { isPlausiblePhone } from '#shared/domain/people/phone';
import type { CitizenIdFacts, PersonFacts } from '#shared/domain/quality/facts';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { openRecord, type OpenSealed } from '#shared/schema/open-record';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Disability, Person } from '#shared/schema/types/person';
import { isSealed } from '#shared/schema/value-class';

export interface FactsDeps {
  /** Opens with the station's own keys. */
  readonly open: OpenSealed;
  readonly regionOf: RegionLookup;
  readonly today: CalendarDate;
  /** How many people of the station have that citizen id. */
  readonly idCount: (citizenId: string) => Promise<number>;
}

export interface JudgedPerson {
  readonly facts: PersonFacts;
  /** How many people of the station have the same citizen id, this one included; 0 without one. */
  readonly sameIdCount: number;
}

/** What rules see of somebody. Numbers are opened for it and let go at once. */
export async function factsOf(
  record: Person & WireRecord,
  certificates: readonly (Certificate & WireRecord)[],
  { open, regionOf, today, idCount }: FactsDeps,
): Promise<JudgedPerson> {
  const person = (await openRecord(record, open)) as OpenedPerson & WireRecord;
  const { uid } = record;
  const textOf = async (value: Sealed | null, field: string): Promise<string | null> => {
    const opened = value === null ? null : await open(value, { uid, field });
    return typeof opened === 'string' ? opened : null;
  };
  const citizenId = await textOf(record.citizenId, 'citizenId');
  const phone = await textOf(record.phone, 'phone');
  const facts: PersonFacts = {
    ...person,
    id: record._id,
    citizenId: citizenId === null ? unopened(record.citizenId) : idFacts(citizenId, today, regionOf),
    phone: phone === null ? record.phone && { isPlausible: true } : { isPlausible: isPlausiblePhone(phone) },
    hasContact: record.contacts.length > 0,
    certificate: await certificateFacts(person.disability, certificates, open),
  };
  return { facts, sameIdCount: citizenId === null ? 0 : await idCount(citizenId) };
}

/** A number that does not open says nothing, neither for nor against. */
const unopened = (value: Sealed | null): CitizenIdFacts | null =>
  value && { problems: [], birthDate: null, sex: null, region: null };

function idFacts(text: string, today: CalendarDate, regionOf: RegionLookup): CitizenIdFacts {
  const { problems, birthDate, sex, region } = checkCitizenId(text, today, regionOf);
  return { problems, birthDate, sex, region };
}

async function certificateFacts(
  disability: Disability | null,
  certificates: readonly (Certificate & WireRecord)[],
  open: OpenSealed,
): Promise<PersonFacts['certificate']> {
  const valid = validCertificate(certificates);
  if (!valid) return null;
  const { uid, holds, expiresOn } = valid;
  const says = (isSealed(holds) ? await open(holds, { uid, field: 'holds' }) : holds) as Disability | null;
  const agrees = says === null || (says.kind === disability?.kind && says.grade === disability.grade);
  return { expiresOn, agrees };
}
