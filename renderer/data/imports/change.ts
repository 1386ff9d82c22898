import type { PlannedChange } from '#shared/domain/roster/types';
import type { Sealed } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import type { StoredRecord } from '#shared/sync/ports';
import type { Sealer } from '../types';
import type { Fields, ImportRecords } from './records';

/**
 * The fields that a change of a record of before comes to, sealed as they go into it; {} when there is nothing left to change. What
 * holds something stays with `onlyEmpty`; of a profile each entry counts alone, and contacts are only added. Throws `access.denied`.
 */
export async function changedFields(
  change: PlannedChange,
  record: StoredRecord,
  records: Pick<ImportRecords, 'seal'>,
  sealer: Pick<Sealer, 'open'>,
): Promise<Fields> {
  const { contacts, profile, ...rest } = change.fields;
  const plain = Object.fromEntries(
    Object.entries(rest).filter(([field]) => !change.onlyEmpty || isEmpty(record[field])),
  );
  const scope = parseDocumentId(record._id)?.scope ?? '';
  const about = { type: record.type, uid: record.uid, birthDate: change.birthDate };
  const wholeProfile = profile === undefined ? null : await joinProfile(profile, change.onlyEmpty, record, sealer);
  const sealed = await records.seal(about, scope, { ...plain, ...(wholeProfile && { profile: wholeProfile }) });
  if (!Array.isArray(contacts)) return sealed;
  const added = await newContacts(contacts as readonly PlainContact[], record, sealer);
  if (added.length === 0) return sealed;
  const { contacts: closed } = await records.seal(about, scope, { contacts: added });
  return { ...sealed, contacts: [...contactsOf(record), ...(closed as readonly unknown[])].slice(0, MOST_CONTACTS) };
}

interface PlainContact {
  readonly id: string;
  readonly phone: string;
}

/** As `personSchema` has it. */
const MOST_CONTACTS = 20;

/** Null when nothing in it changes, or when the one that is there does not open. */
async function joinProfile(
  next: unknown,
  onlyEmpty: boolean,
  { uid, profile }: StoredRecord,
  sealer: Pick<Sealer, 'open'>,
): Promise<Fields | null> {
  if (typeof next !== 'object' || next === null) return null;
  if (profile == null) return next as Fields;
  const known = await sealer.open(profile as Sealed, { uid, field: 'profile' });
  if (typeof known !== 'object' || known === null) return null;
  const joined = onlyEmpty ? { ...next, ...known } : { ...known, ...next };
  return JSON.stringify(joined) === JSON.stringify(known) ? null : joined;
}

/** Those whose phone none of the contacts has that are there. */
async function newContacts(
  next: readonly PlainContact[],
  record: StoredRecord,
  sealer: Pick<Sealer, 'open'>,
): Promise<readonly PlainContact[]> {
  const phones = await Promise.all(
    contactsOf(record).map(({ id, phone }) =>
      sealer.open(phone, { uid: record.uid, field: 'contacts.phone', entryId: id }),
    ),
  );
  return next.filter(({ phone }) => !phones.includes(phone));
}

const contactsOf = (record: StoredRecord) =>
  (record['contacts'] ?? []) as readonly { readonly id: string; readonly phone: Sealed }[];

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
