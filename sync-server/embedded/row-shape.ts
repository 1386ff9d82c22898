import { z } from 'zod';
import type { RowRefusal } from './types';

/** A revision as it may appear on the wire: generation and hash. CouchDB's are md5; other letters occur in tests of others. */
export const revisionSchema = z.string().regex(/^[1-9]\d{0,8}-[0-9A-Za-z]{1,64}$/);

/** A document id that this hub keeps: not empty, not CouchDB's own, no control characters, at most 512 characters. */
export const documentIdSchema = z
  .string()
  .min(1)
  .max(512)
  .refine((id) => !id.startsWith('_') && !hasControlCharacter(id));

const MAX_ANCESTORS = 1000;

const revisionsSchema = z
  .strictObject({
    start: z.number().int().positive().max(999_999_999),
    ids: z
      .array(z.string().regex(/^[0-9A-Za-z]{1,64}$/))
      .min(1)
      .max(MAX_ANCESTORS),
  })
  .refine(({ start, ids }) => ids.length <= start);

const frameSchema = z.looseObject({
  _id: documentIdSchema,
  _rev: revisionSchema.optional(),
  _deleted: z.boolean().optional(),
  _revisions: revisionsSchema.optional(),
});

const OWN_FIELDS: ReadonlySet<string> = new Set(['_id', '_rev', '_deleted', '_revisions']);

export type ShapedRow = Readonly<z.infer<typeof frameSchema>>;

export type ShapedOutcome =
  | { readonly ok: true; readonly row: ShapedRow }
  | { readonly ok: false; readonly id: string; readonly refusal: RowRefusal };

/**
 * Whether a row can be given to PouchDB at all: PouchDB answers one impossible row by refusing the whole batch, or by
 * throwing where nobody catches. Nor is a row taken that would not come back as it was sent. Attachments and design documents are not for record databases.
 */
export function shapeRow(row: unknown, newEdits: boolean): ShapedOutcome {
  const frame = frameSchema.safeParse(row);
  if (!frame.success) return refused(idOf(row), `not a document: ${frame.error.issues[0]?.path.join('.') ?? ''}`);
  const data = frame.data;
  const fault = findFault(data);
  if (fault) return refused(data._id, fault);
  const foreign = Object.keys(data).find((key) => key.startsWith('_') && !OWN_FIELDS.has(key));
  if (foreign !== undefined) return refused(data._id, `field ${foreign.slice(0, 40)} is not taken`);
  if (newEdits && data._revisions) return refused(data._id, '_revisions belongs to replication');
  if (!newEdits && !data._rev) return refused(data._id, 'replicated rows bring their revision');
  if (!newEdits && data._revisions && data._rev !== `${data._revisions.start}-${data._revisions.ids[0]}`) {
    return refused(data._id, '_rev and _revisions disagree');
  }
  return { ok: true, row: data };
}

/** The id to answer a row under, however broken it is. */
export function idOf(row: unknown): string {
  const id = typeof row === 'object' && row !== null ? (row as { _id?: unknown })._id : undefined;
  return typeof id === 'string' ? id.slice(0, 512) : '';
}

function refused(id: string, reason: string): ShapedOutcome {
  return { ok: false, id, refusal: { error: 'forbidden', reason, code: 'row.malformed' } };
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** JSON that would not come back as it went in: numbers beyond a double, halves of a character. */
function findFault(value: unknown, path = ''): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${path}: number out of range`;
  if (typeof value === 'string') return isWellFormed(value) ? null : `${path}: half a character`;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const fault = isWellFormed(key) ? findFault(inner, path === '' ? key : `${path}.${key}`) : `${path}: name`;
    if (fault) return fault.slice(0, 200);
  }
  return null;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const isWellFormed = (text: string): boolean => !LONE_SURROGATE.test(text);
