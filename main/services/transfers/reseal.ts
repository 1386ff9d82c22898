import { ENVELOPE_FIELDS, type Sealed, type WireRecord } from '#shared/schema/envelope';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import { openValue, parseAuthorKid, sealingAad, sealValue, type SealedPlace } from '#shared/schema/sealing';
import { classOfKid, isSealed } from '#shared/schema/value-class';
import type { GridKeys } from '../grid-keys';

/** A record in the words of another grid. */
export interface Translated {
  readonly record: WireRecord;
  /** Sealed values that stay as they are: no key of the former grid opens them. */
  readonly unreadable: number;
}

/**
 * The record under its id in the other grid, every value sealed under the other grid's key of the same class, those that yielded too.
 * The state stays the same, so stamps and vector do: an edit made meanwhile under the former keys is later or earlier than what stands
 * here, as it would have been there. A value under a key of one person goes under that of the class, whose holders could read it.
 */
export async function translate(record: WireRecord, from: string, to: string, keys: GridKeys): Promise<Translated> {
  let unreadable = 0;

  async function reseal(sealed: Sealed, place: SealedPlace): Promise<Sealed> {
    const scope = (parseAuthorKid(sealed.kid)?.classKid ?? sealed.kid).split('.')[0];
    if (scope === to) return sealed;
    const keyClass = scope === from ? classOfKid(sealed.kid) : null;
    const key = keyClass && (await keys.named(sealed.kid));
    const opened = key ? await openValue(key, sealed, sealingAad(place)) : null;
    if (!keyClass || !opened?.ok) {
      unreadable += 1;
      return sealed;
    }
    const next = await keys.newest({ scope: to, class: keyClass });
    return sealValue(next.key, next.kid, opened.value, sealingAad(place));
  }

  async function walk(value: unknown, place: SealedPlace): Promise<unknown> {
    if (isSealed(value)) return reseal(value, place);
    if (Array.isArray(value)) {
      return Promise.all(
        value.map((entry: unknown) => walk(entry, isEntry(entry) ? { ...place, entryId: entry.id } : place)),
      );
    }
    return isObject(value) ? walkFields(value, place) : value;
  }

  async function walkFields(fields: Fields, place: SealedPlace): Promise<Fields> {
    const entries = Object.entries(fields).map(async ([name, value]) => {
      const field = place.field === '' ? name : `${place.field}.${name}`;
      return [name, await walk(value, { ...place, field })] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  /** Copies of what other records held before, bound to where they stood. */
  async function walkCopies(fields: Fields, uid: string): Promise<Fields> {
    const { others, ...own } = fields;
    const walked = await walkFields(own, { uid, field: '' });
    if (!Array.isArray(others)) return others === undefined ? walked : { ...walked, others };
    const copies = others.map(async (copy: unknown) => {
      if (!isObject(copy) || typeof copy['id'] !== 'string' || !isObject(copy['fields'])) return copy;
      const key = parseDocumentId(copy['id'])?.key ?? '';
      return { ...copy, fields: await walkFields(copy['fields'], { uid: key, field: '' }) };
    });
    return { ...walked, others: await Promise.all(copies) };
  }

  const walkField = (name: string, value: unknown): Promise<unknown> => {
    const about = COPIES_ABOUT[record.type];
    return name === 'before' && about !== undefined && isObject(value)
      ? walkCopies(value, String(record[about]))
      : walk(value, { uid: record.uid, field: name });
  };

  const fields = await Promise.all(
    Object.entries(record)
      .filter(([name]) => !ENVELOPE_FIELDS.has(name))
      .map(async ([name, value]) => [name, await walkField(name, value)] as const),
  );
  const yields = await Promise.all(
    record.yields.map(async (each) => ({ ...each, value: await walkField(each.field, each.value) })),
  );
  const translated = { ...record, ...Object.fromEntries(fields), yields, _id: inScope(record._id, from, to) };
  return { record: withIds(translated, from, to), unreadable };
}

/** Which field of a record names whose values its copies of before are. */
const COPIES_ABOUT: Readonly<Record<string, string>> = { finding: 'subjectUid', merge: 'keptUid' };

/** The same thing's id in another scope; an id of any other scope as it is. */
export function inScope(id: string, from: string, to: string): string {
  const parsed = parseDocumentId(id);
  return parsed?.scope === from ? documentId(parsed.type, to, parsed.key) : id;
}

/** A merge names both files by id; they go along. */
function withIds(record: WireRecord, from: string, to: string): WireRecord {
  const names = ['keptId', 'mergedId'].filter((name) => typeof record[name] === 'string');
  if (record.type !== 'merge' || names.length === 0) return record;
  return { ...record, ...Object.fromEntries(names.map((name) => [name, inScope(String(record[name]), from, to)])) };
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEntry = (value: unknown): value is { readonly id: string } =>
  isObject(value) && typeof value['id'] === 'string';
