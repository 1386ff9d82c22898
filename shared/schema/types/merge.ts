import { z } from 'zod';
import { envelopeShape, instantSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

/**
 * Two files that were one person's: `merged` says who it turned out to be (`mergedIntoUid`), `kept` may have taken values over. What
 * `kept` held before stands here as it stood there, sealed where it was sealed, so that the merge can be undone from any device.
 */
export const mergeSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('merge'),
  keptUid: uidSchema,
  mergedUid: uidSchema,
  /** `_id`s of both, since they may lie in two grids. */
  keptId: z.string().max(160),
  mergedId: z.string().max(160),
  /** Fields that `kept` took over, with what they held before. */
  before: z.record(z.string().max(64), z.unknown()),
  state: z.enum(['merged', 'undone']),
  atMs: instantSchema,
});
export type Merge = Readonly<z.infer<typeof mergeSchema>>;

export const merge = defineRecordType<Merge>({
  type: 'merge',
  title: { zh: '合并记录', en: 'merge' },
  collection: 'people',
  database: 'grid',
  version: 1,
  schema: mergeSchema,
  fields: {
    keptUid: 'open',
    mergedUid: 'open',
    keptId: 'open',
    mergedId: 'open',
    before: 'open',
    state: 'open',
    atMs: 'open',
  },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.atMs), owner: record.keptUid }),
  migrations: {},
});
