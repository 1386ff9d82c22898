import { z } from 'zod';
import { instantSchema, sealedSchema, touchSchema, uidSchema } from '../envelope';
import { POSTS } from './place';

/** How a material was brought. */
export const MATERIAL_WAYS = ['paper', 'scan', 'electronic', 'not-needed', 'taken-back'] as const;
export type MaterialWay = (typeof MATERIAL_WAYS)[number];

/** How a decision is handed over. */
export const DELIVERY_WAYS = ['counter', 'post', 'electronic', 'home'] as const;
export type DeliveryWay = (typeof DELIVERY_WAYS)[number];

const materialIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

const base = {
  id: uidSchema,
  written: touchSchema,
  /** Post of who took it; `host` for what the station does by itself, `resident` for what came from a kiosk or a phone. */
  post: z.enum([...POSTS, 'host', 'resident']),
  /** The last steps that who took it knew of. */
  after: z.array(uidSchema).max(100),
  /** Sealed text: why, what was said. */
  note: sealedSchema.nullable(),
  /** Scans of the record that belong to the step. */
  photoIds: z.array(uidSchema).max(50),
} as const;

const step = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ ...base, kind: z.literal(kind), ...shape });

/** Something done about an application. Steps are only ever added; where it stands is what they come to. */
export const applicationStepSchema = z.discriminatedUnion('kind', [
  step('submit', {}),
  step('material', { materialId: materialIdSchema, way: z.enum(MATERIAL_WAYS) }),
  /** 一次性告知: everything that is missing, told at once. */
  step('ask', { materialIds: z.array(materialIdSchema).max(60), untilMs: instantSchema }),
  /** With what may follow (容缺受理), and until when. */
  step('accept', {
    promised: z.array(z.strictObject({ materialId: materialIdSchema, untilMs: instantSchema })).max(60),
  }),
  /** 不予受理 or 退件. */
  step('return', {}),
  /** Work on it begins, here or at the department that it was sent to. */
  step('start', {}),
  step('pause', {}),
  step('resume', {}),
  step('extend', { untilMs: instantSchema }),
  step('decide', { outcome: z.enum(['granted', 'refused']) }),
  step('deliver', { way: z.enum(DELIVERY_WAYS) }),
  step('withdraw', {}),
  step('supervise', {}),
  step('note', {}),
]);
export type ApplicationRecordStep = Readonly<z.infer<typeof applicationStepSchema>>;
