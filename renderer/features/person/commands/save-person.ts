import { dateAtStation } from '#shared/domain/calendar/date';
import type { CompletedDraft } from '#shared/domain/people/complete';
import type { PersonDraft } from '#shared/domain/people/draft';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import type { Write } from '#shared/sync/local-writer';
import { notSameWrite, type PersonRecord } from '../../people/index';
import type { HouseholdRecord } from './status';
import { changesClass, movedWrites, sealed, scopeIn, type OpenedValues, type PersonWriting } from './writing';

/** The file as it was when the form was opened; its household, and how many live in it now. */
export interface FileBefore {
  readonly person: PersonRecord;
  readonly values: OpenedValues;
  readonly household: HouseholdRecord | null;
  readonly residents: number;
  /** Certificates and visits, for the case that a corrected birth date puts them under another key. */
  readonly dependants: readonly WireRecord[];
}

interface SaveInput {
  readonly draft: PersonDraft;
  readonly completed: CompletedDraft;
  /** Null for somebody new. */
  readonly before: FileBefore | null;
  /** The household that was chosen to be joined; null for none or a new one. */
  readonly joined: HouseholdRecord | null;
}

/**
 * Writes the file, its new household and its certificate, all or nothing; answers with the file’s `_id`. The same draft saved twice makes
 * nothing twice. Throws `access.denied` without the key, `device.*`.
 */
export async function savePerson(station: PersonWriting, input: SaveInput): Promise<string> {
  const { before } = input;
  const writes = before ? await changes(station, input, before) : await creations(station, input);
  if (writes.length > 0) await station.writer.writeTogether(writes);
  return before ? before.person._id : documentId('person', newScope(station, input), input.draft.personUid);
}

const newScope = ({ session }: PersonWriting, { completed }: SaveInput): string =>
  `${session.station.id}-${completed.grid}`;

function householdUidOf({ draft, completed: { household } }: SaveInput): string | null {
  switch (household.kind) {
    case 'none':
      return null;
    case 'new':
      return draft.householdUid;
    case 'join':
      return household.householdUid;
  }
}

/** The file's own fields in plain words. */
function plainFields(station: PersonWriting, input: SaveInput): Readonly<Record<string, unknown>> {
  const { alone, ...file } = input.completed.file;
  const recorded = { at: station.nowMs(), by: station.session.staff.uid, on: station.replica };
  return { ...file, householdUid: householdUidOf(input), livingAlone: alone && { ...alone, recorded } };
}

async function creations(station: PersonWriting, input: SaveInput): Promise<readonly Write[]> {
  const { draft, completed, joined } = input;
  const { certificate } = completed;
  const { personUid, certificateUid } = draft;
  const scope = newScope(station, input);
  const subject = { scope, birthDate: completed.file.birthDate };
  const person = await sealed(
    station,
    subject,
    { type: 'person', uid: personUid },
    {
      ...plainFields(station, input),
      citizenId: completed.file.citizenId ?? null,
      phone: completed.file.phone ?? null,
      contacts: [],
      disability: certificate?.holds ?? null,
      importUid: null,
      mergedIntoUid: null,
    },
  );
  const papers =
    certificate &&
    (await sealed(
      station,
      subject,
      { type: 'certificate', uid: certificateUid },
      { ...certificate, personUid, kind: 'disability', status: 'valid', importUid: null },
    ));
  const id = documentId('person', scope, personUid);
  return [
    ...householdWrites(input, scope),
    { kind: 'create', keepExisting: true, creation: { type: 'person', scope, uid: personUid, fields: person } },
    ...(papers ? [create('certificate', scope, certificateUid, papers)] : []),
    ...(joined ? headWrites(joined, personUid, completed.file.relation === 'head') : []),
    ...draft.othersUids.map((other) => notSameWrite(station, { id, uid: personUid }, other)),
  ];
}

const create = (type: string, scope: string, uid: string, fields: Readonly<Record<string, unknown>>): Write => ({
  kind: 'create',
  keepExisting: true,
  creation: { type, scope, uid, fields },
});

/** The household that is to be, for whoever gets one of their own. */
function householdWrites({ draft, completed: { file, household } }: SaveInput, scope: string): readonly Write[] {
  if (household.kind !== 'new' || file.dwellingUid === null) return [];
  return [
    create('household', scope, draft.householdUid, {
      dwellingUid: file.dwellingUid,
      headUid: draft.personUid,
      kind: 'family',
      status: 'current',
      registerNumber: null,
      importUid: null,
    }),
  ];
}

/** Makes the person the head of that household, or nobody where the person was it and is no more. */
function headWrites(household: HouseholdRecord, personUid: string, isHead: boolean): readonly Write[] {
  const headUid = isHead ? personUid : household.headUid === personUid ? null : household.headUid;
  const isSame = headUid === household.headUid && household.status === 'current';
  return isSame ? [] : [{ kind: 'edit', id: household._id, change: () => ({ headUid, status: 'current' }) }];
}

async function changes(station: PersonWriting, input: SaveInput, before: FileBefore): Promise<readonly Write[]> {
  const { draft, joined } = input;
  const { person, dependants } = before;
  const { birthDate, relation } = input.completed.file;
  const scope = scopeIn(person._id);
  const today = dateAtStation(station.nowMs());
  const plain = plainFields(station, input);
  const changed = changedFields(plain, before);
  const movesKeys = changesClass(person.birthDate, birthDate, today);
  // Under another key everything is written anew: what stayed under the old one would be open to others, or closed to the file's readers.
  const whole = movesKeys ? { ...everything(before), ...changed } : changed;
  const fields = await sealed(station, { scope, birthDate }, { type: 'person', uid: person.uid }, whole);
  const isMoving = 'householdUid' in changed;
  return [
    ...(draft.household.kind === 'new' ? householdWrites(input, scope) : []),
    ...(Object.keys(fields).length > 0 ? [{ kind: 'edit', id: person._id, change: () => fields } as const] : []),
    ...(joined ? headWrites(joined, person.uid, relation === 'head') : []),
    ...(isMoving && before.household ? leavingWrites(before.household, person, before.residents) : []),
    ...(movesKeys ? await movedWrites(station, dependants, birthDate) : []),
    ...draft.othersUids.map((other) => notSameWrite(station, { id: person._id, uid: person.uid }, other)),
  ];
}

/** Of the household that somebody leaves: its head goes with them, and without residents it has moved out. */
function leavingWrites(household: HouseholdRecord, person: PersonRecord, residents: number): readonly Write[] {
  const left = residents - (person.status === 'living-here' ? 1 : 0);
  const headUid = household.headUid === person.uid ? null : household.headUid;
  const status = left === 0 ? ('moved-out' as const) : household.status;
  if (headUid === household.headUid && status === household.status) return [];
  return [{ kind: 'edit', id: household._id, change: () => ({ headUid, status }) }];
}

/** The fields that say something else than the file did. */
function changedFields(
  plain: Readonly<Record<string, unknown>>,
  { person, values }: FileBefore,
): Readonly<Record<string, unknown>> {
  const onFile: Readonly<Record<string, unknown>> = {
    ...person,
    citizenId: values.citizenId,
    phone: values.phone,
    profile: values.profile,
  };
  return Object.fromEntries(Object.entries(plain).filter(([field, value]) => !isSame(field, value, onFile[field])));
}

function isSame(field: string, value: unknown, onFile: unknown): boolean {
  if (field === 'livingAlone') return declared(value) === declared(onFile);
  if (field === 'profile') return sorted(value) === sorted(onFile);
  return value === onFile;
}

function declared(value: unknown): string {
  if (value === null || value === undefined) return '';
  const { value: isAlone, declaredOn } = value as { readonly value: unknown; readonly declaredOn: unknown };
  return `${String(isAlone)} ${String(declaredOn)}`;
}

const sorted = (value: unknown): string =>
  JSON.stringify(Object.entries((value as Record<string, unknown> | null) ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Every value that a key may close, in plain words; what does not open here stays where it is. */
function everything({ person, values }: FileBefore): Readonly<Record<string, unknown>> {
  const { name, sex, relation, relationCode, disability, livingAlone } = person;
  const opened = {
    citizenId: values.citizenId,
    phone: values.phone,
    contacts: values.contacts,
    profile: values.profile,
  };
  const readable = Object.entries(opened).filter(
    ([field]) => !values.unreadable.some((closed) => closed === field || closed.startsWith(`${field}.`)),
  );
  return { name, sex, relation, relationCode, disability, livingAlone, ...Object.fromEntries(readable) };
}
