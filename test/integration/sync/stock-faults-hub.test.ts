import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { aVisit, testReplica } from '#test/support/builders';
import { DB } from './bad-line';

/** Faults of stock hubs, none of which may be ours. See `README.md` for all of them. */
describe('the hub', () => {
  let running: RunningGateway;
  let person: string;
  let replicator: string;
  beforeAll(async () => {
    running = await runGateway({ databases: [DB], now: () => Date.now() });
    person = running.sessions.issue({ dbs: { [DB]: 'write' } });
    replicator = running.sessions.issue({ post: 'replicator', dbs: { [DB]: 'write' } });
  });
  afterAll(() => running.stop());

  const ask = (method: string, path: string, token: string | null, body?: unknown) =>
    fetch(running.origin + path, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-linli-replica': 'faults000000',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const isWell = async () => (await ask('GET', '/api/health', null)).ok;

  it('survives a row whose attachment is no attachment, from anybody', async () => {
    const row = { ...aVisit(1, { by: testReplica('faults') }), _attachments: { f: { data: {} } } };
    for (const [token, status] of [
      [null, 401],
      [person, 201],
      [replicator, 201],
    ] as const) {
      for (const body of [{ docs: [row] }, { docs: [{ ...row, _rev: '1-a' }], new_edits: false }]) {
        const answer = await ask('POST', `/hub/${DB}/_bulk_docs`, token, body);
        if (!('new_edits' in body)) expect(answer.status).toBe(status);
        expect(await answer.text()).not.toContain('"ok":true');
        expect(await isWell()).toBe(true);
      }
    }
    expect(await running.hub.database(DB)?.info()).toMatchObject({ documents: 0 });
  });

  it('makes no database for anybody who asks, signed in or not', async () => {
    expect((await ask('PUT', '/hub/newdb', null)).status).toBe(401);
    expect((await ask('PUT', '/hub/grid-qinghe-77', null)).status).toBe(401);
    expect((await ask('PUT', '/hub/grid-qinghe-77', person)).status).toBe(403);
    expect(running.hub.names()).toEqual([DB]);
    expect(await isWell()).toBe(true);
  });

  it('checks rows itself: what does not fit is refused, whatever a design document would have said', async () => {
    const bad = { ...aVisit(2, { by: testReplica('faults') }), kind: 'by-drone' };
    const answer = await ask('POST', `/hub/${DB}/_bulk_docs`, person, { docs: [bad] });
    expect(await answer.json()).toMatchObject([{ error: 'forbidden', code: 'row.malformed' }]);
  });

  it('tells somebody who waits of all there is, not of one change at a time', async () => {
    const by = testReplica('crowd');
    const rows = [10, 11, 12, 13, 14].map((n) => aVisit(n, { by }));
    await running.hub.database(DB)?.bulkDocs({ rows, newEdits: true });
    const answer = await ask('GET', `/hub/${DB}/_changes?feed=longpoll&since=0&timeout=1000`, person);
    expect(((await answer.json()) as { results: unknown[] }).results).toHaveLength(5);
  });
});
