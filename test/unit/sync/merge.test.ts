import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { UNION, type MergePolicy } from '#shared/schema/record-type';
import { editRecord, settleConflict, type Writing } from '#shared/sync/author';
import { canonicalJson } from '#shared/sync/canonical-json';
import { mergeRecords, openConflicts } from '#shared/sync/merge';
import { compareVectors } from '#shared/sync/vector';
import { aPerson, anAddition, aVisit, T0, testReplica, type TestReplica } from '#test/support/builders';

const POLICIES: Record<string, MergePolicy> = {
  additions: UNION,
  state: { kind: 'advance', order: ['reported', 'accepted', 'closed'] },
};
const merge = (a: WireRecord, b: WireRecord) => mergeRecords(a, b, POLICIES);

/** Somebody who sees everything there is about a field decides. */
const decide = (record: WireRecord, field: string, value: unknown, writing: Writing) =>
  settleConflict(record, [{ field, value, seen: record.yields.map(({ stamp }) => stamp) }], writing);

describe('two devices that changed one record', () => {
  it('keep both changes when they changed different fields', () => {
    const desk = testReplica('desk');
    const tablet = testReplica('tablet');
    const base = aPerson(1, { by: desk });
    const atDesk = editRecord(base, { name: '测试乙' }, desk.write());
    const onTablet = editRecord(base, { status: 'moved-out' }, tablet.write());
    const both = merge(atDesk, onTablet);
    expect(both['name']).toBe('测试乙');
    expect(both['status']).toBe('moved-out');
    expect(openConflicts(both)).toEqual([]);
  });

  it('keep the later value of one field and show the other', () => {
    const desk = testReplica('desk', () => T0 + 1000);
    const tablet = testReplica('tablet', () => T0 + 5000);
    const base = aPerson(1, { by: testReplica('seed') });
    const atDesk = editRecord(base, { name: '早' }, desk.write());
    const onTablet = editRecord(base, { name: '晚' }, tablet.write());
    const both = merge(atDesk, onTablet);
    expect(both['name']).toBe('晚');
    expect(openConflicts(both).map((entry) => entry.value)).toEqual(['早']);
  });

  it('show nothing when the second had seen what the first wrote, whatever the clocks said', () => {
    const desk = testReplica('desk', () => T0 + 3_600_000);
    const tablet = testReplica('tablet', () => T0);
    const base = aPerson(1, { by: testReplica('seed') });
    const atDesk = editRecord(base, { name: '先' }, desk.write());
    const onTablet = editRecord(atDesk, { name: '后' }, tablet.write());
    const elsewhere = editRecord(atDesk, { status: 'moved-out' }, testReplica('other').write());
    const both = merge(onTablet, elsewhere);
    expect(both['name']).toBe('后');
    expect(openConflicts(both)).toEqual([]);
  });

  it('lose no addition to a visit', () => {
    const desk = testReplica('desk');
    const tablet = testReplica('tablet');
    const base = aVisit(1, { by: tablet });
    const a = editRecord(base, { additions: [anAddition(1, desk.id)] }, desk.write());
    const b = editRecord(base, { additions: [anAddition(2, tablet.id)] }, tablet.write());
    expect((merge(a, b)['additions'] as unknown[]).length).toBe(2);
  });

  it('end in the state that is further along', () => {
    const base = aPerson(1, { by: testReplica('seed'), fields: { state: 'reported' } });
    const closed = editRecord(base, { state: 'closed' }, testReplica('early', () => T0).write());
    const accepted = editRecord(base, { state: 'accepted' }, testReplica('late', () => T0 + 9000).write());
    expect(merge(closed, accepted)['state']).toBe('closed');
  });

  it('have nothing left to show after a person decided, and keep both values in the record', () => {
    const base = aPerson(1, { by: testReplica('seed') });
    const contested = merge(
      editRecord(base, { name: '甲' }, testReplica('desk').write()),
      editRecord(base, { name: '乙' }, testReplica('tablet', () => T0 + 5).write()),
    );
    const decided = decide(contested, 'name', '甲', testReplica('manager', () => T0 + 10).write());
    expect(openConflicts(decided)).toEqual([]);
    expect(decided['name']).toBe('甲');
    expect(decided.yields.map((entry) => entry.value).sort()).toEqual(['乙', '甲'].sort());
    expect(openConflicts(merge(contested, decided))).toEqual([]);
  });

  it('keep fields that only a newer version of the product knows', () => {
    const base = aPerson(1, { by: testReplica('seed'), fields: { fromTheFuture: { deep: [1, 2] } } });
    const both = merge(
      editRecord(base, { name: '甲' }, testReplica('desk').write()),
      editRecord(base, { status: 'moved-out' }, testReplica('tablet').write()),
    );
    expect(both['fromTheFuture']).toEqual({ deep: [1, 2] });
  });
});

/** A history: replicas edit, settle and exchange; what comes out is the leaves they hold at the end. */
type Step =
  | { readonly kind: 'edit'; readonly at: number; readonly field: string; readonly value: number; readonly ms: number }
  | { readonly kind: 'add'; readonly at: number; readonly ms: number }
  | { readonly kind: 'settle'; readonly at: number; readonly ms: number }
  | { readonly kind: 'exchange'; readonly from: number; readonly to: number };

const REPLICAS = 4;
const replica = fc.nat(REPLICAS - 1);
const ms = fc.nat(10_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    at: replica,
    field: fc.constantFrom('name', 'status', 'state'),
    value: fc.nat(3),
    ms,
  }),
  fc.record({ kind: fc.constant('add' as const), at: replica, ms }),
  fc.record({ kind: fc.constant('settle' as const), at: replica, ms }),
  fc.record({ kind: fc.constant('exchange' as const), from: replica, to: replica }),
);

function play(steps: readonly Step[]): readonly WireRecord[] {
  let wall = T0;
  const devices: TestReplica[] = Array.from({ length: REPLICAS }, (_, n) => testReplica(`r${n}`, () => wall));
  const base = aPerson(1, { by: testReplica('seed'), fields: { state: 'reported', additions: [] } });
  for (const device of devices) device.clock.observe(base.born);
  const leaves = devices.map(() => base);
  steps.forEach((each, n) => {
    if (each.kind === 'exchange') {
      leaves[each.to] = merge(leaves[each.to] as WireRecord, leaves[each.from] as WireRecord);
      for (const stamp of Object.values((leaves[each.to] as WireRecord).stamps)) devices[each.to]?.clock.observe(stamp);
      return;
    }
    wall = T0 + each.ms;
    const leaf = leaves[each.at] as WireRecord;
    const writing = (devices[each.at] as TestReplica).write();
    if (each.kind === 'settle') leaves[each.at] = decide(leaf, 'name', `决定${n}`, writing);
    else if (each.kind === 'add') {
      const additions = [...(leaf['additions'] as unknown[]), anAddition(n, writing.replica)];
      leaves[each.at] = editRecord(leaf, { additions }, writing);
    } else {
      const value = each.field === 'state' ? ['reported', 'accepted', 'closed', 'odd'][each.value] : `值${each.value}`;
      leaves[each.at] = editRecord(leaf, { [each.field]: value }, writing);
    }
  });
  return leaves;
}

describe('merging, over random histories', () => {
  const histories = fc.array(step, { maxLength: 40 }).map(play);
  const check = (property: (leaves: readonly WireRecord[]) => void) =>
    fc.assert(fc.property(histories, property), { numRuns: 400 });

  it('does not care which side is which', () =>
    check(([a, b]) => {
      expect(canonicalJson(merge(a!, b!))).toBe(canonicalJson(merge(b!, a!)));
    }));

  it('does not care in which order three meet', () =>
    check(([a, b, c]) => {
      expect(canonicalJson(merge(merge(a!, b!), c!))).toBe(canonicalJson(merge(a!, merge(b!, c!))));
    }));

  it('changes nothing when repeated', () =>
    check(([a, b]) => {
      const once = merge(a!, b!);
      expect(canonicalJson(merge(once, b!))).toBe(canonicalJson(once));
      expect(canonicalJson(merge(once, once))).toBe(canonicalJson(once));
    }));

  it('has seen everything that either side had seen', () =>
    check(([a, b]) => {
      const both = merge(a!, b!);
      for (const side of [a!, b!]) expect(['equal', 'after']).toContain(compareVectors(both.vv, side.vv));
    }));

  it('brings all replicas to one state, by whatever route', () =>
    check((leaves) => {
      const left = leaves.reduce((x, y) => merge(x, y));
      const right = [...leaves].reverse().reduce((x, y) => merge(x, y));
      expect(canonicalJson(left)).toBe(canonicalJson(right));
    }));

  it('never drops a value that nobody had seen and overwritten', () =>
    check(([a, b]) => {
      const both = merge(a!, b!);
      for (const side of [a!, b!]) {
        const stamp = side.stamps['name'] ?? side.born;
        const other = side === a ? b! : a!;
        const [, rep, counter] = stamp.split('.');
        const seenElsewhere = (other.vv[rep!] ?? 0) >= parseInt(counter!, 36);
        const held = both['name'] === side['name'] || both.yields.some((entry) => entry.stamp === stamp);
        expect(held || seenElsewhere).toBe(true);
      }
    }));

  it('never throws, even on leaves that no history makes', () => {
    const anyLeaf = fc.record({
      a: fc.anything(),
      b: fc.anything(),
      vv: fc.dictionary(fc.constantFrom('r0', 'r1'), fc.nat()),
      stamps: fc.dictionary(fc.constantFrom('a', 'b'), fc.string()),
      yields: fc.array(
        fc.record({ field: fc.constantFrom('a', 'additions'), stamp: fc.string(), value: fc.anything() }),
      ),
    });
    fc.assert(
      fc.property(anyLeaf, anyLeaf, (x, y) => {
        const base = aPerson(1);
        const left = { ...base, ...x } as unknown as WireRecord;
        const right = { ...base, ...y } as unknown as WireRecord;
        expect(() => merge(left, right)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
