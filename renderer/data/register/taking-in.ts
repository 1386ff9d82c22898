import type { CalendarDate } from '#shared/domain/calendar/date';
import { checkCitizenId, type RegionLookup } from '#shared/domain/people/citizen-id';
import { normalPhone } from '#shared/domain/people/identifiers';
import { isPlausiblePhone } from '#shared/domain/people/phone';
import type { WireRecord } from '#shared/schema/envelope';
import { openRecord, type OpenSealed } from '#shared/schema/open-record';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Enterprise } from '#shared/schema/types/enterprise';
import type { Dwelling, Household } from '#shared/schema/types/home';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import { disabilitySchema } from '#shared/schema/types/person';
import type { Finding, QualityRuleSetting } from '#shared/schema/types/quality';
import type { Visit } from '#shared/schema/types/visit';
import { isSealed } from '#shared/schema/value-class';
import { gridOf } from '../visibility';
import { careEntry } from './care-entries';
import { addressOrderKey } from './core/address-order';
import type { Digests } from './core/digests';
import type { CertificateEntry, PersonEntry, RegisterEntry } from './entries';
import { orderKeyOf } from './pinyin';

/** What making entries of records needs. */
export interface TakingIn {
  readonly open: OpenSealed;
  readonly digests: Digests;
  readonly regionOf: RegionLookup;
  /** The day it is at the station. */
  today(): CalendarDate;
}

const TAIL = 4;

/** Of a record what the register keeps, sealed values opened as far as they are for the reader; null for a type it does not follow. */
export async function entryOf(record: WireRecord, how: TakingIn): Promise<RegisterEntry | null> {
  const frame = { id: record._id, uid: record.uid, grid: gridOf(record._id), changedAtMs: record.changed.at };
  switch (record.type) {
    case 'person':
      return personEntry(record, frame, how);
    case 'dwelling': {
      const { buildingUid, address, unit, floor, room, use, importUid } = record as unknown as Dwelling;
      const order = addressOrderKey(address);
      return { type: 'dwelling', ...frame, buildingUid, address, order, unit, floor, room, use, importUid };
    }
    case 'household': {
      const { dwellingUid, headUid, kind, status, importUid } = record as unknown as Household;
      return { type: 'household', ...frame, dwellingUid, headUid, kind, status, importUid };
    }
    case 'enterprise': {
      const from = record as unknown as Enterprise;
      const { name, kind, creditCode, buildingUid, dwellingUid, address, employees, isHazardous, status } = from;
      const own = { name, kind, creditCode, buildingUid, dwellingUid, address, employees, isHazardous, status };
      return { type: 'enterprise', ...frame, ...own, importUid: from.importUid };
    }
    case 'building':
      return { type: 'building', ...frame, importUid: (record['importUid'] as string | null | undefined) ?? null };
    case 'certificate':
      return certificateEntry(record, frame, how);
    case 'import-batch': {
      const { importUid, state } = record as unknown as ImportBatch;
      return { type: 'import-batch', ...frame, importUid, state };
    }
    case 'finding': {
      const { ruleId, subjectUid, decision } = record as unknown as Finding;
      return { type: 'finding', ...frame, ruleId, subjectUid, decision };
    }
    case 'quality-rule':
      return { type: 'quality-rule', ...frame, setting: record as unknown as QualityRuleSetting };
    case 'visit': {
      const { personUid, startedAtMs, nextVisitOn, answers } = record as unknown as Visit;
      const own = { personUid, startedAtMs, nextVisitOn, outcome: answers.outcome };
      return { type: 'visit', id: frame.id, uid: frame.uid, ...own };
    }
    default:
      return careEntry(record, how.open);
  }
}

type Frame = Pick<PersonEntry, 'id' | 'uid' | 'grid' | 'changedAtMs'>;

async function personEntry(record: WireRecord, frame: Frame, how: TakingIn): Promise<PersonEntry> {
  const opened = (await openRecord(record, how.open)) as unknown as OpenedPerson;
  const links = {
    type: 'person' as const,
    ...frame,
    birthDate: opened.birthDate,
    createdAtMs: record.created.at,
    householdUid: opened.householdUid,
    dwellingUid: opened.dwellingUid,
    registeredDwellingUid: opened.registeredDwellingUid,
    status: opened.status,
    importUid: opened.importUid,
    mergedIntoUid: opened.mergedIntoUid,
  };
  if (opened.name === null) return { ...links, ...CLOSED_FILE };
  const [citizenId, phone] = await Promise.all([
    openText(opened.citizenId, { uid: record.uid, field: 'citizenId' }, how),
    openText(opened.phone, { uid: record.uid, field: 'phone' }, how),
  ]);
  return {
    ...links,
    name: opened.name,
    order: orderKeyOf(opened.name),
    sex: opened.sex,
    relation: opened.relation,
    relationCode: opened.relationCode,
    disability: opened.disability,
    livingAlone: opened.livingAlone,
    ...idEntry(citizenId, opened, how),
    ...phoneEntry(phone, how),
    hasContact: opened.contacts.length > 0,
    isUnopened: (opened.citizenId !== null && citizenId === null) || (opened.phone !== null && phone === null),
  };
}

const CLOSED_FILE = {
  name: null,
  order: null,
  sex: null,
  relation: null,
  relationCode: null,
  disability: null,
  livingAlone: null,
  idTail: null,
  idDigest: null,
  idFacts: null,
  phoneTail: null,
  phoneDigest: null,
  isPhonePlausible: true,
  hasContact: false,
  isUnopened: true,
} as const;

type IdEntry = Pick<PersonEntry, 'idTail' | 'idDigest' | 'idFacts'>;

function idEntry(
  text: string | null,
  file: Pick<OpenedPerson, 'birthDate' | 'sex'>,
  { digests, regionOf, today }: TakingIn,
): IdEntry {
  if (text === null) return { idTail: null, idDigest: null, idFacts: null };
  const { id, problems, birthDate, sex, region } = checkCitizenId(text, today(), regionOf);
  const isInOrder = problems.length === 0 && region === 'current' && birthDate === file.birthDate && sex === file.sex;
  return {
    idTail: id.slice(-TAIL),
    idDigest: digests.citizenId(id),
    idFacts: isInOrder ? null : { problems, birthDate, sex, region },
  };
}

type PhoneEntry = Pick<PersonEntry, 'phoneTail' | 'phoneDigest' | 'isPhonePlausible'>;

function phoneEntry(text: string | null, { digests }: TakingIn): PhoneEntry {
  if (text === null) return { phoneTail: null, phoneDigest: null, isPhonePlausible: true };
  const phone = normalPhone(text);
  return {
    phoneTail: phone.slice(-TAIL),
    phoneDigest: digests.phone(phone),
    isPhonePlausible: isPlausiblePhone(phone),
  };
}

async function openText(
  sealed: unknown,
  place: { readonly uid: string; readonly field: string },
  { open }: TakingIn,
): Promise<string | null> {
  if (!isSealed(sealed)) return null;
  const text = await open(sealed, place);
  return typeof text === 'string' && text !== '' ? text : null;
}

async function certificateEntry(record: WireRecord, frame: Frame, { open }: TakingIn): Promise<CertificateEntry> {
  const { personUid, holds, issuedOn, expiresOn, status, importUid, uid } = record as unknown as Certificate;
  const plain: unknown = isSealed(holds) ? await open(holds, { uid, field: 'holds' }) : holds;
  const opened = disabilitySchema.safeParse(plain).data ?? null;
  const own = { personUid, issuedOn, expiresOn, status, importUid };
  return { type: 'certificate', ...frame, ...own, holds: opened, isUnopened: opened === null };
}
