import type { CouchSecurity } from '../access/hub-access';
import { designDocuments, type DesignDocument } from './design';
import { stationHubRole, stationUser, upstreamSecurity } from './roles';
import { hubSettings, type JwtKey, type Setting } from './settings';
import { stationDatabases, type StationShape } from './shape';

/** A database as it is to be. */
export interface DesiredDatabase {
  readonly name: string;
  readonly q: number;
  readonly n: number;
  readonly security: CouchSecurity;
  readonly designs: readonly DesignDocument[];
}

/** An account as it is to be: one for each station. */
export interface DesiredUser {
  readonly station: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** A hub as it is to be. Nothing in it depends on how the hub is now, but for the number of its nodes. */
export interface DesiredHub {
  readonly systemDatabases: readonly string[];
  readonly settings: readonly Setting[];
  readonly databases: readonly DesiredDatabase[];
  readonly users: readonly DesiredUser[];
}

/** What is asked of a hub. */
export interface Wanted {
  readonly stations: readonly StationShape[];
  readonly jwtKeys: readonly JwtKey[];
}

/** Accounts, and jobs that an administrator may set up by hand; a hub without them logs an error every few seconds. */
const SYSTEM_DATABASES = ['_users', '_replicator'] as const;

/** More copies than this protect nothing that a backup does not. */
const MOST_COPIES = 3;

/** The state that a hub of so many nodes is to be in. */
export function desiredHub({ stations, jwtKeys }: Wanted, nodes: number): DesiredHub {
  const n = Math.min(MOST_COPIES, Math.max(1, nodes));
  return {
    systemDatabases: SYSTEM_DATABASES,
    settings: hubSettings(jwtKeys),
    databases: stations.flatMap(stationDatabases).map((database) => ({
      name: database.name,
      q: database.q,
      n,
      security: upstreamSecurity(database),
      designs: designDocuments(database),
    })),
    users: stations.map(({ id }) => ({ station: id, name: stationUser(id), roles: [stationHubRole(id)] })),
  };
}
