import type { Sealed, WireRecord } from '#shared/schema/envelope';
import type { SealedPlace } from '#shared/schema/sealing';
import { isSealed } from '#shared/schema/value-class';
import type { Sealer } from '#renderer/data/index';

/** A value as it can be read, or that something in it is not for the reader. */
export type Opened = { readonly kind: 'opened'; readonly plain: unknown } | { readonly kind: 'closed' };

/**
 * Opens a field's value whole: one sealed value, or those of an object or of a list's entries. One part that does not open closes
 * all of it, since nobody decides about what they cannot see.
 */
export async function openWhole(
  sealer: Pick<Sealer, 'open'>,
  record: WireRecord,
  field: string,
  value: unknown,
): Promise<Opened> {
  const { uid } = record;
  let isClosed = false;
  const open = async (inner: unknown, place: SealedPlace): Promise<unknown> => {
    if (!isSealed(inner)) return inner;
    const opened = await sealer.open(inner, place);
    if (opened === null && !(await opensOthers(sealer, record, inner))) isClosed = true;
    return opened;
  };
  const openParts = async (whole: object, entryId?: string): Promise<Record<string, unknown>> => {
    const parts = await Promise.all(
      Object.entries(whole).map(
        async ([key, inner]) =>
          [
            key,
            await open(inner, { uid, field: `${field}.${key}`, ...(entryId !== undefined && { entryId }) }),
          ] as const,
      ),
    );
    return Object.fromEntries(parts);
  };
  const plain = await openAny();
  return isClosed ? { kind: 'closed' } : { kind: 'opened', plain };

  async function openAny(): Promise<unknown> {
    if (isSealed(value)) return open(value, { uid, field });
    if (Array.isArray(value)) {
      return Promise.all(
        value.map(async (entry: unknown) =>
          isEntry(entry) && typeof entry['id'] === 'string' ? openParts(entry, entry['id']) : entry,
        ),
      );
    }
    return isEntry(value) ? openParts(value) : value;
  }
}

/**
 * Whether the reader holds the key of a value that came as null: in a child's file "no disability" is sealed as well, and the name
 * beside it, under the same key, is never null.
 */
async function opensOthers(sealer: Pick<Sealer, 'open'>, { uid, name }: WireRecord, { kid }: Sealed): Promise<boolean> {
  return isSealed(name) && name.kid === kid && (await sealer.open(name, { uid, field: 'name' })) !== null;
}

const isEntry = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
