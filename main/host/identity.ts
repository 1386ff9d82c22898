import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { STATION_ID } from '#shared/schema/ids';
import { PRACTICE_SEED, PRACTICE_SIZE_NAMES } from '#sync-server/seed/sizes';
import type { DurableFolder } from '../services/durable-folder';
import { accountSchema } from '../services/sessions/accounts';

const identitySchema = z.strictObject({
  version: z.literal(1),
  id: z.string().regex(STATION_ID),
  name: z.string().min(1).max(60),
  practice: z.boolean(),
  /** Which practice station it is, where another than the usual one was asked for. */
  plan: z.strictObject({ size: z.enum(PRACTICE_SIZE_NAMES), seed: z.string().regex(PRACTICE_SEED) }).optional(),
  /** `preparing` until its first records and accounts are all on disk: the next start takes up where it was cut off. */
  state: z.enum(['preparing', 'ready']),
  createdAtMs: z.number().int(),
  /** Grids that a real station begins with; the practice data brings its own. */
  gridCount: z.number().int().min(0).max(200),
  /** Account of a real station's first manager while the station is being prepared. */
  manager: accountSchema.nullable(),
});

/** Which station this data folder holds; in the host-only store, written when the station is made. */
export type Identity = Readonly<z.infer<typeof identitySchema>>;

export const IDENTITY_FILE = 'station.json';

/** The station of a data folder, or null in a new one. `host.data-damaged`: the file is left as it is. */
export async function readIdentity(hostOnly: DurableFolder): Promise<Identity | null> {
  const text = await hostOnly.read(IDENTITY_FILE);
  if (text === null) return null;
  try {
    return identitySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('host.data-damaged', "the station's identity cannot be read", {
      cause,
      details: { folder: hostOnly.path, file: IDENTITY_FILE },
    });
  }
}

/** Keeps the station's identity; on disk when it resolves. */
export async function writeIdentity(hostOnly: DurableFolder, identity: Identity): Promise<void> {
  await hostOnly.write(IDENTITY_FILE, `${JSON.stringify(identity, null, 1)}\n`);
}
