import { newKeySchema, type KEY_QUOTAS, type KeyScope, type NewKey } from '#shared/ipc/incoming-api';

/** What stands in the fields of a key that is to be made. */
export interface KeyEntry {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly perMinute: (typeof KEY_QUOTAS)[number];
}

/** The fields as they begin. */
export const NEW_KEY: KeyEntry = { name: '', scopes: ['read', 'write'], perMinute: 120 };

export type KeyField = 'name' | 'taken' | 'scopes';

export type KeyReading =
  | { readonly kind: 'right'; readonly wanted: NewKey }
  | { readonly kind: 'wrong'; readonly fields: readonly KeyField[] };

/** What the fields ask for, or those that are not right yet; `taken` are names of keys that hold. */
export function readKey(entry: KeyEntry, taken: readonly string[]): KeyReading {
  const name = entry.name.trim();
  const parsed = newKeySchema.safeParse({ ...entry, name, scopes: [...entry.scopes] });
  const wrong = new Set(parsed.error?.issues.map(({ path }) => (path[0] === 'scopes' ? 'scopes' : 'name')));
  const fields: readonly KeyField[] = [...wrong, ...(taken.includes(name) ? (['taken'] as const) : [])];
  return parsed.success && fields.length === 0 ? { kind: 'right', wanted: parsed.data } : { kind: 'wrong', fields };
}
