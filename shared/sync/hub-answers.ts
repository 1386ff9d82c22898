import { z } from 'zod';
import { bulkRowSchema, type BulkRow } from '../ipc/station-api';
import type { WireRecord } from '../schema/envelope';

const leafSchema = z.looseObject({ _id: z.string(), _rev: z.string() });

/** `_changes` with documents. */
export const changesSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      deleted: z.boolean().optional(),
      changes: z.array(z.object({ rev: z.string() })).min(1),
      doc: leafSchema.nullish(),
    }),
  ),
  last_seq: z.union([z.string(), z.number()]),
  pending: z.number().optional(),
});

/** `_all_docs` by keys, with documents. */
export const allDocsSchema = z.object({
  rows: z.array(
    z.object({
      key: z.string(),
      error: z.string().optional(),
      value: z.object({ rev: z.string(), deleted: z.boolean().optional() }).nullish(),
      doc: leafSchema.nullish(),
    }),
  ),
});

/** `_find`. */
export const foundSchema = z.object({ docs: z.array(leafSchema) });

/** As `bulkRowSchema`; a code that only a newer hub knows counts as none, or one such answer would hide all the others. */
export const answerSchema = z.union([
  bulkRowSchema,
  z.object({ id: z.string(), error: z.string(), reason: z.string() }).transform((row): BulkRow => row),
]);

/** The document as a record, without CouchDB's own fields; null for design documents and foreign things. */
export function asRecord(doc: { readonly _id: string; readonly _rev: string }): WireRecord | null {
  if (doc._id.startsWith('_')) return null;
  const { _rev, _conflicts, ...record } = doc as Record<string, unknown>;
  return isRecord(record) ? record : null;
}

// By hand, because every row of a first sync passes here; the hub checked the rest when it took the row.
function isRecord(value: Record<string, unknown>): value is Record<string, unknown> & WireRecord {
  return (
    typeof value['uid'] === 'string' &&
    typeof value['type'] === 'string' &&
    typeof value['schema'] === 'number' &&
    typeof value['born'] === 'string' &&
    isObject(value['vv']) &&
    isObject(value['stamps']) &&
    isObject(value['created']) &&
    isObject(value['changed']) &&
    Array.isArray(value['yields'])
  );
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
