import { merge, type RevisionTree } from './pouchdb-parts';

/** What the store keeps per document beside its bodies; PouchDB 9 writes it, `rev_map` says under which sequence a body lies. */
export interface DocumentMetadata {
  readonly id: string;
  readonly rev_tree: RevisionTree;
  readonly rev_map: Readonly<Record<string, number>>;
  readonly winningRev: string;
  /** Whether the winning revision is a deletion. */
  readonly deleted: boolean;
  /** Sequence of the latest write to the document. */
  readonly seq: number;
}

export interface Leaf {
  readonly rev: string;
  readonly deleted: boolean;
}

/** All leaves of a document in CouchDB's order: the winning one first, deleted ones last. */
export function leavesOf(metadata: DocumentMetadata): readonly Leaf[] {
  return merge
    .collectLeaves(metadata.rev_tree)
    .map(({ rev, opts }) => ({ rev, deleted: opts.deleted === true }))
    .sort((a, b) => Number(a.deleted) - Number(b.deleted) || compareRevisions(b.rev, a.rev));
}

function compareRevisions(a: string, b: string): number {
  const byGeneration = Number.parseInt(a, 10) - Number.parseInt(b, 10);
  if (byGeneration !== 0) return byGeneration;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Revisions in conflict with the winning one. */
export function conflictsOf(metadata: DocumentMetadata): readonly string[] {
  return leavesOf(metadata)
    .filter((leaf) => !leaf.deleted && leaf.rev !== metadata.winningRev)
    .map((leaf) => leaf.rev);
}

/** Whether the document ever had this revision, even if its body is compacted away. */
export function hasRevision(metadata: DocumentMetadata, rev: string): boolean {
  return merge.revExists(metadata.rev_tree, rev);
}

/** The leaves that descend from a revision, itself if it is one; empty for a revision the tree does not have. */
export function latestOf(metadata: DocumentMetadata, rev: string): readonly string[] {
  const latest = new Set<string>();
  for (const path of merge.rootToLeaf(metadata.rev_tree)) {
    const revs = path.ids.map(({ id }, index) => `${path.pos + index}-${id}`);
    if (revs.includes(rev)) latest.add(revs[revs.length - 1] as string);
  }
  return [...latest];
}

/** CouchDB's `_revisions`: the way from a revision back to the oldest ancestor known. */
export function revisionsOf(
  metadata: DocumentMetadata,
  rev: string,
): { readonly start: number; readonly ids: readonly string[] } {
  for (const path of merge.rootToLeaf(metadata.rev_tree)) {
    const at = path.ids.findIndex(({ id }, index) => `${path.pos + index}-${id}` === rev);
    if (at >= 0)
      return {
        start: path.pos + at,
        ids: path.ids
          .slice(0, at + 1)
          .map(({ id }) => id)
          .reverse(),
      };
  }
  throw new Error(`revision tree without ${rev}`);
}
