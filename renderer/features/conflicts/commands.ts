import { dateAtStation } from '#shared/domain/calendar/date';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import { sealFields } from '#shared/schema/seal-record';
import { stampOf } from '#shared/sync/merge';
import type { OpenStation } from '#renderer/data/index';

type Deciding = Pick<OpenStation, 'writer' | 'sealer' | 'records' | 'nowMs'>;

/** What a field is to hold: a value as it stands in the record already, or a new one in plain words. */
export type Verdict =
  { readonly kind: 'stored'; readonly value: unknown } | { readonly kind: 'plain'; readonly value: unknown };

/** A contested field as somebody saw it. */
export interface SeenField {
  readonly field: string;
  /** The value that stood, as it is in the record. */
  readonly stood: unknown;
  /** Stamps of all the values there were. */
  readonly seen: readonly string[];
}

/**
 * Writes down what was decided about fields of one record, all in one write; answers how to take it back, which puts the values that
 * stood before in again. Throws `row.stale-vector` when another value stands since, `access.denied` without the key, `device.*`.
 */
export async function decide(
  station: Deciding,
  record: WireRecord,
  fields: readonly SeenField[],
  verdicts: ReadonlyMap<string, Verdict>,
): Promise<() => Promise<void>> {
  const values = await storedValues(station, record, verdicts);
  const decisions = fields.flatMap(({ field, seen }) =>
    verdicts.has(field) ? [{ field, value: values[field] ?? null, seen }] : [],
  );
  const decided = await station.writer.settle(record._id, decisions);
  return async () => {
    await station.writer.settle(
      record._id,
      decisions.map(({ field }) => ({
        field,
        value: fields.find((each) => each.field === field)?.stood ?? null,
        seen: [stampOf(decided, field)],
      })),
    );
  };
}

/** Puts a value that was passed over in the place of what a field holds now. Throws as `decide`. */
export async function putInstead(
  { writer }: Pick<Deciding, 'writer'>,
  record: WireRecord,
  field: string,
  value: unknown,
): Promise<() => Promise<void>> {
  const changed = await writer.settle(record._id, [{ field, value, seen: [stampOf(record, field)] }]);
  return async () => {
    const before = record[field] ?? null;
    await writer.settle(record._id, [{ field, value: before, seen: [stampOf(changed, field)] }]);
  };
}

/** What is new is sealed as the record's type asks. */
async function storedValues(
  station: Deciding,
  record: WireRecord,
  verdicts: ReadonlyMap<string, Verdict>,
): Promise<Readonly<Record<string, unknown>>> {
  const fieldsOf = (kind: Verdict['kind']) =>
    Object.fromEntries(
      [...verdicts].flatMap(([field, verdict]) => (verdict.kind === kind ? [[field, verdict.value]] : [])),
    );
  const plain = fieldsOf('plain');
  if (Object.keys(plain).length === 0) return fieldsOf('stored');
  const scope = parseDocumentId(record._id)?.scope ?? '';
  const about = {
    type: record.type,
    uid: record.uid,
    birthDate: await birthDateOf(station, record),
    today: dateAtStation(station.nowMs()),
  };
  const sealed = await sealFields(about, plain, (value, place, keyClass) =>
    station.sealer.seal(value, { ...place, scope, class: keyClass }),
  );
  return { ...fieldsOf('stored'), ...sealed };
}

/** Of the person that the record is or is about; null for homes, firms and the station's own records. */
async function birthDateOf({ records }: Deciding, record: WireRecord): Promise<string | null> {
  const { birthDate, personUid } = record;
  if (typeof birthDate === 'string') return birthDate;
  if (typeof personUid !== 'string') return null;
  const person = await records.byUid<WireRecord>('people', 'person', personUid);
  return typeof person?.['birthDate'] === 'string' ? person['birthDate'] : null;
}
