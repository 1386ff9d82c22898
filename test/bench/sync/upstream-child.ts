import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { serve } from './child';

let running: RunningGateway | null = null;

/** The embedded hub as a district's CouchDB: behind a name and password, which anybody's are. */
const calls = {
  async open({ databases }: { readonly databases: readonly string[] }): Promise<{ readonly url: string }> {
    running = await runGateway({ databases, now: () => Date.now() });
    const { origin, sessions } = running;
    const dbs = Object.fromEntries(databases.map((name) => [name, 'write' as const]));
    const authorization = `Bearer ${sessions.issue({ post: 'replicator', dbs })}`;
    const server = createServer((incoming, response) => {
      const { host: _host, connection: _connection, ...headers } = incoming.headers;
      const options = { method: incoming.method ?? 'GET', headers: { ...headers, authorization } };
      const sent = request(`${origin}/hub${incoming.url ?? '/'}`, options, (got) => {
        response.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(response);
      });
      sent.on('error', () => response.destroy());
      incoming.pipe(sent);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  },
};
export type UpstreamCalls = typeof calls;

serve(calls, async () => running?.stop());
