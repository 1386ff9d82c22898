import type { CalendarDate } from '#shared/domain/calendar/date';
import type { PlannedRecord } from '#shared/domain/roster/index';
import { AppError } from '#shared/errors/app-error';
import type { Sealed, Touch } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import { sealFields } from '#shared/schema/seal-record';

/**
 * Throws `row.malformed` for a record that the station would not take. Said while an import is planned, when nothing of it is written
 * yet; values stand as sealed ones of their length would.
 */
export async function assertFits(planned: PlannedRecord, importUid: string, today: CalendarDate): Promise<void> {
  const { type, uid, birthDate, fields } = planned;
  const definition = findRecordType(type);
  if (!definition) throw new Error(`no such record type: ${type}`);
  const closed = await sealFields({ type, uid, birthDate, today }, { ...fields, importUid }, asSealed);
  const frame = {
    _id: documentId(type, 'station', uid),
    uid,
    type,
    schema: definition.version,
    created: TOUCH,
    changed: TOUCH,
    vv: {},
    born: '000000000000.000000000000.1',
    stamps: {},
    yields: [],
  };
  const parsed = definition.schema.safeParse({ ...closed, ...frame });
  if (parsed.success) return;
  const wrong = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))].join(', ');
  throw new AppError('row.malformed', `fields that do not fit: ${wrong}`, { details: { type, fields: wrong } });
}

const TOUCH: Touch = { at: 0, by: '00000000000000000000000000', on: '000000000000' };

/** Four characters hold three bytes; a Chinese character is three. */
const asSealed = async (value: unknown): Promise<Sealed> => ({
  kid: 'none',
  iv: 'AAAAAAAAAAAAAAAA',
  ct: 'AAAA'.repeat(JSON.stringify(value).length + 6),
});
