import type { HubAnswer, HubTransport, SignIn } from '#sync-server/provision/transport';

/** What a fake CouchDB is, where it is not one sound node. */
export interface FakeOptions {
  readonly nodes?: readonly string[];
  /** Nodes that were joined and are not there. */
  readonly down?: readonly string[];
  /** Its configuration cannot be changed from outside. */
  readonly isReadOnly?: boolean;
}

interface Database {
  readonly q: number;
  readonly n: number;
  security: unknown;
  readonly documents: Map<string, Record<string, unknown>>;
}

const ADMIN: SignIn = { user: 'admin', password: 'secret' };
const answer = (status: number, body: unknown): HubAnswer => ({ status, body });
const notFound = answer(404, { error: 'not_found' });

/**
 * The routes of CouchDB that provisioning asks, in memory: for what cannot be tried on a real one, which is stopping it at every
 * request, nodes that are down, and a configuration that cannot be changed. What a real one says is held by the same tests with
 * COUCHDB_URL.
 */
export function fakeCouch({ nodes = ['node1@hub'], down = [], isReadOnly = false }: FakeOptions = {}) {
  const databases = new Map<string, Database>();
  const config = new Map(nodes.map((node) => [node, new Map([['admins', new Map([['admin', 'x']])]])]));
  const requests: string[] = [];

  const isKnown = ({ user, password }: SignIn): boolean =>
    (user === ADMIN.user && password === ADMIN.password) ||
    databases.get('_users')?.documents.get(`org.couchdb.user:${user}`)?.['password'] === password;

  function put(documents: Database['documents'], id: string, body: Record<string, unknown>): HubAnswer {
    const standing = documents.get(id);
    if ((standing?.['_rev'] ?? undefined) !== body['_rev']) return answer(409, { error: 'conflict' });
    const generation = Number(String(standing?.['_rev'] ?? '0').split('-')[0]) + 1;
    documents.set(id, { ...body, _id: id, _rev: `${generation}-a` });
    return answer(201, { ok: true });
  }

  function ofServer(method: string, [first = '', second = '', third, section, key]: readonly string[], body: unknown) {
    if (first === '') return answer(200, { couchdb: 'Welcome', version: '3.5.0' });
    if (first === '_all_dbs') return answer(200, [...databases.keys()].sort());
    if (first === '_membership')
      return answer(200, { all_nodes: nodes.filter((node) => !down.includes(node)), cluster_nodes: nodes });
    const node = config.get(second);
    if (first !== '_node' || third !== '_config' || !node) return notFound;
    if (method === 'GET')
      return answer(200, Object.fromEntries([...node].map(([name, keys]) => [name, Object.fromEntries(keys)])));
    if (isReadOnly) return answer(500, { error: 'eacces' });
    const keys = node.get(section ?? '') ?? new Map<string, string>();
    node.set(section ?? '', keys.set(key ?? '', String(body)));
    return answer(200, '');
  }

  function ofDatabase(method: string, parts: readonly string[], query: URLSearchParams, body: unknown): HubAnswer {
    const [name = '', ...rest] = parts;
    const database = databases.get(name);
    if (method === 'PUT' && rest.length === 0) {
      if (database) return answer(412, { error: 'file_exists' });
      const [q, n] = [Number(query.get('q') ?? 2), Number(query.get('n') ?? Math.min(3, nodes.length))];
      const security = { admins: { roles: ['_admin'] }, members: { roles: ['_admin'] } };
      databases.set(name, { q, n, security, documents: new Map() });
      return answer(201, { ok: true });
    }
    if (!database) return notFound;
    if (rest.length === 0) return answer(200, { cluster: { q: database.q, n: database.n } });
    if (rest[0] === '_security') {
      if (method === 'PUT') database.security = body;
      return answer(200, method === 'PUT' ? { ok: true } : database.security);
    }
    if (rest[0] === '_design_docs') {
      const designs = [...database.documents].filter(([id]) => id.startsWith('_design/'));
      return answer(200, { rows: designs.map(([, doc]) => ({ doc })) });
    }
    const id = rest.join('/');
    if (method === 'PUT') return put(database.documents, id, body as Record<string, unknown>);
    const found = database.documents.get(id);
    return found ? answer(200, found) : notFound;
  }

  const ask: HubTransport = async (method, path, body, as = ADMIN) => {
    requests.push(`${method} ${path}`);
    const url = new URL(path, 'http://hub');
    const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
    if (as && !isKnown(as)) return answer(401, { error: 'unauthorized' });
    const roles = as?.user === ADMIN.user ? ['_admin'] : [];
    if (parts[0] === '_session') return answer(200, { userCtx: { roles } });
    if (as !== ADMIN) return answer(401, { error: 'unauthorized' });
    const isServers = ['', '_all_dbs', '_membership', '_node'].includes(parts[0] ?? '');
    // What is handed out is the asker's own: nobody changes a database by changing an answer.
    return structuredClone(
      isServers ? ofServer(method, parts, body) : ofDatabase(method, parts, url.searchParams, body),
    );
  };
  return { ask, databases, config, requests };
}
