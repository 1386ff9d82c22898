import { isChild } from '../domain/people/age';
import type { CalendarDate } from '../domain/calendar/date';
import { sealedSchema, type Envelope, type Sealed, type WireRecord } from './envelope';
import type { FieldClass } from './record-type';
import { findRecordType } from './registry';
import { parseAuthorKid, type SealedPlace } from './sealing';

/** Which key a value takes, by the type's `values` and by whom the record is about. */

/** Under which class a value of somebody born on that day is written today; `open` for what nobody seals. */
export function classOf(type: string, path: string, birthDate: CalendarDate, today: CalendarDate): FieldClass {
  const value = findRecordType(type)?.values[path];
  if (!value) return 'open';
  return isChild(birthDate, today) ? value.child : value.adult;
}

/** The class that a key id names, an author's own key included; null for an id of another form. */
export function classOfKid(kid: string): Exclude<FieldClass, 'open'> | null {
  const classKid = parseAuthorKid(kid)?.classKid ?? kid;
  const name = classKid.split('.')[1];
  return name === 'general' || name === 'health' || name === 'child' ? name : null;
}

/** A value that does not lie under the class it should have. */
export interface MisplacedValue {
  readonly place: SealedPlace;
  /** As it stands in the record; an open value where `from` is `open`. */
  readonly value: unknown;
  readonly from: FieldClass;
  readonly to: FieldClass;
}

/** The person that a record is about, or is: what says whose key its values take. */
export type About = Pick<Envelope, 'stamps'> & { readonly birthDate: CalendarDate };

/**
 * The values of a record that have to be written anew under another class: after the 15th birthday those under the child key, and
 * what version 1 left in the open about a child or a contact. A host that holds all keys opens each `value` at its `place` and
 * seals it (or leaves it open) under `to`, in one edit of the record.
 *
 * Three things stay as they are. Values under a key id that says no class: nobody can tell what they are. Entries that are only
 * ever added: a merge could bring their older text back. And what lies under the child key where the birth date was changed after
 * the file was made, or the record pointed at somebody else: who may do that but not read the file could have it opened that way,
 * so a person has to decide.
 */
export function misplacedValues(record: WireRecord, about: About, today: CalendarDate): readonly MisplacedValue[] {
  const type = findRecordType(record.type);
  if (!type) return [];
  const isTrusted = about.stamps['birthDate'] === undefined && record.stamps['personUid'] === undefined;
  return Object.entries(type.values).flatMap(([path, { adult }]) => {
    if (type.merge[path.split('.')[0] ?? '']?.kind === 'union') return [];
    const to = classOf(record.type, path, about.birthDate, today);
    return valuesAt(record, path).flatMap(({ value, entryId }): readonly MisplacedValue[] => {
      // Null is a value only where values may stand in the open: no disability is something, no phone is nothing.
      if (value === undefined || (value === null && adult !== 'open')) return [];
      const from = isSealed(value) ? classOfKid(value.kid) : 'open';
      if (from === null || from === to) return [];
      if (from === 'child' && !isTrusted) return [];
      return [{ place: { uid: record.uid, field: path, ...(entryId !== undefined && { entryId }) }, value, from, to }];
    });
  });
}

/** Whether a value is a sealed one, whatever it was taken from. */
export function isSealed(value: unknown): value is Sealed {
  return typeof value === 'object' && value !== null && 'ct' in value && sealedSchema.safeParse(value).success;
}

interface FoundValue {
  readonly value: unknown;
  readonly entryId?: string;
}

/** What a record holds under a path: one value, or one for each entry of a list. */
function valuesAt(record: WireRecord, path: string): readonly FoundValue[] {
  const [field = '', inner] = path.split('.');
  const outer = record[field];
  if (inner === undefined) return [{ value: outer }];
  if (!Array.isArray(outer)) return isObject(outer) ? [{ value: outer[inner] }] : [];
  return outer.flatMap((entry: unknown): readonly FoundValue[] =>
    isObject(entry) && typeof entry['id'] === 'string' ? [{ value: entry[inner], entryId: entry['id'] }] : [],
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
