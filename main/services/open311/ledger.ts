import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { instantSchema, uidSchema } from '#shared/schema/envelope';
import { openAppendFile, parseLine } from '../append-file';

const entrySchema = z.strictObject({
  /** uid of the incident that came of it: the request's id for the other system. */
  uid: uidSchema,
  /** Scope of the grid that it was put into. */
  scope: z.string(),
  /** Id of the key that it came with. */
  key: z.string(),
  /** The other system's own number, hashed, or everything that was reported; whether it was `number` or `body`. */
  print: z.string(),
  by: z.enum(['number', 'body']),
  atMs: instantSchema,
});
export type ReportEntry = Readonly<z.infer<typeof entrySchema>>;

/** Which report came with which key. Ids and hashes alone: nothing of what was reported. */
export interface ReportLedger {
  /** On disk when it resolves. `hub.busy` when there are more than anybody can have reported. */
  add(entry: ReportEntry): Promise<void>;
  /** The last report with that print. */
  find(key: string, print: string): ReportEntry | null;
  /** The report with that id, if it came with the key. */
  get(key: string, uid: string): ReportEntry | null;
  /** Of one key, the newest first. */
  of(key: string): readonly ReportEntry[];
  close(): Promise<void>;
}

const LEDGER_FILE = 'open311.jsonl';

/** Years of a busy city; about 100 MB of memory at worst. */
const MOST = 300_000;

/** Opens the ledger, a file that only grows. `host.data-damaged`. */
export async function openReportLedger(folder: string, most: number = MOST): Promise<ReportLedger> {
  const file = await openAppendFile(join(folder, LEDGER_FILE));
  const byKey = new Map<string, ReportEntry[]>();
  const byUid = new Map<string, ReportEntry>();
  const byPrint = new Map<string, ReportEntry>();
  const remember = (entry: ReportEntry): void => {
    const of = byKey.get(entry.key) ?? [];
    of.push(entry);
    byKey.set(entry.key, of);
    byUid.set(entry.uid, entry);
    byPrint.set(`${entry.key} ${entry.print}`, entry);
  };
  for (const line of await file.lines()) remember(parseLine(entrySchema, line, LEDGER_FILE));
  return {
    add: async (entry) => {
      if (byUid.size >= most) throw new AppError('hub.busy', 'the ledger of reports is full', { retry: true });
      await file.append(JSON.stringify(entry));
      remember(entry);
    },
    find: (key, print) => byPrint.get(`${key} ${print}`) ?? null,
    get: (key, uid) => {
      const entry = byUid.get(uid);
      return entry?.key === key ? entry : null;
    },
    of: (key) => [...(byKey.get(key) ?? [])].reverse(),
    close: () => file.close(),
  };
}
