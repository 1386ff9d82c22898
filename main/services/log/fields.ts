import { isIP } from 'node:net';
import { z } from 'zod';
import { isErrorCode } from '#shared/errors/app-error';
import { replicaIdSchema, uidSchema } from '#shared/schema/envelope';
import { STATION_ID, parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import { POSTS } from '#shared/schema/types/place';
import type { LogFields } from '../ports';

/**
 * What may be logged: a list of keys, each with the shape its values must have. A value of another shape is left out, so a
 * name that strays into `staff` or `db` is not written. Shapes are closed sets or formats that no name, phone number,
 * citizen id or note fits.
 */

type Shape = (value: unknown) => boolean;

const text =
  (fits: (value: string) => boolean): Shape =>
  (value) =>
    typeof value === 'string' && fits(value);
const matches = (pattern: RegExp): Shape => text((value) => pattern.test(value));
const uid = text((value) => uidSchema.safeParse(value).success);
/** Ten digits at most: a mobile number has eleven. */
const count: Shape = (value) => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 9_999_999_999;
const flag: Shape = (value) => typeof value === 'boolean';
/** From 2001-09-09 to 2286-11-20: thirteen digits. */
const instant = z.number().int().min(1_000_000_000_000).max(9_999_999_999_999);

const SHAPES: Readonly<Record<string, Shape>> = {
  // things, by id
  staff: uid,
  device: uid,
  uid,
  call: uid,
  kiosk: uid,
  replica: text((value) => replicaIdSchema.safeParse(value).success),
  id: text((value) => parseDocumentId(value) !== null),
  db: text((value) => parseDatabaseName(value) !== null),
  station: matches(STATION_ID),
  epoch: matches(/^(?:[0-9a-f]{8,64}|[0-9a-f-]{36}|[0-9A-HJKMNP-TV-Z]{26})$/),
  seq: matches(/^[0-9]{1,10}$/),
  // what happened
  code: text(isErrorCode),
  errno: matches(/^E[A-Z0-9_]{2,30}$/),
  signal: matches(/^SIG[A-Z0-9]{2,8}$/),
  post: text((value) => value === 'replicator' || (POSTS as readonly string[]).includes(value)),
  method: matches(/^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/),
  /** A route as it is declared, never the address that was asked for. */
  route: matches(/^(?:\/(?:api|hub|intake|staff|ca)?(?:\/[:_a-z.*-]{1,24}){0,5}|\/)$/),
  /** Places in our own code, from `errorFields`. */
  where: matches(/^[\w.-]+\.(?:[cm]?js|tsx?):\d{1,7}(?: [\w.-]+\.(?:[cm]?js|tsx?):\d{1,7}){0,7}$/),
  address: text((value) => isIP(value) !== 0),
  version: matches(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
  // how much
  port: count,
  loopbackPort: count,
  staffPort: count,
  certificatePort: count,
  pid: count,
  status: count,
  count,
  rows: count,
  refused: count,
  documents: count,
  databases: count,
  streams: count,
  sessions: count,
  accounts: count,
  grids: count,
  addresses: count,
  bytes: count,
  ms: count,
  retryAfterMs: count,
  days: count,
  dropped: count,
  atMs: (value) => instant.safeParse(value).success,
  expiresAtMs: (value) => instant.safeParse(value).success,
  ok: flag,
  practice: flag,
  lan: flag,
  mdns: flag,
};

const EVENT = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+){0,6}$/;
const EVENT_LENGTH = 60;

/** The fields that may be written, and `dropped`, the number of those that may not. */
export function allowedFields(fields: LogFields): LogFields {
  const allowed: Record<string, string | number | boolean> = {};
  let dropped = 0;
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    if (Object.hasOwn(SHAPES, key) && SHAPES[key]?.(value)) allowed[key] = value;
    else dropped += 1;
  }
  return dropped === 0 ? allowed : { ...allowed, dropped };
}

/** The event's name, or `log.unnamed` for text that is not one. */
export const allowedEvent = (event: string): string =>
  event.length <= EVENT_LENGTH && EVENT.test(event) ? event : 'log.unnamed';
