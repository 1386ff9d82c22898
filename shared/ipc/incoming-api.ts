import { z } from 'zod';
import { instantSchema } from '../schema/envelope';

/**
 * What reaches the station from outside without anybody signing in: other systems with a key (Open311), and residents' phones. All of it is
 * for whoever `setsMessages`; every answer outside 2xx is `access.denied` or `request.malformed`, or named at the route.
 */

export const incomingPaths = {
  incoming: '/api/incoming',
  keys: '/api/incoming/keys',
  revocation: '/api/incoming/keys/revocation',
  residents: '/api/incoming/residents',
} as const;

/** What a key may do: ask about what it reported itself, report. */
export const KEY_SCOPES = ['read', 'write'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Requests a minute that a key may make at most, as somebody chooses them. */
export const KEY_QUOTAS = [30, 120, 600] as const;
/** Keys that hold at one time. */
export const MOST_KEYS = 50;

/** What the station calls the system: no line break, no blank at either end. */
const keyNameSchema = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[^\p{C}\s](?:[^\p{C}]*[^\p{C}\s])?$/u, 'words on one line');
const keyIdSchema = z.string().regex(/^[0-9a-z]{10}$/);
const scopesSchema = z
  .array(z.enum(KEY_SCOPES))
  .min(1)
  .max(KEY_SCOPES.length)
  .refine((scopes) => new Set(scopes).size === scopes.length, 'each once');

/** `POST /api/incoming/keys`: makes a key; `request.malformed` for a name that another key has, or one key too many. */
export const newKeySchema = z.strictObject({
  name: keyNameSchema,
  scopes: scopesSchema,
  perMinute: z.literal(KEY_QUOTAS),
});
export type NewKey = z.infer<typeof newKeySchema>;

/** `POST /api/incoming/keys/revocation`: it opens nothing from then on; `request.not-found`. */
export const namedKeySchema = z.strictObject({ id: keyIdSchema });

/** What is set about reports and applications from residents' phones. */
export const residentReportsSchema = z.strictObject({
  /** Whether the page takes any. */
  on: z.boolean(),
  /** Whether rules of dispatch may act on one before anybody has looked at it; what looks like rubbish waits for a person even so. */
  rulesAct: z.boolean(),
  /** Whether one can apply for items of the catalogue; what to bring is shown either way. */
  applies: z.boolean(),
});
export type ResidentReportsSetting = z.infer<typeof residentReportsSchema>;

export const keyViewSchema = z.object({
  id: keyIdSchema,
  name: keyNameSchema,
  scopes: scopesSchema,
  perMinute: z.number().int().positive(),
  createdAtMs: instantSchema,
  /** Null: never. */
  lastUsedAtMs: instantSchema.nullable(),
  /** Null: it holds. */
  revokedAtMs: instantSchema.nullable(),
  /** How many reports came with it. */
  reports: z.number().int().nonnegative(),
});
export type KeyView = z.infer<typeof keyViewSchema>;

/** `GET /api/incoming`; `residents` and `revocation` answer the same. */
export const incomingViewSchema = z.object({
  /** Those that hold by name, then revoked ones, the last one first. */
  keys: z.array(keyViewSchema),
  residents: residentReportsSchema,
});
export type IncomingView = z.infer<typeof incomingViewSchema>;

/** Answer of `keys`: the key itself is shown this once. */
export const keyMadeSchema = z.object({ view: incomingViewSchema, key: z.string() });
export type KeyMade = z.infer<typeof keyMadeSchema>;
