import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedPage, HubClient } from '#shared/sync/ports';
import { aVisit, testReplica } from '#test/support/builders';
import { until } from '#test/support/device';
import { aNewVisit, DB, pause } from './bad-line';
import { openTestStation, type TestStation } from './station';

/** Faults of stock replication in reading a hub, none of which may be ours. See `README.md` for all of them. */
describe('taking in', () => {
  let station: TestStation;
  beforeEach(async () => {
    station = await openTestStation();
  });
  afterEach(() => station.close());

  const VISITS = { collections: ['visits'] as const };
  const write = async (...numbers: number[]) => {
    const by = testReplica('elsewhere');
    const rows = numbers.map((n) => aVisit(n, { by }));
    await station.running.hub.database(DB)?.bulkDocs({ rows, newEdits: true });
    return rows.map(({ _id }) => _id);
  };

  /** A fetch that answers one request in the hub's place, as a hub in trouble does. */
  const once = (status: number, error: object, isMeant: (path: string) => boolean) => {
    let isDone = false;
    const send: typeof fetch = (input, init) => {
      if (isDone || !isMeant(new URL(String(input)).pathname)) return fetch(input, init);
      isDone = true;
      const headers = { 'content-type': 'application/json' };
      return Promise.resolve(new Response(JSON.stringify(error), { status, headers }));
    };
    return { send, isDone: () => isDone };
  };

  it('goes on for good after one answer that the token has run out, once somebody has signed in', async () => {
    const error = { error: 'unauthorized', reason: 'expired', code: 'auth.expired' };
    const answer = once(401, error, (path) => path.endsWith('_changes'));
    const tablet = await station.device('tablet', { ...VISITS, databases: [DB], fetch: answer.send });
    await until(() => tablet.engine.status().link.kind === 'sign-in');
    tablet.engine.wake();
    await tablet.settled();
    for (const n of [1, 2]) {
      const [id = ''] = await write(n);
      await until(async () => (await tablet.get('visits', id)) !== undefined);
    }
  });

  it('goes on by itself after one answer that the hub is in trouble, whatever its number', async () => {
    const statuses = [400, 404, 429, 500, 503];
    const tablets = await Promise.all(
      statuses.map(async (status) => {
        const answer = once(status, { error: 'trouble', reason: 'not now' }, (path) => path.endsWith('_changes'));
        const tablet = await station.device(`met-${status}`, { ...VISITS, databases: [DB], fetch: answer.send });
        await until(() => answer.isDone());
        return tablet;
      }),
    );
    await Promise.all(tablets.map((tablet) => tablet.settled()));
    const [id = ''] = await write(1);
    await until(async () => (await Promise.all(tablets.map((each) => each.get('visits', id)))).every(Boolean));
  });

  it('does not skip what is written between the first reading and the first waiting', async () => {
    let missed: string | undefined;
    const tablet = await station.device('tablet', {
      ...VISITS,
      databases: [DB],
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (!String(input).includes('_changes') || missed !== undefined) return response;
        // The hub has answered and the device does not know yet: whatever follows on from that answer has to find this.
        [missed] = await write(1);
        return response;
      },
    });
    await until(async () => missed !== undefined && (await tablet.get('visits', missed)) !== undefined);
    await tablet.settled();
  });

  it('does not skip what is announced while it reads', async () => {
    let reads = 0;
    let heard = 0;
    const tablet = await station.device('tablet', {
      ...VISITS,
      databases: [DB],
      hub: (client): HubClient => ({
        ...client,
        events: ({ onHello, onChange }, signal) => {
          const hear = (change: Parameters<typeof onChange>[0]) => {
            heard += 1;
            onChange(change);
          };
          return client.events({ onHello, onChange: hear }, signal);
        },
        changes: async (...asked) => {
          const page = await client.changes(...asked);
          reads += 1;
          if (reads > 5) return page;
          const before = heard;
          await write(reads);
          await until(() => heard > before);
          // Long enough for what was heard to ask for a reading, while this one is still under way.
          await pause(30);
          return page;
        },
      }),
    });
    await until(async () => (await tablet.count('visits')) === 5);
    await tablet.settled();
  });

  it('takes no design document for data, and is not stopped by one', async () => {
    const tablet = await station.device('tablet', {
      ...VISITS,
      databases: [DB],
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (!String(input).includes('_changes')) return response;
        const page = (await response.json()) as { results: object[] };
        const design = { id: '_design/x', changes: [{ rev: '1-a' }], doc: { _id: '_design/x', _rev: '1-a' } };
        return new Response(JSON.stringify({ ...page, results: [design, ...page.results] }), response);
      },
    });
    const [id = ''] = await write(1);
    await until(async () => (await tablet.get('visits', id)) !== undefined);
    await tablet.settled();
    expect(await tablet.count('visits')).toBe(1);
    expect(await tablet.control.aside()).toEqual([]);
  });

  it('reads on behind a page that holds nothing for it, and remembers how far it came', async () => {
    await write(1, 2, 3, 4, 5, 6);
    const pages: number[] = [];
    const tablet = await station.device('tablet', {
      ...VISITS,
      databases: [DB],
      hub: (client): HubClient => ({
        ...client,
        changes: async (db, since, _limit, signal): Promise<FeedPage> => {
          const page = await client.changes(db, since, 2, signal);
          pages.push(page.rows.length);
          return pages.length === 1 ? { ...page, rows: [] } : page;
        },
      }),
    });
    await tablet.settled();
    expect(await tablet.count('visits')).toBe(4);
    const position = station.running.hub.database(DB)?.position();
    expect(await tablet.control.cursor(DB)).toEqual({ db: DB, ...position });
  });

  it('does not let one database that fails hold up the others, nor share its place in the feed with them', async () => {
    const [sick, well] = ['grid-qinghe-2', DB];
    const tablet = await station.device('tablet', {
      ...VISITS,
      databases: [sick, well],
      fetch: (input, init) =>
        String(input).includes(sick) ? Promise.resolve(new Response('{}', { status: 500 })) : fetch(input, init),
    });
    const [id = ''] = await write(1);
    await until(async () => (await tablet.get('visits', id)) !== undefined);
    await until(() => tablet.engine.status().databases.some(({ name, state }) => name === sick && state === 'failing'));
    expect((await tablet.control.cursors()).map(({ db }) => db)).toEqual([well]);
  });

  it('needs no more connections than a page has over HTTP/1.1, however many databases there are', async () => {
    const databases = Array.from({ length: 12 }, (_, n) => `grid-qinghe-${n + 11}`);
    for (const name of databases) await station.running.hub.create(name);
    const connections = sixConnections();
    const bearer = station.token(databases);
    const tablet = await station.device('tablet', {
      ...VISITS,
      databases,
      token: () => bearer,
      fetch: connections.fetch,
    });
    await tablet.settled();
    expect(connections.inUse()).toBe(1);
    const visits = await Promise.all(
      databases.map((_, n) => tablet.writer.create({ ...aNewVisit(n), scope: `qinghe-${n + 11}` })),
    );
    await tablet.settled();
    const other = await station.device('other', { ...VISITS, databases, token: () => station.token(databases) });
    await other.settled();
    expect(await other.count('visits')).toBe(visits.length);
  });
});

/** A fetch with six connections: a request waits until one is free, and holds it until its body has been read or given up. */
function sixConnections() {
  let free = 6;
  const queue: (() => void)[] = [];
  const take = async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
  };
  const give = () => {
    const next = queue.shift();
    if (next) next();
    else free += 1;
  };
  const send: typeof fetch = async (input, init) => {
    await take();
    let response: Response;
    try {
      response = await fetch(input, init);
    } catch (error) {
      give();
      throw error;
    }
    const reader = response.body?.getReader();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const chunk = await reader?.read();
          if (chunk && !chunk.done) return controller.enqueue(chunk.value);
          give();
          controller.close();
        } catch (error) {
          give();
          controller.error(error);
        }
      },
      cancel: (reason) => {
        give();
        return reader?.cancel(reason);
      },
    });
    return new Response(body, response);
  };
  return { fetch: send, inUse: () => 6 - free };
}
