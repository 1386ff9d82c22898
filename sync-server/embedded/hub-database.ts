import type { BulkRow } from '#shared/ipc/station-api';
import { readAttachment, withAllBytes, withStubs } from './attachments';
import { readChanges } from './changes-feed';
import { readAllDocs, readBulk, readDocument, readOpenRevisions, readRevsDiff, readWinners } from './document-reads';
import { readLocal } from './level-reader';
import type { BulkDocsAnswer, Level } from './pouchdb-parts';
import { idOf, shapeRow, type ShapedRow } from './row-shape';
import type { Shelter } from './shelter';
import type { BulkWrite, HubDatabase, Position, RowRefusal } from './types';
import { createWholeWrites } from './whole-writes';

export interface HubDatabaseOptions {
  readonly name: string;
  readonly epoch: string;
  readonly shelter: Shelter;
  /** Called after each write that moved the sequence, when it is on disk. */
  readonly onWrite: (position: Position, seq: number) => void;
}

const CONFLICT: RowRefusal = { error: 'conflict', reason: 'Document update conflict.', code: 'row.conflict' };

/** One database of the hub over its sheltered store. */
export async function createHubDatabase({ name, epoch, shelter, onWrite }: HubDatabaseOptions): Promise<HubDatabase> {
  let { update_seq: head, doc_count: documents } = await shelter.write((store) => store.pouch.info());

  const sequence = (seq: number): string => `${seq}-${epoch}`;
  const position = (): Position => ({ epoch, seq: sequence(head) });
  const read = <T>(reader: (level: Level) => Promise<T>): Promise<T> => shelter.read((store) => reader(store.level));

  function startOf(since: string): number {
    if (since === 'now') return head;
    const [digits = '', ofEpoch] = since.split('-', 2);
    const seq = Number(digits);
    return ofEpoch === epoch && seq <= head ? seq : 0;
  }

  async function bulkDocs({ rows, newEdits, judge }: BulkWrite): Promise<readonly BulkRow[]> {
    const outcomes = rows.map((row) => shapeRow(row, newEdits));
    const answers: (BulkRow | undefined)[] = outcomes.map((outcome) =>
      outcome.ok ? undefined : { id: outcome.id, ...outcome.refusal },
    );
    await shelter.write(async (store) => {
      // A write that failed half-way may have reached the disk after all; opening the store again brought it to light.
      await settle();
      const candidates = outcomes.flatMap((outcome, index) => (outcome.ok ? [{ index, row: outcome.row }] : []));
      const taken = judge ? await judged(store.level, candidates, judge, answers) : candidates;
      if (taken.length === 0) return;
      // PouchDB writes its own fields into the rows it is given.
      const copies = taken.map(({ row }) => ({ ...row }));
      const written = await store.pouch.bulkDocs(copies, { new_edits: newEdits });
      if (newEdits) taken.forEach(({ index, row }, at) => (answers[index] = answerOf(row._id, written[at])));
      else for (const failed of written) answers.push(answerOf(failed.id ?? '', failed));
      await settle();
    });
    return answers.filter((answer) => answer !== undefined);
  }

  async function settle(): Promise<void> {
    const info = await shelter.info();
    documents = info.doc_count;
    if (info.update_seq === head) return;
    head = info.update_seq;
    onWrite(position(), head);
  }

  return {
    name,
    position,
    bulkDocs,
    info: () => Promise.resolve({ documents, position: position() }),
    changes: (query) =>
      read(async (level) => {
        const { rows, lastSeq } = await readChanges(level, startOf(query.since), query);
        return {
          results: rows.map((row) => ({ ...row, seq: sequence(row.seq) })),
          last_seq: query.descending ? sequence(head) : sequence(lastSeq),
          pending: query.descending ? 0 : Math.max(0, head - lastSeq),
        };
      }),
    bulkGet: (query) =>
      read(async (level) => {
        const answer = await readBulk(level, query);
        return query.attachments ? withAllBytes(level, answer) : answer;
      }),
    revsDiff: (revisions) => read((level) => readRevsDiff(level, revisions)),
    allDocs: (query) =>
      read(async (level) => ({ total_rows: documents, offset: query.skip, rows: await readAllDocs(level, query) })),
    get: async (id, query) => {
      const answer = await read((level) => readDocument(level, id, query));
      return answer.found ? { found: true, document: withStubs(answer.document) } : answer;
    },
    putWhole: createWholeWrites(name, shelter, settle),
    attachment: (id, attachmentName) => read((level) => readAttachment(level, id, attachmentName)),
    openRevisions: (id, query) => read((level) => readOpenRevisions(level, id, query)),
    getLocal: async (id) => (await read((level) => readLocal(level, `_local/${id}`))) ?? null,
    putLocal: (id, body) =>
      shelter.write(async ({ pouch }) => {
        try {
          return { ok: true, rev: (await pouch.put({ ...body, _id: `_local/${id}` })).rev };
        } catch (error) {
          if (statusOf(error) === 409) return { ok: false, reason: 'conflict' };
          throw error;
        }
      }),
    deleteLocal: (id, rev) =>
      shelter.write(async ({ pouch }) => {
        try {
          await pouch.remove({ _id: `_local/${id}`, _rev: rev });
          return { ok: true, rev: '0-0' };
        } catch (error) {
          const status = statusOf(error);
          if (status === 409) return { ok: false, reason: 'conflict' };
          if (status === 404) return { ok: false, reason: 'missing' };
          throw error;
        }
      }),
  };
}

interface Candidate {
  readonly index: number;
  readonly row: ShapedRow;
}

async function judged(
  level: Level,
  candidates: readonly Candidate[],
  judge: NonNullable<BulkWrite['judge']>,
  answers: (BulkRow | undefined)[],
): Promise<readonly Candidate[]> {
  const leaves = await readWinners(
    level,
    candidates.map(({ row }) => row._id),
  );
  const seen = new Set<string>();
  return candidates.filter(({ index, row }, at) => {
    const stored = leaves[at] ?? null;
    // A second row of one document in one request has not seen the first.
    const refusal = seen.has(row._id) ? CONFLICT : judge(row, stored);
    seen.add(row._id);
    if (refusal) answers[index] = { id: idOf(row), ...refusal };
    return refusal === null;
  });
}

function answerOf(id: string, answer: BulkDocsAnswer | undefined): BulkRow {
  if (answer?.ok && answer.rev !== undefined) return { ok: true, id, rev: answer.rev };
  if (answer?.status === 409) return { id, ...CONFLICT };
  return { id, error: answer?.name ?? 'unknown_error', reason: answer?.reason ?? answer?.message ?? 'not written' };
}

const statusOf = (error: unknown): unknown => (error as { status?: unknown } | null)?.status;
