import { AppError } from '#shared/errors/app-error';
import { withConflicts } from './changes-feed';
import { readBodiesAt, readIdRange, readMetadata, type StoredBody } from './level-reader';
import type { Level } from './pouchdb-parts';
import { hasRevision, latestOf, leavesOf, revisionsOf, type DocumentMetadata } from './revisions';
import type {
  AllDocsQuery,
  AllDocsRow,
  BulkGetAnswer,
  BulkGetQuery,
  DocumentAnswer,
  GetQuery,
  OpenRevision,
  OpenRevisionsQuery,
  RevsDiff,
  StoredLeaf,
  WireDocument,
} from './types';

/** Bodies read in one go, and how much of them, by length of their JSON, one answer may hold. */
const CHUNK_BODIES = 500;
const ANSWER_CHARACTERS = 64 * 1024 * 1024;

/** How often a document is looked up again whose body goes while it is read: somebody writes it faster than it is read. */
const MOST_READS = 20;

/**
 * What `read` finds once no leaf of it was replaced between the look at its document and the reading of its body: replaced bodies go at
 * once, and what is there would pass for missing.
 */
async function readWhole<T>(read: (torn: () => void) => Promise<T>): Promise<T> {
  for (let times = 1; ; times += 1) {
    let isTorn = false;
    const found = await read(() => void (isTorn = true));
    if (!isTorn || times === MOST_READS) return found;
  }
}

/** The winning leaves of the ids, in their order; null for unknown ones. */
export async function readWinners(level: Level, ids: readonly string[]): Promise<(StoredLeaf | null)[]> {
  const metadata = await readMetadata(level, ids);
  const bodies = await readRevisions(
    level,
    metadata.map((known) => (known ? { metadata: known, rev: known.winningRev } : null)),
  );
  return metadata.map((known, index) => {
    if (!known) return null;
    const body = bodies[index];
    if (!body) throw new Error('corrupt store: a document without its winning body');
    return { rev: known.winningRev, deleted: known.deleted, body };
  });
}

/** One document, at its winning or the named revision. */
export function readDocument(level: Level, id: string, query: GetQuery): Promise<DocumentAnswer> {
  return readWhole((torn) => readDocumentOnce(level, id, query, torn));
}

async function readDocumentOnce(level: Level, id: string, query: GetQuery, torn: () => void): Promise<DocumentAnswer> {
  const [metadata] = await readMetadata(level, [id]);
  if (!metadata) return { found: false, reason: 'missing' };
  if (query.rev === null && metadata.deleted) return { found: false, reason: 'deleted' };
  const named = query.rev ?? metadata.winningRev;
  const rev = query.latest ? (latestOf(metadata, named)[0] ?? named) : named;
  const [body] = await readRevisions(level, [{ metadata, rev }], torn);
  if (!body) return { found: false, reason: 'missing' };
  const document = withConflicts(body, metadata, query.conflicts);
  return { found: true, document: query.revs ? withRevisions(document, metadata) : document };
}

/** Several leaves of one document. */
export function readOpenRevisions(
  level: Level,
  id: string,
  query: OpenRevisionsQuery,
): Promise<readonly OpenRevision[]> {
  return readWhole((torn) => readOpenRevisionsOnce(level, id, query, torn));
}

async function readOpenRevisionsOnce(
  level: Level,
  id: string,
  { revisions, latest, revs }: OpenRevisionsQuery,
  torn: () => void,
): Promise<readonly OpenRevision[]> {
  const [metadata] = await readMetadata(level, [id]);
  if (!metadata) return revisions === 'all' ? [] : revisions.map((missing) => ({ missing }));
  const wanted =
    revisions === 'all' ? leavesOf(metadata).map(({ rev }) => rev) : [...expand(metadata, revisions, latest)];
  const bodies = await readRevisions(
    level,
    wanted.map((rev) => ({ metadata, rev })),
    torn,
  );
  return wanted.map((rev, index) => {
    const body = bodies[index];
    return body ? { ok: revs ? withRevisions(body, metadata) : body } : { missing: rev };
  });
}

/** Many documents at once, as replicators fetch them. */
export function readBulk(level: Level, query: BulkGetQuery): Promise<BulkGetAnswer> {
  return readWhole((torn) => readBulkOnce(level, query, torn));
}

async function readBulkOnce(level: Level, query: BulkGetQuery, torn: () => void): Promise<BulkGetAnswer> {
  const metadata = await readMetadata(
    level,
    query.docs.map(({ id }) => id),
  );
  const wanted = query.docs.map(({ rev }, index): readonly string[] => {
    const known = metadata[index];
    if (!known) return [rev ?? 'undefined'];
    return rev === null ? [known.winningRev] : [...expand(known, [rev], query.latest)];
  });
  const flat = wanted.flatMap((revs, index) => {
    const known = metadata[index];
    return revs.map((rev) => (known ? { metadata: known, rev } : null));
  });
  const bodies = (await readRevisions(level, flat, torn))[Symbol.iterator]();

  const results = query.docs.map(({ id }, index) => {
    const known = metadata[index];
    const docs = (wanted[index] ?? []).map((rev) => {
      const body: StoredBody | undefined = bodies.next().value;
      if (body && known) return { ok: query.revs ? withRevisions(body, known) : body };
      return { error: { id, rev, error: 'not_found' as const, reason: 'missing' as const } };
    });
    return { id, docs };
  });
  return { results };
}

/** Which of the revisions this database never had. Revisions whose bodies were compacted away count as had. */
export async function readRevsDiff(
  level: Level,
  revisions: Readonly<Record<string, readonly string[]>>,
): Promise<RevsDiff> {
  const ids = Object.keys(revisions);
  const metadata = await readMetadata(level, ids);
  const diff: [string, { missing: readonly string[] }][] = [];
  ids.forEach((id, index) => {
    const known = metadata[index];
    const missing = (revisions[id] ?? []).filter((rev) => !known || !hasRevision(known, rev));
    if (missing.length > 0) diff.push([id, { missing }]);
  });
  return Object.fromEntries(diff);
}

/** Rows of `_all_docs`: the ids asked for, or a range of the living ones. */
export function readAllDocs(level: Level, query: AllDocsQuery): Promise<readonly AllDocsRow[]> {
  return readWhole((torn) => readAllDocsOnce(level, query, torn));
}

async function readAllDocsOnce(level: Level, query: AllDocsQuery, torn: () => void): Promise<readonly AllDocsRow[]> {
  if (query.keys === null) return describe(level, await livingRange(level, query), query, torn);
  const page = query.keys.slice(query.skip, query.limit === null ? undefined : query.skip + query.limit);
  const metadata = await readMetadata(level, page);
  const rows = await describe(
    level,
    metadata.filter((known) => known !== undefined),
    query,
    torn,
  );
  const byId = new Map(rows.map((row) => [row.key, row]));
  return page.map((key) => byId.get(key) ?? { key, error: 'not_found' });
}

async function livingRange(level: Level, query: AllDocsQuery): Promise<DocumentMetadata[]> {
  const [low, high] = query.descending ? [query.endKey, query.startKey] : [query.startKey, query.endKey];
  const living: DocumentMetadata[] = [];
  const needed = query.limit === null ? Infinity : query.skip + query.limit;
  let from = low ?? undefined;
  let to = high ?? undefined;
  let skipFirst = false;
  while (living.length < needed) {
    const range = { from, to, toIncluded: true, reverse: query.descending };
    const chunk = await readIdRange(level, range, CHUNK_BODIES + 1);
    const fresh = skipFirst ? chunk.slice(1) : chunk;
    living.push(...fresh.filter((known) => !known.deleted && (query.inclusiveEnd || known.id !== query.endKey)));
    const last = chunk[chunk.length - 1];
    if (!last || chunk.length <= CHUNK_BODIES) break;
    if (query.descending) to = last.id;
    else from = last.id;
    skipFirst = true;
  }
  return living.slice(query.skip, needed);
}

async function describe(
  level: Level,
  metadata: readonly DocumentMetadata[],
  query: AllDocsQuery,
  torn: () => void,
): Promise<AllDocsRow[]> {
  const alive = (known: DocumentMetadata) => (known.deleted ? null : { metadata: known, rev: known.winningRev });
  const bodies = query.includeDocs ? await readRevisions(level, metadata.map(alive), torn) : [];
  return metadata.map((known, index) => {
    const body = bodies[index];
    return {
      id: known.id,
      key: known.id,
      value: { rev: known.winningRev, ...(known.deleted ? { deleted: true as const } : {}) },
      ...(query.includeDocs ? { doc: body ? withConflicts(body, known, query.conflicts) : null } : {}),
    };
  });
}

function expand(metadata: DocumentMetadata, revisions: readonly string[], latest: boolean): ReadonlySet<string> {
  if (!latest) return new Set(revisions);
  return new Set(
    revisions.flatMap((rev) => {
      const leaves = latestOf(metadata, rev);
      return leaves.length > 0 ? leaves : [rev];
    }),
  );
}

const withRevisions = (document: WireDocument, metadata: DocumentMetadata): WireDocument => ({
  ...document,
  _revisions: revisionsOf(metadata, document._rev),
});

interface Revision {
  readonly metadata: DocumentMetadata;
  readonly rev: string;
}

/**
 * Bodies of revisions, undefined where there is none; stops with `request.too-large` before the heap does. `torn` is called where the
 * body of a leaf is missing: the document was written to meanwhile.
 */
async function readRevisions(
  level: Level,
  wanted: readonly (Revision | null)[],
  torn: () => void = () => undefined,
): Promise<(StoredBody | undefined)[]> {
  const seqs = wanted.map((revision) => (revision ? revision.metadata.rev_map[revision.rev] : undefined));
  const bodies: (StoredBody | undefined)[] = [];
  let characters = 0;
  for (let start = 0; start < seqs.length; start += CHUNK_BODIES) {
    const chunk = seqs.slice(start, start + CHUNK_BODIES);
    const found = await readBodiesAt(
      level,
      chunk.map((seq) => seq ?? 0),
    );
    for (const entry of found) {
      characters += entry?.length ?? 0;
      bodies.push(entry?.body);
    }
    if (characters > ANSWER_CHARACTERS) throw new AppError('request.too-large', 'the documents do not fit one answer');
  }
  const isLeaf = ({ metadata, rev }: Revision): boolean => leavesOf(metadata).some((leaf) => leaf.rev === rev);
  if (wanted.some((revision, index) => revision && !bodies[index] && isLeaf(revision))) torn();
  return bodies;
}
