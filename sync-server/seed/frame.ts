import type { Envelope, Yield } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import { formatStamp } from '#shared/sync/stamp';

/** What a record's frame is made from. */
export interface Made {
  readonly type: string;
  /** `<station>` or `<station>-<grid number>`. */
  readonly scope: string;
  readonly uid: string;
  /** Last part of the `_id`; the uid where absent. */
  readonly key?: string;
  readonly atMs: number;
  /** uid of the author. */
  readonly by: string;
}

/** The envelope as the record schemas spell it, with the type left to the record. */
export type Frame = Omit<Envelope, 'type' | 'yields'> & { readonly yields: Yield[] };

/** Gives the frame of a record's first write. */
export type Framer = (made: Made) => Frame;

/** A framer whose records are the writes 1, 2, 3… of `replica`: each gets a place of its own in the version vector. */
export function createFramer(replica: string): Framer {
  let counter = 0;
  return ({ type, scope, uid, key, atMs, by }) => {
    const definition = findRecordType(type);
    if (!definition) throw new Error(`no record type ${type}`);
    counter += 1;
    const touch = { at: atMs, by, on: replica };
    return {
      _id: documentId(type, scope, key ?? uid),
      uid,
      schema: definition.version,
      created: touch,
      changed: touch,
      vv: { [replica]: counter },
      born: formatStamp({ ms: atMs, tick: 0, replica, counter }),
      stamps: {},
      yields: [],
    };
  };
}
