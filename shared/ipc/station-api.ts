import { z } from 'zod';
import { ERROR_CODES } from '../errors/app-error';
import { FUNCTIONS, POSTS } from '../schema/types/place';
import { replicaIdSchema, uidSchema } from '../schema/envelope';

/**
 * The station's own HTTP contract, beside the CouchDB-compatible routes under `/hub`. The gateway serves it, clients call
 * it, and both parse every body with these schemas. Tokens travel in `Authorization: Bearer`.
 */

export const paths = {
  health: '/api/health',
  practice: '/api/practice',
  practiceTerminal: '/api/practice/terminal',
  localDoors: '/api/local-doors',
  training: '/api/training',
  session: '/api/session',
  sessionRenewal: '/api/session/renewal',
  passphrase: '/api/session/passphrase',
  parcels: '/api/parcels',
  discards: '/api/discards',
  deposits: '/api/deposits',
  mediaDeposit: '/api/deposits/media/:id',
  deviceWiped: '/api/device/wiped',
  signingKey: '/api/device/signing-key',
  residentPages: '/api/resident-pages',
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
  /** Whether the page that asks may open the practice beside this station; a page on this machine at a real station. */
  training: z.boolean().default(false),
  /** Where the real station is, for a page on this machine at the practice beside it; null anywhere else. */
  homeOrigin: z.string().nullable().default(null),
});
export type Health = z.infer<typeof healthSchema>;

/** `POST /api/training`, without sign-in, on loopback only: starts the practice beside the station, if need be. */
export const trainingAnswerSchema = z.object({ origin: z.string() });
export type TrainingAnswer = z.infer<typeof trainingAnswerSchema>;

/** `GET /api/practice`, answered on loopback only and only by a practice station: accounts that anybody there may use. */
export const practiceSchema = z.object({
  accounts: z.array(z.object({ code: z.string(), name: z.string(), post: z.enum(POSTS), passphrase: z.string() })),
});
export type Practice = z.infer<typeof practiceSchema>;

/** `GET /api/local-doors`, without sign-in, on loopback only: where this machine's own second screen is opened; null without such a door. */
export const localDoorsSchema = z.object({ kiosk: z.string().nullable(), board: z.string().nullable() });
export type LocalDoors = z.infer<typeof localDoorsSchema>;

/** `POST /api/practice/terminal`, answered likewise: where its kiosk or board is opened on this machine, paired as it opens. */
export const openTerminalSchema = z.strictObject({ kind: z.enum(['kiosk', 'board']) });
export const openTerminalAnswerSchema = z.object({ url: z.string() });
export type OpenTerminalAnswer = z.infer<typeof openTerminalAnswerSchema>;

/**
 * `GET /api/resident-pages` (signed in): the origin under which residents' phones reach their pages; null while the station has no such
 * door. A receipt leads to `<origin>/p/<code>`.
 */
export const residentPagesSchema = z.object({ origin: z.string().nullable() });
export type ResidentPages = z.infer<typeof residentPagesSchema>;

/** 32 bytes in base64. */
export const keyBytesSchema = z.base64().length(44);

/** A public key (ECDH, P-256) as a JWK: what is sealed to it is a JWE in compact form (`shared/schema/sealed-box`). */
export const publicKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  kid: z.string().min(1).max(64),
});
export type PublicKey = z.infer<typeof publicKeySchema>;

export const DEVICE_KINDS = ['workstation', 'tablet'] as const;

/** What a device is called until somebody names it. */
export const FIRST_DEVICE_NAMES: Readonly<Record<(typeof DEVICE_KINDS)[number], string>> = {
  workstation: '工作站',
  tablet: '平板',
};

/**
 * `POST /api/session`. Refused with `auth.wrong`, `auth.rate-limited`, `auth.device-pending` (somebody has to approve this
 * device first; asking again later is how it learns), `auth.device-revoked`, `auth.must-change` is never a refusal but a
 * flag of the session.
 */
export const signInSchema = z.strictObject({
  staffCode: z.string().min(1).max(32),
  passphrase: z.string().min(1).max(256),
  device: z.strictObject({
    id: uidSchema,
    name: z.string().max(60),
    kind: z.enum(DEVICE_KINDS),
    /** 32 random bytes that the device made and nobody else knows: an id alone does not make another device this one. */
    secret: keyBytesSchema,
  }),
});
export type SignIn = z.infer<typeof signInSchema>;

/**
 * A data key as delivered to a device that may use it: `kid` is `<scope>.<class>.<version>`, or with `~<staff uid>` behind it
 * for the key under which one person records what he may not read of others (`deriveAuthorKey`).
 */
export const dataKeySchema = z.strictObject({
  kid: z.string().min(1).max(96),
  scope: z.string().min(1).max(40),
  class: z.enum(['general', 'health', 'child']),
  key: keyBytesSchema,
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
    /** Functions in force: those of the post and those given (`shared/domain/access`). */
    functions: z.array(z.enum(FUNCTIONS)),
  }),
  /** Numbers of the station's grids: with the staff's post, grids and functions, all that the access table asks for. */
  stationGrids: z.array(z.number()),
  /** The passphrase was set by somebody else: the person has to choose a new one before anything else. */
  mustChangePassphrase: z.boolean(),
  /** Names what this session grants; the wake-up stream greets with it, and a device that has another one renews. */
  grants: z.string(),
  station: z.object({ id: z.string(), name: z.string(), practice: z.boolean() }),
  /** Hub databases this token opens. */
  databases: z.array(z.object({ name: z.string(), access: z.enum(['read', 'write']) })),
  /** For sealing new values use the first key of a scope and class; older ones still open what they sealed. */
  keys: z.array(dataKeySchema),
  /** What only this person on this device is told; never stored in the clear. */
  device: z.object({
    id: uidSchema,
    /** Opens the person's local database after the passphrase was changed elsewhere; the device wraps its own key under it. */
    escrowKey: keyBytesSchema,
    /** Signs (HS256) unsent rows that somebody else may deliver. */
    deliveryKey: keyBytesSchema,
    /** Unsent rows are sealed to this key of the host. */
    hubKey: publicKeySchema,
    /** The person's local key is sealed to this one too; its private half is on paper with the manager. */
    recoveryKey: publicKeySchema,
    /** Screens lock after this much idleness, ms. */
    idleLockMs: z.number().int().positive(),
  }),
  nowMs: z.number(),
});
/** Answer of `POST /api/session` and `POST /api/session/renewal`. */
export type Session = z.infer<typeof sessionSchema>;

/**
 * What the token itself carries (JWT claims beside `exp`, `iat`, `iss` = station id, `sub` = staff uid). What it opens is looked
 * up in the access table at every request, so that a change acts at next contact. `gen` counts the person's passphrases: a new
 * one ends the tokens of the one before.
 */
export const tokenClaimsSchema = z.object({
  iss: z.string(),
  sub: uidSchema,
  device: uidSchema,
  gen: z.number().int().nonnegative(),
});
export type TokenClaims = z.infer<typeof tokenClaimsSchema>;

/** `POST /api/session/passphrase`: one's own. `auth.wrong`, `auth.weak`. Answers a new session. */
export const changePassphraseSchema = z.strictObject({
  current: z.string().min(1).max(256),
  next: z.string().min(1).max(256),
});

/**
 * `POST /api/parcels`: unsent rows of somebody else on this device, each a JWE to `hubKey` around a JWS under its author's
 * `deliveryKey`, whose payload is `parcelSchema`. Written under the author's rights as they are now.
 */
export const parcelsSchema = z.strictObject({ parcels: z.array(z.string().max(1_000_000)).max(200) });
export const parcelSchema = z.object({
  author: uidSchema,
  device: uidSchema,
  replica: replicaIdSchema,
  db: z.string(),
  rev: z.string(),
  record: z.looseObject({ _id: z.string() }),
});
export type Parcel = z.infer<typeof parcelSchema>;
/** One answer per parcel, in order. `kept`: the author's device or rights are gone; the host keeps the row for a manager. */
export const parcelAnswersSchema = z.object({
  answers: z.array(
    z.union([
      z.object({
        outcome: z.literal('written'),
        id: z.string(),
        rev: z.string(),
        /** The hub had this write already. */
        isKnown: z.literal(true).optional(),
      }),
      z.object({ outcome: z.literal('kept'), id: z.string() }),
      z.object({ outcome: z.literal('refused'), code: z.enum(ERROR_CODES) }),
    ]),
  ),
});
export type ParcelAnswers = z.infer<typeof parcelAnswersSchema>;

/**
 * `POST /api/discards`: the caller's own unsent rows on this device are to be dropped, which somebody who decides about unsent records
 * (`decidesUnsent`) confirms here with code and passphrase. Refused whole with `auth.wrong`, `auth.rate-limited`, `auth.must-change`
 * and, for somebody who may not, `access.denied`. Answered like parcels: the device drops what is `kept`, and nothing else.
 */
export const discardSchema = z.strictObject({
  staffCode: signInSchema.shape.staffCode,
  passphrase: signInSchema.shape.passphrase,
  parcels: parcelsSchema.shape.parcels.min(1),
  reason: z.string().trim().min(1).max(200),
});
export type Discard = z.infer<typeof discardSchema>;

/**
 * What the host holds of this person and device in case the device dies: rows that did not go out. `GET /api/deposits` names them by
 * record and state (`vectorKey`). `POST /api/deposits` brings newer states, which take the place of older ones, and names records that
 * are not waiting any more; parcels of others that the hub refused are taken in too. Answered like parcels, `written` for what the hub
 * has by now.
 */
export const depositListSchema = z.object({
  deposits: z.array(z.object({ record: z.string(), state: z.string() })),
});
export type DepositList = z.infer<typeof depositListSchema>;
export const depositSchema = z.strictObject({
  parcels: parcelsSchema.shape.parcels,
  withdrawn: z.array(z.string().max(200)).max(2000),
});

/**
 * `PUT /api/deposits/media/:id` (signed in, and a revoked device): a picture or spoken note of this device that may not go the usual way
 * any more, in the form in which `/hub` takes one. It comes to lie where it belongs, so the record that names it shows it once somebody
 * delivers that. 201 when it is on disk, also for one that is there; `hub.busy` when the host keeps no more of this device;
 * `request.malformed` for what is not closed under the station's keys or was not taken on this device.
 *
 * `POST /api/device/wiped` may say how many pictures and notes went with the device since the host did not take them.
 */
export const wipedSchema = z.strictObject({ lost: z.number().int().min(0).max(1_000_000).optional() }).nullish();

/**
 * Body of every `/api` answer outside 2xx; under `/hub` CouchDB's `{error, reason}` with `code` and `wipe` beside. `wipe` comes with
 * `auth.device-revoked` alone: the device erases what it holds and says so with `POST /api/device/wiped`, under the same token.
 * A revoked device may still `POST /api/parcels`: its rows are kept, not written; and lay down pictures (`PUT /api/deposits/media/:id`).
 */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    retryAfterMs: z.number().optional(),
    wipe: z.literal(true).optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** How far one hub database has come. `epoch` changes when the database was restored or re-created. */
export const databasePositionSchema = z.object({ epoch: z.string(), seq: z.string() });

/**
 * SSE `event: hello`, the first on every `/api/events` stream: the databases that the person may open at this moment, and the name
 * of what the session would grant now. A stream ends when that changes.
 */
export const eventHelloSchema = z.object({
  databases: z.record(z.string(), databasePositionSchema),
  grants: z.string(),
});
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
