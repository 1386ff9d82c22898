import { describe, expect, it } from 'vitest';
import type { OutboxRow } from '#shared/sync/ports';
import { mayResend } from '#renderer/features/sync/commands';
import { bytesText, clockView, isClockFarOff, roomOf, storageTrouble } from '#renderer/features/sync/health';
import { waitingByDatabase } from '#renderer/features/sync/waiting';
import { aVisit } from '#test/support/builders';

const GB = 1024 ** 3;

describe('the room that is left', () => {
  it.each([
    [280 * GB, 476 * GB, 'ample'],
    [60 * GB, 2000 * GB, 'ample'],
    [16 * GB, 100 * GB, 'ample'],
    [14 * GB, 100 * GB, 'tight'],
    [4 * GB, 100 * GB, 'full'],
    [0, 0, 'full'],
  ] as const)('%d of %d bytes is %s', (free, total, room) => {
    expect(roomOf(free, total)).toBe(room);
  });

  it.each([
    [0, '0 KB'],
    [72 * 1024, '72 KB'],
    [312 * 1024 ** 2, '312 MB'],
    [58.24 * GB, '58.2 GB'],
    [476.4 * GB, '476 GB'],
  ])('%d bytes are written %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});

describe('what a device’s storage is warned of', () => {
  const NOW = 1_700_000_000_000;
  const store = (freeBytes: number, isKept: boolean, fits: 'enough' | 'little' | 'nothing' = 'enough') => ({
    fits,
    usedBytes: 10 * GB - freeBytes,
    quotaBytes: 10 * GB,
    isKept,
  });
  const waits = (ms: number) => [{ queuedAtMs: NOW - ms }];
  it.each([
    ['nothing while there is room and the browser keeps it', store(5 * GB, true), waits(3_600_000), null],
    ['little room, early, whatever the browser promised', store(1 * GB, true), [], 'tight'],
    ['no room', store(0.1 * GB, true), [], 'full'],
    ['what the browser refuses, although it speaks of gigabytes', store(9 * GB, true, 'little'), [], 'tight'],
    ['what it refuses altogether', store(9 * GB, true, 'nothing'), [], 'full'],
    ['no room that is told of, although a little fits', store(0.1 * GB, true, 'little'), [], 'full'],
    ['more used than there is', store(-1 * GB, false), [], 'full'],
    ['what waits in a browser that may clear it', store(5 * GB, false), waits(61_000), 'unkept'],
    ['nothing about what is on its way', store(5 * GB, false), waits(1000), null],
    ['nothing where nothing can be lost', store(5 * GB, false), [], null],
    ['nothing where the browser does not say', null, waits(3_600_000), null],
    ['nothing before the browser has answered', undefined, waits(3_600_000), null],
  ] as const)('%s', (_what, storage, outbox, trouble) => {
    expect(storageTrouble(storage, outbox, NOW)).toBe(trouble);
  });
});

describe('the clock of a device', () => {
  it.each([
    [0, { kind: 'right' }],
    [-4900, { kind: 'right' }],
    [-5000, { kind: 'fast', count: 5, unit: 'seconds' }],
    [90_000, { kind: 'slow', count: 90, unit: 'seconds' }],
    [150_000, { kind: 'slow', count: 3, unit: 'minutes' }],
    [-3 * 3_600_000, { kind: 'fast', count: 3, unit: 'hours' }],
    [2 * 86_400_000, { kind: 'slow', count: 2, unit: 'days' }],
  ])('that needs %d ms more is told so', (correction, view) => {
    expect(clockView(correction)).toEqual(view);
  });
});

describe('what waits to be sent', () => {
  const row = (id: string, db: string, queuedAtMs: number, state: OutboxRow['state'] = 'waiting'): OutboxRow => ({
    id,
    db,
    collection: 'visits',
    record: aVisit(7),
    rev: '',
    vectorKey: '',
    queuedAtMs,
    state,
  });

  it('is told by database, the longest waiting first', () => {
    const groups = waitingByDatabase(
      [row('c', 'two', 3), row('a', 'one', 2), row('b', 'two', 1), row('r', 'one', 0, 'refused')],
      100,
    );
    expect(groups.map(({ db, rows }) => [db, rows.map(({ id }) => id)])).toEqual([
      ['two', ['b', 'c']],
      ['one', ['a']],
    ]);
  });

  it('is counted in full where only the oldest are shown', () => {
    const many = Array.from({ length: 5000 }, (_, index) => row(`r${index}`, 'one', index));
    const [group] = waitingByDatabase([...many].reverse(), 100);
    expect(group?.count).toBe(5000);
    expect(group?.rows.map(({ id }) => id)).toEqual(many.slice(0, 100).map(({ id }) => id));
  });
});

describe('sending a record again', () => {
  it('is offered for what the station may take another time, and not for what was erased or lies there unchangeable', () => {
    expect(mayResend({ code: 'access.denied' })).toBe(true);
    expect(mayResend({ code: 'row.deletion' })).toBe(false);
    expect(mayResend({ code: 'row.append-only' })).toBe(false);
  });
});

describe('a wrong clock', () => {
  it.each([
    [0, false],
    [4000, false],
    [-90_000, false],
    [-4 * 60_000, false],
    [6 * 60_000, true],
    [-3 * 3_600_000, true],
    [3 * 86_400_000, true],
  ])('that is %d ms off is told of unasked: %s', (correction, isTold) => {
    expect(isClockFarOff(clockView(correction))).toBe(isTold);
  });
});
