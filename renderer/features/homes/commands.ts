import { dateAtStation } from '#shared/domain/calendar/date';
import { normalPhone } from '#shared/domain/people/identifiers';
import { normalCreditCode } from '#shared/domain/roster/credit-code';
import { sealFields } from '#shared/schema/seal-record';
import type { EnterpriseKind } from '#shared/schema/types/enterprise';
import type { DwellingUse } from '#shared/schema/types/home';
import type { OpenStation } from '#renderer/data/index';
import { scopeOf, type PersonRecord } from '../people/index';
import type { DwellingRecord, EnterpriseRecord, HouseholdRecord } from './queries';

/** What writing homes needs of the station; tests hand in their own. */
export type HomeWriting = Pick<OpenStation, 'writer' | 'sealer' | 'session' | 'nowMs' | 'newUid'>;

/** What is known about a dwelling beyond where it is. */
export interface DwellingEntry {
  readonly use: DwellingUse | null;
  readonly areaSquareMeters: number | null;
}

/** Writes down what a dwelling is used for and how large it is. Resolves when it is on disk. Throws `access.denied`, `device.*`. */
export async function saveDwelling(
  station: HomeWriting,
  dwelling: DwellingRecord,
  entry: DwellingEntry,
): Promise<void> {
  await station.writer.edit(dwelling._id, () => ({ ...entry }));
}

export interface HouseholdEntry {
  /** Null without a head; `unchanged` where the head's file is not open to whoever writes. */
  readonly head: PersonRecord | null | 'unchanged';
  /** As typed; null leaves what is on file, '' takes it away. */
  readonly registerNumber: string | null;
}

/**
 * Writes down who is the head and what number the household has. The head's file says so too; who was the head before is from then on
 * related to the new one in a way that nobody has told yet. Throws as `saveDwelling`.
 */
export async function saveHousehold(
  station: HomeWriting,
  household: HouseholdRecord,
  members: readonly PersonRecord[],
  { head, registerNumber }: HouseholdEntry,
): Promise<void> {
  const typed = registerNumber?.trim();
  const number = typed === undefined ? {} : { registerNumber: typed === '' ? null : typed };
  const fields = await sealed(station, household._id, { type: 'household', uid: household.uid }, number);
  const next = head === 'unchanged' ? null : head;
  const headUid = next?.uid ?? null;
  const isNew = head !== 'unchanged' && headUid !== household.headUid;
  const former = members.filter(({ uid, relation }) => relation === 'head' && uid !== headUid);
  const relations = await Promise.all(
    (isNew
      ? [...former.map((member) => [member, 'other'] as const), ...(next ? [[next, 'head'] as const] : [])]
      : []
    ).map(async ([member, relation]) => ({
      id: member._id,
      fields: await sealed(
        station,
        member._id,
        { type: 'person', uid: member.uid, birthDate: member.birthDate },
        { relation, relationCode: null },
      ),
    })),
  );
  await station.writer.writeTogether([
    { kind: 'edit', id: household._id, change: () => ({ ...fields, ...(isNew && { headUid }) }) },
    ...relations.map((each) => ({ kind: 'edit' as const, id: each.id, change: () => each.fields })),
  ]);
}

/** An enterprise as typed; of representative and phone, null leaves what is on file and '' takes it away. */
export interface EnterpriseEntry {
  readonly name: string;
  readonly kind: EnterpriseKind;
  readonly creditCode: string;
  readonly buildingUid: string;
  readonly address: string;
  readonly representative: string | null;
  readonly phone: string | null;
  readonly employees: string;
  readonly isHazardous: boolean;
  readonly status: 'active' | 'closed';
}

/**
 * Writes down an enterprise, a new one into the grid of that number. Answers with its `_id` once it is on disk. Throws
 * `access.denied`, `device.*`, `row.malformed`.
 */
export async function saveEnterprise(
  station: HomeWriting,
  target: EnterpriseRecord | { readonly grid: number },
  entry: EnterpriseEntry,
): Promise<string> {
  const isNew = 'grid' in target && !('_id' in target);
  const uid = isNew ? station.newUid() : (target as EnterpriseRecord).uid;
  const scope = isNew ? `${station.session.station.id}-${target.grid}` : scopeOf((target as EnterpriseRecord)._id);
  const plain = enterpriseFields(entry);
  const secrets = await sealed(
    station,
    `enterprise~${scope}~${uid}`,
    { type: 'enterprise', uid },
    {
      ...(entry.representative !== null && { representative: textOrNull(entry.representative) }),
      ...(entry.phone !== null && { phone: textOrNull(normalPhone(entry.phone)) }),
    },
  );
  if (!isNew) {
    const { _id } = target as EnterpriseRecord;
    await station.writer.edit(_id, () => ({ ...plain, ...secrets }));
    return _id;
  }
  const nothing = { representative: null, phone: null, dwellingUid: null, position: null, importUid: null };
  const { _id } = await station.writer.create({
    type: 'enterprise',
    scope,
    uid,
    fields: { ...nothing, ...plain, ...secrets },
  });
  return _id;
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function enterpriseFields(entry: EnterpriseEntry) {
  const employees = entry.employees.normalize('NFKC').trim();
  return {
    name: entry.name.trim(),
    kind: entry.kind,
    creditCode: textOrNull(normalCreditCode(entry.creditCode)),
    buildingUid: textOrNull(entry.buildingUid),
    address: entry.address.trim(),
    employees: employees === '' ? null : Number(employees),
    isHazardous: entry.isHazardous,
    status: entry.status,
  };
}

/** The fields of one record, sealed as its type asks. */
function sealed(
  station: HomeWriting,
  id: string,
  about: { readonly type: string; readonly uid: string; readonly birthDate?: string },
  plain: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  const today = dateAtStation(station.nowMs());
  return sealFields({ birthDate: null, ...about, today }, plain, (value, place, keyClass) =>
    station.sealer.seal(value, { ...place, scope: scopeOf(id), class: keyClass }),
  );
}
