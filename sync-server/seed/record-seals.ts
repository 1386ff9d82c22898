import type { CalendarDate } from '#shared/domain/calendar/date';
import type { Sealed } from '#shared/schema/envelope';
import { classOf } from '#shared/schema/value-class';
import type { Sealer } from './sealer';

/** Seals the values of one record by the classes that its type gives them. */
export interface RecordSeals {
  /** The value as the record holds it: sealed, or open where its class is. */
  value<T>(path: string, value: T, entryId?: string): Promise<T | Sealed>;
  /** A value that is sealed whoever it is about; throws for one that may stand in the open. */
  sealed(path: string, value: unknown, entryId?: string): Promise<Sealed>;
}

/** Seals for a record of a type and uid about somebody born on that day. */
export function recordSeals(
  sealer: Sealer,
  record: { readonly type: string; readonly uid: string },
  birthDate: CalendarDate,
  today: CalendarDate,
): RecordSeals {
  const sealOf = (path: string, value: unknown, entryId: string | undefined): Promise<Sealed> | null => {
    const keyClass = classOf(record.type, path, birthDate, today);
    const place = { uid: record.uid, field: path, ...(entryId !== undefined && { entryId }) };
    return keyClass === 'open' ? null : sealer.seal(keyClass, place, value);
  };
  return {
    value: async (path, value, entryId) => (await sealOf(path, value, entryId)) ?? value,
    async sealed(path, value, entryId) {
      const sealed = await sealOf(path, value, entryId);
      if (!sealed) throw new Error(`${record.type} ${path} is never sealed`);
      return sealed;
    },
  };
}
