import { dateAtStation } from '#shared/domain/calendar/date';
import {
  householdAfterMerge,
  MERGE_FIELDS,
  unitedProfile,
  type MergeChoice,
  type MergeField,
  type MergeFile,
} from '#shared/domain/people/merge-choice';
import type { WireRecord } from '#shared/schema/envelope';
import type { Merge } from '#shared/schema/types/merge';
import { isSealed } from '#shared/schema/value-class';
import type { Creation, Write } from '#shared/sync/local-writer';
import type { PersonRecord } from '../../people/index';
import { sealed, scopeIn, changesClass, movedWrites, type OpenedValues, type PersonWriting } from './writing';
import type { HouseholdRecord } from './status';

/** One of the two files as it lies on the device, and opened. */
export interface MergeParty {
  readonly record: PersonRecord;
  readonly file: MergeFile;
  readonly values: OpenedValues;
  readonly household: HouseholdRecord | null;
  /** People living in that household now. */
  readonly residents: readonly { readonly uid: string }[];
  /** Certificates and visits of this file, for the case that they need another key. */
  readonly dependants: readonly WireRecord[];
}

/** Fields of a person that a choice is about. */
const FIELDS_OF: Readonly<Record<MergeField, readonly (keyof PersonRecord & string)[]>> = {
  name: ['name'],
  citizenId: ['citizenId'],
  birthDate: ['birthDate'],
  sex: ['sex'],
  phone: ['phone'],
  home: ['dwellingUid', 'householdUid', 'relation', 'relationCode'],
  registered: ['registeredDwellingUid'],
  status: ['status'],
  disability: ['disability'],
  livingAlone: ['livingAlone'],
};

/** Key under `Merge.before` that says what became of the merged person’s household. */
const HOUSEHOLD = 'household';

interface HouseholdBefore {
  readonly id: string;
  readonly headUid: string | null;
  readonly status: HouseholdRecord['status'];
}

/**
 * Makes two files one, all of it or none: the kept one takes over what was chosen, contacts and profiles are united, the merged one
 * says whose file it is now, and what was before is kept in a `merge` record. Answers with that. Throws `access.denied`, `device.*`.
 */
export async function mergePeople(
  station: PersonWriting,
  kept: MergeParty,
  merged: MergeParty,
  choice: MergeChoice,
): Promise<Merge & WireRecord> {
  const plain = takenOver(kept, merged, choice);
  const birthDate = String(plain['birthDate'] ?? kept.record.birthDate);
  const today = dateAtStation(station.nowMs());
  const movesKeys = changesClass(kept.record.birthDate, birthDate, today);
  const about = { scope: scopeIn(kept.record._id), birthDate };
  const whole = movesKeys ? { ...wholeFile(kept), ...plain } : plain;
  const own = { type: 'person', uid: kept.record.uid };
  const fields = await sealed(station, about, own, whole);
  const before = await beforeOf(station, kept, Object.keys(fields));
  const home = householdWrite(kept, merged, plain);
  const uid = station.newUid();
  const creation: Creation = {
    type: 'merge',
    scope: scopeIn(kept.record._id),
    uid,
    fields: {
      keptUid: kept.record.uid,
      mergedUid: merged.record.uid,
      keptId: kept.record._id,
      mergedId: merged.record._id,
      before: { ...before, ...(home && { [HOUSEHOLD]: home.before }) },
      state: 'merged',
      atMs: station.nowMs(),
    },
  };
  const moved = [
    ...(movesKeys ? await movedWrites(station, kept.dependants, birthDate) : []),
    ...(changesClass(merged.record.birthDate, birthDate, today)
      ? await movedWrites(station, merged.dependants, birthDate)
      : []),
  ];
  const writes: readonly Write[] = [
    { kind: 'edit', id: kept.record._id, change: () => fields },
    { kind: 'edit', id: merged.record._id, change: () => ({ mergedIntoUid: kept.record.uid }) },
    ...(home ? [home.write] : []),
    ...moved,
    // Last: whatever carries a later stamp than this record was changed after the merge.
    { kind: 'create', creation },
  ];
  const records = await station.writer.writeTogether(writes);
  return records[records.length - 1] as Merge & WireRecord;
}

/** What the kept file takes over, in plain fields; contacts and profile as far as they open. */
function takenOver(kept: MergeParty, merged: MergeParty, choice: MergeChoice): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const field of MERGE_FIELDS) {
    if (choice[field] === 'kept') continue;
    for (const name of FIELDS_OF[field]) fields[name] = plainValue(merged, name);
  }
  const profile = unitedProfile(kept.file, merged.file);
  if (!kept.values.unreadable.includes('profile') && JSON.stringify(profile) !== JSON.stringify(kept.file.profile))
    fields['profile'] = profile;
  const more = newContacts(kept.values, merged.values);
  if (more.length > 0 && !kept.values.unreadable.some((field) => field.startsWith('contacts.')))
    fields['contacts'] = [...kept.values.contacts, ...more];
  return fields;
}

/** Contacts of the merged file whose number the kept one does not have. */
export function newContacts(kept: OpenedValues, merged: OpenedValues): OpenedValues['contacts'] {
  const known = new Set(kept.contacts.map(({ phone }) => phone));
  return merged.contacts.filter(({ name, phone }) => name !== null && phone !== null && !known.has(phone));
}

function plainValue({ record, values }: MergeParty, field: string): unknown {
  if (field === 'citizenId' || field === 'phone' || field === 'profile' || field === 'contacts') return values[field];
  return record[field as keyof PersonRecord];
}

/** Every value of the kept file, to go under another key together. */
const wholeFile = (party: MergeParty): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [
      'name',
      'sex',
      'relation',
      'relationCode',
      'disability',
      'livingAlone',
      'citizenId',
      'phone',
      'contacts',
      'profile',
    ].map((field) => [field, plainValue(party, field)]),
  );

/** What the kept file holds now under these fields, as it stands there: what is handed out opened is sealed again. */
async function beforeOf(
  station: PersonWriting,
  { record }: MergeParty,
  names: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const values = Object.entries(record).filter(([field]) => names.includes(field));
  const liesSealed = (field: string, value: unknown) =>
    isSealed(value) || value === null || field === 'contacts' || field === 'birthDate';
  const asTheyAre = values.filter(
    ([field, value]) => liesSealed(field, value) && field !== 'disability' && field !== 'relationCode',
  );
  const opened = values.filter(([field]) => !asTheyAre.some(([known]) => known === field));
  const about = { scope: scopeIn(record._id), birthDate: record.birthDate };
  const closed = await sealed(station, about, { type: 'person', uid: record.uid }, Object.fromEntries(opened));
  return { ...Object.fromEntries(asTheyAre), ...closed };
}

function householdWrite(
  kept: MergeParty,
  merged: MergeParty,
  plain: Readonly<Record<string, unknown>>,
): { readonly write: Write; readonly before: HouseholdBefore } | null {
  const { household } = merged;
  if (!household) return null;
  const livesIn = 'householdUid' in plain ? (plain['householdUid'] as string | null) : kept.record.householdUid;
  const after = householdAfterMerge(
    household,
    merged.file,
    { uid: kept.record.uid, householdUid: livesIn },
    merged.residents,
  );
  const { headUid, status } = household;
  if (after.headUid === headUid && after.status === status) return null;
  return {
    write: { kind: 'edit', id: household._id, change: () => ({ ...after }) },
    before: { id: household._id, headUid, status },
  };
}

/**
 * Makes one file two again: the kept one gets back what it held, save fields that somebody wrote since, which `keptLater` names; the
 * merged one stands for itself. Throws `request.not-found` where this device does not hold both, `device.*`.
 */
export async function undoMerge(
  station: Pick<PersonWriting, 'writer'>,
  merge: Merge & WireRecord,
): Promise<{ readonly keptLater: readonly string[] }> {
  const { [HOUSEHOLD]: household, ...before } = merge.before;
  let keptLater: readonly string[] = [];
  const isUntouched = (record: WireRecord, field: string) => (record.stamps[field] ?? record.born) <= merge.born;
  const home = household as HouseholdBefore | undefined;
  await station.writer.writeTogether([
    {
      kind: 'edit',
      id: merge.keptId,
      change: (record) => {
        const own = Object.entries(before);
        keptLater = own.flatMap(([field]) => (isUntouched(record, field) ? [] : [field]));
        return Object.fromEntries(own.filter(([field]) => isUntouched(record, field)));
      },
    },
    {
      kind: 'edit',
      id: merge.mergedId,
      change: ({ mergedIntoUid }) => (mergedIntoUid === merge.keptUid ? { mergedIntoUid: null } : {}),
    },
    ...(home
      ? [
          {
            kind: 'edit',
            id: home.id,
            change: (record: WireRecord) => ({
              ...(isUntouched(record, 'headUid') && { headUid: home.headUid }),
              ...(isUntouched(record, 'status') && { status: home.status }),
            }),
          } as const,
        ]
      : []),
    { kind: 'edit', id: merge._id, change: () => ({ state: 'undone' }) },
  ]);
  return { keptLater };
}
