import { z } from 'zod';
import { LIMITS } from '#shared/ipc/station-api';
import { malformed } from '../refusals';

/** Parses what came with a request; refuses it with `request.malformed`, naming the first field that does not fit. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown, what: string): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw malformed(`${what}: ${issue?.path.join('.') || issue?.code || 'malformed'}`);
}

export const revisionSchema = z.string().regex(/^[1-9]\d{0,8}-[0-9A-Za-z]{1,64}$/);

/** What a URL or a list of ids may name; writes are checked again by the hub. */
export const documentIdSchema = z.string().min(1).max(512).regex(/^[^_]/);

/** What follows `_local/`. Replicators make these from base64, so `/`, `+` and `=` occur. */
export const localIdSchema = z.string().regex(/^[\w.~+/=-]{1,200}$/);

const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .default(false);

const countUpTo = (max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .transform((count) => Math.min(count, max));

/** Accepts CouchDB's parameters that make no difference here, so that its replicators need no special case. */
const ignored = z.string().max(200).optional();

const sinceSchema = z
  .string()
  .max(600)
  .transform((text) => text.replace(/^"(.*)"$/, '$1'))
  .refine((text) => text === 'now' || /^\d{1,15}(?:-[\w-]{1,512})?$/.test(text));

/** A long-poll is answered after this at the latest: below the 72 s after which an idle HTTP/2 session is closed. */
const LONGPOLL_MS = 60_000;

export const changesQuerySchema = z.strictObject({
  since: sinceSchema.default('0'),
  'last-event-id': ignored,
  // CouchDB takes limit=0 for 1.
  limit: countUpTo(LIMITS.changesPage)
    .transform((count) => Math.max(1, count))
    .default(LIMITS.changesPage),
  include_docs: flag,
  conflicts: flag,
  descending: flag,
  style: z.enum(['main_only', 'all_docs']).default('main_only'),
  feed: z.enum(['normal', 'longpoll']).default('normal'),
  timeout: countUpTo(LONGPOLL_MS).default(LONGPOLL_MS),
  heartbeat: z.union([z.literal('true'), z.string().regex(/^[1-9]\d{0,8}$/)]).optional(),
  filter: z.literal('_doc_ids').optional(),
  seq_interval: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional(),
  attachments: z.enum(['true', 'false']).optional(),
  att_encoding_info: z.enum(['true', 'false']).optional(),
  update_seq: z.enum(['true', 'false']).optional(),
});
export type ChangesInput = z.infer<typeof changesQuerySchema>;

export const changesBodySchema = z
  .strictObject({ doc_ids: z.array(documentIdSchema).max(LIMITS.idsPerRequest).optional() })
  .optional();

export const bulkDocsBodySchema = z.strictObject({
  docs: z.array(z.record(z.string(), z.unknown())).max(LIMITS.bulkRows),
  new_edits: z.boolean().default(true),
  /** Older CouchDB replicators send it; it means nothing since. */
  w: z.number().optional(),
});

export const bulkGetQuerySchema = z.strictObject({
  revs: flag,
  latest: flag,
  attachments: z.enum(['true', 'false']).optional(),
});

export const bulkGetBodySchema = z.strictObject({
  docs: z
    .array(
      z.strictObject({
        id: documentIdSchema,
        rev: revisionSchema.optional(),
        atts_since: z.array(revisionSchema).max(1000).optional(),
      }),
    )
    .max(LIMITS.idsPerRequest),
});

export const revsDiffBodySchema = z
  .record(documentIdSchema, z.array(revisionSchema).max(1000))
  .refine((body) => Object.keys(body).length <= LIMITS.idsPerRequest);

/** A key in a URL is JSON. */
const keyText = z
  .string()
  .max(2048)
  .transform((text, context) => {
    try {
      return z.string().parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'not a JSON string' });
      return z.NEVER;
    }
  });

const MAX_ROWS = 1_000_000;

export const allDocsQuerySchema = z.strictObject({
  startkey: keyText.optional(),
  start_key: keyText.optional(),
  endkey: keyText.optional(),
  end_key: keyText.optional(),
  key: keyText.optional(),
  inclusive_end: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true'),
  descending: flag,
  include_docs: flag,
  conflicts: flag,
  skip: countUpTo(MAX_ROWS).default(0),
  limit: countUpTo(MAX_ROWS).optional(),
  update_seq: z.enum(['true', 'false']).optional(),
  attachments: z.enum(['true', 'false']).optional(),
});

export const allDocsBodySchema = z.strictObject({ keys: z.array(z.string().max(512)).max(LIMITS.idsPerRequest) });

export const getQuerySchema = z.strictObject({
  rev: revisionSchema.optional(),
  revs: flag,
  latest: flag,
  conflicts: flag,
  attachments: z.enum(['true', 'false']).optional(),
  open_revs: z
    .string()
    .max(64 * 1024)
    .transform((text, context): 'all' | readonly string[] => {
      if (text === 'all') return 'all';
      try {
        return z.array(revisionSchema).max(1000).parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'not a list of revisions' });
        return z.NEVER;
      }
    })
    .optional(),
});

/** A local document: an object with CouchDB's own `_id` and `_rev` and any fields of the replicator's. */
export const localBodySchema = z.looseObject({
  _id: z.string().max(220).optional(),
  _rev: z
    .string()
    .regex(/^0-\d{1,15}$/)
    .optional(),
});

export const localRevisionSchema = z.strictObject({ rev: z.string().regex(/^0-\d{1,15}$/) });

export const noQuerySchema = z.strictObject({});
export const noBodySchema = z.union([z.undefined(), z.null(), z.strictObject({})]);
