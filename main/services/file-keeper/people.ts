import { isCalendarDate, type CalendarDate } from '#shared/domain/calendar/date';
import { birthday, CHILD_UNTIL_YEARS } from '#shared/domain/people/age';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import { assessment } from '#shared/schema/types/assessment';
import { certificate } from '#shared/schema/types/certificate';
import { consent } from '#shared/schema/types/consent';
import { person } from '#shared/schema/types/person';
import { visit } from '#shared/schema/types/visit';
import type { About } from '#shared/schema/value-class';
import { placeRow } from '#shared/sync/place-row';
import { WINNER, type WritableDatabase } from '../host-writer';

/** A record as it is stored, in its type's current version. */
export interface StoredRecord {
  readonly rev: string;
  readonly record: WireRecord;
}

/** People, and what names its person in `personUid`. */
const KEPT_TYPES: ReadonlySet<string> = new Set([
  person.type,
  visit.type,
  certificate.type,
  consent.type,
  assessment.type,
]);

/**
 * The person, or the record about one, in a stored document, null for anything else. One that lies under another key than its uid is none of ours:
 * sealed values are bound to the uid alone, and a second record of that uid could say another birth date.
 */
export function storedRecord(document: Readonly<Record<string, unknown>>, scope: string): StoredRecord | null {
  const { _id: id, _rev: rev, ...fields } = document;
  const parsed = typeof id === 'string' ? parseDocumentId(id) : null;
  if (!parsed || !KEPT_TYPES.has(parsed.type) || typeof rev !== 'string') return null;
  const sent = { ...fields, _id: id } as unknown as WireRecord;
  const place = placeRow({ id: String(id), rev, deleted: false, record: sent });
  if (place.kind !== 'record') return null;
  return parsed.scope === scope && parsed.key === place.record.uid ? { rev, record: place.record } : null;
}

/** Finds whom the records of one database are about. */
export interface People {
  /** Takes note of a person's record as it stands; whether something else was answered for it before. */
  meet(record: WireRecord): boolean;
  /** The person of that uid; null where there is none. */
  find(uid: unknown): Promise<About | null>;
}

/** People are read as they are asked for, once: most have many records. */
export function createPeople(database: WritableDatabase, scope: string): People {
  const known = new Map<string, About | null>();

  async function read(uid: string): Promise<About | null> {
    const answer = await database.get(documentId(person.type, scope, uid), WINNER);
    const stored = answer.found ? storedRecord(answer.document as Readonly<Record<string, unknown>>, scope) : null;
    return stored && aboutIn(stored.record);
  }

  return {
    meet: (record) => {
      const [before, about] = [known.get(record.uid), aboutIn(record)];
      known.set(record.uid, about);
      return before !== undefined && before?.birthDate !== about?.birthDate;
    },
    find: async (uid) => {
      if (typeof uid !== 'string' || parseDocumentId(`${person.type}~${scope}~${uid}`) === null) return null;
      const met = known.get(uid);
      if (met !== undefined) return met;
      const about = await read(uid);
      known.set(uid, about);
      return about;
    },
  };
}

function aboutIn({ stamps, birthDate }: WireRecord & { readonly birthDate?: unknown }): About | null {
  return typeof birthDate === 'string' && isCalendarDate(birthDate) ? { stamps, birthDate } : null;
}

/** The next day on which somebody born then begins or ceases to be a child; null when both are past. */
export function nextChange(birthDate: CalendarDate, today: CalendarDate): CalendarDate | null {
  if (birthDate > today) return birthDate;
  const end = birthday(birthDate, CHILD_UNTIL_YEARS);
  return end > today ? end : null;
}
