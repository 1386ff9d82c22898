import { z } from 'zod';
import type { KeptExport, KeptView } from '#shared/ipc/admin-api';
import { parseDatabaseName } from '#shared/schema/ids';
import { openBox } from '#shared/schema/sealed-box';
import type { Caller } from '../../ports';
import type { KeptEntry } from '../../kept-port';
import type { GatewayDeps } from '../gateway-types';
import { openParcel } from './open-parcel';
import { denied, opens } from '../routes/route-access';
import { refused, writeParcel, type Answer } from './write-parcel';

type Deps = Pick<
  GatewayDeps,
  'transfers' | 'stepAuthors' | 'hub' | 'sessions' | 'stationKeys' | 'keptParcels' | 'audit' | 'now'
>;

/** Everything kept, with the reasons given opened. */
export const keptViews = async ({ keptParcels, stationKeys }: Deps): Promise<readonly KeptView[]> =>
  Promise.all(keptParcels.list().map((entry) => viewOf(entry, stationKeys)));

async function viewOf(entry: KeptEntry, { hub }: Deps['stationKeys']): Promise<KeptView> {
  if (entry.note === null) return entry;
  return {
    ...entry,
    note: z
      .string()
      .nullable()
      .catch(null)
      .parse(await openBox(hub.private, entry.note)),
  };
}

/** Opens what was kept, for a file; each record is written down before anybody has it. Names of nothing are left out. */
export async function exportKept(ids: readonly string[], caller: Caller, deps: Deps): Promise<KeptExport['records']> {
  const records: KeptExport['records'] = [];
  for (const { entry, box } of await named(ids, deps)) {
    assertReads(caller, entry);
    const opened = await openParcel(box, deps);
    const content = opened && { rev: opened.content.rev, record: opened.content.record };
    await deps.audit.append({ kind: 'kept-exported', by: caller.staff, ...aboutOf(entry) });
    records.push({ ...(await viewOf(entry, deps.stationKeys)), content });
  }
  return records;
}

/**
 * Writes what was kept to the hub as its author's write, judged by the rights of whoever asks, who answers for it in the audit chain.
 * What cannot be written stays kept.
 */
export async function deliverKept(ids: readonly string[], caller: Caller, deps: Deps): Promise<Answer[]> {
  const found = new Map((await named(ids, deps)).map((each) => [each.entry.id, each]));
  const answers: Answer[] = [];
  for (const id of ids) {
    const each = found.get(id);
    answers.push(each ? await deliverOne(each, caller, deps) : refused('request.not-found'));
  }
  return answers;
}

async function deliverOne({ entry, box }: Named, caller: Caller, deps: Deps): Promise<Answer> {
  const opened = await openParcel(box, deps);
  if (!opened) return refused('auth.invalid');
  const { content } = opened;
  const database = parseDatabaseName(content.db) && deps.hub.database(content.db);
  if (!database) return refused('row.wrong-database');
  if (!opens(caller, 'write', content.db)) return refused('access.denied');
  const author = { staff: content.author, access: caller.access };
  const answer = await writeParcel(content, author, database, deps);
  if (answer.outcome !== 'written') return answer;
  await deps.audit.append({ kind: 'kept-delivered', by: caller.staff, ...aboutOf(entry) });
  await deps.keptParcels.settle(entry.id, caller.staff);
  return answer;
}

interface Named {
  readonly entry: KeptEntry;
  readonly box: string;
}

async function named(ids: readonly string[], { keptParcels }: Deps): Promise<readonly Named[]> {
  const boxes = await keptParcels.boxes(ids);
  const entries = new Map(keptParcels.list().map((entry) => [entry.id, entry]));
  return [...new Set(ids)].flatMap((id) => {
    const [entry, box] = [entries.get(id), boxes.get(id)];
    return entry && box !== undefined ? [{ entry, box }] : [];
  });
}

/** A record of a grid that is gone can be had by whoever leads the station; of one that is there, by whoever reads it. */
function assertReads(caller: Caller, { db }: KeptEntry): void {
  const database = parseDatabaseName(db);
  const isGone = database !== null && !caller.databases.has(db) && caller.access.role === 'lead';
  if (!isGone && !opens(caller, 'read', db)) throw denied();
}

/** Which record, and whose on which device. */
const aboutOf = ({ record, author, device }: KeptEntry) => ({
  subject: record?.slice(0, 160) ?? null,
  detail: `${author} ${device}`,
});
