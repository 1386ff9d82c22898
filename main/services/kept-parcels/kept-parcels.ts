import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { KEPT_REASONS } from '#shared/ipc/admin-api';
import { uidSchema } from '#shared/schema/envelope';
import { openAppendFile, parseLine } from '../append-file';
import { openDurableFolder } from '../durable-folder';
import type { KeptEntry, KeptParcel, KeptParcels } from '../kept-port';
import type { Service } from '../ports';
import { openDeposits, type Deposits } from './deposits';

const keptSchema = z.strictObject({
  atMs: z.number(),
  author: uidSchema,
  device: uidSchema,
  db: z.string(),
  row: z.string(),
  parcel: z.string(),
  // Lines of release 0.2.0 say no more than the above.
  why: z.enum(KEPT_REASONS).exclude(['deposited']).default('rights'),
  record: z.string().optional(),
  by: uidSchema.optional(),
  note: z.string().optional(),
});
const deliveredSchema = z.strictObject({ delivered: z.string(), atMs: z.number(), by: uidSchema });
const lineSchema = z.union([keptSchema, deliveredSchema]);
type KeptLine = z.infer<typeof keptSchema>;

export interface KeptParcelsService extends KeptParcels, Service {}

export interface KeptParcelsDeps {
  /** A folder that nobody but the host reads. */
  readonly folder: string;
  readonly now: () => number;
  readonly limits?: { readonly rows: number; readonly bytes: number };
}

export const KEPT_PARCELS_FILE = 'kept-parcels.jsonl';
export const DEPOSITS_FOLDER = 'deposits';

/** What one device may leave behind in years; beyond it a device that was revoked is filling the disk. */
const LIMITS = { rows: 20_000, bytes: 512 * 1024 * 1024 };

/** Opens the rows that the host keeps for a manager, sealed to the host's key as they came. `host.data-damaged`. */
export async function openKeptParcels(deps: KeptParcelsDeps): Promise<KeptParcelsService> {
  const { folder, now, limits = LIMITS } = deps;
  const file = await openAppendFile(join(folder, KEPT_PARCELS_FILE));
  const read = async () => (await file.lines()).map((line) => parseLine(lineSchema, line, KEPT_PARCELS_FILE));
  /** By id; those on their way to the disk wait in `writing`. */
  const entries = new Map<string, KeptEntry>();
  const writing = new Map<string, Promise<void>>();
  const take = (line: KeptLine) => void entries.set(idOf(line), entryOf(line));
  const deliver = ({ delivered, atMs, by }: z.infer<typeof deliveredSchema>) => {
    const entry = entries.get(delivered);
    if (entry) entries.set(delivered, { ...entry, delivered: { atMs, by } });
  };
  for (const line of await read()) {
    if ('delivered' in line) deliver(line);
    else take(line);
  }

  async function keepForGood({ why, author, device, db, record, row, parcel, by, note }: KeptParcel): Promise<boolean> {
    const id = idOf({ author, device, row });
    const before = entries.has(id) ? Promise.resolve() : writing.get(id);
    // Also what comes twice at once is answered for when it is on disk: its device may erase it then.
    if (before) return before.then(() => false);
    if (entries.size + writing.size >= limits.rows || file.bytes() + parcel.length > limits.bytes)
      throw new AppError('hub.busy', 'no more rows are kept', { retry: true });
    const line: KeptLine = { atMs: now(), author, device, db, row, parcel, why, record };
    const said = { ...line, ...(by !== undefined && { by }), ...(note !== undefined && { note }) };
    const written = file.append(JSON.stringify(said)).then(() => take(said));
    writing.set(id, written);
    try {
      await written;
    } finally {
      writing.delete(id);
    }
    return true;
  }

  const deposits: Deposits = await openDeposits({
    folder: await openDurableFolder(join(folder, DEPOSITS_FOLDER)),
    now,
    keepAside: async ({ vv: _vv, ...deposit }) => void (await keepForGood({ ...deposit, why: 'rights' })),
  });

  return {
    keep: async (parcel) => {
      const isNew = await keepForGood(parcel);
      // What is kept for good need not be laid down beside.
      await deposits.withdraw(parcel.author, parcel.device, parcel.record, parcel.row);
      return isNew;
    },
    deposit: async (deposit) => !entries.has(idOf(deposit)) && deposits.put(deposit),
    withdraw: (author, device, record) => deposits.withdraw(author, device, record),
    deposited: deposits.of,
    settle: async (id, by) => {
      if (await deposits.remove(id)) return;
      const entry = entries.get(id);
      if (!entry || entry.delivered) return;
      const line = { delivered: id, atMs: now(), by };
      await file.append(JSON.stringify(line));
      deliver(line);
    },
    list: () => [...entries.values(), ...deposits.list()].sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1)),
    boxes: async (ids) => {
      const found = new Map<string, string>(await deposits.boxes(ids));
      const wanted = new Set(ids.filter((id) => entries.has(id)));
      if (wanted.size === 0) return found;
      for (const line of await read()) {
        if ('delivered' in line || !wanted.has(idOf(line))) continue;
        found.set(idOf(line), line.parcel);
      }
      return found;
    },
    countOf: (device) => [...entries.values()].filter((entry) => entry.device === device && isUndecided(entry)).length,
    health: () => ({ ok: true, facts: { kept: entries.size, deposits: deposits.list().length, bytes: file.bytes() } }),
    stop: () => file.close(),
  };
}

const entryOf = ({ parcel: _box, row, ...line }: KeptLine): KeptEntry => ({
  id: idOf({ ...line, row }),
  atMs: line.atMs,
  author: line.author,
  device: line.device,
  db: line.db,
  record: line.record ?? null,
  why: line.why,
  by: line.by ?? null,
  note: line.note ?? null,
  delivered: null,
});

/** Whether nobody has said yet what is to become of it. */
const isUndecided = ({ why, delivered }: KeptEntry): boolean => why !== 'discarded' && delivered === null;

/** Names what is kept of a row of this author on this device. */
const idOf = ({ author, device, row }: Pick<KeptParcel, 'author' | 'device' | 'row'>): string =>
  createHash('sha256').update(`${author} ${device} ${row}`).digest('base64url').slice(0, 27);
