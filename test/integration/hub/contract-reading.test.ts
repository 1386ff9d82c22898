import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { drive } from './driver';
import type { Doc } from './pouch';
import { TARGETS, type HubTarget } from './targets';

describe.each(TARGETS)('reading from %s', (_name, open) => {
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

  describe('fetching', () => {
    it('says which revisions it lacks', async () => {
      const rev = await hub.revOf({ _id: 'a', n: 1 });
      const other = '9-00000000000000000000000000000009';
      const { body } = await hub.ask('POST', '/_revs_diff', { a: [rev, other], b: [other], c: [] });
      const diff = body as Record<string, { missing: string[] }>;
      expect(diff['a']?.missing).toEqual([other]);
      expect(diff['b']?.missing).toEqual([other]);
      expect(diff['c']?.missing ?? []).toEqual([]);
    });

    it('does not ask again for a revision it had and has since replaced', async () => {
      const first = await hub.revOf({ _id: 'a', n: 1 });
      await hub.bulk([{ _id: 'a', _rev: first, n: 2 }]);
      expect((await hub.ask('POST', '/_revs_diff', { a: [first] })).body).toEqual({});
    });

    it('fetches many documents at once, and answers for each that it lacks', async () => {
      const rev = await hub.revOf({ _id: 'a', n: 1 });
      const { body } = await hub.ask('POST', '/_bulk_get?revs=true&latest=true', {
        docs: [{ id: 'a', rev }, { id: 'none', rev: '1-00000000000000000000000000000001' }, { id: 'a' }],
      });
      expect(body).toMatchObject({
        results: [
          { id: 'a', docs: [{ ok: { _id: 'a', _rev: rev, n: 1, _revisions: { start: 1, ids: [rev.slice(2)] } } }] },
          {
            id: 'none',
            docs: [
              {
                error: { id: 'none', rev: '1-00000000000000000000000000000001', error: 'not_found', reason: 'missing' },
              },
            ],
          },
          { id: 'a', docs: [{ ok: { _rev: rev } }] },
        ],
      });
    });

    it('fetches the leaf that came of an older revision', async () => {
      const first = await hub.revOf({ _id: 'a', n: 1 });
      const [second] = await hub.bulk([{ _id: 'a', _rev: first, n: 2 }]);
      const { body } = await hub.ask('POST', '/_bulk_get?latest=true', { docs: [{ id: 'a', rev: first }] });
      expect(body).toMatchObject({ results: [{ docs: [{ ok: { _rev: second?.rev, n: 2 } }] }] });
    });

    it('gives all leaves, and named ones', async () => {
      const { loser, winner } = await hub.makeConflict('a');
      type Leaves = { ok?: Doc; missing?: string }[];
      const json = { ...target.headers, accept: 'application/json' };
      const leaves = async (query: string): Promise<Leaves> =>
        (await fetch(`${target.base}/${db}/a?${query}`, { headers: json })).json() as Promise<Leaves>;
      expect((await leaves('open_revs=all')).map(({ ok }) => ok?._rev).toSorted()).toEqual([loser, winner]);
      const missing = '5-00000000000000000000000000000005';
      const named = await leaves(`open_revs=${encodeURIComponent(JSON.stringify([loser, missing]))}&revs=true`);
      expect(named.find(({ ok }) => ok)?.ok).toMatchObject({ _rev: loser, _revisions: { start: 2 } });
      expect(named.find((leaf) => leaf.missing)?.missing).toBe(missing);
    });

    it('reads named ids in their order, with unknown and deleted ones answered for', async () => {
      await hub.bulk([
        { _id: 'a', n: 1 },
        { _id: 'b', n: 2 },
      ]);
      const gone = await hub.revOf({ _id: 'gone' });
      await hub.bulk([{ _id: 'gone', _rev: gone, _deleted: true }]);
      const { body } = await hub.ask('POST', '/_all_docs?include_docs=true', { keys: ['b', 'none', 'gone', 'a', 'b'] });
      const { rows } = body as {
        rows: { key: string; error?: string; value?: { deleted?: boolean }; doc?: Doc | null }[];
      };
      expect(rows.map(({ key, error, value, doc }) => [key, error, value?.deleted, doc?.['n']])).toEqual([
        ['b', undefined, undefined, 2],
        ['none', 'not_found', undefined, undefined],
        ['gone', undefined, true, undefined],
        ['a', undefined, undefined, 1],
        ['b', undefined, undefined, 2],
      ]);
    });

    it('reads ranges of ids, forwards and backwards, without the deleted', async () => {
      await hub.bulk(['a', 'b', 'c', 'd'].map((_id) => ({ _id })));
      const rev = await hub.revOf({ _id: 'bb' });
      await hub.bulk([{ _id: 'bb', _rev: rev, _deleted: true }]);
      const ids = async (query: string) => {
        const { body } = await hub.ask('GET', `/_all_docs?${query}`);
        return (body as { rows: { id: string }[] }).rows.map(({ id }) => id);
      };
      expect(await ids('')).toEqual(['a', 'b', 'c', 'd']);
      expect(await ids('startkey="b"&endkey="c"')).toEqual(['b', 'c']);
      expect(await ids('startkey="b"&endkey="d"&inclusive_end=false')).toEqual(['b', 'c']);
      expect(await ids('startkey="c"&descending=true')).toEqual(['c', 'b', 'a']);
      expect(await ids('skip=1&limit=2')).toEqual(['b', 'c']);
      expect(await ids('key="c"')).toEqual(['c']);
    });

    it('counts living documents', async () => {
      await hub.bulk([{ _id: 'a' }, { _id: 'b' }]);
      const rev = await hub.revOf({ _id: 'c' });
      await hub.bulk([{ _id: 'c', _rev: rev, _deleted: true }]);
      expect((await hub.ask('GET', '')).body).toMatchObject({ db_name: db, doc_count: 2 });
      expect((await hub.ask('HEAD', '')).status).toBe(200);
    });

    it('says that it has the database when told to make it', async () => {
      expect(await hub.ask('PUT', '')).toMatchObject({ status: 412, body: { error: 'file_exists' } });
    });
  });

  describe('checkpoints', () => {
    it('are kept, changed in turn and removed, and never replicated', async () => {
      const id = '/_local/checkpoint.1~+=';
      expect(await hub.ask('GET', id)).toMatchObject({ status: 404, body: { error: 'not_found' } });
      const first = await hub.ask('PUT', id, { last_seq: '5-x', history: [{ n: 1 }] });
      expect(first).toMatchObject({ status: 201, body: { ok: true, rev: '0-1' } });
      expect((await hub.ask('GET', id)).body).toMatchObject({ _rev: '0-1', last_seq: '5-x', history: [{ n: 1 }] });
      expect(await hub.ask('PUT', id, { _rev: '0-1', last_seq: '6-x' })).toMatchObject({
        status: 201,
        body: { rev: '0-2' },
      });
      expect((await hub.changes()).results).toEqual([]);
      expect((await hub.ask('DELETE', `${id}?rev=0-2`)).status).toBe(200);
      expect((await hub.ask('GET', id)).status).toBe(404);
    });

    it('accepts the wish for a full commit', async () => {
      const answer = await fetch(`${target.base}/${db}/_ensure_full_commit`, {
        method: 'POST',
        headers: { ...target.headers, 'content-type': 'application/json' },
      });
      expect(answer.status).toBe(201);
    });
  });
});
