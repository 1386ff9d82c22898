import { describe, expect, it } from 'vitest';
import { adminPaths, gridAddedSchema } from '#shared/ipc/admin-api';
import { healthSchema, paths, practiceSchema, sessionSchema, type Session } from '#shared/ipc/station-api';
import { documentId } from '#shared/schema/ids';
import { notice } from '#shared/schema/types/notice';
import { editRecord } from '#shared/sync/author';
import { createHostWriter, WINNER } from '#main/services/host-writer';
import { startHost, type RunningHost } from '#main/host';
import { changesOf, hostOptions, signInAt, startForTest, stationFolder } from '#test/support/in-process-host';

const signIn = async (host: RunningHost, code: string): Promise<Session> => {
  const { accounts } = practiceSchema.parse(await (await fetch(host.addresses.loopback + paths.practice)).json());
  const passphrase = accounts.find((account) => account.code === code)?.passphrase ?? '';
  return sessionSchema.parse(await (await signInAt(host, code, passphrase)).json());
};

const addGrid = ({ addresses }: RunningHost, token: string, body: unknown): Promise<Response> =>
  fetch(addresses.loopback + adminPaths.grids, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

const gridRecord = async (host: RunningHost, number: number) => {
  const answer = await host.hub.database('commons-qinghe')?.get(documentId('grid', 'qinghe', String(number)), WINNER);
  return answer?.found ? (answer.document as Readonly<Record<string, unknown>>) : null;
};

/** Types of what a database holds. Messages are no files: the practice station's worker of grid 3 may be told of something at any time. */
const typesIn = async (host: RunningHost, name: string): Promise<readonly string[]> =>
  (await changesOf(host, name)).map(({ id }) => id.split('~')[0] ?? id).filter((type) => type !== notice.type);

describe('a new grid', () => {
  it('has its database, its keys and its record at once, and stays over a restart', async () => {
    const data = await stationFolder();
    const first = await startHost(hostOptions(data));
    const manager = await signIn(first, 'zhoum');
    const answer = await addGrid(first, manager.token, { name: { zh: '河东网格', en: 'East bank' } });
    expect(answer.status).toBe(201);
    expect(gridAddedSchema.parse(await answer.json())).toEqual({ number: 3 });
    expect(await gridRecord(first, 3)).toMatchObject({ number: 3, name: { zh: '河东网格', en: 'East bank' } });

    const renewed = await signIn(first, 'zhoum');
    expect(renewed.grants).not.toBe(manager.grants);
    expect(renewed.stationGrids).toEqual([1, 2, 3]);
    expect(renewed.databases).toContainEqual({ name: 'grid-qinghe-3', access: 'write' });
    const kids = renewed.keys.map(({ kid }) => kid);
    for (const name of ['general', 'health', 'child']) expect(kids).toContain(`qinghe-3.${name}.1`);
    await first.stop();

    const second = await startForTest(data);
    const after = await signIn(second, 'zhoum');
    expect(after.keys.map(({ kid }) => kid).sort()).toEqual([...kids].sort());
    expect(second.hub.names()).toContain('grid-qinghe-3');
    expect(await typesIn(second, 'grid-qinghe-3')).toEqual([]);
  });

  it('opens to a worker who is put in charge of it, and to no other worker', async () => {
    const host = await startForTest(await stationFolder());
    const { token } = await signIn(host, 'zhoum');
    await addGrid(host, token, { name: { zh: '河东网格' } });
    const worker = host.sessions.accounts.byCode('zhangxm');
    await fetch(host.addresses.loopback + adminPaths.staffMember.replace(':uid', worker?.uid ?? ''), {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ gridNumbers: [3] }),
    });
    const grids = async (code: string) =>
      (await signIn(host, code)).databases.map(({ name }) => name).filter((name) => name.startsWith('grid-'));
    expect(await grids('zhangxm')).toEqual(['grid-qinghe-3']);
    expect(await grids('lijg')).toEqual(['grid-qinghe-1', 'grid-qinghe-2']);
  });

  it('is the manager’s to add: a duty lead is refused, and nothing is made', async () => {
    const host = await startForTest(await stationFolder());
    for (const code of ['sunlh', 'linxy', 'zhangw']) {
      const { token } = await signIn(host, code);
      expect((await addGrid(host, token, { name: { zh: '河东网格' } })).status, code).toBe(403);
    }
    expect(host.hub.names()).not.toContain('grid-qinghe-3');
    const { token } = await signIn(host, 'zhoum');
    expect((await addGrid(host, token, { name: { zh: '' } })).status).toBe(400);
  });

  it('takes the next number each, also when two are asked for at once', async () => {
    const host = await startForTest(await stationFolder());
    const { token } = await signIn(host, 'zhoum');
    const answers = await Promise.all(['东', '西'].map((zh) => addGrid(host, token, { name: { zh } })));
    const numbers = await Promise.all(answers.map(async (answer) => gridAddedSchema.parse(await answer.json()).number));
    expect([...numbers].sort()).toEqual([3, 4]);
    expect([(await gridRecord(host, 3))?.['number'], (await gridRecord(host, 4))?.['number']]).toEqual([3, 4]);
  });

  it('that a crash left without its record is completed by the next one', async () => {
    const data = await stationFolder();
    const first = await startHost(hostOptions(data));
    await first.hub.create('grid-qinghe-3');
    await first.stop();
    const host = await startForTest(data);
    const { token } = await signIn(host, 'zhoum');
    const answer = await addGrid(host, token, { name: { zh: '河东网格' } });
    expect(await answer.json()).toEqual({ number: 3 });
    expect(await gridRecord(host, 3)).toMatchObject({ name: { zh: '河东网格' } });
    expect(host.hub.names()).not.toContain('grid-qinghe-4');
  });

  it('stands in the audit chain with who added it', async () => {
    const host = await startForTest(await stationFolder());
    const { token, staff } = await signIn(host, 'zhoum');
    await addGrid(host, token, { name: { zh: '河东网格' } });
    const page = await fetch(`${host.addresses.loopback}${adminPaths.audit}?kind=grid-added`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await page.json()).toMatchObject({ entries: [{ by: staff.uid, subject: 'qinghe-3' }], brokenAt: null });
  });
});

describe('the station’s name', () => {
  it('is told before sign-in as its record has it, from the moment that a manager changed it', async () => {
    const data = await stationFolder();
    const first = await startHost(hostOptions(data));
    const nameAt = async ({ addresses }: RunningHost) =>
      healthSchema.parse(await (await fetch(addresses.loopback + paths.health)).json()).station.name;
    expect(await nameAt(first)).toBe('青禾里社区服务中心');
    const commons = first.hub.database('commons-qinghe');
    const stored = await commons?.get(documentId('station', 'qinghe', 'qinghe'), WINNER);
    const { _rev, ...record } = (stored?.found ? stored.document : {}) as Record<string, unknown>;
    const writing = createHostWriter(Date.now).write(first.sessions.accounts.byCode('zhoum')?.uid ?? '');
    const row = { ...editRecord(record as never, { name: { zh: '青禾里党群服务中心' } }, writing), _rev };
    await commons?.bulkDocs({ rows: [row], newEdits: true });
    await expect.poll(() => nameAt(first)).toBe('青禾里党群服务中心');
    await first.stop();
    expect(await nameAt(await startForTest(data))).toBe('青禾里党群服务中心');
  });
});
