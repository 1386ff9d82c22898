import { expect, it } from 'vitest';
import { upstreamPaths, upstreamViewSchema, type UpstreamView } from '#shared/ipc/upstream-api';
import { parseDatabaseName, type DatabaseIdentity } from '#shared/schema/ids';
import { upstreamChecks } from '#main/host/open-upstream';
import { practiceSchema, sessionSchema } from '#shared/ipc/station-api';
import { signInAt, startForTest, stationFolder } from '#test/support/in-process-host';
import { openDistrict } from './district';

it.runIf(process.env['THOROUGH'] === '1')(
  'a whole station goes up when its manager sets the district, and every record of it could come back',
  async () => {
    const host = await startForTest(await stationFolder());
    const names = host.hub.names();
    const district = await openDistrict('the embedded hub', names);
    const practice = practiceSchema.parse(await (await fetch(`${host.addresses.loopback}/api/practice`)).json());
    const manager = practice.accounts.find(({ post }) => post === 'manager');
    const signedIn = await signInAt(host, manager?.code ?? '', manager?.passphrase ?? '');
    const { token } = sessionSchema.parse(await signedIn.json());
    const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
      const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
      const url = host.addresses.loopback + path;
      const answer = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      expect(answer.status).toBe(200);
      return answer.json();
    };
    const { url, user, password } = district;
    const wanted = { on: true, url, user, password, authority: null };
    expect(await ask('POST', upstreamPaths.trial, wanted)).toMatchObject({ trouble: null, version: '3.5.0' });
    await ask('PATCH', upstreamPaths.upstream, wanted);
    const view = async (): Promise<UpstreamView> => upstreamViewSchema.parse(await ask('GET', upstreamPaths.upstream));
    const isCurrent = ({ databases }: UpstreamView): boolean =>
      databases.every(({ state, left }) => state === 'current' && left === 0);
    await expect.poll(async () => isCurrent(await view()), { timeout: 20_000, interval: 100 }).toBe(true);
    expect(
      (await view()).databases.map(({ name, refusedHere, refusedThere }) => [name, refusedHere, refusedThere]),
    ).toEqual(names.map((name) => [name, 0, 0]));

    let records = 0;
    for (const name of names) {
      const database = host.hub.database(name);
      const { documents = 0 } = (await database?.info()) ?? {};
      expect((await district.ask('GET', `/${name}`)).body).toMatchObject({ doc_count: documents });
      const { rows = [] } = (await database?.allDocs(EVERYTHING)) ?? {};
      for (const row of rows) {
        const { _rev, ...record } = ('doc' in row && row.doc) || {};
        expect(upstreamChecks.check(record, parseDatabaseName(name) as DatabaseIdentity)).toBeNull();
        records += 1;
      }
    }
    expect(records).toBeGreaterThan(100);
    expect(host.health()['upstream']).toMatchObject({ ok: true });
  },
);

const EVERYTHING = {
  keys: null,
  startKey: null,
  endKey: null,
  inclusiveEnd: true,
  descending: false,
  skip: 0,
  limit: null,
  includeDocs: true,
  conflicts: false,
} as const;
