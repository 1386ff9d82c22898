import type { WireRecord } from '#shared/schema/envelope';
import { readStub, type Stub } from '#shared/schema/moved';
import { findRecordType } from '#shared/schema/registry';
import { canonicalJson } from '#shared/sync/canonical-json';
import { mergeRecords, type MergePolicies } from '#shared/sync/merge';
import { placeRow } from '#shared/sync/place-row';
import { compareVectors } from '#shared/sync/vector';
import type { PeerDocument, UpstreamDatabase } from './ports';

/** Brings a write to a record after it that lies in another grid now; false when it cannot be brought at the moment. */
export type FollowMoved = (database: string, record: WireRecord) => Promise<boolean>;

export interface SettleOptions {
  readonly name: string;
  readonly database: UpstreamDatabase;
  readonly follow: FollowMoved;
}

/** How often a document that somebody goes on writing to is taken up in one go. */
const MOST_TRIES = 20;

/**
 * Makes one leaf of the live leaves of each document, and closes the others. The outcome follows from the leaves alone: cut off anywhere,
 * the next call ends the same. Answers how many documents had several; those that this build cannot merge stay as they are.
 */
export async function settleLeaves(ids: readonly string[], options: SettleOptions): Promise<number> {
  let settled = 0;
  for (const id of ids) if (await settleDocument(id, options)) settled += 1;
  return settled;
}

/** Looks through everything written since a position for documents with several leaves; the position it came to. */
export async function settleSince(
  since: string,
  options: SettleOptions,
  isStopped: () => boolean,
): Promise<{ readonly seq: string; readonly settled: number }> {
  let settled = 0;
  let seq = since;
  for (let pending = 1; pending > 0 && !isStopped();) {
    const page = await options.database.changes({ ...LEAVES, since: seq });
    const several = page.results.filter(({ changes }) => changes.length > 1).map(({ id }) => id);
    settled += await settleLeaves(several, options);
    ({ pending, last_seq: seq } = page);
  }
  return { seq, settled };
}

async function settleDocument(id: string, options: SettleOptions): Promise<boolean> {
  const { database } = options;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const leaves = await liveLeaves(database, id);
    if (leaves.length < 2) return tries > 0;
    const next = await nextStep(id, leaves, options);
    if (!next) return false;
    // The others end only when what became of them is on disk. Where somebody wrote meanwhile, what there is now is looked at again.
    const isWritten = next.write === null || (await writeOne(database, next.write));
    if (isWritten && next.ends.length > 0) await database.bulkDocs({ rows: next.ends, newEdits: true });
  }
  return false;
}

async function writeOne(database: UpstreamDatabase, row: object): Promise<boolean> {
  const [answer] = await database.bulkDocs({ rows: [row], newEdits: true });
  return answer !== undefined && 'ok' in answer;
}

async function liveLeaves(database: UpstreamDatabase, id: string): Promise<readonly PeerDocument[]> {
  const found = await database.openRevisions(id, { revisions: 'all', latest: false, revs: false });
  return found.flatMap((leaf) => ('ok' in leaf && leaf.ok._deleted !== true ? [leaf.ok] : []));
}

interface Step {
  /** Over the revision that it names; null: what stands is right. */
  readonly write: object | null;
  /** Deletions of the leaves that have gone into it. */
  readonly ends: readonly object[];
}

/** What to do next towards one leaf; null: these cannot be merged here. */
async function nextStep(
  id: string,
  leaves: readonly PeerDocument[],
  { name, follow }: SettleOptions,
): Promise<Step | null> {
  const policies = findRecordType(id.split('~')[0] ?? '')?.merge;
  const read = leaves.map((leaf) => readLeaf(id, leaf));
  const [winner, ...losers] = leaves;
  const [stands] = read;
  if (!policies || !winner || !stands || read.includes(null)) return null;
  const ends = losers.map(({ _rev }) => ({ _id: id, _rev, _deleted: true }));
  const [first, ...rest] = read.flatMap((leaf) => (leaf?.record ? [leaf.record] : []));
  const merged = first ? mergeAll(first, rest, policies) : null;
  const stub = latestStub(read.flatMap((leaf) => (leaf?.stub ? [leaf.stub] : [])));
  if (!stub) {
    if (!merged) return null;
    const isThere = canonicalJson(merged) === canonicalJson(stands.record);
    return { write: isThere ? null : { ...merged, _rev: winner._rev }, ends };
  }
  if (!stands.stub) {
    // The record went to another grid. Its stub has to win before anything can follow: it grows until it does.
    const stubRev = leaves[read.findIndex((leaf) => leaf?.stub === stub)]?._rev;
    return { write: { ...stub, _rev: stubRev }, ends: [] };
  }
  const isUnseen = merged !== null && !['before', 'equal'].includes(compareVectors(merged.vv, stub.vv));
  if (isUnseen && !(await follow(name, merged))) return null;
  const isThere = isUnseen || canonicalJson(stub) === canonicalJson(stands.stub);
  return { write: isThere ? null : { ...stub, _rev: winner._rev }, ends };
}

const mergeAll = (first: WireRecord, rest: readonly WireRecord[], policies: MergePolicies): WireRecord =>
  rest.reduce((merged, record) => mergeRecords(merged, record, policies), first);

function readLeaf(id: string, leaf: PeerDocument): { readonly record?: WireRecord; readonly stub?: Stub } | null {
  const { _rev: rev, ...fields } = leaf;
  const stub = readStub(fields);
  if (stub) return { stub };
  const place = placeRow({ id, rev, deleted: false, record: fields as unknown as WireRecord });
  return place.kind === 'record' ? { record: place.record } : null;
}

/** The stub that has seen the most, by its text where that is open. */
function latestStub(stubs: readonly Stub[]): Stub | null {
  return stubs.reduce<Stub | null>((latest, stub) => {
    if (!latest) return stub;
    const order = compareVectors(stub.vv, latest.vv);
    const isLater = order === 'after' || (order !== 'before' && canonicalJson(stub) > canonicalJson(latest));
    return isLater ? stub : latest;
  }, null);
}

const LEAVES = {
  limit: 2000,
  includeDocs: false,
  style: 'all_docs',
  conflicts: false,
  descending: false,
  ids: null,
} as const;
