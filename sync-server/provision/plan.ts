import { isDeepStrictEqual } from 'node:util';
import { DESIGN_VERSION, OWN_DESIGNS, versionOf, type DesignDocument } from './design';
import type { DesiredDatabase, DesiredHub, DesiredUser } from './desired';
import type { ActualDatabase, ActualHub, HubIdentity, NodeConfig } from './actual';
import { isMet, type Setting } from './settings';
import { stationOfDatabase } from './shape';

/** One change of a hub. Each may be done again without harm; done in order, whatever is open to somebody is closed to others first. */
export type Step =
  | { readonly kind: 'create-system'; readonly database: string }
  | { readonly kind: 'setting'; readonly node: string; readonly setting: Setting; readonly was: string | null }
  | { readonly kind: 'create'; readonly database: string; readonly q: number; readonly n: number }
  | { readonly kind: 'security'; readonly database: string; readonly security: DesiredDatabase['security'] }
  | {
      readonly kind: 'design';
      readonly database: string;
      readonly design: DesignDocument;
      /** Revision of what it replaces. */
      readonly rev: string | null;
    }
  | { readonly kind: 'credentials'; readonly station: string; readonly user: string }
  | { readonly kind: 'user'; readonly user: DesiredUser; readonly why: 'missing' | 'roles' | 'password' };

/** Why nothing is done at all. */
export type Refusal =
  | { readonly kind: 'admin-party' }
  | { readonly kind: 'not-admin' }
  | { readonly kind: 'too-old'; readonly version: string }
  | { readonly kind: 'half-joined'; readonly missing: readonly string[]; readonly strange: readonly string[] }
  | { readonly kind: 'node-without-admin'; readonly node: string }
  | { readonly kind: 'newer'; readonly database: string; readonly version: number };

/** What differs and cannot be put right from here. */
export type ByHand =
  | { readonly kind: 'few-copies'; readonly database: string; readonly n: number; readonly wanted: number }
  | { readonly kind: 'secrets-differ'; readonly nodes: readonly string[] }
  /** Everybody with an account reads a system database: hashes of passwords, or passwords of replications. */
  | { readonly kind: 'open-system'; readonly database: string }
  /** Tokens are configured and not in use before the hub is started again. */
  | { readonly kind: 'restart' };

/** What somebody may want to know; nothing is done about it, and nothing is wrong with it. */
export type Note =
  | { readonly kind: 'other-shards'; readonly database: string; readonly q: number; readonly wanted: number }
  | { readonly kind: 'foreign-design'; readonly database: string; readonly design: string; readonly validates: boolean }
  | { readonly kind: 'foreign-database'; readonly database: string }
  | { readonly kind: 'unasked-database'; readonly database: string }
  | { readonly kind: 'other-stations'; readonly stations: readonly string[] }
  | { readonly kind: 'no-file'; readonly station: string }
  | { readonly kind: 'two-nodes' };

/** What is to be done with a hub. With a refusal there are no steps. */
export interface Plan {
  readonly refusals: readonly Refusal[];
  readonly steps: readonly Step[];
  readonly byHand: readonly ByHand[];
  readonly notes: readonly Note[];
}

/** Whether a hub is as it should be. */
export const isSettled = ({ refusals, steps, byHand }: Plan): boolean =>
  refusals.length === 0 && steps.length === 0 && byHand.length === 0;

/** Oldest version with everything that is asked of it. */
const OLDEST = [3, 3] as const;

/** What stands against touching a hub, as far as its identity tells: nothing else has to be read first. */
export function refusalsOf({ version, isAdmin, isOpen, nodes }: HubIdentity): readonly Refusal[] {
  if (isOpen) return [{ kind: 'admin-party' }];
  if (!isAdmin) return [{ kind: 'not-admin' }];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  if (isOld) return [{ kind: 'too-old', version }];
  const missing = nodes.members.filter((node) => !nodes.connected.includes(node));
  const strange = nodes.connected.filter((node) => !nodes.members.includes(node));
  return missing.length + strange.length > 0 ? [{ kind: 'half-joined', missing, strange }] : [];
}

/** The steps from how a hub is to how it should be. Pure: the same hub gives the same plan, and a settled one none. */
export function planHub(desired: DesiredHub, actual: ActualHub, rotate: readonly string[] = []): Plan {
  const refusals = [...refusalsOf(actual), ...adminless(actual), ...newer(actual)];
  const byHand: readonly ByHand[] = [
    ...openSystem(actual),
    ...secretsDiffer(actual),
    ...restart(desired, actual),
    ...desired.databases.flatMap((each) => fewCopies(each, actual)),
  ];
  const notes = notesOn(desired, actual, rotate);
  if (refusals.length > 0) return { refusals, steps: [], byHand, notes };
  const steps = [
    ...desired.systemDatabases
      .filter((name) => !actual.names.includes(name))
      .map((database): Step => ({ kind: 'create-system', database })),
    ...[...actual.config].flatMap(([node, config]) =>
      desired.settings
        .filter((setting) => !isMet(setting, config[setting.section]?.[setting.key]))
        .map((setting): Step => ({
          kind: 'setting',
          node,
          setting,
          was: config[setting.section]?.[setting.key] ?? null,
        })),
    ),
    ...oneUuid(actual),
    ...roomForDatabases(desired, actual),
    ...desired.databases.flatMap((database) => databaseSteps(database, actual.databases.get(database.name))),
    // Last: nobody signs in before the doors of the databases are closed.
    ...desired.users.flatMap((user) => userSteps(user, actual, rotate.includes(user.station))),
  ];
  return { refusals, steps, byHand, notes };
}

/** A replicator knows a hub again by its uuid: behind a load balancer all nodes must answer one. */
function oneUuid({ config }: ActualHub): readonly Step[] {
  const uuidOf = (sections: NodeConfig | undefined): string | undefined => sections?.['couchdb']?.['uuid'];
  const value = [...config.values()].map(uuidOf).find((uuid) => uuid !== undefined);
  if (value === undefined || config.size < 2) return [];
  return [...config]
    .filter(([, sections]) => uuidOf(sections) !== value)
    .map(([node, sections]) => {
      const setting = { section: 'couchdb', key: 'uuid', value };
      return { kind: 'setting', node, setting, was: uuidOf(sections) ?? null };
    });
}

/** So many databases a node keeps open unless it is told otherwise, and so many more than there are it should. */
const USUALLY_OPEN = 500;
const ROOM = 1.25;
/** What they take in memory, some 240 KB each, is more than a node has from there on; those that rest are closed. */
const MOST_OPEN = 20_000;

/** Once more databases are in use than a node keeps open, it turns requests away. Only ever raised. */
function roomForDatabases({ databases }: DesiredHub, { names, config }: ActualHub): readonly Step[] {
  const count = new Set([...names, ...databases.map(({ name }) => name)]).size;
  const wanted = Math.min(MOST_OPEN, Math.ceil((count * ROOM) / USUALLY_OPEN) * USUALLY_OPEN);
  return [...config].flatMap(([node, sections]): readonly Step[] => {
    const was = sections['couchdb']?.['max_dbs_open'];
    const open = was === 'infinity' ? Infinity : Number(was ?? USUALLY_OPEN);
    if (open >= wanted) return [];
    const setting = { section: 'couchdb', key: 'max_dbs_open', value: String(wanted) };
    return [{ kind: 'setting', node, setting, was: was ?? null }];
  });
}

function databaseSteps(desired: DesiredDatabase, actual: ActualDatabase | undefined): readonly Step[] {
  const { name: database, q, n, security } = desired;
  const designs = desired.designs.flatMap((design): readonly Step[] => {
    const standing = actual?.designs.find(({ _id }) => _id === design._id);
    if (standing && isDeepStrictEqual(withoutRevision(standing), design)) return [];
    return [{ kind: 'design', database, design, rev: standing?._rev ?? null }];
  });
  return [
    ...(actual ? [] : [{ kind: 'create', database, q, n } as const]),
    ...(isSameSecurity(actual?.security, security) ? [] : [{ kind: 'security', database, security } as const]),
    ...designs,
  ];
}

const withoutRevision = ({ _rev: _, ...design }: Readonly<Record<string, unknown>>) => design;

/** Order does not count in lists of names and roles. */
function isSameSecurity(actual: unknown, desired: DesiredDatabase['security']): boolean {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return [...value].sort();
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
  };
  return isDeepStrictEqual(sorted(actual), sorted(desired));
}

function userSteps(user: DesiredUser, actual: ActualHub, isRotated: boolean): readonly Step[] {
  const standing = actual.users.get(user.name);
  const file = actual.credentials.get(user.station) ?? 'missing';
  const fresh: readonly Step[] =
    isRotated || (!standing && file === 'missing')
      ? [{ kind: 'credentials', station: user.station, user: user.name }]
      : [];
  if (!standing) return [...fresh, { kind: 'user', user, why: 'missing' }];
  if (isRotated || file === 'wrong') return [...fresh, { kind: 'user', user, why: 'password' }];
  const isSame = isDeepStrictEqual([...standing.roles].sort(), [...user.roles].sort());
  return isSame ? [] : [{ kind: 'user', user, why: 'roles' }];
}

/** Who asks one node of a cluster may be an administrator there and everybody be one at the next. */
const adminless = ({ config }: ActualHub): readonly Refusal[] =>
  [...config]
    .filter(([, sections]) => Object.keys(sections['admins'] ?? {}).length === 0)
    .map(([node]) => ({ kind: 'node-without-admin', node }));

function newer({ databases }: ActualHub): readonly Refusal[] {
  return [...databases].flatMap(([database, { designs }]) => {
    const version = Math.max(0, ...designs.filter(({ _id }) => OWN_DESIGNS.has(_id)).map(versionOf));
    return version > DESIGN_VERSION ? [{ kind: 'newer', database, version } as const] : [];
  });
}

function fewCopies({ name: database, n: wanted }: DesiredDatabase, { databases }: ActualHub): readonly ByHand[] {
  const n = databases.get(database)?.n ?? wanted;
  return n < wanted ? [{ kind: 'few-copies', database, n, wanted }] : [];
}

function secretsDiffer({ config }: ActualHub): readonly ByHand[] {
  const secrets = new Set([...config.values()].map((sections) => sections['chttpd_auth']?.['secret'] ?? ''));
  return config.size > 1 && secrets.size > 1 ? [{ kind: 'secrets-differ', nodes: [...config.keys()] }] : [];
}

/** CouchDB 3 makes them for administrators alone; those of an older one may have stayed open, and cannot be closed from outside. */
function openSystem({ systemSecurity }: ActualHub): readonly ByHand[] {
  const listed = (value: unknown, list: 'names' | 'roles'): readonly unknown[] => {
    const found = (value as Partial<Record<string, unknown>> | undefined)?.[list];
    return Array.isArray(found) ? found : [];
  };
  return [...systemSecurity].flatMap(([database, security]): readonly ByHand[] => {
    const members = (security as { readonly members?: unknown } | null)?.members ?? {};
    const isClosed = listed(members, 'names').length + listed(members, 'roles').length > 0;
    return isClosed ? [] : [{ kind: 'open-system', database }];
  });
}

const restart = ({ settings }: DesiredHub, { handlers }: ActualHub): readonly ByHand[] =>
  settings.some(({ section }) => section === 'jwt_keys') && !handlers.includes('jwt') ? [{ kind: 'restart' }] : [];

function notesOn(desired: DesiredHub, actual: ActualHub, rotate: readonly string[]): readonly Note[] {
  const asked = new Set([...desired.systemDatabases, ...desired.databases.map(({ name }) => name)]);
  const stations = new Set(desired.users.map(({ station }) => station));
  const unasked = actual.names.filter((name) => !asked.has(name) && !name.startsWith('_'));
  const ofStation = (name: string): string => stationOfDatabase(name) ?? '';
  const others = [...new Set(unasked.map(ofStation))].filter((station) => station !== '' && !stations.has(station));
  const shardNotes = desired.databases.flatMap(({ name: database, q: wanted }): readonly Note[] => {
    const q = actual.databases.get(database)?.q ?? wanted;
    return q === wanted ? [] : [{ kind: 'other-shards', database, q, wanted }];
  });
  const designNotes = [...actual.databases].flatMap(([database, { designs }]) =>
    designs
      .filter(({ _id }) => !OWN_DESIGNS.has(_id))
      .map((design): Note => ({
        kind: 'foreign-design',
        database,
        design: design._id,
        validates: 'validate_doc_update' in design,
      })),
  );
  return [
    ...(actual.nodes.members.length === 2 ? [{ kind: 'two-nodes' } as const] : []),
    ...shardNotes,
    ...designNotes,
    ...unasked
      .filter((name) => stations.has(ofStation(name)))
      .map((database): Note => ({ kind: 'unasked-database', database })),
    ...(others.length > 0 ? [{ kind: 'other-stations', stations: others } as const] : []),
    ...unasked
      .filter((name) => ofStation(name) === '')
      .map((database): Note => ({ kind: 'foreign-database', database })),
    ...desired.users
      .filter(
        ({ name, station }) =>
          actual.users.has(name) && actual.credentials.get(station) === 'missing' && !rotate.includes(station),
      )
      .map(({ station }): Note => ({ kind: 'no-file', station })),
  ];
}
