import type { CalendarDate } from '../domain/calendar/date';
import type { Sealed } from './envelope';
import type { FieldClass } from './record-type';
import { findRecordType } from './registry';
import type { SealedPlace } from './sealing';
import { classOf } from './value-class';

/** Whom a record is about: it decides under whose key its values go. Homes and enterprises are about nobody. */
export interface SealedFor {
  readonly type: string;
  readonly uid: string;
  /** Birth date of the person; null for a record that is about nobody. */
  readonly birthDate: CalendarDate | null;
  readonly today: CalendarDate;
}

export type SealPlain = (value: unknown, place: SealedPlace, keyClass: Exclude<FieldClass, 'open'>) => Promise<Sealed>;

/** A birth date that makes nobody a child. */
const GROWN_UP: CalendarDate = '1900-01-01';

/**
 * The fields as a record holds them, from plain ones: every value that the type's `values` name goes under its class, those of list
 * entries by their `id`. Fields that are not named stay as they are, and so does null where nothing is sealed because nothing is
 * there (no phone); where values may stand in the open, "none" is a value too (a child's disability). Pass some fields alone to
 * change these alone. Throws what `seal` throws (`access.denied` without the key).
 */
export async function sealFields(
  about: SealedFor,
  plain: Readonly<Record<string, unknown>>,
  seal: SealPlain,
): Promise<Readonly<Record<string, unknown>>> {
  const type = findRecordType(about.type);
  if (!type) throw new Error(`no such record type: ${about.type}`);
  const fields: Record<string, unknown> = { ...plain };
  for (const [path, { adult }] of Object.entries(type.values)) {
    const [field = '', inner] = path.split('.');
    if (!(field in fields)) continue;
    const keyClass = classOf(about.type, path, about.birthDate ?? GROWN_UP, about.today);
    if (keyClass === 'open') continue;
    const sealOne = async (value: unknown, entryId?: string): Promise<unknown> => {
      if (value === undefined || (value === null && adult !== 'open')) return value;
      return seal(value, { uid: about.uid, field: path, ...(entryId !== undefined && { entryId }) }, keyClass);
    };
    fields[field] = inner === undefined ? await sealOne(fields[field]) : await sealInner(fields[field], inner, sealOne);
  }
  return fields;
}

async function sealInner(
  outer: unknown,
  inner: string,
  sealOne: (value: unknown, entryId?: string) => Promise<unknown>,
): Promise<unknown> {
  if (Array.isArray(outer)) {
    return Promise.all(
      (outer as readonly Readonly<Record<string, unknown>>[]).map(async (entry) =>
        inner in entry ? { ...entry, [inner]: await sealOne(entry[inner], String(entry['id'])) } : entry,
      ),
    );
  }
  if (typeof outer !== 'object' || outer === null || !(inner in outer)) return outer;
  return { ...outer, [inner]: await sealOne((outer as Readonly<Record<string, unknown>>)[inner]) };
}
