import { createHash } from 'node:crypto';
import type { ErrorCode } from '#shared/errors/app-error';
import { LIMITS } from '#shared/ipc/station-api';
import { parseDocumentId, type DatabaseIdentity } from '#shared/schema/ids';
import { claimsMove, readStub } from '#shared/schema/moved';
import { findRecordType } from '#shared/schema/registry';
import type { PeerDocument } from './ports';

/** What stands against a record of another hub, its shape and where it belongs; null: nothing does. */
export type CheckRecord = (
  record: Readonly<Record<string, unknown>>,
  database: DatabaseIdentity,
) => { readonly code?: ErrorCode | undefined } | null;

/** The winning leaf here, without its body. */
export interface Winner {
  readonly rev: string;
  readonly deleted: boolean;
}

export type Admission =
  | { readonly kind: 'taken'; readonly row: PeerDocument }
  /** CouchDB's own documents: nobody's loss. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * What becomes of the revisions of one document that come down. Records pass the checks that a row of a device passes, except whose it
 * is and when. Of deletions only those come in that close a losing leaf: what lives here is erased by the station alone, and what the
 * station erased stays erased, so that a leaf which did not know of it is closed as it arrives.
 */
export function admit(
  rows: readonly PeerDocument[],
  winner: Winner | null,
  database: DatabaseIdentity,
  check: CheckRecord,
): readonly Admission[] {
  const lives = rows.filter((row) => row._deleted !== true);
  const wouldErase = (row: PeerDocument): boolean =>
    winner !== null &&
    !winner.deleted &&
    descends(row, winner.rev) &&
    !lives.some((other) => descends(other, winner.rev));
  return rows.map((row): Admission => {
    if (row._id.startsWith('_')) return { kind: 'foreign' };
    const id = parseDocumentId(row._id);
    const type = findRecordType(id?.type ?? '');
    if (!id || !type) return { kind: 'refused', reason: 'row.unknown-type' };
    if (type.database !== database.kind || id.scope !== database.scope)
      return { kind: 'refused', reason: 'row.wrong-database' };
    if (row._deleted === true)
      return wouldErase(row) ? { kind: 'refused', reason: 'row.deletion' } : { kind: 'taken', row: tombstone(row) };
    if (winner?.deleted) return { kind: 'taken', row: closed(row) };
    const reason = faultOf(row, database, check);
    return reason === null ? { kind: 'taken', row } : { kind: 'refused', reason };
  });
}

function faultOf(row: PeerDocument, database: DatabaseIdentity, check: CheckRecord): string | null {
  const { _rev, _revisions, ...record } = row;
  if (claimsMove(record)) return readStub(record) ? null : 'row.malformed';
  if (Buffer.byteLength(JSON.stringify(record)) > LIMITS.documentBytes) return 'row.too-large';
  const refusal = check(record, database);
  return refusal && (refusal.code ?? 'row.malformed');
}

/** Whether a revision is made from another, or is it. */
function descends({ _rev, _revisions }: PeerDocument, rev: string): boolean {
  if (_rev === rev) return true;
  if (!_revisions) return false;
  const { start, ids } = _revisions;
  return ids.some((id, index) => `${start - index}-${id}` === rev);
}

/** A deletion says nothing but that. */
const tombstone = ({ _id, _rev, _revisions }: PeerDocument): PeerDocument => ({
  _id,
  _rev,
  _deleted: true,
  ...(_revisions && { _revisions }),
});

/** The deletion of a revision, always the same one, in its place. */
function closed({ _id, _rev, _revisions }: PeerDocument): PeerDocument {
  const [generation = '1', hash = ''] = _rev.split('-');
  const { start, ids } = _revisions ?? { start: Number(generation), ids: [hash] };
  const next = createHash('md5').update(`closed ${_id} ${_rev}`).digest('hex');
  return {
    _id,
    _rev: `${start + 1}-${next}`,
    _deleted: true,
    _revisions: { start: start + 1, ids: [next, ...ids].slice(0, 1000) },
  };
}
