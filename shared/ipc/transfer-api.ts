import { z } from 'zod';
import { TRANSFER_KINDS, TRANSFER_REFUSALS } from '../domain/transfers/transfers';
import { instantSchema, uidSchema } from '../schema/envelope';

/**
 * Sending somebody, or a household with everybody in it, to another grid. The host does it, as a job that outlives a power cut; who
 * asks needs the right to change people in the one grid and to make them in the other (`mayTransfer`), else `access.denied`.
 */

export const transferPaths = {
  transfers: '/api/transfers',
  placement: '/api/placement',
} as const;

const gridNumberSchema = z.number().int().positive().max(999_999);

/** `POST /api/transfers`. */
export const startTransferSchema = z.strictObject({
  kind: z.enum(TRANSFER_KINDS),
  /** The person or the household. */
  uid: uidSchema,
  from: gridNumberSchema,
  to: gridNumberSchema,
  /** Where they live there. A household needs one; of a person it may be unknown. */
  dwellingUid: uidSchema.nullable(),
  /** For whoever looks at the list of transfers. */
  reason: z.string().trim().max(200),
});
export type StartTransfer = z.infer<typeof startTransferSchema>;

/** How many records a transfer has brought over. */
export const transferCountsSchema = z.object({
  people: z.number().int().nonnegative(),
  visits: z.number().int().nonnegative(),
  /** Households, certificates, consents and what else is about them. */
  others: z.number().int().nonnegative(),
  /** Sealed values that no key of the grid opens: they came along as they were. */
  unreadable: z.number().int().nonnegative(),
});
export type TransferCounts = z.infer<typeof transferCountsSchema>;

/** One transfer. `moving` goes on by itself, after a restart of the host too. */
export const transferViewSchema = z.object({
  id: uidSchema,
  kind: z.enum(TRANSFER_KINDS),
  uid: uidSchema,
  from: gridNumberSchema,
  to: gridNumberSchema,
  reason: z.string(),
  by: uidSchema,
  state: z.enum(['moving', 'done']),
  startedAtMs: instantSchema,
  endedAtMs: instantSchema.nullable(),
  counts: transferCountsSchema,
});
export type TransferView = z.infer<typeof transferViewSchema>;

/** Answer of `POST /api/transfers`: begun and on disk, or why not; then nothing has changed. */
export const transferAnswerSchema = z.union([
  z.object({ outcome: z.literal('started'), transfer: transferViewSchema }),
  z.object({ outcome: z.literal('refused'), reason: z.enum(TRANSFER_REFUSALS) }),
]);
export type TransferAnswer = z.infer<typeof transferAnswerSchema>;

/** `GET /api/transfers`: those that touch a grid the asker may open, the last first, at most `TRANSFERS_LISTED`. */
export const transferListSchema = z.object({ transfers: z.array(transferViewSchema) });

export const TRANSFERS_LISTED = 200;

/**
 * `GET /api/placement?type=<person|household>&uid=<uid>`: for somebody who is looked for in a grid that the asker may open and went to
 * another, the number of the grid where the file lies now, whoever may see that one; null for anybody else.
 */
export const placementQuerySchema = z.strictObject({ type: z.enum(TRANSFER_KINDS), uid: uidSchema });
export const placementSchema = z.object({ movedTo: gridNumberSchema.nullable() });
