import { describe, expect, it } from 'vitest';
import { createKeyedLock } from '#shared/sync/keyed-lock';
import { createLoop } from '#shared/sync/loop';
import { createPace } from '#shared/sync/pace';
import { AppError } from '#shared/errors/app-error';
import { asStorageError } from '#shared/sync/storage-error';
import { recordTypes } from '#shared/schema/registry';
import { toWire } from '#shared/sync/rxdb-store';
import { aVisit } from '#test/support/builders';

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

describe('a loop', () => {
  it('loses no request, whatever moment of a run it comes in', async () => {
    for (let moment = 0; moment < 20; moment += 1) {
      let runs = 0;
      const loop = createLoop({
        isOpen: () => true,
        work: async () => {
          runs += 1;
          await turns(5);
        },
        onFailure: async () => undefined,
        onIdle: () => undefined,
      });
      loop.request();
      await turns(moment);
      const before = runs;
      loop.request();
      await loop.idle();
      expect(runs, `asked ${moment} turns after the start`).toBeGreaterThan(before);
    }
  });

  it('keeps what is due while it is closed', async () => {
    let isOpen = false;
    let runs = 0;
    const loop = createLoop({
      isOpen: () => isOpen,
      work: async () => void (runs += 1),
      onFailure: async () => undefined,
      onIdle: () => undefined,
    });
    loop.request();
    await loop.idle();
    expect([runs, loop.isDue()]).toEqual([0, true]);
    isOpen = true;
    loop.request();
    await loop.idle();
    expect([runs, loop.isDue()]).toEqual([1, false]);
  });
});

describe('a keyed lock', () => {
  it('lets tasks over one record run one after another and others side by side, without a deadlock', async () => {
    const lock = createKeyedLock();
    const running = new Set<string>();
    let together = 0;
    const task = (keys: readonly string[]) =>
      lock.run(keys, async () => {
        for (const key of keys) {
          expect(running.has(key)).toBe(false);
          running.add(key);
        }
        together = Math.max(together, running.size);
        await turns(3);
        for (const key of keys) running.delete(key);
      });
    await Promise.all([task(['a', 'b']), task(['b', 'c']), task(['c', 'a']), task(['d']), task(['a', 'b', 'c', 'd'])]);
    expect(together).toBeGreaterThan(2);
  });

  it('goes on after a task that failed', async () => {
    const lock = createKeyedLock();
    await expect(lock.run(['a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lock.run(['a'], async () => 'done')).toBe('done');
  });
});

describe('the pace on a weak link', () => {
  it('asks for less after each request that did not come through, and for more when they do', async () => {
    const pace = createPace();
    const lost = () => pace.measure(() => Promise.reject(new AppError('hub.unreachable', 'too slow')));
    for (let times = 0; times < 10; times += 1) await expect(lost()).rejects.toThrow();
    expect(pace.share()).toBeGreaterThan(0);
    expect(pace.share()).toBeLessThan(0.1);
    for (let times = 0; times < 10; times += 1) await pace.measure(async () => undefined);
    expect(pace.share()).toBe(1);
  });

  it('takes a refusal for no reason to ask for less', async () => {
    const pace = createPace();
    const refused = pace.measure(() => Promise.reject(new AppError('access.denied', 'no')));
    await expect(refused).rejects.toThrow();
    expect(pace.share()).toBe(1);
  });
});

describe('what a device says about its storage', () => {
  it('tells a full disk from one that failed, however deep the reason lies', () => {
    const quota = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    const aborted = Object.assign(new Error('aborted'), { name: 'AbortError', inner: quota });
    const bulk = Object.assign(new Error('bulk'), { name: 'BulkError', failures: [aborted] });
    for (const error of [quota, aborted, bulk]) expect(asStorageError(error).code).toBe('device.storage-full');
    const closed = Object.assign(new Error('closed'), { name: 'DatabaseClosedError' });
    expect(asStorageError(closed).code).toBe('device.storage-failed');
  });
});

describe('record types', () => {
  it('have no field by a name that a device keeps for itself: it would never reach the hub', () => {
    const names = recordTypes.flatMap((type) => Object.keys(type.fields));
    const fields = Object.fromEntries(names.map((name) => [name, 1]));
    expect(Object.keys(toWire({ ...aVisit(1), ...fields }))).toEqual(expect.arrayContaining(names));
  });
});
