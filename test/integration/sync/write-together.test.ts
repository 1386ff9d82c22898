import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalWriter, type Write } from '#shared/sync/local-writer';
import { replayOutbox } from '#shared/sync/replay';
import type { RecordStore } from '#shared/sync/ports';
import { personFields, uid, WORKER_UID } from '#test/support/builders';
import { until, type TestDevice } from '#test/support/device';
import { faultyFetch, openTestStation, type TestStation } from './station';

const SCOPE = 'qinghe-1';
const newPerson = (n: number, fields: Readonly<Record<string, unknown>> = {}): Write => ({
  kind: 'create',
  creation: { type: 'person', scope: SCOPE, uid: uid(n), fields: personFields(fields) },
});
const idOf = (n: number) => `person~${SCOPE}~${uid(n)}`;
const edit = (n: number, change: Readonly<Record<string, unknown>>): Write => ({
  kind: 'edit',
  id: idOf(n),
  change: () => change,
});

describe('writes that belong together', () => {
  let station: TestStation;
  let tablet: TestDevice;
  const network = faultyFetch();
  beforeEach(async () => {
    network.set('none');
    station = await openTestStation();
    tablet = await station.device('tablet', { fetch: network.send });
    await tablet.settled();
  });
  afterEach(() => station.close());

  it('are all there, in the order asked for, and reach another device', async () => {
    await tablet.writer.writeTogether([newPerson(1)]);
    const written = await tablet.writer.writeTogether([
      newPerson(2, { name: '新来的' }),
      edit(1, { mergedIntoUid: uid(2) }),
    ]);
    expect(written.map(({ uid: each }) => each)).toEqual([uid(2), uid(1)]);
    const desk = await station.device('desk');
    await until(async () => (await desk.get('people', idOf(1)))?.['mergedIntoUid'] === uid(2));
    expect(await desk.get('people', idOf(2))).toMatchObject({ name: '新来的' });
  });

  it('are none of them there when one does not fit or its record is missing', async () => {
    const misfit = newPerson(2, { birthDate: 'long ago' });
    await expect(tablet.writer.writeTogether([newPerson(1), misfit])).rejects.toMatchObject({ code: 'row.malformed' });
    await expect(tablet.writer.writeTogether([newPerson(1), edit(9, {})])).rejects.toMatchObject({
      code: 'request.not-found',
    });
    expect(await tablet.get('people', idOf(1))).toBeUndefined();
    expect(await tablet.deps.control.allQueued()).toEqual([]);
  });

  it('fail where one of them is there already, and with keepExisting leave that one as it is', async () => {
    await tablet.writer.writeTogether([newPerson(1, { name: '原来的' })]);
    const again = [newPerson(1, { name: '又来的' }), newPerson(2)];
    await expect(tablet.writer.writeTogether(again)).rejects.toMatchObject({ code: 'row.conflict' });
    expect(await tablet.get('people', idOf(2))).toBeUndefined();
    const keeping = again.map((write): Write => (write.kind === 'create' ? { ...write, keepExisting: true } : write));
    const [first] = await tablet.writer.writeTogether(keeping);
    expect(first).toMatchObject({ name: '原来的' });
    expect(await tablet.get('people', idOf(2))).toBeDefined();
  });

  it('come in whole at the next opening when the disk failed between the outbox and the records', async () => {
    network.set('no-network');
    const store: RecordStore = { ...tablet.deps.store, write: () => Promise.reject(new Error('killed')) };
    const onQueued = () => undefined;
    const writer = createLocalWriter({ ...tablet.deps, store, author: WORKER_UID, onQueued });
    await expect(writer.writeTogether([newPerson(1), newPerson(2), newPerson(3)])).rejects.toThrow('killed');
    expect(await tablet.get('people', idOf(2))).toBeUndefined();
    await replayOutbox(tablet.deps);
    for (const n of [1, 2, 3]) expect(await tablet.get('people', idOf(n))).toMatchObject({ uid: uid(n) });
  });

  it('may not name a record twice', async () => {
    await expect(tablet.writer.writeTogether([newPerson(1), newPerson(1)])).rejects.toThrow('twice');
  });
});
