import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { keyBytesSchema, publicKeySchema } from '#shared/ipc/station-api';
import type { BoxKey } from '#shared/schema/sealed-box';
import type { DurableFolder } from '../durable-folder';
import type { BoxKeyPair, StationKeys } from '../key-ports';
import { fromBase64 } from './cipher';
import { sealedName } from './sealed-folder';

const pairSchema = z.strictObject({ public: publicKeySchema, private: publicKeySchema.extend({ d: z.string() }) });

const fileSchema = z.strictObject({
  version: z.literal(1),
  hub: pairSchema,
  desk: pairSchema,
  /** 32 random bytes each, for one purpose. */
  derivation: keyBytesSchema,
  hubAtRest: keyBytesSchema,
  audit: keyBytesSchema,
  matching: keyBytesSchema,
});

/** Every key that the host makes for itself. */
export type OwnKeys = Readonly<z.infer<typeof fileSchema>>;

const FILE = 'station-keys.json';

/** The host's own keys as they were made. `host.data-damaged` when they are gone or cannot be read: none is ever made again. */
export async function readOwnKeys(folder: DurableFolder): Promise<OwnKeys> {
  const text = await folder.read(FILE);
  try {
    return fileSchema.parse(JSON.parse(text ?? ''));
  } catch (cause) {
    throw new AppError('host.data-damaged', "the host's own keys cannot be read", {
      cause,
      details: { folder: folder.path, file: sealedName(FILE) },
    });
  }
}

/** Makes the host's own keys, unless an attempt that was cut off has made them. */
export async function makeOwnKeys(folder: DurableFolder): Promise<void> {
  if ((await folder.read(FILE)) !== null) return;
  const keys: OwnKeys = {
    version: 1,
    hub: makePair('hub'),
    desk: makePair('desk'),
    derivation: randomKey(),
    hubAtRest: randomKey(),
    audit: randomKey(),
    matching: randomKey(),
  };
  await folder.write(FILE, `${JSON.stringify(keys, null, 1)}\n`);
}

/** The keys that other services use by name. */
export function stationKeysOf({ hub, desk, derivation }: OwnKeys, recovery: BoxKey): StationKeys {
  const secret = fromBase64(derivation);
  return {
    hub,
    desk,
    recovery,
    // As JSON, so that no two lists of parts read the same.
    derive: (purpose, ...parts) =>
      createHmac('sha256', secret)
        .update(JSON.stringify([purpose, ...parts]))
        .digest('base64'),
  };
}

function makePair(name: string): z.infer<typeof pairSchema> & BoxKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = `${name}-${randomBytes(4).toString('hex')}`;
  return pairSchema.parse({
    public: { ...publicKey.export({ format: 'jwk' }), kid },
    private: { ...privateKey.export({ format: 'jwk' }), kid },
  });
}

const randomKey = (): string => randomBytes(32).toString('base64');
