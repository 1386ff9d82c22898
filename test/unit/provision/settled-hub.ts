import type { ActualDatabase, ActualHub, ActualUser } from '#sync-server/provision/actual';
import { desiredHub, type DesiredHub } from '#sync-server/provision/desired';
import { planHub, type Step } from '#sync-server/provision/plan';
import { QINGHE } from './hostile';

/** The test’s station with one grid. */
export const ONE_GRID = { ...QINGHE, gridNumbers: [1] };
/** One node, that station. */
export const desired = desiredHub({ stations: [ONE_GRID], jwtKeys: [] }, 1);

/** A node’s configuration that meets everything. */
export const configOf = ({ settings }: DesiredHub) => {
  const config: Record<string, Record<string, string>> = { admins: { admin: '-pbkdf2-x' } };
  for (const { section, key, value } of settings) config[section] = { ...config[section], [key]: value };
  return config;
};
const settledDatabase = ({ q, n, security, designs }: DesiredHub['databases'][number]): ActualDatabase => ({
  q,
  n,
  security,
  designs: designs.map((design) => ({ ...design, _rev: '1-a' })),
});

const NODES = ['a@hub'];
/** A hub on which nothing was done. */
export const empty: ActualHub = {
  version: '3.5.0',
  isAdmin: true,
  isOpen: false,
  handlers: ['cookie', 'default'],
  nodes: { connected: NODES, members: NODES },
  names: [],
  systemSecurity: new Map(),
  config: new Map([['a@hub', { admins: { admin: 'x' } }]]),
  databases: new Map(),
  users: new Map(),
  credentials: new Map([['qinghe', 'missing']]),
};
/** The station’s account. */
export const user = (roles = ['qinghe.hub']): ActualUser => ({
  _id: 'org.couchdb.user:station-qinghe',
  _rev: '1-a',
  roles,
});
/** A hub that is as it should be. */
export const settled: ActualHub = {
  ...empty,
  names: [...desired.systemDatabases, ...desired.databases.map(({ name }) => name)],
  config: new Map([['a@hub', configOf(desired)]]),
  databases: new Map(desired.databases.map((each) => [each.name, settledDatabase(each)])),
  users: new Map([['station-qinghe', user()]]),
  credentials: new Map([['qinghe', 'right']]),
};
/** The settled hub with one database otherwise. */
export const withDatabase = (name: string, change: Partial<ActualDatabase>): ActualHub => {
  const databases = new Map(settled.databases);
  databases.set(name, { ...(databases.get(name) as ActualDatabase), ...change });
  return { ...settled, databases };
};
/** What steps are, in order. */
export const kinds = (steps: readonly Step[]) => steps.map(({ kind }) => kind);
/** The plan for a hub. */
export const plan = (actual: ActualHub, rotate: readonly string[] = [], wanted = desired) =>
  planHub(wanted, actual, rotate);
/** Design documents of a database of the settled hub. */
export const designsOf = (name: string) => settled.databases.get(name)?.designs ?? [];
