import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { DistrictDatabases } from './district';
import type { ComingUp } from './hub-side';

const localSchema = z.object({ rows: z.array(z.object({ doc: z.looseObject({ _id: z.string() }).nullish() })) });

/** A CouchDB, or the nodes of a cluster, in the place of a district. Databases get names of their own and are gone in the end. */
export async function couchDistrict(urls: readonly string[], databases: readonly string[]): Promise<DistrictDatabases> {
  const prefix = `linli-d${randomBytes(4).toString('hex')}-`;
  const nodes = urls.map((text) => new URL(text));
  const [first] = nodes;
  if (!first) throw new Error('a district has a node');
  const secret = `${decodeURIComponent(first.username)}:${decodeURIComponent(first.password)}`;
  const headers = {
    authorization: `Basic ${Buffer.from(secret).toString('base64')}`,
    'content-type': 'application/json',
  };
  const made = new Set<string>();
  const copies: ReadonlyMap<string, string>[] = [];

  async function send(method: string, path: string, body?: unknown): Promise<unknown> {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${first?.origin}${path}`, init);
    if (!answer.ok) throw new Error(`CouchDB answers ${answer.status} to ${method} ${path.split('?')[0]}`);
    return answer.json();
  }
  const make = async (name: string): Promise<void> => {
    await send('PUT', `/${name}?q=1`);
    made.add(name);
  };
  const drop = async (name: string): Promise<void> => {
    await send('DELETE', `/${name}`);
    made.delete(name);
  };
  /** Everything, what does not replicate included: a copy of files has it. */
  async function copy(from: string, to: string): Promise<void> {
    const at = (name: string): string => Object.assign(new URL(first?.href ?? ''), { pathname: `/${name}` }).href;
    await send('POST', '/_replicate', { source: at(from), target: at(to) });
    const { rows } = localSchema.parse(await send('GET', `/${from}/_local_docs?include_docs=true`));
    for (const { doc } of rows) {
      if (!doc) continue;
      const { _rev, ...body } = doc;
      await send('PUT', `/${to}/_local/${encodeURIComponent(body._id.slice('_local/'.length))}`, body);
    }
  }

  async function change(coming: ComingUp): Promise<void> {
    const back = coming.how === 'restore' ? copies[coming.back % Math.max(1, copies.length)] : undefined;
    if (coming.how === 'copy') {
      const names = databases.map((name) => [name, `${prefix}copy-${copies.length}-${name}`] as const);
      for (const [name, to] of names) {
        await make(to);
        await copy(prefix + name, to);
      }
      copies.unshift(new Map(names));
    }
    if (coming.how !== 'recreate' && !back) return;
    for (const name of databases) {
      await drop(prefix + name);
      await make(prefix + name);
      const from = back?.get(name);
      if (from !== undefined) await copy(from, prefix + name);
    }
  }

  for (const name of databases) await make(prefix + name);
  return {
    nodes: nodes.length,
    address: (path, node = 0) => {
      const { origin } = nodes[node % nodes.length] ?? first;
      return path === '/' ? `${origin}/` : `${origin}/${prefix}${path.slice(1)}`;
    },
    headers: () => headers,
    change,
    async close() {
      for (const name of [...made]) await drop(name);
    },
  };
}
