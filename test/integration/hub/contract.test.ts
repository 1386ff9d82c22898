import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drive, type Changes } from './driver';
import type { Doc } from './pouch';
import { TARGETS, type HubTarget } from './targets';

/**
 * What our clients and PouchDB's replicator need of a hub. Runs against the embedded hub always, and against a real CouchDB
 * where COUCHDB_URL names one: the two must not differ in anything asserted here.
 */

describe.each(TARGETS)('writing to and following %s', (_name, open) => {
  let target: HubTarget;
  let db: string;
  let hub: ReturnType<typeof drive>;

  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());
  beforeEach(async () => {
    db = await target.create();
    hub = drive(target, db);
  });

  describe('writing', () => {
    it('takes new documents and says their revisions', async () => {
      const rows = await hub.bulk([
        { _id: 'a', n: 1 },
        { _id: 'b', n: 2 },
      ]);
      expect(rows.map(({ ok, id }) => ({ ok, id }))).toEqual([
        { ok: true, id: 'a' },
        { ok: true, id: 'b' },
      ]);
      expect(rows[0]?.rev).toMatch(/^1-[0-9a-f]{32}$/);
    });

    it('takes an edit that names the revision it was made from', async () => {
      const rev = await hub.revOf({ _id: 'a', n: 1 });
      const [edited] = await hub.bulk([{ _id: 'a', _rev: rev, n: 2 }]);
      expect(edited?.rev).toMatch(/^2-/);
      expect((await hub.ask('GET', '/a')).body).toMatchObject({ _id: 'a', _rev: edited?.rev, n: 2 });
    });

    it('refuses an edit of a revision that is no longer current, and takes the rows beside it', async () => {
      const first = await hub.revOf({ _id: 'a', n: 1 });
      await hub.bulk([{ _id: 'a', _rev: first, n: 2 }]);
      const rows = await hub.bulk([
        { _id: 'a', _rev: first, n: 3 },
        { _id: 'a', n: 4 },
        { _id: 'b', n: 1 },
      ]);
      expect(rows.map(({ id, error }) => [id, error])).toEqual([
        ['a', 'conflict'],
        ['a', 'conflict'],
        ['b', undefined],
      ]);
    });

    it('stores replicated revisions as they are', async () => {
      const rev = '3-000000000000000000000000000000cc';
      const ids = [
        '000000000000000000000000000000cc',
        '000000000000000000000000000000bb',
        '000000000000000000000000000000aa',
      ];
      expect(
        await hub.bulk([{ _id: 'a', _rev: rev, _revisions: { start: 3, ids }, n: 1 }], { new_edits: false }),
      ).toEqual([]);
      const { body } = await hub.ask('GET', '/a?revs=true');
      expect(body).toEqual({ _id: 'a', _rev: rev, _revisions: { start: 3, ids }, n: 1 });
    });

    it('keeps both leaves of a conflict and agrees on which one wins', async () => {
      const { loser, winner } = await hub.makeConflict('a');
      expect((await hub.ask('GET', '/a?conflicts=true')).body).toMatchObject({ _rev: winner, _conflicts: [loser] });
      expect((await hub.ask('GET', `/a?rev=${loser}`)).body).toMatchObject({ _rev: loser, rev: loser });
    });

    it('resolves a conflict by deleting the losing leaf', async () => {
      const { loser, winner } = await hub.makeConflict('a');
      const [row] = await hub.bulk([{ _id: 'a', _rev: loser, _deleted: true }]);
      expect(row?.ok).toBe(true);
      const { body } = await hub.ask('GET', '/a?conflicts=true');
      expect(body).toMatchObject({ _rev: winner });
      expect(body).not.toHaveProperty('_conflicts');
    });

    it('deletes, and lets the document be made again', async () => {
      const rev = await hub.revOf({ _id: 'a', n: 1 });
      const [deleted] = await hub.bulk([{ _id: 'a', _rev: rev, _deleted: true }]);
      expect(await hub.ask('GET', '/a')).toMatchObject({
        status: 404,
        body: { error: 'not_found', reason: 'deleted' },
      });
      expect((await hub.ask('GET', `/a?rev=${deleted?.rev}`)).body).toMatchObject({ _deleted: true });
      const [again] = await hub.bulk([{ _id: 'a', n: 2 }]);
      expect(again?.rev).toMatch(/^3-/);
    });

    it('gives back any script, any JSON and 200 KB exactly', async () => {
      const doc = {
        _id: '走访~清和-1~😀',
        text: '老人独居 \u0000\u2028 "\\" 👩‍👩‍👧',
        list: [1, -0.5, 1e21, true, null, { 深: [[]] }],
        big: '访'.repeat(66_000),
      };
      await hub.bulk([doc]);
      const { body } = await hub.ask('GET', `/${encodeURIComponent(doc._id)}`);
      const { _rev, ...rest } = body as Doc;
      expect(rest).toEqual(doc);
    });
  });

  describe('reading changes', () => {
    it('pages through everything once, in order, by opaque sequences', async () => {
      const docs = Array.from({ length: 25 }, (_, n) => ({ _id: `d${String(n).padStart(2, '0')}`, n }));
      await hub.bulk(docs);
      const seen: string[] = [];
      let since = '0';
      for (;;) {
        const page = await hub.changes(`?limit=10&since=${encodeURIComponent(since)}`);
        expect(typeof page.last_seq).toBe('string');
        seen.push(...page.results.map(({ id }) => id));
        since = page.last_seq;
        if (page.pending === 0) break;
        expect(page.results).toHaveLength(10);
      }
      expect(seen.toSorted()).toEqual(docs.map(({ _id }) => _id));
    });

    it('names each document once, with its latest change', async () => {
      const rev = await hub.revOf({ _id: 'a', n: 1 });
      await hub.bulk([{ _id: 'b' }]);
      const [edited] = await hub.bulk([{ _id: 'a', _rev: rev, n: 2 }]);
      const { results } = await hub.changes('?include_docs=true');
      expect(results.map(({ id }) => id)).toEqual(['b', 'a']);
      expect(results[1]).toMatchObject({ changes: [{ rev: edited?.rev }], doc: { _id: 'a', _rev: edited?.rev, n: 2 } });
    });

    it('has nothing after the last sequence until something is written', async () => {
      await hub.bulk([{ _id: 'a' }]);
      const { last_seq } = await hub.changes();
      expect((await hub.changes(`?since=${last_seq}`)).results).toEqual([]);
      expect((await hub.changes('?since=now')).results).toEqual([]);
      await hub.bulk([{ _id: 'b' }]);
      expect((await hub.changes(`?since=${last_seq}`)).results.map(({ id }) => id)).toEqual(['b']);
    });

    it('shows deletions', async () => {
      const rev = await hub.revOf({ _id: 'a' });
      await hub.bulk([{ _id: 'a', _rev: rev, _deleted: true }]);
      expect((await hub.changes('?include_docs=true')).results).toMatchObject([
        { id: 'a', deleted: true, doc: { _deleted: true } },
      ]);
    });

    it('names every leaf when asked for all of them, the winner otherwise', async () => {
      const { loser, winner } = await hub.makeConflict('a');
      const revs = async (style: string) =>
        (await hub.changes(`?style=${style}`)).results[0]?.changes.map(({ rev }) => rev).toSorted();
      expect(await revs('all_docs')).toEqual([loser, winner]);
      expect(await revs('main_only')).toEqual([winner]);
    });

    it('gives the winning body even when the losing leaf was written last', async () => {
      const { loser, winner } = await hub.makeConflict('a');
      await hub.bulk([{ _id: 'a', _rev: loser, _deleted: true }]);
      expect((await hub.changes('?include_docs=true')).results).toMatchObject([{ doc: { _rev: winner, rev: winner } }]);
    });

    it('reads only named documents when asked to', async () => {
      await hub.bulk([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }]);
      const { body } = await hub.ask('POST', '/_changes?filter=_doc_ids', { doc_ids: ['a', 'c', 'x'] });
      expect((body as Changes).results.map(({ id }) => id).toSorted()).toEqual(['a', 'c']);
    });

    it('reads newest first when asked to', async () => {
      await hub.bulk([{ _id: 'a' }]);
      await hub.bulk([{ _id: 'b' }]);
      await hub.bulk([{ _id: 'c' }]);
      expect((await hub.changes('?descending=true&limit=2')).results.map(({ id }) => id)).toEqual(['c', 'b']);
    });

    it('lets a long-poll wait, and wakes it by a write', async () => {
      await hub.bulk([{ _id: 'a' }]);
      const { last_seq } = await hub.changes();
      const waiting = hub.changes(`?feed=longpoll&since=${last_seq}&timeout=20000&include_docs=true`);
      await hub.bulk([{ _id: 'b', n: 7 }]);
      expect((await waiting).results).toMatchObject([{ id: 'b', doc: { n: 7 } }]);
    });

    it('answers a long-poll at once when there is something to tell', async () => {
      await hub.bulk([{ _id: 'a' }]);
      expect((await hub.changes('?feed=longpoll&since=0&timeout=20000')).results).toHaveLength(1);
    });

    it('ends a long-poll with nothing when its time is up', async () => {
      const page = await hub.changes('?feed=longpoll&since=now&timeout=50');
      expect(page.results).toEqual([]);
      await hub.bulk([{ _id: 'a' }]);
      expect((await hub.changes(`?since=${page.last_seq}`)).results).toHaveLength(1);
    });
  });
});
