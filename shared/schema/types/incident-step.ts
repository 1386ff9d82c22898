import { z } from 'zod';
import { instantSchema, sealedSchema, touchSchema, uidSchema } from '../envelope';
import { DISPATCH_MODES } from './incident-dispatch';
import { POSTS } from './place';

/** Why something is not taken on. */
export const REJECT_REASONS = ['not-ours', 'not-found', 'no-matter', 'other'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** The two clocks of an incident: until somebody comes (K3), and until it is done. */
export const INCIDENT_CLOCKS = ['response', 'handling'] as const;
export type IncidentClock = (typeof INCIDENT_CLOCKS)[number];

/** Whom something is with: one person of a unit, the unit as a whole, or its pool, where it waits for whoever takes it. */
export const assigneeSchema = z.strictObject({
  unitUid: uidSchema,
  staffUid: uidSchema.nullable(),
  mode: z.enum(DISPATCH_MODES),
});
export type Assignee = Readonly<z.infer<typeof assigneeSchema>>;

/** Why a rule was followed: what of it fitted, and whose turn it was. Kept with the step, since rules change. */
export const dispatchReasonSchema = z.strictObject({
  /** Null: no rule fitted, and the category names the unit. */
  ruleUid: uidSchema.nullable(),
  ruleName: z.string().max(60),
  category: z.enum(['category', 'major', 'any']),
  area: z.enum(['grid', 'any']),
  mode: z.enum(DISPATCH_MODES),
  /** For `rotation`: when it was last this member's turn, and how many members take turns. */
  turn: z.strictObject({ lastAtMs: instantSchema.nullable(), members: z.number().int().positive() }).nullable(),
});
export type DispatchReason = Readonly<z.infer<typeof dispatchReasonSchema>>;

const base = {
  id: uidSchema,
  written: touchSchema,
  /** Post of who took it, at that time; `host` for what the station does by itself. */
  post: z.enum([...POSTS, 'host']),
  /** The last steps that who took it knew of: all that they follow on was known too. */
  after: z.array(uidSchema).max(100),
  /** Sealed text: why, what was found, what was done. */
  note: sealedSchema.nullable(),
  /** Pictures of the record that belong to the step. */
  photoIds: z.array(uidSchema).max(50),
  /** Sealed text for the resident who follows it by a receipt: what was done. Null takes it back, absent leaves it as it was. */
  told: sealedSchema.nullable().optional(),
  /** Pictures of the record that residents see from here on, all of them; absent where that stays as it was. */
  shownPhotoIds: z.array(uidSchema).max(50).optional(),
} as const;

const step = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ ...base, kind: z.literal(kind), ...shape });

/** Something that somebody did about an incident. Steps are only ever added. */
export const incidentStepSchema = z.discriminatedUnion('kind', [
  /** 受理立案; with the category where it is said anew. */
  step('accept', { categoryUid: uidSchema.nullable() }),
  step('reject', { reason: z.enum(REJECT_REASONS) }),
  step('duplicate', { ofUid: uidSchema }),
  step('categorise', { categoryUid: uidSchema }),
  step('dispatch', {
    to: assigneeSchema,
    copyUnitUids: z.array(uidSchema).max(10),
    /** Null: somebody chose. */
    because: dispatchReasonSchema.nullable(),
  }),
  step('transfer', { to: assigneeSchema }),
  /** Out of the pool. */
  step('take', {}),
  step('return', {}),
  /** 到场处置: the first of these is the response. */
  step('start', {}),
  step('finish', {}),
  step('verify', {}),
  step('fail', {}),
  step('close', {}),
  step('reopen', {}),
  step('postpone', { untilMs: instantSchema }),
  step('pause', {}),
  step('resume', {}),
  step('supervise', {}),
  step('escalate', { clock: z.enum(INCIDENT_CLOCKS), level: z.number().int().min(1).max(9) }),
  step('note', {}),
]);
export type IncidentStep = Readonly<z.infer<typeof incidentStepSchema>>;
export type StepKind = IncidentStep['kind'];
/** A step of one kind. */
export type StepOf<K extends StepKind> = Extract<IncidentStep, { readonly kind: K }>;
