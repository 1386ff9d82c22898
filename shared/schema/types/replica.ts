import { z } from 'zod';
import { envelopeShape, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';

export const replicaSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('replica'),
  /** Whose database it is: one person's on one device. */
  staffUid: uidSchema,
  deviceUid: uidSchema,
  /** What the device is called at the station: 平板3. */
  deviceName: z.string().max(60),
});
export type Replica = Readonly<z.infer<typeof replicaSchema>>;

/**
 * Who writes under a replica id, and on which device: what every device shows of a value's stamp. The key is the replica id; the host
 * alone writes it, when a replica first sends something, and again when the device gets another name.
 */
export const replica = defineRecordType<Replica>({
  type: 'replica',
  title: { zh: '写入来源', en: 'replica' },
  collection: 'reference',
  database: 'commons',
  version: 1,
  schema: replicaSchema,
  fields: { staffUid: 'open', deviceUid: 'open', deviceName: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: '', owner: record.staffUid }),
  migrations: {},
});
