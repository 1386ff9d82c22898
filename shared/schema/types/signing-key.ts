import { z } from 'zod';
import { envelopeShape, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';

export const signingKeyRecordSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('signing-key'),
  /** Who signs with it, and on which device. */
  staffUid: uidSchema,
  deviceUid: uidSchema,
  /** The public half: coordinates on P-256, as a JWK has them. */
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  y: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type SigningKeyRecord = Readonly<z.infer<typeof signingKeyRecordSchema>>;

/**
 * The public half of a key with which one person signs on one device: every device checks with it who vouches for a picture. The key is
 * the thumbprint (`shared/media/signature`); the host alone writes it, for whoever is signed in there. It stays when the device goes.
 */
export const signingKey = defineRecordType<SigningKeyRecord>({
  type: 'signing-key',
  title: { zh: '签名公钥', en: 'signing key' },
  collection: 'reference',
  database: 'commons',
  version: 1,
  schema: signingKeyRecordSchema,
  fields: { staffUid: 'open', deviceUid: 'open', x: 'open', y: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: '', owner: record.staffUid }),
  migrations: {},
});
