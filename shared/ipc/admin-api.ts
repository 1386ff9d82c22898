import { z } from 'zod';
import { instantSchema, uidSchema } from '../schema/envelope';
import { FUNCTIONS, gridSchema, POSTS, staffSchema } from '../schema/types/place';
import { mapTroubleSchema } from './map-api';
import { DEVICE_KINDS, parcelAnswersSchema } from './station-api';

/**
 * What only some may ask of the station: its staff, devices, keys and audit. Every answer outside 2xx is `access.denied` for those
 * without the function named, or a code named at the route. Bearer token as everywhere.
 */

export const adminPaths = {
  staff: '/api/staff',
  staffMember: '/api/staff/:uid',
  staffPassphrase: '/api/staff/:uid/passphrase',
  devices: '/api/devices',
  device: '/api/devices/:id',
  keyRotation: '/api/keys/rotation',
  audit: '/api/audit',
  match: '/api/match',
  grids: '/api/grids',
  host: '/api/host',
  kept: '/api/kept',
  keptExport: '/api/kept/export',
  keptDelivery: '/api/kept/delivery',
} as const;

/** `GET /api/staff` (function `staff`): accounts, active ones first, by code. */
export const accountViewSchema = z.object({
  uid: uidSchema,
  code: z.string(),
  name: z.string(),
  post: z.enum(POSTS),
  gridNumbers: z.array(z.number()),
  /** Those given; what the post brings comes on top (`functionsOf`). */
  functions: z.array(z.enum(FUNCTIONS)),
  active: z.boolean(),
  mustChangePassphrase: z.boolean(),
  lastSignInMs: z.number().nullable(),
});
export type AccountView = z.infer<typeof accountViewSchema>;
export const staffListSchema = z.object({ staff: z.array(accountViewSchema) });

/** `POST /api/staff`. `access.code-taken`. Answers `newAccountSchema`. */
export const createStaffSchema = z.strictObject({
  code: staffSchema.shape.code,
  name: staffSchema.shape.name,
  post: z.enum(POSTS),
  gridNumbers: staffSchema.shape.gridNumbers,
  functions: staffSchema.shape.functions,
});
export type CreateStaff = z.infer<typeof createStaffSchema>;

/** A passphrase that is shown once and has to be changed at the first sign-in. Also the answer of `POST /api/staff/:uid/passphrase`. */
export const newAccountSchema = z.object({ account: accountViewSchema, passphrase: z.string() });
export type NewAccountAnswer = z.infer<typeof newAccountSchema>;

/** `PATCH /api/staff/:uid`: acts at next contact of each of the person's devices. `access.last-manager`. Answers `accountViewSchema`. */
export const changeStaffSchema = z.strictObject({
  name: staffSchema.shape.name.optional(),
  post: z.enum(POSTS).optional(),
  gridNumbers: staffSchema.shape.gridNumbers.optional(),
  functions: staffSchema.shape.functions.optional(),
  active: z.boolean().optional(),
});
export type ChangeStaff = z.infer<typeof changeStaffSchema>;

export const DEVICE_STATES = ['pending', 'approved', 'revoked'] as const;

/** `GET /api/devices` (function `devices`): those that wait first, then by last contact. */
export const deviceViewSchema = z.object({
  id: uidSchema,
  name: z.string(),
  kind: z.enum(DEVICE_KINDS),
  state: z.enum(DEVICE_STATES),
  /** It was asked to erase what it holds, and has not said yet that it did. */
  wipe: z.enum(['no', 'asked', 'done']),
  firstSeenMs: z.number(),
  lastSeenMs: z.number(),
  lastAddress: z.string(),
  /** uids of the staff that signed in there. */
  people: z.array(uidSchema),
  /** Rows it sent after it was revoked, kept by the host. */
  keptRows: z.number(),
  /** Pictures and spoken notes that it laid down here since it may not send them any more. */
  keptMedia: z.number(),
});
export type DeviceView = z.infer<typeof deviceViewSchema>;
export const deviceListSchema = z.object({ devices: z.array(deviceViewSchema) });

/** `PATCH /api/devices/:id`. A revoked device is never approved again: it registers anew. Answers `deviceViewSchema`. */
export const changeDeviceSchema = z.strictObject({
  name: z.string().min(1).max(60).optional(),
  state: z.enum(['approved', 'revoked']).optional(),
  /** With `revoked`: erase what it holds at its next contact. */
  wipe: z.boolean().optional(),
});
export type ChangeDevice = z.infer<typeof changeDeviceSchema>;

/** `POST /api/keys/rotation` (function `keys`): new values of these grids and classes are sealed under a new key; old ones still open. */
export const rotateKeysSchema = z.strictObject({
  gridNumbers: z.array(z.number().int().positive()).min(1).max(200),
  classes: z.array(z.enum(['general', 'health', 'child'])).min(1),
});
export const rotatedSchema = z.object({ kids: z.array(z.string()) });

/** What the audit chain tells of. `reveal` comes from devices; all others are the host's own. */
export const AUDIT_KINDS = [
  'reveal',
  'match',
  'sign-in',
  'sign-in-refused',
  'passphrase-changed',
  'passphrase-reset',
  'staff-created',
  'staff-changed',
  'device-registered',
  'device-approved',
  'device-revoked',
  'device-wiped',
  'keys-rotated',
  'parcels-delivered',
  'parcel-kept',
  'media-kept',
  'parcel-discarded',
  'kept-exported',
  'kept-delivered',
  'recovery-used',
  'files-moved',
  'grid-added',
  'transferred',
  'upstream-set',
  'messages-set',
  'system-set',
  'system-removed',
  'message-resent',
  'message-given-up',
  'api-key-made',
  'api-key-revoked',
  'api-key-used',
  'residents-set',
  'sensor-key-made',
  'sensor-key-revoked',
  'broker-set',
  'hall-set',
  'bookings-set',
  'platform-set',
  'platform-removed',
  'terminal-paired',
  'terminal-revoked',
  'printer-set',
  'printer-removed',
  'scans-set',
  'leave-code-set',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** One link of the chain; ids only. `hash` is SHA-256 over the entry without it and the hash before. */
export const auditEntrySchema = z.object({
  n: z.number().int().positive(),
  atMs: z.number(),
  kind: z.enum(AUDIT_KINDS),
  /** Who did it: a staff uid, or null for the host itself. */
  by: uidSchema.nullable(),
  /** What it was done to: a uid or record id, or null. */
  subject: z.string().max(160).nullable(),
  /** Field, function, device or count that says more; never a personal value. */
  detail: z.string().max(120).nullable(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `GET /api/audit?before=<n>&limit=<n>&kind=<kind>&by=<uid>&subject=<text>` (function `audit`): newest first. */
export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  /** Whether every link fits the one before; the number of the first that does not. */
  brokenAt: z.number().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/**
 * `POST /api/match` (posts that may edit people): whom the station knows by a citizen id or phone, among the grids the asker may
 * open. Logged and limited (`request.rate-limited`).
 */
export const matchSchema = z.strictObject({ kind: z.enum(['citizenId', 'phone']), value: z.string().min(5).max(40) });
export const matchesSchema = z.object({ ids: z.array(z.string()) });

/** Most grids that a station has. */
export const MAX_GRIDS = 200;

/**
 * `POST /api/grids` (who may create `grid` records): a new grid with its database, data keys and record, under the next free number. Its
 * people and homes come with an import, its workers with `PATCH /api/staff/:uid`. `request.malformed` when the station has `MAX_GRIDS`.
 */
export const addGridSchema = z.strictObject({ name: gridSchema.shape.name });
export type AddGrid = z.infer<typeof addGridSchema>;
export const gridAddedSchema = z.object({ number: z.number().int().positive() });

/** `GET /api/host` (`seesHost`): how the station's host is, on one page. Ids, counts and states; nobody's name and no record. */
export const hostStateSchema = z.object({
  version: z.string(),
  /** Operating system and processor, as Node names them: `linux x64`. */
  platform: z.string(),
  nowMs: instantSchema,
  /** When this run began. */
  startedAtMs: instantSchema,
  data: z.object({
    folder: z.string(),
    bytes: z.number().nonnegative(),
    /** Of the disk that the folder lies on. */
    freeBytes: z.number().nonnegative(),
    diskBytes: z.number().positive(),
  }),
  logs: z.object({ folder: z.string(), linesLost: z.number().int().nonnegative() }),
  certificate: z.object({
    /** Names and addresses that tablets may call the host by. */
    names: z.array(z.string()),
    untilMs: z.number(),
    /** Of the station's authority, which tablets trust: what the certificate page shows. */
    authorityFingerprint: z.string(),
  }),
  /** Origins; null for what is switched off. */
  addresses: z.object({
    loopback: z.string(),
    /** Under the station's own name, the one that tablets keep. */
    named: z.string().nullable(),
    /** The same under each address of this machine on the LAN. */
    lan: z.array(z.string()),
    certificatePage: z.string().nullable(),
    /** Pages for residents' own phones, under the station's own name; null while the host takes no connection from other machines. */
    residents: z.string().nullable(),
  }),
  /** This release makes no backups by itself. */
  backup: z.object({ kind: z.literal('none') }),
  databases: z.array(
    z.object({
      name: z.string(),
      documents: z.number().int().nonnegative(),
      /** Update sequence. */
      sequence: z.number().int().nonnegative(),
    }),
  ),
  /** Approved devices, the last contact first. */
  devices: z.array(deviceViewSchema.pick({ id: true, name: true, kind: true, lastSeenMs: true, lastAddress: true })),
  /** Base maps that the site has put there, and files there that are none. */
  maps: z.object({
    folder: z.string(),
    count: z.number().int().nonnegative(),
    troubles: z.array(mapTroubleSchema),
  }),
  /** Parts of the host that run, and whether each is well. */
  services: z.array(z.object({ name: z.string(), ok: z.boolean() })),
});
export type HostState = z.infer<typeof hostStateSchema>;

/**
 * Why the host keeps a record that is not at the hub: its device is revoked, its author may not write it any more, it was discarded on
 * its device, or the device laid it down here because it did not go out.
 */
export const KEPT_REASONS = ['revoked', 'rights', 'discarded', 'deposited'] as const;

/** One record that the host keeps, without what is in it. */
export const keptViewSchema = z.object({
  id: z.string(),
  atMs: z.number(),
  author: uidSchema,
  device: uidSchema,
  db: z.string(),
  /** Record id; null for what an earlier release kept. */
  record: z.string().nullable(),
  why: z.enum(KEPT_REASONS),
  /** Who had it discarded, and the reason given; null for everything else. */
  by: uidSchema.nullable(),
  note: z.string().nullable(),
  /** When it was written to the hub after all, and on whose word; null while it is not. */
  delivered: z.object({ atMs: z.number(), by: uidSchema }).nullable(),
});
export type KeptView = z.infer<typeof keptViewSchema>;

/** `GET /api/kept` (`decidesUnsent`): everything kept, the newest first. */
export const keptListSchema = z.object({ kept: z.array(keptViewSchema) });

/** Records named by their `id` in the list. */
export const keptIdsSchema = z.strictObject({ ids: z.array(z.string().max(64)).min(1).max(200) });

/** `POST /api/kept/export` (`decidesUnsent`): what was kept, opened. Each record is written down in the audit chain. */
export const keptExportSchema = z.object({
  records: z.array(
    keptViewSchema.extend({
      /** Null for a box that does not open. */
      content: z.object({ rev: z.string(), record: z.looseObject({ _id: z.string() }) }).nullable(),
    }),
  ),
});
export type KeptExport = z.infer<typeof keptExportSchema>;

/**
 * `POST /api/kept/delivery` (`decidesUnsent`): writes them to the hub as their authors' writes, judged by the caller's rights. One answer
 * each, in order: `written`, or `refused` with why it stays kept.
 */
export const keptDeliverySchema = parcelAnswersSchema;
