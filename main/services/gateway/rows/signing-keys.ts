import { ulid } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import { isPublicKey, thumbprintOf, type SigningPublicKey } from '#shared/media/signature';
import { databaseName, documentId } from '#shared/schema/ids';
import { signingKey, signingKeyRecordSchema } from '#shared/schema/types/signing-key';
import { createRecord } from '#shared/sync/author';
import { createHostWriter, WINNER } from '../../host-writer';
import type { Caller } from '../../ports';
import type { GatewayDeps } from '../gateway-types';
import { malformed } from '../refusals';
import { denied } from '../routes/route-access';

type Deps = Pick<GatewayDeps, 'hub' | 'sessions' | 'now'>;

/** Makes the public half of a key known to every device as the caller's on the caller's device. */
export type TakeSigningKey = (key: SigningPublicKey, caller: Pick<Caller, 'staff' | 'device'>) => Promise<void>;

/**
 * See `TakeSigningKey`. The same key again changes nothing. Throws `request.malformed` for what is no key, `access.denied` for one that
 * is somebody else's.
 */
export function createTakeSigningKey({ hub, sessions, now }: Deps): TakeSigningKey {
  const writer = createHostWriter(now);

  return async ({ x, y }, { staff, device }) => {
    if (!(await isPublicKey({ x, y }))) throw malformed('not a public key on P-256');
    const station = sessions.station().id;
    const commons = hub.database(databaseName('commons', station));
    if (!commons) throw new AppError('internal', 'a station has its commons');
    const key = await thumbprintOf({ x, y });
    const id = documentId(signingKey.type, station, key);

    const isThere = async (): Promise<boolean> => {
      const stored = await commons.get(id, WINNER);
      if (!stored.found) return false;
      const known = signingKeyRecordSchema.parse(stored.document);
      if (known.staffUid !== staff || known.deviceUid !== device) throw denied();
      return true;
    };
    if (await isThere()) return;
    const { type, version: schema } = signingKey;
    const fields = { staffUid: staff, deviceUid: device, x, y };
    const record = createRecord({ type, schema, scope: station, uid: ulid(now()), key, fields }, writer.write(staff));
    const [answer] = await commons.bulkDocs({ rows: [record], newEdits: true });
    if (answer && 'ok' in answer) return;
    // Another request of the same device was quicker.
    if (!(await isThere())) throw new AppError('internal', 'the record of a signing key was not written');
  };
}
