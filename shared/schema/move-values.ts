import type { Result } from '../errors/result';
import type { Sealed, WireRecord } from './envelope';
import type { FieldClass } from './record-type';
import type { SealedPlace } from './sealing';
import { isSealed, type MisplacedValue } from './value-class';

/** Opens and seals under every key of the record's grid; only the host holds them all. */
export interface MovingKeys {
  open(sealed: Sealed, place: SealedPlace): Promise<Result<unknown, 'unreadable'>>;
  seal(keyClass: Exclude<FieldClass, 'open'>, place: SealedPlace, value: unknown): Promise<Sealed>;
}

/**
 * The fields of one edit of the record that puts misplaced values where they belong; empty when there is nothing to do. A value
 * that does not open stays where it is, and so does, byte for byte, everything that is not misplaced.
 */
export async function movedFields(
  record: WireRecord,
  misplaced: readonly MisplacedValue[],
  keys: MovingKeys,
): Promise<Readonly<Record<string, unknown>>> {
  const fields: Record<string, unknown> = {};
  for (const { place, value, to } of misplaced) {
    const plain = isSealed(value) ? await keys.open(value, place) : { ok: true as const, value };
    if (!plain.ok) continue;
    const moved = to === 'open' ? plain.value : await keys.seal(to, place, plain.value);
    const [field = '', inner] = place.field.split('.');
    fields[field] =
      inner === undefined ? moved : withInner(fields[field] ?? record[field], inner, place.entryId, moved);
  }
  return fields;
}

/** The field with the value under `inner` replaced: in the entry of that id where the field is a list. */
function withInner(outer: unknown, inner: string, entryId: string | undefined, moved: unknown): unknown {
  if (!Array.isArray(outer)) return { ...(outer as object), [inner]: moved };
  return outer.map((entry: { readonly id?: unknown }) => (entry.id === entryId ? { ...entry, [inner]: moved } : entry));
}
