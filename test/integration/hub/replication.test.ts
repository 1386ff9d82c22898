import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memoryPouch, remotePouch } from './pouch';
import { TARGETS, type HubTarget } from './targets';

describe.each(TARGETS)('PouchDB’s replicator and %s', (_name, open) => {
  let target: HubTarget;
  let db: string;

  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());
  beforeEach(async () => {
    db = await target.create();
  });
  const far = () => remotePouch(`${target.base}/${db}`, target.headers);

  const ids = async (pouch: { allDocs(): Promise<{ rows: readonly { id: string }[] }> }) =>
    (await pouch.allDocs()).rows.map(({ id }) => id);

  it('pushes, pulls and brings a conflict to the same end on both sides', async () => {
    const near = memoryPouch();
    await near.bulkDocs(Array.from({ length: 120 }, (_, n) => ({ _id: `near-${n}`, text: '走访' })));
    await far().bulkDocs(Array.from({ length: 130 }, (_, n) => ({ _id: `far-${n}`, text: '走访' })));
    const loser = { _id: 'both', _rev: '2-a', _revisions: { start: 2, ids: ['a', '0'] } };
    const winner = { _id: 'both', _rev: '2-f', _revisions: { start: 2, ids: ['f', '0'] } };
    await far().bulkDocs([loser, winner], { new_edits: false });
    expect((await near.replicate.to(far())).docs_written).toBe(120);
    expect((await near.replicate.from(far())).docs_written).toBe(132);
    expect(await ids(near)).toHaveLength(251);
    expect(await ids(far())).toHaveLength(251);
    expect(await near.get('both', { conflicts: true })).toMatchObject({ _rev: '2-f', _conflicts: ['2-a'] });
    await near.close();
  });

  it('resumes where it was and moves only what is new', async () => {
    const near = memoryPouch();
    await far().bulkDocs(Array.from({ length: 30 }, (_, n) => ({ _id: `a-${n}` })));
    await near.replicate.from(far());
    await far().bulkDocs([{ _id: 'later' }]);
    const second = await near.replicate.from(far());
    expect(second.docs_read).toBe(1);
    await near.put({ _id: 'mine' });
    await near.replicate.to(far());
    expect((await near.replicate.to(far())).docs_read).toBe(0);
    expect(await ids(far())).toContain('mine');
    await near.close();
  });

  it('carries deletions both ways', async () => {
    const near = memoryPouch();
    await far().bulkDocs([{ _id: 'a' }, { _id: 'b' }]);
    await near.replicate.from(far());
    await near.remove(await near.get('a'));
    await near.replicate.to(far());
    expect(await ids(far())).toEqual(['b']);
    const b = await far().get('b');
    await far().bulkDocs([{ _id: 'b', _rev: b._rev as string, _deleted: true }]);
    await near.replicate.from(far());
    expect(await ids(near)).toEqual([]);
    await near.close();
  });

  it('keeps two sides alike while it runs live', async () => {
    const near = memoryPouch();
    const live = near.sync(far(), { live: true, retry: true });
    const settled = (want: readonly string[]) =>
      expect.poll(async () => [await ids(near), await ids(far())], { timeout: 15_000 }).toEqual([want, want]);
    await near.put({ _id: 'from-near' });
    await settled(['from-near']);
    await far().bulkDocs([{ _id: 'from-far' }]);
    await settled(['from-far', 'from-near']);
    const ended = new Promise<void>((resolve) => void live.on('complete', () => resolve()));
    live.cancel();
    await ended;
    await near.close();
  });
});
