import { describe, expect, it, vi } from 'vitest';
import type { OutboxRow } from '#shared/sync/ports';
import { createOutboxBook } from '#renderer/data/control/outbox-book';

const DB = 'grid-qinghe-1';

/** A row as far as the book looks at it. */
const row = (n: number, queuedAtMs = n, change: Partial<OutboxRow> = {}): OutboxRow =>
  ({ id: `r${n}`, db: DB, state: 'waiting', queuedAtMs, vectorKey: `v${n}`, ...change }) as OutboxRow;

const idsOf = (rows: readonly OutboxRow[]) => rows.map(({ id }) => id);

describe('an outbox with a hundred thousand rows', () => {
  it('has the longest waiting at hand, whatever was sent, refused or written again meanwhile', () => {
    const many = Array.from({ length: 100_000 }, (_, n) => row(n));
    const book = createOutboxBook(many);
    book.apply([], idsOf(many.slice(0, 50_000)));
    book.apply([row(50_000, 50_000, { state: 'refused' }), row(50_001, 200_000)], []);
    const passed = new Set(['r50002']);
    expect(idsOf(book.waiting(DB, 3, passed))).toEqual(['r50003', 'r50004', 'r50005']);
    expect(book.waiting('grid-qinghe-2', 3, new Set())).toEqual([]);
    expect(book.all()).toHaveLength(50_000);
    expect(idsOf(book.waiting(DB, 100_000, new Set())).at(-1)).toBe('r50001');
  });

  it('puts a row that came out of turn, by a clock set back, where its time belongs', () => {
    const book = createOutboxBook([row(1, 10), row(2, 20)]);
    book.apply([row(3, 15), row(4, 5)], []);
    expect(idsOf(book.waiting(DB, 9, new Set()))).toEqual(['r4', 'r1', 'r3', 'r2']);
    // Written again with its old time, it keeps its place.
    book.apply([row(1, 10, { vectorKey: 'v1b' })], []);
    expect(idsOf(book.waiting(DB, 9, new Set()))).toEqual(['r4', 'r1', 'r3', 'r2']);
  });

  it('tells of every change while few wait, and of many together while many do', () => {
    vi.useFakeTimers();
    const book = createOutboxBook([]);
    const told: number[] = [];
    const subscription = book.rows$.subscribe((rows) => told.push(rows.length));
    book.apply([row(1)], []);
    book.apply([row(2)], []);
    expect(told).toEqual([0, 1, 2]);
    for (let n = 3; n < 6000; n += 1) book.apply([row(n)], []);
    const before = told.length;
    expect(before).toBeLessThan(2010);
    vi.runAllTimers();
    expect(told.slice(before)).toEqual([5999]);
    book.apply([], ['r1']);
    subscription.unsubscribe();
    vi.runAllTimers();
    expect(told).toHaveLength(before + 1);
    vi.useRealTimers();
  });
});
