import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { envelopeSchema, uidSchema } from '#shared/schema/envelope';
import { compareVectors } from '#shared/sync/vector';
import { parseLine } from '../append-file';
import type { DurableFolder } from '../durable-folder';
import type { DepositedParcel, KeptEntry } from '../kept-port';

const fileSchema = z.strictObject({
  atMs: z.number(),
  author: uidSchema,
  device: uidSchema,
  db: z.string(),
  record: z.string(),
  row: z.string(),
  vv: envelopeSchema.shape.vv,
  parcel: z.string(),
});
type Deposit = Omit<z.infer<typeof fileSchema>, 'parcel'> & { readonly bytes: number };

export interface DepositsOptions {
  readonly folder: DurableFolder;
  readonly now: () => number;
  /** Takes a state for good that a new one, made without knowing it, would replace. */
  keepAside(deposit: DepositedParcel): Promise<void>;
}

/** What devices lay down at the host in case they die: one file for each record of a person on a device. */
export interface Deposits {
  put(deposit: DepositedParcel): Promise<boolean>;
  /** With `row`: only while it is that very state. */
  withdraw(author: string, device: string, record: string, row?: string): Promise<void>;
  of(author: string, device: string): readonly Omit<DepositedParcel, 'parcel'>[];
  /** Whether there was one. */
  remove(id: string): Promise<boolean>;
  list(): readonly KeptEntry[];
  boxes(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** What one device may lay down: as much as a hub refuses of a whole import, and no more. */
const MOST_OF_DEVICE = { rows: 5000, bytes: 128 * 1024 * 1024 };

const SUFFIX = '.json';

/** Opens the folder. `host.data-damaged`. */
export async function openDeposits({ folder, now, keepAside }: DepositsOptions): Promise<Deposits> {
  const known = new Map<string, Deposit>();
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(task);
    queue = done.catch(() => undefined);
    return done;
  };
  const boxOf = async (id: string): Promise<string | null> => {
    const text = await folder.read(id + SUFFIX);
    return text === null ? null : parseLine(fileSchema, text, id).parcel;
  };
  for (const name of await readdir(folder.path)) {
    if (!name.endsWith(SUFFIX)) continue;
    const text = await folder.read(name);
    if (text === null) continue;
    const { parcel, ...deposit } = parseLine(fileSchema, text, name);
    known.set(name.slice(0, -SUFFIX.length), { ...deposit, bytes: parcel.length });
  }
  const drop = async (id: string): Promise<boolean> => {
    if (!known.has(id)) return false;
    await folder.remove(id + SUFFIX);
    return known.delete(id);
  };
  const ofDevice = (device: string) => [...known.values()].filter((deposit) => deposit.device === device);

  return {
    put: ({ author, device, db, record, row, vv, parcel }) =>
      inTurn(async () => {
        const id = idOf(author, device, record);
        const before = known.get(id);
        const causality = before ? compareVectors(before.vv, vv) : 'before';
        if (causality === 'equal' || causality === 'after') return false;
        const others = ofDevice(device).filter((deposit) => deposit !== before);
        const bytes = others.reduce((sum, deposit) => sum + deposit.bytes, parcel.length);
        if (others.length >= MOST_OF_DEVICE.rows || bytes > MOST_OF_DEVICE.bytes)
          throw new AppError('hub.busy', 'no more deposits of this device', { retry: true });
        const box = before && causality === 'concurrent' ? await boxOf(id) : null;
        if (before && box !== null) await keepAside({ ...before, parcel: box });
        const deposit = { atMs: now(), author, device, db, record, row, vv };
        await folder.write(id + SUFFIX, JSON.stringify({ ...deposit, parcel }));
        known.set(id, { ...deposit, bytes: parcel.length });
        return true;
      }),
    withdraw: (author, device, record, row) =>
      inTurn(async () => {
        const id = idOf(author, device, record);
        if (row === undefined || known.get(id)?.row === row) await drop(id);
      }),
    of: (author, device) => ofDevice(device).filter((deposit) => deposit.author === author),
    remove: (id) => inTurn(() => drop(id)),
    list: () => [...known].map(([id, deposit]) => entryOf(id, deposit)),
    boxes: async (ids) => {
      const found = new Map<string, string>();
      for (const id of ids) {
        const box = known.has(id) ? await boxOf(id) : null;
        if (box !== null) found.set(id, box);
      }
      return found;
    },
  };
}

const entryOf = (id: string, { atMs, author, device, db, record }: Deposit): KeptEntry => ({
  ...{ id, atMs, author, device, db, record },
  why: 'deposited',
  by: null,
  note: null,
  delivered: null,
});

/** `d-` keeps it apart from what is kept for good. */
const idOf = (author: string, device: string, record: string): string =>
  `d-${createHash('sha256').update(`${author} ${device} ${record}`).digest('base64url').slice(0, 27)}`;
