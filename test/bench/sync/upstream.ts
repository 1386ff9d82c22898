import { bundlePrograms } from './child';
import type { UpstreamCalls } from './upstream-child';

/** A district's CouchDB, or the embedded hub in its place, with databases of the benchmark's own. */
export interface BenchUpstream {
  readonly kind: string;
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Throws for any answer outside 2xx. */
  ask(method: string, path: string, body?: object): Promise<unknown>;
  /** Takes the databases away again. */
  stop(): Promise<void>;
}

/** Opens the upstream that COUCHDB_URL names, with its administrator in it, else the stand-in. */
export async function openBenchUpstream(databases: readonly string[]): Promise<BenchUpstream> {
  const couchUrl = process.env['COUCHDB_URL'];
  return couchUrl ? couch(couchUrl, databases) : standIn(databases);
}

async function couch(text: string, databases: readonly string[]): Promise<BenchUpstream> {
  const { origin, pathname, username, password } = new URL(text);
  const at = {
    url: origin + pathname.replace(/\/$/, ''),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
  const ask = askerOf(at);
  for (const name of databases) await ask('PUT', `/${name}?q=1`);
  return {
    kind: 'CouchDB, one shard a database',
    ...at,
    ask,
    stop: async () => {
      for (const name of databases) await ask('DELETE', `/${name}`);
    },
  };
}

async function standIn(databases: readonly string[]): Promise<BenchUpstream> {
  const programs = await bundlePrograms();
  const child = programs.start<UpstreamCalls>('upstream-child');
  const { url } = await child.call('open', { databases });
  const at = { url, user: 'bench', password: 'bench' };
  return {
    kind: 'the embedded hub behind a gateway and a proxy, in a process of their own',
    ...at,
    ask: askerOf(at),
    async stop() {
      await child.stop();
      await programs.remove();
    },
  };
}

function askerOf({ url, user, password }: Pick<BenchUpstream, 'url' | 'user' | 'password'>): BenchUpstream['ask'] {
  const headers = {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    'content-type': 'application/json',
  };
  return async (method, path, body) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(url + path, { method, headers, ...sent });
    if (!answer.ok) throw new Error(`the upstream refused ${method} ${path.split('?')[0]}: ${answer.status}`);
    return answer.json();
  };
}
