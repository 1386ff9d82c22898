import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { DatabaseIdentity } from '#shared/schema/ids';
import type { HubDatabasePort } from '../hub-port';

/** Body of `_find`: of CouchDB's selectors only the one that clients ask with, a type and what its records belong to. */
export const findBodySchema = z.strictObject({
  selector: z
    .looseObject({ type: z.string().regex(/^[a-z][a-z-]{0,31}$/) })
    .refine((selector) => Object.keys(selector).length === 2, 'type and one field')
    .refine((selector) => Object.values(selector).every((value) => typeof value === 'string'), 'text only'),
  limit: z.number().int().min(1).max(1000).default(200),
});
export type FindBody = z.infer<typeof findBodySchema>;

/** Documents read at once: between two pages others are served. */
const PAGE_ROWS = 500;

/**
 * The documents of a type in which one field holds that text, those made last first, at most `limit`. Reads all of the type:
 * it is asked for by people, one person at a time.
 */
export async function findRecords(
  database: HubDatabasePort,
  { scope }: DatabaseIdentity,
  { selector, limit }: FindBody,
): Promise<readonly object[]> {
  const [[field, wanted] = ['', undefined]] = Object.entries(selector).filter(([name]) => name !== 'type');
  const prefix = `${selector.type}~${scope}~`;
  const found: object[] = [];
  let startKey = `${prefix}\uffff`;
  for (;;) {
    const { rows } = pageSchema.parse(
      await database.allDocs({
        keys: null,
        startKey,
        endKey: prefix,
        inclusiveEnd: false,
        descending: true,
        skip: 0,
        limit: PAGE_ROWS,
        includeDocs: true,
        conflicts: false,
      }),
    );
    for (const { id, doc } of rows) {
      if (!doc || id === startKey || doc[field] !== wanted) continue;
      found.push(doc);
      if (found.length === limit) return found;
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return found;
    startKey = last.id;
    await setImmediate();
  }
}

const pageSchema = z.object({
  rows: z.array(z.object({ id: z.string(), doc: z.record(z.string(), z.unknown()).nullish() })),
});
