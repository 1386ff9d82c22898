import type { OpenStation } from '#renderer/data/index';
import type { YearRecord } from '../../years';
import { yearFieldsOf, type YearEntry } from './year-entry';

/** Saves a year, a new one under its number. Throws `access.denied`, `device.*`. */
export async function saveYear(
  { writer, session, newUid }: Pick<OpenStation, 'writer' | 'session' | 'newUid'>,
  entry: YearEntry,
  known: YearRecord | null,
): Promise<void> {
  const { year, ...fields } = yearFieldsOf(entry);
  if (known) {
    await writer.edit(known._id, () => ({ ...fields }));
    return;
  }
  const key = String(year);
  await writer.create({ type: 'calendar', scope: session.station.id, uid: newUid(), key, fields: { year, ...fields } });
}
