import type { PlannedRecord } from '#shared/domain/roster/types';
import { documentId } from '#shared/schema/ids';
import { importBatch, importPart } from '#shared/schema/types/import-batch';
import type { LocalWriter, Write } from '#shared/sync/local-writer';
import type { Sealer } from '../types';
import { changedFields } from './change';
import type { Chunk, ChunkEntry, ImportJournal, JournalHead } from './journal';
import { gridOfId, type ImportRecords } from './records';
import { again, ifStill, pick } from './swap';

/**
 * Brings what the journal holds into records: the batches first, so that no device shows anything of it early; then what is made, then
 * what is changed, the last changes in one write with the word that the import is complete. Every step is one write and does nothing
 * when it is repeated, so that it goes on after a crash between any two.
 */
export interface Applier {
  /** Resolves when the import is complete and the journal has forgotten it; rejects when `signal` aborts or the disk fails. */
  run(head: JournalHead, signal: AbortSignal, onProgress: (done: number) => void): Promise<void>;
}

export interface ApplierDeps {
  readonly records: ImportRecords;
  readonly journal: ImportJournal;
  readonly writer: Pick<LocalWriter, 'writeTogether'>;
  readonly sealer: Pick<Sealer, 'open'>;
  nowMs(): number;
  newUid(): string;
  /** Resolves when the outbox has room for more. */
  roomToSend(signal: AbortSignal): Promise<void>;
}

type Creates = Extract<Chunk, { kind: 'create' }>;
type Changes = Extract<Chunk, { kind: 'change' }>;

/** While one chunk waits for the disk, the next ones are sealed. */
const CHUNKS_AT_ONCE = 3;

/** See `Applier`. */
export function createApplier({ records, journal, writer, sealer, nowMs, newUid, roomToSend }: ApplierDeps): Applier {
  async function beginBatches({ importUid, fileName, startedAtMs, shares }: JournalHead): Promise<void> {
    const writes = shares.map(async ({ grid, counts }): Promise<Write> => {
      const uid = newUid();
      const scope = records.scopeOf(grid);
      const plain = { importUid, fileName, state: 'applying', counts, startedAtMs, endedAtMs: null };
      const fields = await records.seal({ type: importBatch.type, uid, birthDate: null }, scope, plain);
      return {
        kind: 'create',
        creation: { type: importBatch.type, scope, uid, key: importUid, fields },
        keepExisting: true,
      };
    });
    await writer.writeTogether(await Promise.all(writes));
  }

  /** Of the batches that are not complete yet. */
  async function completion(importUid: string): Promise<readonly Write[]> {
    const begun = (await records.batches(importUid)).filter(({ state }) => state === 'applying');
    return begun.map(({ _id }) => ({
      kind: 'edit',
      id: _id,
      change: () => ({ state: 'complete', endedAtMs: nowMs() }),
    }));
  }

  async function create(importUid: string, chunk: Creates): Promise<void> {
    await writer.writeTogether(
      await Promise.all(chunk.records.map((planned) => creationOf(records, importUid, planned))),
    );
  }

  async function changeAll(head: JournalHead, chunk: Changes, isLast: boolean): Promise<void> {
    const parts = Object.entries(chunk.partUids).map(([grid, uid]) => {
      const scope = records.scopeOf(Number(grid));
      return { grid: Number(grid), uid, scope, id: documentId(importPart.type, scope, uid) };
    });
    const known = await records.read([...parts.map(({ id }) => id), ...chunk.changes.map(({ id }) => id)]);
    const writes: Write[] = [];
    const before = new Map<number, { readonly id: string; readonly before: object }[]>();
    for (const change of chunk.changes) {
      const record = known.get(change.id);
      const grid = gridOfId(change.id);
      const part = parts.find((each) => each.grid === grid);
      // A part that is there says that its changes are: all of them were written with it.
      if (!record || !part || known.has(part.id)) continue;
      const fields = await changedFields(change, record, records, sealer);
      if (Object.keys(fields).length === 0) continue;
      writes.push({ kind: 'edit', id: change.id, change: ifStill(record, fields) });
      const entries = before.get(part.grid) ?? [];
      entries.push({ id: change.id, before: pick(record, Object.keys(fields)) });
      before.set(part.grid, entries);
    }
    for (const { grid, uid, scope } of parts) {
      const changes = before.get(grid);
      const fields = { importUid: head.importUid, changes };
      if (changes) writes.push({ kind: 'create', creation: { type: importPart.type, scope, uid, fields } });
    }
    if (isLast) writes.push(...(await completion(head.importUid)));
    if (writes.length > 0) await writer.writeTogether(writes);
  }

  async function applyChunk(head: JournalHead, { position }: ChunkEntry, isLast: boolean): Promise<void> {
    const chunk = await journal.chunk(head.importUid, position);
    if (chunk.kind === 'create') await create(head.importUid, chunk);
    else await again(() => changeAll(head, chunk, isLast));
    await journal.done(head.importUid, position);
  }

  return {
    async run(head, signal, onProgress) {
      await beginBatches(head);
      const entries = await journal.left(head.importUid);
      // Chunks that are gone were done in an earlier life.
      let done = head.records - entries.reduce((sum, { size }) => sum + size, 0);
      onProgress(done);
      const apply = async (entry: ChunkEntry, isLast: boolean): Promise<void> => {
        await roomToSend(signal);
        signal.throwIfAborted();
        await applyChunk(head, entry, isLast);
        done += entry.size;
        onProgress(done);
      };
      // What is made is seen by nobody yet, so its order is free; what is changed is seen at once, and comes at the very end.
      const creates = entries.filter(({ kind }) => kind === 'create');
      const changes = entries.filter(({ kind }) => kind === 'change');
      await inParallel(creates, CHUNKS_AT_ONCE, (entry) => apply(entry, false));
      for (const [index, entry] of changes.entries()) await apply(entry, index === changes.length - 1);
      await writer.writeTogether(await completion(head.importUid));
      await journal.remove(head.importUid);
    },
  };
}

/** Runs the work over all items, so many at a time; after a failure nothing more is begun, and what was begun ends first. */
async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const runner = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const item = items[next] as T;
      next += 1;
      await work(item).catch((thrown: unknown) => failures.push(thrown));
    }
  };
  await Promise.all(Array.from({ length: limit }, runner));
  if (failures.length > 0) throw failures[0];
}

async function creationOf(records: ImportRecords, importUid: string, planned: PlannedRecord): Promise<Write> {
  const { type, uid, birthDate } = planned;
  const scope = records.scopeOf(type === 'building' ? null : planned.grid);
  const fields = await records.seal({ type, uid, birthDate }, scope, { ...planned.fields, importUid });
  return { kind: 'create', creation: { type, scope, uid, fields }, keepExisting: true };
}
