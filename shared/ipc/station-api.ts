import { z } from 'zod';
import { ERROR_CODES } from '../errors/app-error';
import { POSTS } from '../schema/types/place';
import { replicaIdSchema, uidSchema } from '../schema/envelope';

/**
 * The station's own HTTP contract, beside the CouchDB-compatible routes under `/hub`. The gateway serves it, clients call
 * it, and both parse every body with these schemas. Tokens travel in `Authorization: Bearer`.
 */

export const paths = {
  health: '/api/health',
  practice: '/api/practice',
  session: '/api/session',
  sessionRenewal: '/api/session/renewal',
  events: '/api/events',
  hub: '/hub',
} as const;

/** `GET /api/health`, without sign-in. */
export const healthSchema = z.object({
  ok: z.literal(true),
  product: z.literal('linli'),
  version: z.string(),
  station: z.object({ id: z.string(), name: z.string(), practice: z.boolean() }),
  nowMs: z.number(),
});
export type Health = z.infer<typeof healthSchema>;

/** `GET /api/practice`, answered on loopback only and only by a practice station: accounts that anybody there may use. */
export const practiceSchema = z.object({
  accounts: z.array(z.object({ code: z.string(), name: z.string(), post: z.enum(POSTS), passphrase: z.string() })),
});
export type Practice = z.infer<typeof practiceSchema>;

/** `POST /api/session`. */
export const signInSchema = z.strictObject({
  staffCode: z.string().min(1).max(32),
  passphrase: z.string().min(1).max(256),
  device: z.strictObject({
    id: uidSchema,
    name: z.string().max(60),
    kind: z.enum(['workstation', 'tablet']),
  }),
});
export type SignIn = z.infer<typeof signInSchema>;

/** A data key as delivered to a device that may use it: `kid` is `<scope>.<class>.<version>`, `key` 32 bytes in base64. */
export const dataKeySchema = z.strictObject({
  kid: z.string().min(1).max(64),
  scope: z.string().min(1).max(40),
  class: z.enum(['general', 'health', 'child']),
  key: z.base64().length(44),
});
export type DataKey = z.infer<typeof dataKeySchema>;

export const sessionSchema = z.object({
  token: z.string(),
  expiresAtMs: z.number(),
  staff: z.object({
    uid: uidSchema,
    code: z.string(),
    name: z.string(),
    post: z.enum(POSTS),
    gridNumbers: z.array(z.number()),
  }),
  station: z.object({ id: z.string(), name: z.string(), practice: z.boolean() }),
  /** Hub databases this token opens. */
  databases: z.array(z.object({ name: z.string(), access: z.enum(['read', 'write']) })),
  /** For sealing new values use the first key of a scope and class; older ones still open what they sealed. */
  keys: z.array(dataKeySchema),
  nowMs: z.number(),
});
/** Answer of `POST /api/session` and `POST /api/session/renewal`. */
export type Session = z.infer<typeof sessionSchema>;

/** What the token itself carries (JWT claims beside `exp`, `iat`, `iss` = station id, `sub` = staff uid). */
export const tokenClaimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  post: z.enum([...POSTS, 'replicator']),
  device: z.string(),
  dbs: z.record(z.string(), z.enum(['read', 'write'])),
});
export type TokenClaims = z.infer<typeof tokenClaimsSchema>;

/** Body of every `/api` answer outside 2xx. */
export const errorBodySchema = z.object({
  error: z.object({ code: z.enum(ERROR_CODES), message: z.string(), retryAfterMs: z.number().optional() }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** How far one hub database has come. `epoch` changes when the database was restored or re-created. */
export const databasePositionSchema = z.object({ epoch: z.string(), seq: z.string() });

/** SSE `event: hello`, the first on every `/api/events` stream: the databases of the token. */
export const eventHelloSchema = z.object({ databases: z.record(z.string(), databasePositionSchema) });
export type EventHello = z.infer<typeof eventHelloSchema>;

/** SSE `event: change`: something was written; read `_changes` to learn what. */
export const eventChangeSchema = databasePositionSchema.extend({ db: z.string() });
export type EventChange = z.infer<typeof eventChangeSchema>;

/** Header on every `/hub/<db>` answer, naming the epoch the answer belongs to. */
export const EPOCH_HEADER = 'x-linli-epoch';

/** The replica that sends, with every `_bulk_docs` of a device: whom a hub asks about when a counter turns up twice. */
export const REPLICA_HEADER = 'x-linli-replica';
export const replicaHeaderSchema = replicaIdSchema;

/** One row's answer in `_bulk_docs`: CouchDB's shape, plus our code where a row was refused. */
export const bulkRowSchema = z.union([
  z.object({ ok: z.literal(true), id: z.string(), rev: z.string() }),
  z.object({ id: z.string(), error: z.string(), reason: z.string(), code: z.enum(ERROR_CODES).optional() }),
]);
export type BulkRow = z.infer<typeof bulkRowSchema>;

/** Limits the gateway enforces and clients respect. */
export const LIMITS = {
  documentBytes: 256 * 1024,
  requestBytes: 8 * 1024 * 1024,
  bulkRows: 2000,
  changesPage: 5000,
  idsPerRequest: 5000,
  /** A stamp further ahead of the hub's clock than this is refused with `row.clock`. */
  clockAheadMs: 5 * 60 * 1000,
} as const;
