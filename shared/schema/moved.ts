import { z } from 'zod';
import { envelopeShape, instantSchema, uidSchema, type Envelope, type Vector } from './envelope';

/**
 * What stays where a record lay before it went to another grid: its frame and where it went, and nothing that it said. A stub has a
 * shape of its own, whatever the type: no value is made up for a field that is not there any more.
 */

/** Where a record went, when that was decided and by whom. All stubs of one transfer say the same. */
export const movedToSchema = z.strictObject({
  /** `<station>-<grid number>`. */
  scope: z.string().regex(/^[a-z][a-z0-9]{1,23}-[1-9][0-9]{0,5}$/),
  at: instantSchema,
  by: uidSchema,
});
export type MovedTo = Readonly<z.infer<typeof movedToSchema>>;

/** A stub as it travels and rests at a hub. */
export const stubSchema = z.strictObject({
  ...envelopeShape,
  stamps: z.strictObject({}),
  yields: z.array(z.never()).max(0),
  movedTo: movedToSchema,
});
export type Stub = Envelope & { readonly movedTo: MovedTo };

/** The field by which a stub is known; no record type has one of this name. */
export const MOVED_TO = 'movedTo';

/** Whether something claims to be a stub, sound or not: nobody may take it for a record. */
export const claimsMove = (record: object): boolean => MOVED_TO in record;

/** The stub in a stored document, CouchDB's own fields aside; null for anything else, a broken stub included. */
export function readStub(document: Readonly<Record<string, unknown>>): Stub | null {
  if (!claimsMove(document)) return null;
  const fields = Object.entries(document).filter(([field]) => field === '_id' || !field.startsWith('_'));
  const parsed = stubSchema.safeParse(Object.fromEntries(fields));
  return parsed.success ? parsed.data : null;
}

/** What stays of a record that goes there; `vv` has seen all of the record, and the transfer. */
export function stubOf(
  { _id, uid, type, schema, created, changed, born }: Envelope,
  vv: Vector,
  movedTo: MovedTo,
): Stub {
  return { _id, uid, type, schema, created, changed, vv, born, stamps: {}, yields: [], movedTo };
}
