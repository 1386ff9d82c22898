import { z } from 'zod';
import { instantSchema } from '../schema/envelope';

/**
 * The station's upstream: the district's CouchDB, to which the edge hub replicates when the internet is there. Who looks after the
 * machine or leads the station sets it; whoever may see the host sees how it is; everybody may ask how far records have come.
 */

export const upstreamPaths = {
  upstream: '/api/upstream',
  trial: '/api/upstream/trial',
  now: '/api/upstream/now',
  reach: '/api/upstream/reach',
} as const;

/**
 * Why the upstream, or one database of it, is not served: `portal` answers with pages instead of data, `here` is this machine's own
 * disk. Nothing is lost by any of them.
 */
export const UPSTREAM_TROUBLES = [
  'unreachable',
  'certificate',
  'certificate-expired',
  'credentials',
  'forbidden',
  'missing',
  'full',
  'busy',
  'portal',
  'not-couchdb',
  'other-station',
  'here',
  'internal',
] as const;
export type UpstreamTrouble = (typeof UPSTREAM_TROUBLES)[number];

/** `https://…`; plain `http://` to this machine or a private network only, since the password goes with every request. */
export const UPSTREAM_URL =
  /^(?:https:\/\/[a-z0-9.-]+|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}))(?::\d{1,5})?(?:\/[\w.~-]+)*$/i;

/**
 * `PATCH /api/upstream` (`setsUpstream`): sets it, or changes what is set. The password is left out where it stays; a new address or user
 * needs it again, so that nobody has it sent elsewhere. Answers `upstreamViewSchema`. `request.malformed`.
 */
export const setUpstreamSchema = z.strictObject({
  on: z.boolean(),
  url: z.string().max(300).regex(UPSTREAM_URL),
  user: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^:\p{Cc}]+$/u),
  password: z.string().min(1).max(200).optional(),
  /** PEM of the authority that signed the upstream's certificate, where it is none of the usual ones. */
  authority: z.string().max(20_000).startsWith('-----BEGIN CERTIFICATE-----').nullable(),
});
export type SetUpstream = z.infer<typeof setUpstreamSchema>;

/** The file that provisioning writes for a station (`npm run hub -- apply`), and that whoever sets the upstream may hand in instead of typing. */
export const stationFileSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  station: z.string().min(2).max(24),
  user: z.string().min(1).max(64),
  password: z.string().min(16).max(128),
});
export type StationFile = Readonly<z.infer<typeof stationFileSchema>>;

/** `POST /api/upstream/trial` (`setsUpstream`): the same body, tried and not kept. */
export const upstreamTrialSchema = z.object({
  /** What stands against it as a whole; null for nothing. */
  trouble: z.enum(UPSTREAM_TROUBLES).nullable(),
  /** What it says it is; empty where it does not say. */
  version: z.string().max(40),
  /** The station's databases with what stands against each. */
  databases: z.array(z.object({ name: z.string(), trouble: z.enum(UPSTREAM_TROUBLES).nullable() })),
});
export type UpstreamTrial = z.infer<typeof upstreamTrialSchema>;

/** How one database stands with its counterpart upstream. */
export const upstreamDatabaseSchema = z.object({
  name: z.string(),
  state: z.enum(['current', 'waiting', 'sending', 'taking', 'trouble']),
  trouble: z.enum(UPSTREAM_TROUBLES).nullable(),
  /** Writes that are not there yet; a document written several times counts as often. */
  left: z.number().int().nonnegative(),
  /** Documents upstream that have yet to be looked at, as far as known. */
  coming: z.number().int().nonnegative(),
  /** Documents that the upstream refused; they are offered again every day. */
  refusedThere: z.number().int().nonnegative(),
  /** Documents of the upstream that were not taken in. */
  refusedHere: z.number().int().nonnegative(),
  /** When everything was there last; null: never yet. */
  currentAtMs: instantSchema.nullable(),
});
export type UpstreamDatabaseView = z.infer<typeof upstreamDatabaseSchema>;

/** `GET /api/upstream` (`seesHost` or `setsUpstream`). The password is never answered. */
export const upstreamViewSchema = z.object({
  /** Null as long as none is set. */
  set: z.object({ on: z.boolean(), url: z.string(), user: z.string(), authority: z.string().nullable() }).nullable(),
  /** What stands against the upstream as a whole. */
  trouble: z.enum(UPSTREAM_TROUBLES).nullable(),
  /** Since when; null without trouble. */
  troubleSinceMs: instantSchema.nullable(),
  /** When it is tried again; null when nothing waits. */
  nextTryAtMs: instantSchema.nullable(),
  /** When it last answered; null: never yet. */
  answeredAtMs: instantSchema.nullable(),
  /** When it was found empty or made anew, and everything went up again; null: never. */
  madeAnewAtMs: instantSchema.nullable(),
  databases: z.array(upstreamDatabaseSchema),
});
export type UpstreamView = z.infer<typeof upstreamViewSchema>;

/** `POST /api/upstream/now` (`setsUpstream`): tries at once what waits. Answers `upstreamViewSchema`. */

/**
 * `GET /api/upstream/reach` (everybody signed in): of each database that the caller opens, how far it has come upstream. A record that
 * the hub acknowledged is there when nothing is left.
 */
export const upstreamReachSchema = z.object({
  on: z.boolean(),
  databases: z.array(
    z.object({
      name: z.string(),
      left: z.number().int().nonnegative(),
      refused: z.number().int().nonnegative(),
      currentAtMs: instantSchema.nullable(),
    }),
  ),
});
export type UpstreamReach = z.infer<typeof upstreamReachSchema>;
