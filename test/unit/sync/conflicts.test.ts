import { describe, expect, it } from 'vitest';
import { accessOf } from '#shared/domain/access/access';
import type { WireRecord } from '#shared/schema/envelope';
import { editRecord, settleConflict, type Writing } from '#shared/sync/author';
import { contestedFields, mayDecide, pastDecisions } from '#shared/sync/conflicts';
import { mergeRecords } from '#shared/sync/merge';
import { aPerson, T0, testReplica } from '#test/support/builders';

const merge = (a: WireRecord, b: WireRecord) => mergeRecords(a, b, {});
const at = (name: string, ms: number) => testReplica(name, () => T0 + ms);

/** Somebody decides about all that is contested in a field. */
function decide(record: WireRecord, field: string, value: unknown, writing: Writing): WireRecord {
  const seen = contestedFields(record).find((each) => each.field === field)?.seen ?? [];
  return settleConflict(record, [{ field, value, seen }], writing);
}

describe('what waits in a record', () => {
  it('is told field by field: what stands, what yielded, who wrote it when', () => {
    const base = aPerson(1, { by: testReplica('seed') });
    const both = merge(
      editRecord(base, { name: '甲', status: 'moved-out' }, at('desk', 60_000).write()),
      editRecord(base, { name: '乙' }, at('tablet', 90_000).write()),
    );
    expect(contestedFields(both)).toEqual([
      {
        field: 'name',
        stands: { value: '乙', stamp: both.stamps['name'], atMs: T0 + 90_000, replica: 'tablet000000' },
        others: [expect.objectContaining({ value: '甲', atMs: T0 + 60_000, replica: 'desk00000000' })],
        seen: [both.stamps['name'], both.yields[0]?.stamp],
      },
    ]);
  });

  it('names a value once that several wrote, but has seen all of them', () => {
    const base = aPerson(1, { by: testReplica('seed') });
    const all = [
      editRecord(base, { name: '甲' }, at('a', 1000).write()),
      editRecord(base, { name: '乙' }, at('b', 2000).write()),
      editRecord(base, { name: '甲' }, at('c', 3000).write()),
      editRecord(base, { name: '丙' }, at('d', 4000).write()),
    ].reduce(merge);
    const [field] = contestedFields(all);
    expect(field?.others.map(({ value, atMs }) => [value, atMs - T0])).toEqual([
      ['甲', 3000],
      ['乙', 2000],
    ]);
    expect(field?.seen).toHaveLength(4);
    expect(contestedFields(decide(all, 'name', '甲', at('e', 9000).write()))).toEqual([]);
  });
});

describe('what was decided', () => {
  const contested = (base: WireRecord, n: number) =>
    merge(
      editRecord(base, { name: `甲${n}` }, at(`desk${n}x`, n * 1000).write()),
      editRecord(base, { name: `乙${n}` }, at(`tablet${n}x`, n * 1000 + 500).write()),
    );

  it('is told with the decider and what was passed over, the latest first', () => {
    const base = aPerson(1, { by: testReplica('seed') });
    const first = decide(contested(base, 1), 'name', '先定的', at('boss', 5000).write());
    const second = decide(contested(first, 10), 'name', '后定的', at('chief', 50_000).write());
    const [latest, earlier] = pastDecisions(second);
    expect(latest).toMatchObject({ field: 'name', value: '后定的', stands: true, replica: 'chief0000000' });
    expect(latest?.passed.map(({ value }) => value)).toEqual(['乙10', '甲10']);
    expect(earlier).toMatchObject({ stands: false, replica: 'boss00000000', atMs: T0 + 5000 });
    expect(earlier?.passed.map(({ value }) => value)).toEqual(['乙1', '甲1']);
  });

  it('says so when the field was changed since', () => {
    const base = aPerson(1, { by: testReplica('seed') });
    const decided = decide(contested(base, 1), 'name', '定', at('boss', 5000).write());
    const [since] = pastDecisions(editRecord(decided, { name: '改' }, at('clerk', 9000).write()));
    expect(since).toMatchObject({ stands: false, value: undefined });
  });
});

describe('who decides', () => {
  const clerkOf = (gridNumbers: readonly number[]) =>
    accessOf({ actor: 'grid-worker', functions: [], gridNumbers }, [1, 2]);

  it('is whoever may change the record', () => {
    const { _id } = aPerson(1, { grid: 2 });
    expect(mayDecide(clerkOf([2]), _id)).toBe(true);
    expect(mayDecide(clerkOf([1]), _id)).toBe(false);
    expect(mayDecide(clerkOf([2]), 'staff~qinghe~01TEST00000000000000000004')).toBe(false);
    expect(mayDecide(clerkOf([2]), 'no-such~qinghe-2~x')).toBe(false);
  });
});
