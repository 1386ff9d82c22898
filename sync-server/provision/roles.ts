import { couchSecurity, HUB_ROLE, type CouchSecurity } from '../access/hub-access';
import type { StationDatabase } from './shape';

/** The role under which a station's own hub writes to its databases, and nobody else does. */
export const stationHubRole = (station: string): string => `${station}.hub`;

/** The name under which a station signs in at the hub. */
export const stationUser = (station: string): string => `station-${station}`;

/**
 * `_security` of a station's database at a hub that many stations share. The posts are those of the access table; in the place of the
 * one role of all hubs stands the role of this station's hub, since with a common one every station could read every other. Pictures
 * are for whoever may read the records they belong to, the digest for the station's hub alone. No list of members is ever empty:
 * to CouchDB that means everybody.
 */
export function upstreamSecurity({ name, station, holds }: StationDatabase): CouchSecurity {
  const admins = { names: [], roles: ['_admin'] };
  const hub = stationHubRole(station);
  if (holds.kind === 'digest') return { admins, members: { names: [], roles: [hub] } };
  const generated = couchSecurity(holds.kind === 'media' ? holds.of : name);
  if (!generated) throw new Error(`not a database of a station: ${name}`);
  const posts = generated.members.roles.filter((role) => role !== HUB_ROLE);
  return { admins, members: { names: [], roles: [hub, ...posts] } };
}
