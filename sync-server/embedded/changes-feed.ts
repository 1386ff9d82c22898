import { readBodies, readBodiesAt, readMetadata, type StoredBody, type WrittenBody } from './level-reader';
import type { Level } from './pouchdb-parts';
import { conflictsOf, leavesOf, type DocumentMetadata } from './revisions';
import type { ChangeRow, ChangesQuery, WireDocument } from './types';

/** Rows looked at in one go; bounds what a page of many superseded rows holds in memory. */
const CHUNK_ROWS = 2000;
/** A page with documents ends early beyond this many characters; `pending` then says that there is more. */
const PAGE_CHARACTERS = 32 * 1024 * 1024;

export interface FeedPart {
  readonly rows: readonly (Omit<ChangeRow, 'seq'> & { readonly seq: number })[];
  /** The last sequence that the page has taken in, rows or not. */
  readonly lastSeq: number;
}

/** The latest change of each document written after `since`, in order. A document changed meanwhile comes in a later page. */
export async function readChanges(level: Level, since: number, query: Omit<ChangesQuery, 'since'>): Promise<FeedPart> {
  const wanted = query.ids === null ? null : new Set(query.ids);
  const rows: FeedPart['rows'][number][] = [];
  let lastSeq = since;
  let characters = 0;
  let before = Number.MAX_SAFE_INTEGER;

  while (rows.length < query.limit) {
    const asked = wanted ? CHUNK_ROWS : Math.min(CHUNK_ROWS, query.limit - rows.length);
    const chunk = await readBodies(level, {
      since: query.descending ? 0 : lastSeq,
      before,
      limit: asked,
      reverse: query.descending,
    });
    for (const { seq, length, body, metadata, winner } of await liveRows(level, chunk, wanted)) {
      rows.push(changeRow(seq, metadata, winner ?? body, query));
      if (query.includeDocs) characters += length;
      if (rows.length === query.limit || characters > PAGE_CHARACTERS) {
        return { rows, lastSeq: query.descending ? since : seq };
      }
    }
    const last = chunk[chunk.length - 1];
    if (last && query.descending) before = last.seq;
    else if (last) lastSeq = last.seq;
    if (chunk.length < asked) break;
  }
  return { rows, lastSeq };
}

interface LiveRow extends WrittenBody {
  readonly metadata: DocumentMetadata;
  /** The winning body where the latest write was on another leaf. */
  readonly winner: StoredBody | undefined;
}

async function liveRows(
  level: Level,
  chunk: readonly WrittenBody[],
  wanted: ReadonlySet<string> | null,
): Promise<LiveRow[]> {
  const candidates = wanted ? chunk.filter(({ body }) => wanted.has(body._id)) : chunk;
  const metadata = await readMetadata(
    level,
    candidates.map(({ body }) => body._id),
  );
  const live: Omit<LiveRow, 'winner'>[] = [];
  candidates.forEach((row, index) => {
    const known = metadata[index];
    if (known?.seq === row.seq) live.push({ ...row, metadata: known });
  });

  const elsewhere = live.filter((row) => row.metadata.winningRev !== row.body._rev);
  const winners = new Map<number, StoredBody | undefined>();
  const bodies = await readBodiesAt(
    level,
    elsewhere.map(({ metadata: { rev_map, winningRev } }) => rev_map[winningRev] ?? 0),
  );
  elsewhere.forEach((row, index) => winners.set(row.seq, bodies[index]?.body));
  return live.map((row) => ({ ...row, winner: winners.get(row.seq) }));
}

function changeRow(
  seq: number,
  metadata: DocumentMetadata,
  body: StoredBody,
  query: Omit<ChangesQuery, 'since'>,
): FeedPart['rows'][number] {
  const revs = query.style === 'all_docs' ? leavesOf(metadata).map(({ rev }) => rev) : [metadata.winningRev];
  return {
    seq,
    id: metadata.id,
    changes: revs.map((rev) => ({ rev })),
    ...(metadata.deleted ? { deleted: true as const } : {}),
    ...(query.includeDocs ? { doc: withConflicts(body, metadata, query.conflicts) } : {}),
  };
}

/** The body, naming the revisions in conflict with it if asked to and if there are any. */
export function withConflicts(body: StoredBody, metadata: DocumentMetadata, asked: boolean): WireDocument {
  const conflicts = asked ? conflictsOf(metadata) : [];
  return conflicts.length > 0 ? { ...body, _conflicts: conflicts } : body;
}
