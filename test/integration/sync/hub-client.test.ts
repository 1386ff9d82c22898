import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHubClient } from '#shared/sync/hub-client';

const servers: Server[] = [];

/** A client of something that answers in a hub's place. */
async function clientOf(answer: RequestListener) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createHubClient({ origin, fetch: globalThis.fetch, token: () => 'token', timeoutMs: 200 });
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const never = new AbortController().signal;
const handlers = { onHello: () => undefined, onChange: () => undefined };
const JSON_TYPE = { 'content-type': 'application/json' };

describe('the way to the hub', () => {
  it.each([401, 403, 404, 400, 413])('takes %i in a stranger’s words for a stranger', async (status) => {
    const client = await clientOf((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<html>请先登录网络</html>');
    });
    await expect(client.changes('d', '0', 1, never)).rejects.toMatchObject({ code: 'hub.not-a-hub' });
    await expect(client.push('d', [], 'r', never)).rejects.toMatchObject({ code: 'hub.not-a-hub' });
    await expect(client.events(handlers, never)).rejects.toMatchObject({ code: 'hub.not-a-hub' });
  });

  it('takes the hub’s own refusals as they are meant', async () => {
    const client = await clientOf((_request, response) => {
      response
        .writeHead(403, JSON_TYPE)
        .end(JSON.stringify({ error: 'forbidden', reason: 'no', code: 'access.denied' }));
    });
    await expect(client.changes('d', '0', 1, never)).rejects.toMatchObject({ code: 'access.denied' });
  });

  it('gives up on a hub that takes the call and says nothing', async () => {
    const client = await clientOf(() => undefined);
    await expect(client.events(handlers, never)).rejects.toMatchObject({ code: 'hub.unreachable' });
    await expect(client.changes('d', '0', 1, never)).rejects.toMatchObject({ code: 'hub.unreachable' });
  });

  it('says unreachable, and not "internal", when the host dies in the middle of an answer', async () => {
    const client = await clientOf((request, response) => {
      const type = request.url?.includes('events') ? 'text/event-stream' : 'application/json';
      response.writeHead(200, { 'content-type': type, 'content-length': '1000' });
      response.write('{');
      setImmediate(() => response.destroy());
    });
    await expect(client.changes('d', '0', 1, never)).rejects.toMatchObject({ code: 'hub.unreachable' });
    await expect(client.events(handlers, never)).rejects.toMatchObject({ code: 'hub.unreachable' });
  });

  it('does not trust changes of which nobody says what epoch they belong to', async () => {
    const client = await clientOf((_request, response) => {
      response.writeHead(200, JSON_TYPE).end(JSON.stringify({ results: [], last_seq: '1', pending: 0 }));
    });
    await expect(client.changes('d', '0', 1, never)).rejects.toMatchObject({ code: 'hub.not-a-hub' });
  });

  it('keeps a stream open for longer than an answer may take', async () => {
    const client = await clientOf((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': here\n\n');
      // Longer than the client's limit for an answer; there is no state to wait for when nothing may happen.
      setTimeout(() => response.end(`event: hello\ndata: ${JSON.stringify({ databases: {}, grants: '' })}\n\n`), 600);
    });
    let greeted = 0;
    await client.events({ ...handlers, onHello: () => (greeted += 1) }, never);
    expect(greeted).toBe(1);
  });
});
