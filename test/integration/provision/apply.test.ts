import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPlan, makePlan, type HubWork } from '#sync-server/provision/apply';
import { credentialFolder, DamagedCredentials } from '#sync-server/provision/credentials';
import { isSettled, type Plan } from '#sync-server/provision/plan';
import { HubError, type HubTransport } from '#sync-server/provision/transport';
import { temporaryFolder } from '#test/support/temporary-folder';
import { fakeCouch } from './fake-couch';
import { TARGETS, type ProvisionTarget } from './targets';

const noPause = async (): Promise<void> => undefined;

async function workOn(
  { ask, url, station }: Omit<ProvisionTarget, 'close'>,
  grids: readonly number[] = [1],
): Promise<HubWork> {
  return {
    ask,
    wanted: { stations: [{ id: station, gridNumbers: grids, residents: 4000 }], jwtKeys: [] },
    files: credentialFolder(await temporaryFolder(), url),
    publicUrl: url,
    rotate: [],
  };
}

/** Everything of a plan but what others keep on a shared CouchDB. */
const ours = ({ notes, ...plan }: Plan): Plan => ({
  ...plan,
  notes: notes.filter(({ kind }) => kind !== 'foreign-database' && kind !== 'other-stations'),
});

describe.each(TARGETS)('a hub (%s)', (_name, open) => {
  let target: ProvisionTarget;
  let work: HubWork;

  beforeEach(async () => {
    target = await open();
    work = await workOn(target);
  });
  afterEach(() => target.close());

  const signIn = async () => {
    const file = await work.files.read(target.station);
    if (!file) return null;
    return target.ask('GET', '/_session', undefined, { user: file.user, password: file.password });
  };

  it('that is applied twice is changed once', async () => {
    const first = await applyPlan(work);
    expect(first.before.steps.length).toBeGreaterThan(20);
    expect(ours(first.after)).toEqual({ refusals: [], steps: [], byHand: [], notes: [] });
    const told: unknown[] = [];
    const second = await applyPlan(work, (step) => told.push(step));
    expect(told).toEqual([]);
    expect(isSettled(second.after)).toBe(true);
  });

  it('lets the station in with what its file says, and with nothing else', async () => {
    await applyPlan(work);
    expect(await signIn()).toMatchObject({ status: 200 });
    const file = await work.files.read(target.station);
    const wrong = { user: String(file?.user), password: 'not this one, but long' };
    expect(await target.ask('GET', '/_session', undefined, wrong)).toMatchObject({ status: 401 });
  });

  it('gives a new password when asked, and the old one lets nobody in', async () => {
    await applyPlan(work);
    const old = await work.files.read(target.station);
    await applyPlan({ ...work, rotate: [target.station] });
    expect(await signIn()).toMatchObject({ status: 200 });
    const before = { user: String(old?.user), password: String(old?.password) };
    expect(await target.ask('GET', '/_session', undefined, before)).toMatchObject({ status: 401 });
    expect(isSettled(await makePlan(work))).toBe(true);
  });

  it('is put right where somebody turned it, and says what', async () => {
    await applyPlan(work);
    const grid = `grid-${target.station}-1`;
    await target.ask('PUT', `/${grid}/_security`, { admins: {}, members: {} });
    const design = (await target.ask('GET', `/${grid}/_design/linli`)).body as Record<string, unknown>;
    await target.ask('PUT', `/${grid}/_design/linli`, { ...design, validate_doc_update: 'function () {}' });
    await target.ask('PUT', `/${grid}/_design/mine`, { views: {} });
    const plan = await makePlan(work);
    expect(plan.steps.map((step) => [step.kind, 'database' in step && step.database])).toEqual([
      ['security', grid],
      ['design', grid],
    ]);
    expect(plan.notes).toContainEqual({
      kind: 'foreign-design',
      database: grid,
      design: '_design/mine',
      validates: false,
    });
    expect(isSettled((await applyPlan(work)).after)).toBe(true);
    expect(await target.ask('GET', `/${grid}/_design/mine`)).toMatchObject({ status: 200 });
  });

  it('grows by a grid, and keeps one that is asked for no more', async () => {
    await applyPlan(work);
    const more = { ...work, wanted: (await workOn(target, [2])).wanted };
    const { before, after } = await applyPlan(more);
    expect(before.steps.every((step) => 'database' in step && step.database.endsWith(`${target.station}-2`))).toBe(
      true,
    );
    expect(after.notes).toContainEqual({ kind: 'unasked-database', database: `grid-${target.station}-1` });
  });

  it('gives a station its role back without another password', async () => {
    await applyPlan(work);
    const path = `/_users/${encodeURIComponent(`org.couchdb.user:station-${target.station}`)}`;
    const user = (await target.ask('GET', path)).body as Record<string, unknown>;
    await target.ask('PUT', path, { ...user, roles: ['somebody'] });
    // Its file is at the station by now.
    const elsewhere = { ...work, files: (await workOn(target)).files };
    const { before, after } = await applyPlan(elsewhere);
    expect(before.steps).toMatchObject([{ kind: 'user', why: 'roles' }]);
    expect(isSettled(after)).toBe(true);
    expect(await signIn()).toMatchObject({ status: 200 });
  });
});

describe('stopped at any request', () => {
  /** Fails the n-th request, before the hub hears of it or after: a cut line is either. */
  const cutAt = (ask: HubTransport, n: number, when: 'before' | 'after'): HubTransport => {
    let count = 0;
    return async (...request) => {
      count += 1;
      if (count === n && when === 'before') throw new HubError('unreachable', 'cut');
      const answer = await ask(...request);
      if (count === n) throw new HubError('unreachable', 'cut');
      return answer;
    };
  };

  it.each([['before'], ['after']] as const)(
    '%s the hub heard of it, it arrives at the same when run again',
    async (when) => {
      const whole = fakeCouch();
      await applyPlan(await workOn({ ...whole, url: 'http://hub', station: 'qinghe' }));
      const shape = (couch: ReturnType<typeof fakeCouch>) =>
        [...couch.databases].map(([name, { q, n, security, documents }]) => {
          const kept = [...documents].map(([id, { password: _, _rev, ...doc }]) => [id, doc]);
          return [name, q, n, security, kept];
        });
      const requests = whole.requests.length;
      expect(requests).toBeGreaterThan(60);
      for (let n = 1; n <= requests; n += 1) {
        const couch = fakeCouch();
        const work = await workOn({ ...couch, url: 'http://hub', station: 'qinghe' });
        await expect(applyPlan({ ...work, ask: cutAt(couch.ask, n, when) }, undefined, noPause)).rejects.toThrow('cut');
        const { after } = await applyPlan(work, undefined, noPause);
        expect(isSettled(after), `request ${n}`).toBe(true);
        expect(shape(couch), `request ${n}`).toEqual(shape(whole));
        const file = await work.files.read('qinghe');
        const signedIn = await couch.ask('GET', '/_session', undefined, {
          user: 'station-qinghe',
          password: String(file?.password),
        });
        expect(signedIn.status, `request ${n}`).toBe(200);
      }
    },
  );

  it('a change of password is finished by running again without asking for one', async () => {
    const couch = fakeCouch();
    const work = await workOn({ ...couch, url: 'http://hub', station: 'qinghe' });
    await applyPlan(work);
    const reads = couch.requests.length;
    await makePlan(work);
    const cut = cutAt(couch.ask, couch.requests.length - reads + 1, 'before');
    await expect(applyPlan({ ...work, ask: cut, rotate: ['qinghe'] })).rejects.toThrow('cut');
    expect((await makePlan(work)).steps).toMatchObject([{ kind: 'user', why: 'password' }]);
    expect(isSettled((await applyPlan(work)).after)).toBe(true);
  });
});

describe('somebody who does the same at the same time', () => {
  const quicker = (couch: ReturnType<typeof fakeCouch>, what: RegExp): HubTransport => {
    return async (...request) => {
      if (request[0] === 'PUT' && what.test(request[1])) await couch.ask(...request);
      return couch.ask(...request);
    };
  };

  it('may make the databases first', async () => {
    const couch = fakeCouch();
    const work = await workOn({ ask: quicker(couch, /^\/[^/]+$/), url: 'http://hub', station: 'qinghe' });
    expect(isSettled((await applyPlan(work)).after)).toBe(true);
  });

  it('and write the rules first: then it stops with the place, and the next run finds nothing wrong', async () => {
    const couch = fakeCouch();
    const work = await workOn({ ...couch, url: 'http://hub', station: 'qinghe' });
    const stopped = applyPlan({ ...work, ask: quicker(couch, /_design\/linli$/) });
    await expect(stopped).rejects.toMatchObject({
      kind: 'answer',
      detail: 'PUT commons-qinghe/_design/linli (409 conflict)',
    });
    expect(isSettled((await applyPlan(work)).after)).toBe(true);
  });
});

describe('a hub that cannot be brought there', () => {
  it('because its configuration is closed, is brought as far as it goes, and the lines for its ini file are named', async () => {
    const work = await workOn({ ...fakeCouch({ isReadOnly: true }), url: 'http://hub', station: 'qinghe' });
    const { after, refusedSettings } = await applyPlan(work, undefined, noPause);
    expect(refusedSettings.map(({ key }) => key)).toContain('require_valid_user');
    expect(after.steps.every(({ kind }) => kind === 'setting')).toBe(true);
    expect(isSettled(after)).toBe(false);
  });

  it('because a node is down, is not touched', async () => {
    const couch = fakeCouch({ nodes: ['a@hub', 'b@hub', 'c@hub'], down: ['c@hub'] });
    const { before } = await applyPlan(await workOn({ ...couch, url: 'http://hub', station: 'qinghe' }));
    expect(before.refusals).toEqual([{ kind: 'half-joined', missing: ['c@hub'], strange: [] }]);
    expect(couch.requests.filter((request) => !request.startsWith('GET'))).toEqual([]);
  });

  it('of three nodes gets three copies, and each node its configuration', async () => {
    const couch = fakeCouch({ nodes: ['a@hub', 'b@hub', 'c@hub'] });
    const { before, after } = await applyPlan(await workOn({ ...couch, url: 'http://hub', station: 'qinghe' }));
    expect(isSettled(after)).toBe(true);
    expect([...couch.databases.values()].every(({ n }) => n === 3)).toBe(true);
    expect(new Set(before.steps.flatMap((step) => (step.kind === 'setting' ? step.node : [])))).toHaveLength(3);
  });
});

describe('a station’s file', () => {
  it('is readable by nobody else, and holds what the settings of the station take', async () => {
    const folder = join(await temporaryFolder(), 'hub');
    const files = credentialFolder(folder, 'https://hub.example:6984');
    const credentials = {
      url: 'https://hub.example:6984',
      station: 'qinghe',
      user: 'station-qinghe',
      password: 'x'.repeat(32),
    };
    await files.write(credentials);
    expect(await readdir(folder)).toEqual(['hub.example-6984-qinghe.json']);
    expect(JSON.parse(await readFile(files.pathOf('qinghe'), 'utf8'))).toEqual(credentials);
    if (process.platform !== 'win32') expect((await stat(files.pathOf('qinghe'))).mode & 0o777).toBe(0o600);
    expect(await files.read('donghu')).toBeNull();
  });

  it('that was spoilt, or is another station’s, is named and not written over', async () => {
    const folder = await temporaryFolder();
    const files = credentialFolder(folder, 'http://hub');
    await writeFile(files.pathOf('qinghe'), '{"station":"qinghe"}');
    await expect(files.read('qinghe')).rejects.toThrow(DamagedCredentials);
    await files.write({ url: 'http://hub', station: 'donghu', user: 'x', password: 'x'.repeat(32) });
    await writeFile(files.pathOf('qinghe'), await readFile(files.pathOf('donghu'), 'utf8'));
    await expect(files.read('qinghe')).rejects.toThrow(DamagedCredentials);
  });
});
