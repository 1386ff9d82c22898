import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { startSyncEngine, type SyncEngineDeps } from '#shared/sync/engine';
import type { ControlStore, Cursor, EventHandlers, HubClient, OutboxRow, RecordStore } from '#shared/sync/ports';
import { outboxRow } from '#shared/sync/outbox';
import { createHybridClock } from '#shared/sync/stamp';
import { aVisit, T0 } from '#test/support/builders';
import { until } from '#test/support/device';

const DB = 'grid-qinghe-1';
const HERE = { epoch: 'e', seq: '1-e' };
const unreachable = () => new AppError('hub.unreachable', 'no answer', { retry: true });
const expired = () => new AppError('auth.expired', 'run out');

/** An engine over a hub and a disk of a few lines, and a clock of pauses: each is noted, none lasts. */
function anEngine(hub: Partial<HubClient>, change: Partial<SyncEngineDeps> = {}, rows: OutboxRow[] = []) {
  const pauses: number[] = [];
  let cursor: Cursor | undefined = { db: DB, ...HERE };
  let longPause: (() => void) | null = null;
  const control: Partial<ControlStore> = {
    replica: 'r'.padEnd(12, '0'),
    cursor: async () => cursor,
    setCursor: async (next) => void (cursor = next),
    waiting: async (_db, _limit, passOver) => rows.filter(({ id, state }) => state === 'waiting' && !passOver.has(id)),
    acknowledge: async (acks) => {
      for (const ack of acks)
        rows.splice(
          rows.findIndex((row) => row.id === ack.id),
          1,
        );
    },
    amend: async () => undefined,
    queue: async () => undefined,
  };
  const client: HubClient = {
    events: (handlers, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
        handlers.onHello({ databases: { [DB]: HERE }, grants: 'g' });
      }),
    changes: async () => ({ rows: [], epoch: HERE.epoch, lastSeq: HERE.seq, isLast: true }),
    push: async (_db, sent) => sent.map(({ record }) => ({ ok: true, id: record._id, rev: '1-a' })),
    fetch: async () => new Map(),
    nowMs: async () => T0,
    ...hub,
  };
  const engine = startSyncEngine({
    store: {} as RecordStore,
    control: control as ControlStore,
    clock: createHybridClock(() => T0, 300_000),
    hub: client,
    databases: [DB],
    random: () => 1,
    renewSession: async () => false,
    sleep: async (ms, signal) => {
      pauses.push(ms);
      if (ms < 2000) return new Promise((resolve) => setImmediate(resolve));
      await new Promise<void>((resolve) => {
        longPause = resolve;
        signal.addEventListener('abort', () => resolve());
      });
    },
    ...change,
  });
  return { engine, pauses, endPause: () => longPause?.() };
}

const aRow = (n: number) => outboxRow(DB, 'visits', aVisit(n), '', n);

describe('the sync engine', () => {
  it('slows down when the hub greets it each time and then fails each time', async () => {
    const { engine, pauses } = anEngine({ push: () => Promise.reject(unreachable()) }, {}, [aRow(1)]);
    await until(() => pauses.length >= 8);
    await engine.stop();
    expect(pauses.slice(4, 8)).toEqual([1000, 1000, 1000, 1000]);
  });

  it('is quick again after the hub was of use', async () => {
    let end: (error: AppError) => void = () => undefined;
    const { engine, pauses } = anEngine({
      events: (handlers) =>
        new Promise((_, reject) => {
          end = reject;
          handlers.onHello({ databases: { [DB]: HERE }, grants: 'g' });
        }),
    });
    for (let times = 1; times <= 5; times += 1) {
      await until(() => engine.status().link.kind === 'live' && engine.status().databases[0]?.state === 'current');
      end(unreachable());
      await until(() => pauses.length === times);
    }
    expect(pauses).toEqual([100, 100, 100, 100, 100]);
    await until(() => engine.status().link.kind === 'live');
    const stopping = engine.stop();
    end(unreachable());
    await stopping;
  });

  it('leaves the hub alone until the person has signed in again, and then goes on at once', async () => {
    let asked = 0;
    let isSignedIn = false;
    const { engine, pauses } = anEngine({
      events: (handlers: EventHandlers, signal) => {
        asked += 1;
        if (!isSignedIn) return Promise.reject(expired());
        handlers.onHello({ databases: { [DB]: HERE }, grants: 'g' });
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      },
    });
    await until(() => engine.status().link.kind === 'sign-in' && pauses.length === 1);
    expect(pauses[0]).toBeGreaterThanOrEqual(30_000);
    expect(asked).toBe(1);
    isSignedIn = true;
    engine.wake();
    await until(() => engine.status().link.kind === 'live');
    await engine.stop();
  });

  it('does not ask for a sign-in because the network failed while the token was renewed', async () => {
    const seen = new Set<string>();
    const { engine, pauses } = anEngine(
      { events: () => Promise.reject(expired()) },
      { renewSession: () => Promise.reject(unreachable()) },
    );
    engine.status$.subscribe(({ link }) => seen.add(link.kind));
    await until(() => pauses.length >= 3);
    await engine.stop();
    expect([...seen]).not.toContain('sign-in');
  });

  it('asks the hub for the time again when the device wakes, and has ended asking when it has stopped', async () => {
    let asked = 0;
    let asking = 0;
    const { engine } = anEngine({
      nowMs: async (signal) => {
        asked += 1;
        if (asked === 1) return T0;
        asking += 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        await new Promise((resolve) => setImmediate(resolve));
        asking -= 1;
        throw unreachable();
      },
    });
    await until(() => engine.status().link.kind === 'live' && asked === 1);
    engine.wake();
    engine.wake();
    await until(() => asked === 3);
    await engine.stop();
    expect(asking).toBe(0);
  });

  it('passes for connected no more once the device has no network, and is so again when the hub answers', async () => {
    let attempts = 0;
    let isThere = true;
    const { engine } = anEngine({
      events: (handlers, signal) => {
        attempts += 1;
        if (!isThere) return Promise.reject(unreachable());
        handlers.onHello({ databases: { [DB]: HERE }, grants: 'g' });
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      },
    });
    await until(() => engine.status().databases[0]?.state === 'current');
    // Nobody closes the stream: the line is just gone.
    isThere = false;
    engine.offline();
    await until(() => engine.status().link.kind === 'away' && attempts > 1);
    expect(engine.status().databases[0]?.state).toBe('unknown');
    isThere = true;
    await until(() => engine.status().link.kind === 'live' && engine.status().databases[0]?.state === 'current');
    await engine.stop();
  });

  it('does not lose a wake-up that comes while an attempt hangs', async () => {
    let attempts = 0;
    const { engine } = anEngine({
      events: (handlers, signal) => {
        attempts += 1;
        if (attempts > 1) handlers.onHello({ databases: { [DB]: HERE }, grants: 'g' });
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      },
    });
    await until(() => attempts === 1);
    engine.wake();
    await until(() => engine.status().link.kind === 'live');
    await engine.stop();
  });

  it('says of a database that it fails for as long as sending fails, and no longer', async () => {
    let isBusy = true;
    const rows = [aRow(1)];
    const { engine, endPause } = anEngine(
      {
        push: async (_db, sent) => {
          if (isBusy) throw new AppError('hub.busy', 'later', { retry: true });
          return sent.map(({ record }) => ({ ok: true as const, id: record._id, rev: '1-a' }));
        },
      },
      {},
      rows,
    );
    await until(() => engine.status().databases[0]?.state === 'failing');
    expect(engine.status().lastCurrentMs).toBeNull();
    isBusy = false;
    endPause();
    await until(() => engine.status().databases[0]?.state === 'current');
    expect(rows).toEqual([]);
    expect(engine.status().lastCurrentMs).toBe(T0);
    await engine.stop();
  });

  it('tries a failing database at once when it is woken', async () => {
    let isBusy = true;
    const rows = [aRow(1)];
    const { engine } = anEngine(
      {
        push: async (_db, sent) => {
          if (isBusy) throw new AppError('hub.busy', 'later', { retry: true });
          return sent.map(({ record }) => ({ ok: true as const, id: record._id, rev: '1-a' }));
        },
      },
      {},
      rows,
    );
    await until(() => engine.status().databases[0]?.state === 'failing');
    isBusy = false;
    engine.wake();
    await until(() => rows.length === 0);
    await engine.stop();
  });

  it('never shows current before it has compared itself with the hub that is back', async () => {
    let end: (error: AppError) => void = () => undefined;
    let position = HERE;
    const { engine } = anEngine({
      events: (handlers) =>
        new Promise((_, reject) => {
          end = reject;
          handlers.onHello({ databases: { [DB]: position }, grants: 'g' });
        }),
      changes: async () => ({ rows: [], epoch: 'e', lastSeq: position.seq, isLast: true }),
    });
    await until(() => engine.status().databases[0]?.state === 'current');
    position = { epoch: 'e', seq: '2-e' };
    const shown: string[] = [];
    engine.status$.subscribe(({ link, databases }) => shown.push(`${link.kind} ${databases[0]?.state}`));
    end(unreachable());
    await until(() => shown.length > 3 && engine.status().databases[0]?.state === 'current');
    const since = shown.slice(shown.findIndex((text) => text.startsWith('away')));
    expect(since.indexOf('live catching-up')).toBeGreaterThan(-1);
    expect(since.slice(0, since.indexOf('live catching-up'))).not.toContain('live current');
    const stopping = engine.stop();
    end(unreachable());
    await stopping;
  });

  it('takes in what it may when it may not send, and is greeted anew when woken', async () => {
    let greetings = 0;
    const rows = [aRow(1)];
    let isAllowed = false;
    const { engine } = anEngine(
      {
        events: (handlers, signal) =>
          new Promise((_, reject) => {
            greetings += 1;
            signal.addEventListener('abort', () => reject(signal.reason as Error));
            handlers.onHello({ databases: { [DB]: HERE }, grants: 'g' });
          }),
        push: async (_db, sent) => {
          if (!isAllowed) throw new AppError('access.denied', 'no');
          return sent.map(({ record }) => ({ ok: true as const, id: record._id, rev: '1-a' }));
        },
      },
      {},
      rows,
    );
    await until(() => engine.status().databases[0]?.state === 'held');
    isAllowed = true;
    engine.wake();
    await until(() => rows.length === 0);
    expect(greetings).toBe(2);
    await engine.stop();
  });

  it('ends quietly when the device database closes under it', async () => {
    const closed = () => Promise.reject(new AppError('device.storage-failed', 'database closed'));
    const { engine } = anEngine({}, { control: { cursor: closed, waiting: closed } as unknown as ControlStore });
    await until(() => engine.status().databases[0]?.state === 'failing');
    await engine.stop();
    expect(engine.status().link.kind).toBe('stopped');
  });
});
