import { randomBytes } from 'node:crypto';
import { runGateway } from '#test/integration/gateway/running-gateway';

/** Something that speaks CouchDB's protocol, with databases to be made for a test. */
export interface HubTarget {
  /** Where databases are, without a slash at the end. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Makes a database with a name that nobody else uses. */
  create(): Promise<string>;
  /** Removes what was made and stops what was started. */
  close(): Promise<void>;
}

const freshName = (): string => `grid-c${randomBytes(5).toString('hex')}-1`;

/** The embedded hub behind the real gateway, as another hub's replicator meets it. */
export async function embeddedTarget(): Promise<HubTarget> {
  const running = await runGateway();
  const dbs: Record<string, 'write'> = {};
  const token = running.sessions.issue({ post: 'replicator', dbs });
  return {
    base: `${running.origin}/hub`,
    headers: { authorization: `Bearer ${token}` },
    async create() {
      const name = freshName();
      await running.hub.create(name);
      dbs[name] = 'write';
      running.sessions.regrant(token, { ...dbs });
      return name;
    },
    close: () => running.stop(),
  };
}

/**
 * A CouchDB at a URL that carries its administrator, which may be one node of a cluster: each database has one copy, since several agree
 * with each other only after a while and the contract is about what a write and the read after it say.
 */
export async function couchTarget(text: string): Promise<HubTarget> {
  const url = new URL(text);
  const secret = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const headers = { authorization: `Basic ${Buffer.from(secret).toString('base64')}` };
  const base = url.origin + url.pathname.replace(/\/$/, '');
  const made: string[] = [];
  return {
    base,
    headers,
    async create() {
      const name = freshName();
      const answer = await fetch(`${base}/${name}?q=1&n=1`, { method: 'PUT', headers });
      if (!answer.ok) throw new Error(`CouchDB did not make a database: ${answer.status}`);
      made.push(name);
      return name;
    },
    async close() {
      for (const name of made) await fetch(`${base}/${name}`, { method: 'DELETE', headers });
    },
  };
}

const couchUrl = process.env['COUCHDB_URL'];

/** The embedded hub, and a real CouchDB where COUCHDB_URL names one. */
export const TARGETS: readonly (readonly [string, () => Promise<HubTarget>])[] = [
  ['the embedded hub', embeddedTarget],
  ...(couchUrl ? [['CouchDB', () => couchTarget(couchUrl)] as const] : []),
];
