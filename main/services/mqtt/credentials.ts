import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { MOST_CREDENTIALS, topicFilterSchema, type MakeCredential } from '#shared/ipc/sensor-api';
import { instantSchema, uidSchema } from '#shared/schema/envelope';
import { deviceNameSchema } from '#shared/schema/types/sensor';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';

const credentialSchema = z.strictObject({
  name: deviceNameSchema,
  kind: z.enum(['device', 'bridge']),
  gridNumber: z.number().int().positive(),
  topics: z.array(topicFilterSchema),
  /** SHA-256 over salt and password. A password of 119 random bits needs no slow hash, and a thousand devices come back at once after a power cut. */
  salt: z.string(),
  hash: z.string(),
  createdAtMs: instantSchema,
  createdBy: uidSchema,
});
export type Credential = Readonly<z.infer<typeof credentialSchema>>;

const externalSchema = z.strictObject({
  url: z.string(),
  user: z.string(),
  password: z.string(),
  authority: z.string().nullable(),
});
export type ExternalBroker = Readonly<z.infer<typeof externalSchema>>;

const fileSchema = z.strictObject({
  version: z.literal(1),
  credentials: z.array(credentialSchema),
  external: externalSchema.nullable(),
});

const MQTT_FILE = 'mqtt.json';

/** Who may bring readings, and from where they come. */
export interface MqttFile {
  find(name: string): Credential | null;
  list(): readonly Credential[];
  /** Whose password it is; null for nobody's. Takes the same time for a name that there is not. */
  verify(name: string, password: string): Credential | null;
  /** The password, which nobody can ask for again; null when there are as many credentials as there may be. */
  make(by: string, wanted: MakeCredential, nowMs: number): Promise<string | null>;
  revoke(name: string): Promise<void>;
  external(): ExternalBroker | null;
  setExternal(external: ExternalBroker | null): Promise<void>;
}

/** Opens `mqtt.json` of the sealed host-only folder. `host.data-damaged`. */
export async function openMqttFile(folder: DurableFolder): Promise<MqttFile> {
  const file = await openHostOnlyFile(folder, MQTT_FILE, fileSchema, { version: 1, credentials: [], external: null });
  let byName = new Map<string, Credential>();
  const index = (): void => {
    byName = new Map(file.current().credentials.map((credential) => [credential.name, credential]));
  };
  index();

  async function change(next: (before: z.infer<typeof fileSchema>) => z.infer<typeof fileSchema>): Promise<void> {
    await file.change(next);
    index();
  }

  return {
    find: (name) => byName.get(name) ?? null,
    list: () => [...byName.values()],
    verify: (name, password) => {
      const found = byName.get(name);
      const isRight = timingSafeEqual(hashOf(found?.salt ?? '', password), fromHex(found?.hash ?? NOBODYS));
      return found && isRight ? found : null;
    },
    make: async (by, wanted, nowMs) => {
      const password = newPassword();
      const salt = randomBytes(16).toString('hex');
      const credential: Credential = {
        name: wanted.name,
        kind: wanted.kind,
        gridNumber: wanted.gridNumber,
        topics: wanted.kind === 'bridge' ? wanted.topics : [],
        salt,
        hash: Buffer.from(hashOf(salt, password)).toString('hex'),
        createdAtMs: nowMs,
        createdBy: by,
      };
      let isFull = false;
      await change((before) => {
        const others = before.credentials.filter(({ name }) => name !== wanted.name);
        isFull = others.length >= MOST_CREDENTIALS;
        return isFull ? before : { ...before, credentials: [...others, credential] };
      });
      return isFull ? null : password;
    },
    revoke: (name) =>
      change((before) => ({ ...before, credentials: before.credentials.filter((each) => each.name !== name) })),
    external: () => file.current().external,
    setExternal: (external) => change((before) => ({ ...before, external })),
  };
}

/** Easy to type into a device: no two signs that look alike, in groups. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const newPassword = (): string =>
  Array.from({ length: 6 }, () => Array.from({ length: 4 }, () => SIGNS.charAt(randomInt(SIGNS.length))).join('')).join(
    '-',
  );

const hashOf = (salt: string, password: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(`${salt} ${password}`).digest());
const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
/** The hash of no password. */
const NOBODYS = '0'.repeat(64);
