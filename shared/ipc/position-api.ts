import { z } from 'zod';
import { instantSchema, uidSchema } from '../schema/envelope';
import { pointSchema } from '../schema/types/place';

/**
 * Where workers were last. The host keeps one position of each who agrees, the last, for a few days, outside of every database that is
 * synced; whoever leads a shift may see them. Each worker says yes or no for himself, and what was said is kept.
 */

export const positionPaths = {
  /** `GET`, for whoever leads: everybody's last. */
  positions: '/api/positions',
  /** `GET`: what one has said oneself. `PATCH`: says otherwise. `POST`: tells where one is. */
  own: '/api/positions/own',
} as const;

/** `POST` of one's own: where one is. The host says when. */
export const tellPositionSchema = z.strictObject({
  ...pointSchema.shape,
  accuracyMeters: z.number().nonnegative().max(100_000),
});
export type TellPosition = z.infer<typeof tellPositionSchema>;

/** `PATCH` of one's own. Who says no has nothing kept from then on, and what was kept is gone. */
export const showPositionSchema = z.strictObject({ isShown: z.boolean() });

export const keptPositionSchema = z.object({ ...tellPositionSchema.shape, atMs: instantSchema });
export type KeptPosition = z.infer<typeof keptPositionSchema>;

/** What one has said, since when, and what is kept. */
export const ownPositionSchema = z.object({
  isShown: z.boolean(),
  /** Null for who has not said anything: that counts as no. */
  saidAtMs: instantSchema.nullable(),
  last: keptPositionSchema.nullable(),
});
export type OwnPosition = z.infer<typeof ownPositionSchema>;

export const positionListSchema = z.object({
  positions: z.array(z.object({ ...keptPositionSchema.shape, staffUid: uidSchema })),
});
export type StaffPosition = z.infer<typeof positionListSchema>['positions'][number];
