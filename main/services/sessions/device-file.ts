import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { DEVICE_STATES } from '#shared/ipc/admin-api';
import { DEVICE_KINDS, type SignIn } from '#shared/ipc/station-api';
import { replicaIdSchema, uidSchema } from '#shared/schema/envelope';

/** A device as the host-only store keeps it. */
export const deviceSchema = z.strictObject({
  id: uidSchema,
  name: z.string().max(60),
  kind: z.enum(DEVICE_KINDS),
  /** SHA-256 of the device's secret: 32 random bytes need no slower hash. */
  secretHash: z.base64(),
  /** What escrow keys of this device come from; gone once it is revoked, and with it every way to open what it holds. */
  escrowSalt: z.base64().nullable(),
  /** What delivery keys come from. It stays: these keys only sign, and what a revoked device hands in should be known as its own. */
  deliverySalt: z.base64(),
  state: z.enum(DEVICE_STATES),
  wipe: z.enum(['no', 'asked', 'done']),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  lastAddress: z.string().max(64),
  people: z.array(uidSchema),
  /** Local databases that write on this device. */
  replicas: z.array(replicaIdSchema),
});
export type Device = Readonly<z.infer<typeof deviceSchema>>;

export const deviceFileSchema = z.strictObject({ version: z.literal(1), devices: z.array(deviceSchema) });
export type DeviceFile = Readonly<z.infer<typeof deviceFileSchema>>;

export const DEVICES_FILE = 'devices.json';

const SALT_BYTES = 32;

/** A device that names itself for the first time. */
export function newDevice({ id, name, kind, secret }: SignIn['device'], state: 'pending' | 'approved'): Device {
  return {
    id,
    name,
    kind,
    secretHash: hashOf(secret).toString('base64'),
    escrowSalt: randomBytes(SALT_BYTES).toString('base64'),
    deliverySalt: randomBytes(SALT_BYTES).toString('base64'),
    state,
    wipe: 'no',
    firstSeenMs: 0,
    lastSeenMs: 0,
    lastAddress: '',
    people: [],
    replicas: [],
  };
}

/** Whether the secret is the one the device came with first. */
export function isSecretOf(device: Device, secret: string): boolean {
  const expected = Buffer.from(device.secretHash, 'base64');
  const actual = hashOf(secret);
  return expected.length === actual.length && timingSafeEqual(new Uint8Array(expected), new Uint8Array(actual));
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The file with one device replaced, or added at the end. */
export function withDevice({ devices }: DeviceFile, device: Device): DeviceFile {
  const isKnown = devices.some(({ id }) => id === device.id);
  return {
    version: 1,
    devices: isKnown ? devices.map((known) => (known.id === device.id ? device : known)) : [...devices, device],
  };
}
