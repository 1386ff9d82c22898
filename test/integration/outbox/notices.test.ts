import { describe, expect, it, vi } from 'vitest';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import { noticeSchema, type Notice } from '#shared/schema/types/notice';
import { personFields, testReplica, uid } from '#test/support/builders';
import { createRecord } from '#shared/sync/author';
import type { NewMessage } from '#main/services/ports';
import type { OutboxService } from '#main/services/outbox/outbox';
import { aMessage, HOUR_MS, MORNING, outboxStation, WORKER, type OutboxStation } from './station';

const DAY_MS = 24 * HOUR_MS;
const toWorker = (change: Partial<NewMessage> = {}): NewMessage =>
  aMessage({ channel: 'app', recipient: { kind: 'staff', uid: WORKER }, ...change });

async function idOf(outbox: OutboxService, message: NewMessage): Promise<string> {
  const put = await outbox.put(message);
  if (!put.ok) throw put.error;
  return put.value.id;
}

/** The notices of a grid as they lie on disk. */
async function noticesIn(station: OutboxStation, gridNumber: number): Promise<readonly Notice[]> {
  const query = { since: '0', limit: 100, includeDocs: true, style: 'main_only', conflicts: false } as const;
  const page = await station.hub
    .database(`grid-qinghe-${gridNumber}`)
    ?.changes({ ...query, descending: false, ids: null });
  return (page?.results ?? []).flatMap(({ doc }) => noticeSchema.safeParse(doc).data ?? []);
}

describe('a message to somebody who works in a grid', () => {
  it('lies in the grid under their name, once, with its words for those alone who hold the grid’s key', async () => {
    const station = await outboxStation();
    const outbox = await station.start();
    const id = await idOf(outbox, toWorker());
    await station.until(id, 'sent');
    const [notice, ...more] = await noticesIn(station, 1);
    if (!notice) throw new Error('nothing lies there');
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ _id: `notice~qinghe-1~${id.split('~')[2]}`, recipientUid: WORKER });
    expect(JSON.stringify(notice)).not.toMatch(/报警|3幢|Alarm/);

    const open = async (scope: string): Promise<unknown> => {
      const [key] = await station.dataKeys.keysFor([{ scope, class: 'general' }]);
      const aad = sealingAad({ uid: notice.uid, field: 'content' });
      const opened = await openValue(await importSealingKey(key?.key ?? ''), notice.content, aad);
      return opened.ok ? opened.value : opened.error;
    };
    expect(await open('qinghe-1')).toMatchObject({ title: { zh: '报警' }, values: { where: { text: '3幢' } } });
    expect(await open('qinghe-2')).toBe('unreadable');
  });

  it('is there once after the host was killed before it could note that', async () => {
    const station = await outboxStation();
    const grid = station.hub.database('grid-qinghe-1');
    if (!grid) throw new Error('no grid');
    const killed = await station.start();
    const write = grid.bulkDocs.bind(grid);
    // It is on disk, and nobody hears of that any more.
    const writing = vi.spyOn(grid, 'bulkDocs').mockImplementation(async (rows) => {
      await write(rows);
      return new Promise(() => undefined);
    });
    const id = await idOf(killed, toWorker());
    await vi.waitFor(async () => expect(await noticesIn(station, 1)).toHaveLength(1));
    vi.spyOn(killed, 'stop').mockResolvedValue();
    writing.mockRestore();
    await station.start();
    await vi.waitFor(async () => expect((await station.read(id)).attempts).toHaveLength(1));
    station.setClock(MORNING + HOUR_MS);
    await station.until(id, 'sent');
    expect(await noticesIn(station, 1)).toHaveLength(1);
  });

  it('lies in that of their grids which it speaks of', async () => {
    const station = await outboxStation({ gridNumbers: [1, 2] });
    const outbox = await station.start();
    const person = createRecord(
      { type: 'person', schema: 3, scope: 'qinghe-2', uid: uid(7), fields: personFields() },
      testReplica('tablet', () => MORNING).write(),
    );
    const values = { where: { kind: 'field', record: person._id, field: 'name' } } as const;
    await station.until(await idOf(outbox, toWorker({ values })), 'sent');
    expect([await noticesIn(station, 1), await noticesIn(station, 2)].map(({ length }) => length)).toEqual([0, 1]);
  });

  it('goes away from a grid that its reader has lost, and follows to a new one unless it speaks of the lost grid', async () => {
    const station = await outboxStation();
    const outbox = await station.start();
    const person = createRecord(
      { type: 'person', schema: 3, scope: 'qinghe-1', uid: uid(7), fields: personFields() },
      testReplica('tablet', () => MORNING).write(),
    );
    const about = { where: { kind: 'field', record: person._id, field: 'name' } } as const;
    await station.until(await idOf(outbox, toWorker({ key: 'a.1', values: about })), 'sent');
    await station.until(await idOf(outbox, toWorker({ key: 'a.2', expiresAtMs: MORNING + 2 * DAY_MS })), 'sent');
    const open = await idOf(outbox, toWorker({ key: 'a.3', expiresAtMs: MORNING + 9 * DAY_MS }));
    await station.until(open, 'sent');
    expect(await noticesIn(station, 1)).toHaveLength(3);
    station.setClock(MORNING + 3 * DAY_MS);
    station.changeStaff(WORKER, { gridNumbers: [2] });
    await vi.waitFor(async () => expect(await noticesIn(station, 1)).toEqual([]));
    expect((await noticesIn(station, 2)).map(({ _id }) => _id)).toEqual([`notice~qinghe-2~${open.split('~')[2]}`]);
    // Back again: what followed comes along once more, also over the tombstone that it left.
    station.changeStaff(WORKER, { gridNumbers: [1] });
    await vi.waitFor(async () => expect(await noticesIn(station, 2)).toEqual([]));
    expect(await noticesIn(station, 1)).toHaveLength(1);
  });

  it('is taken away from somebody who has the desk instead, or does not work here any more', async () => {
    const station = await outboxStation();
    const outbox = await station.start();
    await station.until(await idOf(outbox, toWorker()), 'sent');
    station.changeStaff(WORKER, { post: 'clerk' });
    await vi.waitFor(async () => expect(await noticesIn(station, 1)).toEqual([]));
    station.changeStaff(WORKER, { post: 'grid-worker' });
    await station.until(await idOf(outbox, toWorker({ key: 'a.2' })), 'sent');
    await vi.waitFor(async () => expect(await noticesIn(station, 1)).toHaveLength(1));
    station.changeStaff(WORKER, { active: false });
    await vi.waitFor(async () => expect(await noticesIn(station, 1)).toEqual([]));
  });

  it('goes with the messages when its time is over, and not while it may be shown', async () => {
    const station = await outboxStation();
    const outbox = await station.start();
    await station.until(await idOf(outbox, toWorker()), 'sent');
    station.setClock(MORNING + 100 * DAY_MS);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await noticesIn(station, 1)).toHaveLength(1);
    station.setClock(MORNING + 185 * DAY_MS);
    await vi.waitFor(async () => expect(await noticesIn(station, 1)).toEqual([]));
    await vi.waitFor(() =>
      expect(station.log.lines).toContainEqual({ level: 'info', event: 'outbox.pruned', fields: { count: 2 } }),
    );
  });
});
