import { randomBytes } from 'node:crypto';
import { httpTransport, type HubTransport } from '#sync-server/provision/transport';
import { stationOfDatabase } from '#sync-server/provision/shape';
import { stationUser } from '#sync-server/provision/roles';
import { userPath } from '#sync-server/provision/actual';
import { fakeCouch } from './fake-couch';

/** A hub that a test may provision, with a station of its own. */
export interface ProvisionTarget {
  readonly ask: HubTransport;
  readonly url: string;
  readonly station: string;
  /** Takes away what was made. */
  close(): Promise<void>;
}

/** A CouchDB at a URL that carries its administrator. Its configuration stays provisioned: other tests may run on it. */
export async function couchTarget(
  text: string,
  station = `t${randomBytes(5).toString('hex')}`,
): Promise<ProvisionTarget> {
  const { origin, username, password } = new URL(text);
  const ask = httpTransport(origin, { user: decodeURIComponent(username), password: decodeURIComponent(password) });
  return {
    ask,
    url: origin,
    station,
    async close() {
      const names = (await ask('GET', '/_all_dbs')).body as string[];
      for (const name of names) if (stationOfDatabase(name) === station) await ask('DELETE', `/${name}`);
      const user = await ask('GET', userPath(stationUser(station)));
      const rev = (user.body as { _rev?: string })._rev;
      if (user.status === 200) await ask('DELETE', `${userPath(stationUser(station))}?rev=${rev}`);
    },
  };
}

const couchUrl = process.env['COUCHDB_URL'];

/** The routes in memory, and a real CouchDB where COUCHDB_URL names one. */
export const TARGETS: readonly (readonly [string, () => Promise<ProvisionTarget>])[] = [
  [
    'CouchDB’s routes in memory',
    async () => ({ ask: fakeCouch().ask, url: 'http://hub', station: 'qinghe', close: async () => undefined }),
  ],
  ...(couchUrl ? [['CouchDB', () => couchTarget(couchUrl)] as const] : []),
];
