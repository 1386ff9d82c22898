import { z } from 'zod';
import { areaTextSchema } from '../schema/area';
import { instantSchema, labelSchema, uidSchema } from '../schema/envelope';
import { transferCountsSchema } from './transfer-api';

/**
 * Cutting a grid into parts, or putting grids to another. The host does it, as a job that outlives a power cut: new grids are made,
 * boundaries written, and every building goes with its homes and everybody in them. For whoever may make grids.
 */

export const reshapePaths = { reshapes: '/api/grids/reshapes' } as const;

const gridNumberSchema = z.number().int().positive().max(999_999);

/** `POST /api/grids/reshapes`. */
export const startReshapeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('split'),
    grid: gridNumberSchema,
    /** What the grid keeps. */
    boundary: areaTextSchema,
    /** Grids that are made of the rest. */
    parts: z
      .array(z.strictObject({ name: labelSchema, boundary: areaTextSchema }))
      .min(1)
      .max(8),
  }),
  z.strictObject({
    kind: z.literal('merge'),
    /** Whose buildings go. These grids stay, empty and without a boundary: numbers are not given out twice. */
    from: z.array(gridNumberSchema).min(1).max(8),
    into: gridNumberSchema,
    /** Of all together. */
    boundary: areaTextSchema,
  }),
]);
export type StartReshape = z.infer<typeof startReshapeSchema>;

/** Why nothing is begun. `under-way`: another one touches one of the grids. */
export const RESHAPE_REFUSALS = [
  'unknown-grid',
  'same-grid',
  'one-part',
  'empty-part',
  'too-many-grids',
  'under-way',
] as const;

export const reshapeViewSchema = z.object({
  id: uidSchema,
  kind: z.enum(['split', 'merge']),
  /** The grids whose buildings go. */
  grids: z.array(gridNumberSchema).min(1),
  /** Where they go; null for a grid that is not made yet. */
  to: z.array(gridNumberSchema.nullable()),
  buildings: z.number().int().nonnegative(),
  gone: z.number().int().nonnegative(),
  /** Buildings that wait for something: an import that is not complete, or somebody on the way already. They go when that is over. */
  waiting: z.array(uidSchema),
  /** What has gone so far with the buildings. */
  counts: transferCountsSchema,
  by: uidSchema,
  state: z.enum(['moving', 'done']),
  startedAtMs: instantSchema,
  endedAtMs: instantSchema.nullable(),
});
export type ReshapeView = z.infer<typeof reshapeViewSchema>;

/** Answer of `POST`: begun and on disk, or why not; then nothing has changed. */
export const reshapeAnswerSchema = z.union([
  z.object({ outcome: z.literal('started'), reshape: reshapeViewSchema }),
  z.object({ outcome: z.literal('refused'), reason: z.enum(RESHAPE_REFUSALS) }),
]);
export type ReshapeAnswer = z.infer<typeof reshapeAnswerSchema>;

/** `GET /api/grids/reshapes`: the last one first. */
export const reshapeListSchema = z.object({ reshapes: z.array(reshapeViewSchema) });
