import { ulid } from 'ulid';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { makeSigningKey, readSigningKey, type SigningKey } from '#shared/media/signature';
import { uidSchema, type WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId } from '#shared/schema/ids';
import { signingKey } from '#shared/schema/types/signing-key';
import { createRecord } from '#shared/sync/author';
import type { DurableFolder } from './durable-folder';
import { createHostWriter, WINNER, type WritableDatabase } from './host-writer';

/** The host as somebody who vouches for pictures: that they came in like that, not who took them. */
export interface HostSigner {
  /** Names the host where a person's uid stands otherwise; nobody of the station has it. */
  readonly hostUid: string;
  /** Known to every device when it resolves. */
  key(): Promise<SigningKey>;
}

export interface HostSignerDeps {
  readonly station: string;
  readonly hub: { database(name: string): WritableDatabase | null };
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  /** Staff uid in whose name the record of the public half is written. */
  readonly author: () => string;
  readonly now: () => number;
}

const FILE = 'host-signing-key.json';
const fileSchema = z.strictObject({ version: z.literal(1), hostUid: uidSchema, jwk: z.unknown() });

/** Opens the host's signing key, making it when it is first wanted. `host.data-damaged`. */
export async function openHostSigner(deps: HostSignerDeps): Promise<HostSigner> {
  const { station, hub, folder, author, now } = deps;
  const writer = createHostWriter(now);
  const text = await folder.read(FILE);
  const kept = text === null ? null : await readKept(text, folder.path);
  const hostUid = kept?.hostUid ?? ulid(now());
  let ready: Promise<SigningKey> | null = null;

  async function make(): Promise<SigningKey> {
    const key = kept?.key ?? (await makeNew());
    await announce(key);
    return key;
  }

  async function makeNew(): Promise<SigningKey> {
    const { key, jwk } = await makeSigningKey();
    await folder.write(FILE, `${JSON.stringify({ version: 1, hostUid, jwk })}\n`);
    return key;
  }

  /** Again after a hub was set back: the record is looked for at each start. */
  async function announce({ thumbprint, publicKey: { x, y } }: SigningKey): Promise<void> {
    const commons = hub.database(databaseName('commons', station));
    if (!commons) throw new Error('a station has its commons');
    if ((await commons.get(documentId(signingKey.type, station, thumbprint), WINNER)).found) return;
    const { type, version: schema } = signingKey;
    const fields = { staffUid: hostUid, deviceUid: hostUid, x, y };
    const record: WireRecord = createRecord(
      { type, schema, scope: station, uid: ulid(now()), key: thumbprint, fields },
      writer.write(author()),
    );
    const [answer] = await commons.bulkDocs({ rows: [record], newEdits: true });
    if (!answer || !('ok' in answer)) throw new Error('the hub did not take a signing key');
  }

  return {
    hostUid,
    key: () => {
      ready ??= make().catch((thrown: unknown) => {
        ready = null;
        throw thrown;
      });
      return ready;
    },
  };
}

async function readKept(text: string, folder: string): Promise<{ readonly hostUid: string; readonly key: SigningKey }> {
  const damaged = () =>
    new AppError('host.data-damaged', 'the host’s signing key cannot be read', { details: { folder, file: FILE } });
  let parsed: z.infer<typeof fileSchema>;
  try {
    parsed = fileSchema.parse(JSON.parse(text));
  } catch {
    throw damaged();
  }
  const key = await readSigningKey(parsed.jwk);
  if (!key) throw damaged();
  return { hostUid: parsed.hostUid, key };
}
