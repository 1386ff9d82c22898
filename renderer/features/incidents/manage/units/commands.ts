import type { OpenStation } from '#renderer/data/index';
import type { UnitRecord } from '../../queries';
import { unitFieldsOf, type UnitEntry } from './unit-entry';

type Writing = Pick<OpenStation, 'writer' | 'session' | 'newUid'>;

/** Saves a unit: a changed one where it was, a new one last. Answers its uid. Throws `access.denied`, `device.*`. */
export async function saveUnit(
  { writer, session, newUid }: Writing,
  entry: UnitEntry,
  known: UnitRecord | null,
  all: readonly UnitRecord[],
): Promise<string> {
  const fields = unitFieldsOf(entry);
  if (known) {
    await writer.edit(known._id, () => ({ ...fields }));
    return known.uid;
  }
  const uid = newUid();
  const order = Math.max(-1, ...all.map((unit) => unit.order)) + 1;
  const rest = { system: null, order };
  await writer.create({ type: 'unit', scope: session.station.id, uid, fields: { ...fields, ...rest } });
  return uid;
}
