import { isChild } from '#shared/domain/people/age';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import { AppError } from '#shared/errors/app-error';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import { movedFields } from '#shared/schema/move-values';
import { sealFields } from '#shared/schema/seal-record';
import type { PersonProfile } from '#shared/schema/types/person';
import { isSealed, misplacedValues } from '#shared/schema/value-class';
import type { Write } from '#shared/sync/local-writer';
import type { OpenStation } from '#renderer/data/index';
import type { PersonRecord } from '../../people/index';

/** What writing files needs of the station; tests hand in their own. */
export type PersonWriting = Pick<
  OpenStation,
  'writer' | 'sealer' | 'records' | 'session' | 'replica' | 'nowMs' | 'newUid'
>;

/** Whose values are sealed: the grid that holds them, and the birth date that says under which key. */
export interface Subject {
  readonly scope: string;
  readonly birthDate: CalendarDate;
}

export const subjectOf = ({ _id, birthDate }: Pick<PersonRecord, '_id' | 'birthDate'>): Subject => ({
  scope: scopeIn(_id),
  birthDate,
});

/** The fields of one record about somebody, sealed as the type asks. Throws `access.denied` without the key. */
export function sealed(
  station: Pick<PersonWriting, 'sealer' | 'nowMs'>,
  { scope, birthDate }: Subject,
  record: { readonly type: string; readonly uid: string },
  plain: Readonly<Record<string, unknown>>,
): Promise<Readonly<Record<string, unknown>>> {
  return sealFields({ ...record, birthDate, today: dateAtStation(station.nowMs()) }, plain, (value, place, keyClass) =>
    station.sealer.seal(value, { ...place, scope, class: keyClass }),
  );
}

/** A telephone contact in plain words; what does not open for the reader is null. */
export interface PlainContact {
  readonly id: string;
  readonly name: string | null;
  readonly relation: string | null;
  readonly phone: string | null;
}

/** What lies sealed in a file, opened. */
export interface OpenedValues {
  readonly citizenId: string | null;
  readonly phone: string | null;
  readonly contacts: readonly PlainContact[];
  readonly profile: PersonProfile | null;
  /** Fields that hold something this person cannot open: they can be neither compared nor carried over. */
  readonly unreadable: readonly string[];
}

/** Opens everything in somebody’s file; nothing of it is shown by that. */
export async function openValues(station: Pick<PersonWriting, 'sealer'>, person: PersonRecord): Promise<OpenedValues> {
  const unreadable: string[] = [];
  const open = async (value: string | Sealed | null, field: string, entryId?: string): Promise<unknown> => {
    if (!isSealed(value)) return value;
    const place = { uid: person.uid, field, ...(entryId !== undefined && { entryId }) };
    const opened = await station.sealer.open(value, place);
    if (opened === null) unreadable.push(field);
    return opened;
  };
  const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const contacts = await Promise.all(
    person.contacts.map(async ({ id, name, relation, phone }) => ({
      id,
      name: textOf(await open(name, 'contacts.name', id)),
      relation: textOf(await open(relation, 'contacts.relation', id)),
      phone: textOf(await open(phone, 'contacts.phone', id)),
    })),
  );
  return {
    citizenId: textOf(await open(person.citizenId, 'citizenId')),
    phone: textOf(await open(person.phone, 'phone')),
    contacts,
    profile: (await open(person.profile, 'profile')) as PersonProfile | null,
    unreadable,
  };
}

/**
 * Writes that bring what others hold about somebody under the key of another birth date: certificates, and visits as far as they open.
 * What is only ever added to (additions to visits, consents) stays where it is.
 */
export async function movedWrites(
  station: PersonWriting,
  records: readonly WireRecord[],
  birthDate: CalendarDate,
): Promise<readonly Write[]> {
  const today = dateAtStation(station.nowMs());
  const writes = await Promise.all(
    records.map(async (record): Promise<readonly Write[]> => {
      // Whoever corrects the birth date has the file open: that is the decision which the host leaves to a person.
      const misplaced = misplacedValues({ ...record, stamps: {} }, { birthDate, stamps: {} }, today);
      const fields = await movedFields(record, misplaced, {
        open: async (value, place) => {
          const opened = await station.sealer.open(value, place);
          return opened === null ? { ok: false, error: 'unreadable' } : { ok: true, value: opened };
        },
        seal: (keyClass, place, value) =>
          station.sealer.seal(value, { ...place, scope: scopeIn(record._id), class: keyClass }),
      });
      return Object.keys(fields).length === 0 ? [] : [{ kind: 'edit', id: record._id, change: () => fields }];
    }),
  );
  return writes.flat();
}

/** Whether two birth dates put somebody’s values under different keys today. */
export const changesClass = (before: CalendarDate, after: CalendarDate, today: CalendarDate): boolean =>
  isChild(before, today) !== isChild(after, today);

/** The scope that an `_id` names. */
export function scopeIn(id: string): string {
  const scope = parseDocumentId(id)?.scope;
  if (scope === undefined) throw new AppError('internal', 'a record without a scope');
  return scope;
}
