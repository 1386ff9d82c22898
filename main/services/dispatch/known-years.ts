import { ulid } from 'ulid';
import { NOTICED_YEARS } from '#shared/codes/public-holidays';
import { databaseName, documentId } from '#shared/schema/ids';
import { calendar } from '#shared/schema/types/calendar';
import { createRecord } from '#shared/sync/author';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';

export interface KnownYearsDeps {
  readonly station: string;
  readonly hub: { database(name: string): WritableDatabase | null };
  readonly author: () => string;
  readonly now: () => number;
}

/** Puts the years whose notice the product brings along into the station's commons, where they are not there; what is there stays. */
export async function addKnownYears({ station, hub, author, now }: KnownYearsDeps): Promise<void> {
  const commons = hub.database(databaseName('commons', station));
  if (!commons) return;
  const writer = createHostWriter(now);
  for (const { year, ...fields } of NOTICED_YEARS) {
    const key = String(year);
    if ((await commons.get(documentId(calendar.type, station, key), WINNER)).found) continue;
    const made = { type: calendar.type, schema: calendar.version, scope: station, uid: ulid(now()), key };
    const row = createRecord({ ...made, fields: { year, ...fields } }, writer.write(author()));
    const [answer] = await commons.bulkDocs({ rows: [row], newEdits: true });
    if (answer && 'error' in answer && answer.error !== 'conflict') throw new Error('the hub did not take a calendar');
  }
}
