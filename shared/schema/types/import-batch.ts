import { z } from 'zod';
import { envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

const countSchema = z.number().int().nonnegative().max(1_000_000);

/**
 * The part of one import that went into one grid. Records that an import made carry its uid (`importUid`) and are shown only while the
 * batch of their grid is `complete`: a killed import is not half there, and one write takes a whole import out again.
 */
export const importBatchSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('import-batch'),
  /** Names the import in every grid it went into; the key of this record's `_id`. */
  importUid: uidSchema,
  /** Sealed text: name of the file, which may hold somebody's name. */
  fileName: sealedSchema,
  state: z.enum(['applying', 'complete', 'undone']),
  /** Records made, and records of before that were changed (`import-part`). */
  counts: z.strictObject({
    people: countSchema,
    dwellings: countSchema,
    households: countSchema,
    enterprises: countSchema,
    certificates: countSchema,
    changed: countSchema,
  }),
  startedAtMs: instantSchema,
  endedAtMs: instantSchema.nullable(),
});
export type ImportBatch = Readonly<z.infer<typeof importBatchSchema>>;

export const importBatch = defineRecordType<ImportBatch>({
  type: 'import-batch',
  title: { zh: '导入批次', en: 'import' },
  collection: 'people',
  database: 'grid',
  version: 1,
  schema: importBatchSchema,
  fields: {
    importUid: 'open',
    fileName: 'general',
    state: 'open',
    counts: 'open',
    startedAtMs: 'open',
    endedAtMs: 'open',
  },
  values: { fileName: { adult: 'general', child: 'general' } },
  merge: {},
  // All of them are asked for together, and people without a household have no owner.
  sortKeys: (record) => ({ rank: newestFirst(record.startedAtMs), owner: 'import-batch' }),
  migrations: {},
});

/** Records of before that an import changed, with what their fields held, as it stood there: what undoing puts back. */
export const importPartSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('import-part'),
  importUid: uidSchema,
  changes: z
    .array(z.strictObject({ id: z.string().max(160), before: z.record(z.string().max(64), z.unknown()) }))
    .max(200),
});
export type ImportPart = Readonly<z.infer<typeof importPartSchema>>;

export const importPart = defineRecordType<ImportPart>({
  type: 'import-part',
  title: { zh: '导入改动', en: 'import changes' },
  collection: 'people',
  database: 'grid',
  version: 1,
  schema: importPartSchema,
  fields: { importUid: 'open', changes: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: '', owner: record.importUid }),
  migrations: {},
});
