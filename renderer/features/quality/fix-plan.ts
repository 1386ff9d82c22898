import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import { isChild } from '#shared/domain/people/age';
import { checkCitizenId } from '#shared/domain/people/citizen-id';
import { validCertificate } from '#shared/domain/people/membership';
import type { QualityFinding, QualityFix } from '#shared/domain/quality/facts';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Certificate } from '#shared/schema/types/certificate';
import type { Dwelling, DwellingUse, Household } from '#shared/schema/types/home';
import type { Disability, Sex } from '#shared/schema/types/person';
import { isSealed } from '#shared/schema/value-class';
import type { OpenStation } from '#renderer/data/index';
import { scopeOf, type PersonRecord } from '../people/index';
import { currentOf } from './current-of';

/** What mending needs of the station; tests hand in their own. */
export type Mending = Pick<OpenStation, 'writer' | 'sealer' | 'records' | 'register' | 'nowMs' | 'newUid' | 'session'>;

/** What a press would change, in plain words' values. */
export type FixShown =
  | { readonly kind: 'date'; readonly from: CalendarDate; readonly to: CalendarDate }
  | { readonly kind: 'sex'; readonly from: Sex | null; readonly to: Sex }
  | { readonly kind: 'head'; readonly to: string }
  | { readonly kind: 'declaration'; readonly from: boolean | null }
  | { readonly kind: 'disability'; readonly from: Disability | null; readonly to: Disability }
  | { readonly kind: 'use'; readonly from: DwellingUse | null; readonly to: DwellingUse }
  | { readonly kind: 'link' };

export interface FixPlan {
  readonly finding: QualityFinding;
  /** Fields as they are going to be written, by record. The subject's own come first. */
  readonly edits: readonly { readonly id: string; readonly fields: Readonly<Record<string, unknown>> }[];
  readonly shown: FixShown;
}

/**
 * Why a press cannot mend it: the record is `gone`, what would say the right value does not open (`unreadable`) or says nothing
 * (`changed`), or the new birth date puts the whole file under another key (`moves-keys`), which the form does.
 */
export type NoPlan = 'gone' | 'unreadable' | 'changed' | 'moves-keys';

type Planned = Result<Omit<FixPlan, 'finding'>, NoPlan>;

/** Works out what the press for a finding changes; writes nothing. */
export async function planFix(
  station: Mending,
  finding: QualityFinding & { readonly fix: QualityFix },
): Promise<Result<FixPlan, NoPlan>> {
  const planned = await planOf(station, finding);
  return planned.ok ? ok({ finding, ...planned.value }) : planned;
}

async function planOf(
  station: Mending,
  { fix, subjectId }: QualityFinding & { readonly fix: QualityFix },
): Promise<Planned> {
  switch (fix.kind) {
    case 'birth-date-from-id':
    case 'sex-from-id':
      return planFromId(station, subjectId, fix.kind);
    case 'make-head':
      return planHead(station, subjectId, fix.personUid);
    case 'disability-from-certificate':
      return planDisability(station, subjectId);
    case 'clear-declaration': {
      const person = await recordOf<PersonRecord>(station, 'people', subjectId);
      if (!person) return err('gone');
      const from = person.livingAlone?.value ?? null;
      return ok({ edits: [{ id: subjectId, fields: { livingAlone: null } }], shown: { kind: 'declaration', from } });
    }
    case 'clear-link': {
      const person = await recordOf<PersonRecord>(station, 'people', subjectId);
      if (!person) return err('gone');
      return ok({ edits: [{ id: subjectId, fields: { [fix.field]: null } }], shown: { kind: 'link' } });
    }
    case 'set-use': {
      const dwelling = await recordOf<Dwelling & WireRecord>(station, 'homes', subjectId);
      if (!dwelling) return err('gone');
      const shown = { kind: 'use', from: dwelling.use, to: fix.use } as const;
      return ok({ edits: [{ id: subjectId, fields: { use: fix.use } }], shown });
    }
  }
}

async function planFromId(
  station: Mending,
  personId: string,
  kind: 'birth-date-from-id' | 'sex-from-id',
): Promise<Planned> {
  const person = await recordOf<PersonRecord>(station, 'people', personId);
  if (!person) return err('gone');
  const { citizenId, uid } = person;
  if (citizenId === null) return err('changed');
  const number = await station.sealer.open(citizenId, { uid, field: 'citizenId' });
  if (typeof number !== 'string') return err('unreadable');
  const today = dateAtStation(station.nowMs());
  const regions = station.session.station.practice ? practiceRegionOf : regionOf;
  const { problems, birthDate, sex } = checkCitizenId(number, today, regions);
  if (problems.some((problem) => problem !== 'region') || birthDate === null || sex === null) return err('changed');
  if (kind === 'sex-from-id') {
    const fields = await sealed(station, person, { sex });
    return ok({ edits: [{ id: personId, fields }], shown: { kind: 'sex', from: person.sex, to: sex } });
  }
  if (isChild(birthDate, today) !== isChild(person.birthDate, today)) return err('moves-keys');
  const shown = { kind: 'date', from: person.birthDate, to: birthDate } as const;
  return ok({ edits: [{ id: personId, fields: { birthDate } }], shown });
}

async function planHead(station: Mending, householdId: string, personUid: string): Promise<Planned> {
  const household = await recordOf<Household & WireRecord>(station, 'homes', householdId);
  const person = await station.records.byUid<PersonRecord>('people', 'person', personUid);
  if (!household || !person) return err('gone');
  if (person.name === null) return err('unreadable');
  const isHead = person.relation === 'head';
  const own = isHead ? [] : [{ id: person._id, fields: await sealed(station, person, HEAD) }];
  return ok({
    edits: [{ id: householdId, fields: { headUid: personUid } }, ...own],
    shown: { kind: 'head', to: person.name },
  });
}

/** 户主 of GB/T 4761. */
const HEAD = { relation: 'head', relationCode: '02' } as const;

async function planDisability(station: Mending, personId: string): Promise<Planned> {
  const person = await recordOf<PersonRecord>(station, 'people', personId);
  if (!person) return err('gone');
  const owned = await currentOf(
    station.records.find<Certificate & WireRecord>('people', { selector: { owner: person.uid } }),
  );
  const certificate = validCertificate(owned.filter(({ type }) => type === 'certificate'));
  if (!certificate) return err('changed');
  const { holds, uid } = certificate;
  const says = isSealed(holds) ? await station.sealer.open(holds, { uid, field: 'holds' }) : holds;
  if (says === null) return err('unreadable');
  const to = says as Disability;
  const fields = await sealed(station, person, { disability: to });
  return ok({ edits: [{ id: personId, fields }], shown: { kind: 'disability', from: person.disability, to } });
}

const recordOf = <T extends WireRecord>(
  { records }: Mending,
  collection: 'people' | 'homes',
  id: string,
): Promise<T | null> => currentOf(records.byId<T>(collection, id));

/** Fields of a person as the file holds them. Throws `access.denied` without the key. */
function sealed(
  station: Mending,
  { _id, uid, birthDate }: PersonRecord,
  plain: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const scope = scopeOf(_id);
  const today = dateAtStation(station.nowMs());
  return sealFields({ type: 'person', uid, birthDate, today }, plain, (value, place, keyClass) =>
    station.sealer.seal(value, { ...place, scope, class: keyClass }),
  );
}

/** Whether an error means that the person holds no key: one file among many is then left out. */
export const isDenied = (error: unknown): boolean => error instanceof AppError && error.code === 'access.denied';
