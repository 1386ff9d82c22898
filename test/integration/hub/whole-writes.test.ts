import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WholeDocument } from '#sync-server/embedded/attachments';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import { leveldown } from '#sync-server/embedded/pouchdb-parts';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { T0 } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

/** Pictures that arrive at a hub together, from several tablets: one wait for the disk, and nobody's answer for another's. */

let hub: EdgeHub | null = null;
afterEach(async () => {
  await hub?.stop();
  hub = null;
  vi.restoreAllMocks();
});

async function open(): Promise<HubDatabase> {
  const folder = await temporaryFolder();
  const at = { folder: join(folder, 'hub'), epochsFile: join(folder, 'epochs.json') };
  hub = await openEdgeHub({ ...at, atRest: AT_REST, now: () => T0, log: recordedLog() });
  return hub.create('media-grid-qinghe-1');
}

function aWhole(id: string, bytes = 20_000, name = 'full'): WholeDocument {
  const attachment = { contentType: 'application/octet-stream', bytes: new Uint8Array(randomBytes(bytes)) };
  return { document: { _id: id, n: 1 }, attachments: new Map([[name, attachment]]) };
}

/** Batches that reach leveldb, each of which waits for the disk (`durability.test.ts`); to be called before a database is opened. */
function watchBatches(): () => number {
  const { prototype } = leveldown as unknown as { readonly prototype: { _batch(...given: unknown[]): void } };
  const spy = vi.spyOn(prototype, '_batch');
  return () => spy.mock.calls.length;
}

const many = (count: number, bytes?: number) => Array.from({ length: count }, (_, n) => aWhole(`photo-${n}`, bytes));

async function assertThere(database: HubDatabase, wholes: readonly WholeDocument[]): Promise<void> {
  for (const { document, attachments } of wholes) {
    const stored = await database.attachment(document._id, 'full');
    expect(stored && Buffer.compare(stored.bytes, attachments.get('full')?.bytes ?? new Uint8Array())).toBe(0);
  }
}

describe('pictures that come together', () => {
  it('share the writes that wait for the disk, and each is there byte for byte', async () => {
    const batches = watchBatches();
    const database = await open();
    const before = batches();
    const wholes = many(20);
    const written = await Promise.all(wholes.map((each) => database.putWhole(each)));
    expect(written.map(({ kind }) => kind)).toEqual(wholes.map(() => 'written'));
    expect(batches() - before).toBe(1);
    // One that comes alone is the control: it has a write of its own.
    await database.putWhole(aWhole('photo-alone'));
    expect(batches() - before).toBe(2);
    expect(await database.info()).toMatchObject({ documents: 21 });
    await assertThere(database, wholes);
  });

  it('are written in several turns when they are large', async () => {
    const batches = watchBatches();
    const database = await open();
    const before = batches();
    const wholes = many(6, 1_500_000);
    await Promise.all(wholes.map((each) => database.putWhole(each)));
    expect(batches() - before).toBe(3);
    await assertThere(database, wholes);
  });

  it('have the same revision as one that comes alone, and one that comes twice is known the second time', async () => {
    const database = await open();
    const wholes = many(3);
    const twice = [...wholes, ...wholes].map((each) => database.putWhole(each));
    const written = await Promise.all(twice);
    expect(written.map(({ kind }) => kind)).toEqual(['written', 'written', 'written', 'known', 'known', 'known']);
    const [alone] = await Promise.all([database.putWhole(wholes[1] as WholeDocument)]);
    expect(alone).toEqual({ ...written[1], kind: 'known' });
  });

  it('do not take the place of each other', async () => {
    const database = await open();
    const written = await Promise.all([database.putWhole(aWhole('photo-a')), database.putWhole(aWhole('photo-a'))]);
    expect(written.map(({ kind }) => kind)).toEqual(['written', 'conflict']);
  });

  it('are not held up by one that the store cannot take', async () => {
    const database = await open();
    const wholes = many(4);
    const spoilt = aWhole('photo-spoilt', 100, '_full');
    const answers = await Promise.allSettled([...wholes, spoilt].map((each) => database.putWhole(each)));
    expect(answers.map(({ status }) => status)).toEqual([...wholes.map(() => 'fulfilled'), 'rejected']);
    expect(answers[4]).toMatchObject({ reason: { code: 'internal' } });
    await assertThere(database, wholes);
    expect(await database.putWhole(aWhole('photo-after'))).toMatchObject({ kind: 'written' });
  });

  it('are all answered for when the database is closed', async () => {
    const database = await open();
    const under = Promise.allSettled(many(8, 1_500_000).map((each) => database.putWhole(each)));
    await hub?.stop();
    const answers = await under;
    // What was begun is written; nothing is left without an answer.
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await expect(database.putWhole(aWhole('photo-late'))).rejects.toThrow();
  });
});
