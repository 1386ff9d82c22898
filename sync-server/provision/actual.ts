import { z } from 'zod';
import type { Credentials } from './credentials';
import type { DesiredHub } from './desired';
import { HubError, type HubTransport } from './transport';

/** A design document as it stands. */
export interface ActualDesign {
  readonly _id: string;
  readonly _rev: string;
  readonly [field: string]: unknown;
}

/** A database as it is. */
export interface ActualDatabase {
  readonly q: number;
  readonly n: number;
  readonly security: unknown;
  readonly designs: readonly ActualDesign[];
}

/** An account document as it stands, its password's hash included. */
export interface ActualUser {
  readonly _id: string;
  readonly _rev: string;
  readonly roles: readonly string[];
  readonly [field: string]: unknown;
}

/** Configuration by section and key. */
export type NodeConfig = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The file with a station's password against the hub: not there, lets the station in, or does not. */
export type CredentialState = 'missing' | 'right' | 'wrong';

/** Who stands there, before anything else is asked. */
export interface HubIdentity {
  readonly version: string;
  readonly isAdmin: boolean;
  /** Everybody is an administrator. */
  readonly isOpen: boolean;
  /** Ways to sign in that are in use since the hub was started, by CouchDB's short names. */
  readonly handlers: readonly string[];
  /** Nodes that are there now, and nodes that belong to the cluster. */
  readonly nodes: { readonly connected: readonly string[]; readonly members: readonly string[] };
}

/** What of a hub the plan is made from. */
export interface ActualHub extends HubIdentity {
  readonly names: readonly string[];
  /** `_security` of the system databases that are there. */
  readonly systemSecurity: ReadonlyMap<string, unknown>;
  readonly config: ReadonlyMap<string, NodeConfig>;
  /** Of the databases that are asked for, those that are there. */
  readonly databases: ReadonlyMap<string, ActualDatabase>;
  readonly users: ReadonlyMap<string, ActualUser>;
  /** By station. */
  readonly credentials: ReadonlyMap<string, CredentialState>;
}

const welcomeSchema = z.object({ couchdb: z.literal('Welcome'), version: z.string() });
const sessionSchema = z.object({
  userCtx: z.object({ roles: z.array(z.string()) }),
  info: z.object({ authentication_handlers: z.array(z.string()).default([]) }).default({ authentication_handlers: [] }),
});
const membershipSchema = z.object({ all_nodes: z.array(z.string()), cluster_nodes: z.array(z.string()) });
const infoSchema = z.object({ cluster: z.object({ q: z.number(), n: z.number() }) });
const designSchema = z.looseObject({ _id: z.string(), _rev: z.string() });
const designsSchema = z.object({ rows: z.array(z.object({ doc: designSchema })) });
const userSchema = z.looseObject({ _id: z.string(), _rev: z.string(), roles: z.array(z.string()) });
const configSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** Who answers: a CouchDB, in which version, with which nodes, and whether we are its administrator. */
export async function readIdentity(ask: HubTransport): Promise<HubIdentity> {
  const { version } = await answered(ask, '/', welcomeSchema, 'not-couchdb');
  const { userCtx, info } = await answered(ask, '/_session', sessionSchema);
  const anonymous = sessionSchema.safeParse((await ask('GET', '/_session', undefined, null)).body).data;
  const isAdmin = userCtx.roles.includes('_admin');
  const isOpen = anonymous?.userCtx.roles.includes('_admin') ?? false;
  const nodes = isAdmin ? await answered(ask, '/_membership', membershipSchema) : { all_nodes: [], cluster_nodes: [] };
  const handlers = info.authentication_handlers;
  return { version, isAdmin, isOpen, handlers, nodes: { connected: nodes.all_nodes, members: nodes.cluster_nodes } };
}

/** Everything about the hub that `desired` speaks of; nothing is changed. `fileOf` answers a station's credentials, if there are any. */
export async function readHub(
  ask: HubTransport,
  identity: HubIdentity,
  desired: DesiredHub,
  fileOf: (station: string) => Promise<Credentials | null>,
): Promise<ActualHub> {
  const names = await answered(ask, '/_all_dbs', z.array(z.string()));
  const config = new Map<string, NodeConfig>();
  for (const node of identity.nodes.members) {
    const path = `/_node/${encodeURIComponent(node)}/_config`;
    config.set(node, await answered(ask, path, configSchema, 'node'));
  }
  const there = new Set(names);
  const systemSecurity = new Map<string, unknown>();
  for (const name of desired.systemDatabases) {
    if (there.has(name)) systemSecurity.set(name, await answered(ask, `/${name}/_security`, z.unknown()));
  }
  const databases = new Map<string, ActualDatabase>();
  for (const { name } of desired.databases) {
    if (there.has(name)) databases.set(name, await readDatabase(ask, name));
  }
  const users = new Map<string, ActualUser>();
  const credentials = new Map<string, CredentialState>();
  for (const { name, station } of desired.users) {
    const user = there.has('_users') ? await readUser(ask, name) : null;
    if (user) users.set(name, user);
    credentials.set(station, await credentialState(ask, user !== null, await fileOf(station)));
  }
  return { ...identity, names, systemSecurity, config, databases, users, credentials };
}

async function readDatabase(ask: HubTransport, name: string): Promise<ActualDatabase> {
  const { cluster } = await answered(ask, `/${name}`, infoSchema);
  const security = await answered(ask, `/${name}/_security`, z.unknown());
  const { rows } = await answered(ask, `/${name}/_design_docs?include_docs=true`, designsSchema);
  return { q: cluster.q, n: cluster.n, security, designs: rows.map(({ doc }) => doc) };
}

/** Where an account's document lies. */
export const userPath = (name: string): string => `/_users/${encodeURIComponent(`org.couchdb.user:${name}`)}`;

/** An account, or null where there is none. */
export async function readUser(ask: HubTransport, name: string): Promise<ActualUser | null> {
  const answer = await ask('GET', userPath(name));
  if (answer.status === 404) return null;
  return parsed(answer, userPath(name), userSchema);
}

/** One sign-in and no more: CouchDB locks an account after a few wrong ones. */
async function credentialState(
  ask: HubTransport,
  isThere: boolean,
  file: Credentials | null,
): Promise<CredentialState> {
  if (!file) return 'missing';
  if (!isThere) return 'right';
  const { status } = await ask('GET', '/_session', undefined, { user: file.user, password: file.password });
  if (status !== 200 && status !== 401) throw new HubError('sign-in', `GET /_session, ${file.user} (${status})`);
  return status === 200 ? 'right' : 'wrong';
}

async function answered<T>(
  ask: HubTransport,
  path: string,
  schema: z.ZodType<T>,
  otherwise: 'answer' | 'not-couchdb' | 'node' = 'answer',
): Promise<T> {
  return parsed(await ask('GET', path), path, schema, otherwise);
}

function parsed<T>(
  { status, body }: { readonly status: number; readonly body: unknown },
  path: string,
  schema: z.ZodType<T>,
  otherwise: 'answer' | 'not-couchdb' | 'node' = 'answer',
): T {
  const what = `GET ${path.split('?')[0]} (${status})`;
  if (status === 401 || status === 403) throw new HubError('sign-in', what);
  const result = schema.safeParse(body);
  if (status !== 200 || !result.success) throw new HubError(otherwise, what);
  return result.data;
}
