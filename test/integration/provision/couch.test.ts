import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { applyPlan, type HubWork } from '#sync-server/provision/apply';
import { isSettled, type Plan } from '#sync-server/provision/plan';
import type { CredentialFolder, Credentials } from '#sync-server/provision/credentials';
import { stationDatabases } from '#sync-server/provision/shape';
import { validationRules } from '#sync-server/provision/validation/rules';
import type { SignIn } from '#sync-server/provision/transport';
import { ATTEMPTS, person, picture } from '#test/unit/provision/hostile';
import { couchTarget, type ProvisionTarget } from './targets';

const couchUrl = process.env['COUCHDB_URL'];

/** Credentials in memory. */
function keptInMemory(): CredentialFolder {
  const kept = new Map<string, Credentials>();
  return {
    pathOf: (station) => station,
    read: async (station) => kept.get(station) ?? null,
    write: async (credentials) => void kept.set(credentials.station, credentials),
  };
}

/** What only a real CouchDB can say. */
describe.skipIf(!couchUrl)('a provisioned CouchDB', () => {
  let target: ProvisionTarget;
  let other: ProvisionTarget;
  let work: HubWork;
  let after: Plan;
  let station: SignIn;
  let stranger: SignIn;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  beforeAll(async () => {
    target = await couchTarget(String(couchUrl));
    other = await couchTarget(String(couchUrl));
    const stations = [target.station, other.station].map((id) => ({ id, gridNumbers: [1, 2], residents: 100 }));
    work = {
      ask: target.ask,
      wanted: { stations, jwtKeys: [{ kid: target.station, kind: 'ec', pem }] },
      files: keptInMemory(),
      publicUrl: target.url,
      rotate: [],
    };
    ({ after } = await applyPlan(work));
    const signIn = async (id: string): Promise<SignIn> => {
      const file = await work.files.read(id);
      return { user: String(file?.user), password: String(file?.password) };
    };
    [station, stranger] = [await signIn(target.station), await signIn(other.station)];
  });
  afterAll(async () => {
    const node = '/_node/_local/_config';
    await target?.ask('DELETE', `${node}/jwt_keys/${encodeURIComponent(`ec:${target.station}`)}`);
    await target?.ask('DELETE', `${node}/jwt_auth/required_claims`);
    await target?.ask('DELETE', `${node}/chttpd/authentication_handlers`);
    await other?.close();
    await target?.close();
  });

  /** The same document at this station. */
  const here = <T>(doc: T): T => JSON.parse(JSON.stringify(doc).replaceAll('qinghe', target.station)) as T;
  const named = (name: string): string => name.replace('qinghe', target.station);
  let revisions = 0;
  const write = async (name: string, doc: Record<string, unknown>, as: SignIn) => {
    // A revision that is there already is not looked at again.
    revisions += 1;
    const hash = String(revisions).padStart(32, '0');
    const row = { ...here(doc), _rev: `1-${hash}`, _revisions: { start: 1, ids: [hash] } };
    return target.ask('POST', `/${named(name)}/_bulk_docs`, { new_edits: false, docs: [row] }, as);
  };

  it('takes a record from its station, by replication', async () => {
    expect(await write('grid-qinghe-1', person(), station)).toEqual({ status: 201, body: [] });
    const id = encodeURIComponent(String(here(person())['_id']));
    expect(await target.ask('GET', `/${named('grid-qinghe-1')}/${id}`)).toMatchObject({ status: 200 });
  });

  it('takes a picture with its two parts', async () => {
    const part = { content_type: 'application/octet-stream', data: Buffer.alloc(5000, 7).toString('base64') };
    const taken = picture({ _attachments: { full: part, thumb: part } });
    expect(await write('media-grid-qinghe-1', taken, station)).toEqual({ status: 201, body: [] });
    const more = picture({ _attachments: { full: part, exif: part } });
    expect((await write('media-grid-qinghe-1', more, station)).body).toMatchObject([{ error: 'forbidden' }]);
  });

  it('refuses by replication what its validation refuses, whichever engine runs it', async () => {
    const attempts = ATTEMPTS.filter(({ roles, doc }) => roles === undefined && !('_attachments' in doc));
    for (const { what, on, doc, rule } of attempts) {
      const { body } = await write(on, doc, station);
      const reason = expect.stringMatching(`^${rule}: `) as string;
      expect(body, what).toMatchObject([{ error: 'forbidden', reason }]);
    }
  });

  it('lets a station see its own databases and nobody’s else', async () => {
    for (const { name } of stationDatabases({ id: target.station, gridNumbers: [1, 2], residents: 100 })) {
      expect(await target.ask('GET', `/${name}`, undefined, station), name).toMatchObject({ status: 200 });
      expect(await target.ask('GET', `/${name}`, undefined, stranger), name).toMatchObject({ status: 403 });
      expect(await target.ask('GET', `/${name}`, undefined, null), name).toMatchObject({ status: 401 });
    }
    expect(await target.ask('GET', '/_all_dbs', undefined, station)).toMatchObject({ status: 401 });
    expect(await target.ask('GET', '/_users/_all_docs', undefined, station)).toMatchObject({ status: 401 });
    expect(await target.ask('GET', '/_up', undefined, null)).toMatchObject({ status: 200 });
  });

  it('lets a station change neither its rights nor its rules', async () => {
    const grid = `/${named('grid-qinghe-1')}`;
    const before = await target.ask('GET', `${grid}/_security`);
    expect((await target.ask('PUT', `${grid}/_security`, {}, station)).status).toBeGreaterThan(400);
    expect(await target.ask('GET', `${grid}/_security`)).toEqual(before);
    expect((await target.ask('PUT', `${grid}/_design/mine`, { views: {} }, station)).status).toBeGreaterThan(400);
    expect((await target.ask('PUT', `/grid-${target.station}-9`, undefined, station)).status).toBeGreaterThan(400);
  });

  it('finds records by type and time of change through its index', async () => {
    const query = { selector: { type: 'person', 'changed.at': { $gt: 0 } }, limit: 5 };
    const plan = (await target.ask('POST', `/${named('grid-qinghe-1')}/_explain`, query)).body as Record<
      string,
      unknown
    >;
    expect(plan['index']).toMatchObject({ ddoc: '_design/linli-look', name: 'type-changed' });
    const { body } = await target.ask('POST', `/${named('grid-qinghe-1')}/_find`, query);
    expect(body).toMatchObject({ docs: [{ type: 'person' }] });
  });

  it('lets somebody look with a token of the district, for as long as it lasts, once it was started again', async () => {
    // A CouchDB takes up another way to sign in when it starts; a shared one is not started again for a test.
    const { info } = (await target.ask('GET', '/_session')).body as { info: { authentication_handlers: string[] } };
    if (!info.authentication_handlers.includes('jwt')) {
      expect(after.byHand).toEqual([{ kind: 'restart' }]);
      return;
    }
    expect(isSettled(after)).toBe(true);
    const token = (until: string) =>
      new SignJWT({ '_couchdb.roles': [`${target.station}.manager`] })
        .setProtectedHeader({ alg: 'ES256', kid: target.station })
        .setSubject('district')
        .setExpirationTime(until)
        .sign(privateKey);
    const get = async (jwt: string, path: string, init: RequestInit = {}) =>
      fetch(target.url + path, {
        ...init,
        headers: { authorization: `Bearer ${jwt}`, 'content-type': 'application/json' },
      });
    const good = await token('5m');
    expect((await get(good, `/${named('grid-qinghe-1')}`)).status).toBe(200);
    expect((await get(good, `/grid-${other.station}-1`)).status).toBe(403);
    const record = here(person()) as unknown as WireRecord;
    const put = await get(good, `/${named('grid-qinghe-1')}`, {
      method: 'POST',
      body: JSON.stringify({ ...record, _id: `${record._id}0` }),
    });
    expect(put.status).toBe(403);
    expect(await put.text()).toContain('role: only the hub');
    expect((await get(await token('-5m'), `/${named('grid-qinghe-1')}`)).status).toBeGreaterThanOrEqual(400);
  });

  it('takes no record larger than the limit', async () => {
    const large = person({ note: 'x'.repeat(1_200_000) });
    expect(await write('grid-qinghe-1', large, station)).toMatchObject({ status: 413 });
  });

  it('tells a station which types it takes', async () => {
    const design = await target.ask('GET', `/${named('grid-qinghe-1')}/_design/linli`, undefined, station);
    const database = stationDatabases({ id: target.station, gridNumbers: [1], residents: 1 }).find(
      ({ name }) => name === named('grid-qinghe-1'),
    );
    const rules = database && validationRules(database);
    const types = rules?.holds === 'records' ? Object.keys(rules.types) : [];
    expect(design.body).toMatchObject({ linli: { types } });
    expect(types).toContain('visit');
  });
});
