import { z } from 'zod';
import type { Sealed, WireRecord } from './envelope';
import type { SealedPlace } from './sealing';
import { disabilitySchema, relationCodeSchema, RELATIONS, SEXES } from './types/person';
import { isSealed } from './value-class';

/**
 * Records as screens and rules read them: what lists need of a sealed file is opened, or null for whoever may not read it. What
 * is shown on demand only (ids, phones, contacts, health answers, notes) stays sealed.
 */

/** Opens a sealed value: null when it is not for this person or does not open. Never throws; `Sealer.open` is one. */
export type OpenSealed = (sealed: Sealed, place: SealedPlace) => Promise<unknown>;

const DISABILITY = disabilitySchema.nullable();
const OPENED = {
  name: z.string().min(1),
  sex: z.enum(SEXES),
  relation: z.enum(RELATIONS),
  relationCode: relationCodeSchema.nullable(),
  disability: DISABILITY,
} as const;
type PlainField = keyof typeof OPENED;
const PLAIN_FIELDS = Object.keys(OPENED) as readonly PlainField[];

/** Whether `openRecord` has anything to do; without it, going through ten thousand open records awaits nothing. */
export function hasListedSeals(record: WireRecord): boolean {
  if (record.type !== 'person') return false;
  return PLAIN_FIELDS.some((field) => isSealed(record[field])) || isSealed(declarationOf(record)?.['value']);
}

/**
 * The record with its listed values opened, null where `open` gives nothing or not what the field may hold. A record without such
 * values comes back as the same object. Fields it does not know are kept.
 */
export async function openRecord<T extends WireRecord>(record: T, open: OpenSealed): Promise<T> {
  if (!hasListedSeals(record)) return record;
  const opened = await Promise.all(PLAIN_FIELDS.map((field) => openField(record, field, open)));
  const declaration = declarationOf(record);
  const livingAlone = declaration && { ...declaration, value: await openDeclared(record.uid, declaration, open) };
  return {
    ...record,
    ...Object.fromEntries(PLAIN_FIELDS.map((field, index) => [field, opened[index]])),
    ...(livingAlone && { livingAlone }),
  };
}

async function openField(record: WireRecord, field: PlainField, open: OpenSealed): Promise<unknown> {
  const value = record[field];
  if (!isSealed(value)) return value;
  return OPENED[field].safeParse(await open(value, { uid: record.uid, field })).data ?? null;
}

async function openDeclared(uid: string, declaration: Declaration, open: OpenSealed): Promise<unknown> {
  const { value } = declaration;
  if (!isSealed(value)) return value;
  const opened = await open(value, { uid, field: 'livingAlone.value' });
  return typeof opened === 'boolean' ? opened : null;
}

type Declaration = Readonly<Record<string, unknown>>;

function declarationOf(record: WireRecord): Declaration | null {
  const declaration = record['livingAlone'];
  return typeof declaration === 'object' && declaration !== null ? (declaration as Declaration) : null;
}
