import { z } from 'zod';

/**
 * The frame around every record: who made it, who changed it, and the causality that lets two devices merge it without
 * having seen each other. What a type adds to the frame stands in `types/`.
 */

/** Crockford base-32 ULID, the immutable identity of a thing; references between records use it. */
export const uidSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

/** A local database that writes: random, minted when the database is created, never reused (see shared/sync/README.md). */
export const replicaIdSchema = z.string().regex(/^[0-9a-z]{12}$/);

/** Counter of one replica; a durable high-water mark is reserved before use. */
const counterSchema = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** Version vector: for each replica that ever wrote this record, how far its counter had come. */
export const vectorSchema = z.record(replicaIdSchema, counterSchema);
export type Vector = Readonly<Record<string, number>>;

/**
 * When and by whom one field was written: `<hybrid clock, 9+3 base-36 digits>.<replica>.<counter in base 36>`.
 * Strings sort by time, then replica; the last two parts are the write's place in the version vector.
 */
export const stampSchema = z.string().regex(/^[0-9a-z]{12}\.[0-9a-z]{12}\.[0-9a-z]{1,11}$/);
export type Stamp = string;

/** Milliseconds since the epoch. The upper end is the year 2286; anything beyond is a broken clock, not a date. */
export const instantSchema = z.number().int().nonnegative().max(9_999_999_999_999);

/** A calendar day `YYYY-MM-DD` that exists. */
export const calendarDateSchema = z.iso.date();

/** Who did something, when, on which replica. */
export const touchSchema = z.strictObject({ at: instantSchema, by: uidSchema, on: replicaIdSchema });
export type Touch = Readonly<z.infer<typeof touchSchema>>;

/** A value that only the holder of data key `kid` can read: AES-GCM, base64, 12-byte iv. */
export const sealedSchema = z.strictObject({
  kid: z.string().min(1).max(96),
  iv: z.base64().length(16),
  ct: z.base64().min(1).max(16_384),
});
export type Sealed = Readonly<z.infer<typeof sealedSchema>>;

/** A label shown to people; English falls back to Chinese. */
export const labelSchema = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().max(200).optional() });
export type Label = Readonly<z.infer<typeof labelSchema>>;

/** A value that lost a merge against a concurrent one and still waits for a person, or `settled` by the write with that stamp. */
export const yieldSchema = z.strictObject({
  field: z.string().min(1).max(64),
  stamp: stampSchema,
  value: z.unknown(),
  settled: stampSchema.optional(),
});
export type Yield = Readonly<z.infer<typeof yieldSchema>>;

/** What every record carries beside its own fields. */
export const envelopeShape = {
  _id: z.string().max(160),
  uid: uidSchema,
  type: z.string().max(32),
  /** Version of the type's schema that wrote this record. */
  schema: z.number().int().positive().max(1000),
  created: touchSchema,
  changed: touchSchema,
  vv: vectorSchema,
  /** Stamp of the creating write; fields without a stamp of their own carry this one. */
  born: stampSchema,
  /** Stamps of the fields changed since creation, and under `changed` that of the last change. */
  stamps: z.record(z.string().max(64), stampSchema),
  /** A record's 256 KiB have no room for more: values that wait for a person are never refused for their number. */
  yields: z.array(yieldSchema).max(4000),
} as const;

export const envelopeSchema = z.looseObject(envelopeShape);

export interface Envelope {
  readonly _id: string;
  readonly uid: string;
  readonly type: string;
  readonly schema: number;
  readonly created: Touch;
  readonly changed: Touch;
  readonly vv: Vector;
  readonly born: Stamp;
  readonly stamps: Readonly<Record<string, Stamp>>;
  readonly yields: readonly Yield[];
}

/** A record as it travels and rests at a hub; fields this build does not know are kept as they came. */
export type WireRecord = Envelope & { readonly [field: string]: unknown };

/** Names of the frame itself: a merge treats everything else as the record's own fields. */
export const ENVELOPE_FIELDS: ReadonlySet<string> = new Set(Object.keys(envelopeShape));

/** The key in `stamps` of the record's last change as a whole. */
export const CHANGED = 'changed';
