import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { uidSchema } from '#shared/schema/envelope';
import { openAppendFile, parseLine } from '../append-file';
import type { KeptParcel, KeptParcels, Service } from '../ports';

const keptSchema = z.strictObject({
  atMs: z.number(),
  author: uidSchema,
  device: uidSchema,
  db: z.string(),
  row: z.string(),
  parcel: z.string(),
});

export interface KeptParcelsService extends KeptParcels, Service {
  /** What is kept, oldest first, sealed as it came. */
  all(): Promise<readonly KeptParcel[]>;
}

export interface KeptParcelsDeps {
  /** A folder that nobody but the host reads. */
  readonly folder: string;
  readonly now: () => number;
  readonly limits?: { readonly rows: number; readonly bytes: number };
}

export const KEPT_PARCELS_FILE = 'kept-parcels.jsonl';

/** What one device may leave behind in years; beyond it a device that was revoked is filling the disk. */
const LIMITS = { rows: 20_000, bytes: 512 * 1024 * 1024 };

/** Opens the rows that the host keeps for a manager, sealed to the hub's key as they came. `host.data-damaged`. */
export async function openKeptParcels(deps: KeptParcelsDeps): Promise<KeptParcelsService> {
  const { folder, now, limits = LIMITS } = deps;
  const file = await openAppendFile(join(folder, KEPT_PARCELS_FILE));
  const read = async () => (await file.lines()).map((line) => parseLine(keptSchema, line, KEPT_PARCELS_FILE));
  const known = new Map<string, Promise<void>>();
  const counts = new Map<string, number>();
  const count = (device: string, by: number) => counts.set(device, (counts.get(device) ?? 0) + by);
  for (const kept of await read()) {
    known.set(nameOf(kept), Promise.resolve());
    count(kept.device, 1);
  }
  return {
    keep: async ({ author, device, db, row, parcel }) => {
      const name = nameOf({ author, device, row });
      const before = known.get(name);
      // Also what comes twice at once is answered for when it is on disk: its device may erase it then.
      if (before) return before.then(() => false);
      if (known.size >= limits.rows || file.bytes() + parcel.length > limits.bytes)
        throw new AppError('hub.busy', 'no more rows are kept', { retry: true });
      const writing = file.append(JSON.stringify({ atMs: now(), author, device, db, row, parcel }));
      known.set(name, writing);
      try {
        await writing;
      } catch (thrown) {
        known.delete(name);
        throw thrown;
      }
      count(device, 1);
      return true;
    },
    countOf: (device) => counts.get(device) ?? 0,
    all: read,
    health: () => ({ ok: true, facts: { kept: known.size, bytes: file.bytes() } }),
    stop: () => file.close(),
  };
}

const nameOf = ({ author, device, row }: Pick<KeptParcel, 'author' | 'device' | 'row'>): string =>
  `${author} ${device} ${row}`;
