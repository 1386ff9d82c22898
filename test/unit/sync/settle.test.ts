import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { personSchema } from '#shared/schema/types/person';
import { editRecord, settleConflict, type Writing } from '#shared/sync/author';
import { canonicalJson } from '#shared/sync/canonical-json';
import { jsonBytes } from '#shared/sync/json-bytes';
import { mergeRecords, openConflicts, stampOf } from '#shared/sync/merge';
import { SETTLED_KEPT } from '#shared/sync/settled';
import { aPerson, T0, testReplica, type TestReplica } from '#test/support/builders';

const merge = (a: WireRecord, b: WireRecord) => mergeRecords(a, b, {});
const settled = (record: WireRecord) => record.yields.filter((entry) => entry.settled !== undefined);
const open = (record: WireRecord) => record.yields.filter((entry) => entry.settled === undefined);

/** Somebody who sees all there is about the name decides. */
const decide = (record: WireRecord, value: unknown, writing: Writing) =>
  settleConflict(
    record,
    [{ field: 'name', value, seen: [stampOf(record, 'name'), ...record.yields.map(({ stamp }) => stamp)] }],
    writing,
  );

/** A replica whose clock goes on by a second at every write. */
function ticking(name: string): TestReplica {
  let now = T0;
  return testReplica(name, () => (now += 1000));
}

/** Two devices change the name apart from each other. */
function contested(base: WireRecord, a: TestReplica, b: TestReplica, n: number): WireRecord {
  return merge(editRecord(base, { name: `甲${n}` }, a.write()), editRecord(base, { name: `乙${n}` }, b.write()));
}

/** A record about whose name there was a dispute `rounds` times over, decided each time. */
function oftenDecided(rounds: number, a: TestReplica, b: TestReplica): WireRecord {
  let record = aPerson(1, { by: ticking('seed') });
  for (let n = 0; n < rounds; n += 1) record = decide(contested(record, a, b, n), `定${n}`, a.write());
  return record;
}

describe('deciding about a contested field', () => {
  it('settles what the person saw and leaves open what came since', () => {
    const [desk, tablet, other] = [ticking('desk'), ticking('tablet'), ticking('other')];
    const base = aPerson(1, { by: ticking('seed') });
    const shown = contested(base, desk, tablet, 1);
    const since = merge(shown, editRecord(base, { name: '第三个' }, testReplica('zlast', () => T0 - 5000).write()));
    const seen = [stampOf(shown, 'name'), ...shown.yields.map(({ stamp }) => stamp)];
    const decided = settleConflict(since, [{ field: 'name', value: '定', seen }], other.write());
    expect(decided['name']).toBe('定');
    expect(openConflicts(decided).map(({ value }) => value)).toEqual(['第三个']);
  });

  it('decides several fields in one write, and both values of each stay to be looked at', () => {
    const [desk, tablet] = [ticking('desk'), ticking('tablet')];
    const base = aPerson(1, { by: ticking('seed') });
    const both = merge(
      editRecord(base, { name: '甲', status: 'moved-out' }, desk.write()),
      editRecord(base, { name: '乙', status: 'deceased' }, tablet.write()),
    );
    const seen = [stampOf(both, 'name'), ...both.yields.map(({ stamp }) => stamp)];
    const writing = desk.write();
    const decisions = [
      { field: 'name', value: '丙', seen },
      { field: 'status', value: 'moved-out', seen },
    ];
    const decided = settleConflict(both, decisions, writing);
    expect(openConflicts(decided)).toEqual([]);
    expect([stampOf(decided, 'name'), stampOf(decided, 'status')]).toEqual([writing.stamp, writing.stamp]);
    expect(settled(decided).map(({ value }) => value)).toEqual(
      expect.arrayContaining(['甲', '乙', 'moved-out', 'deceased']),
    );
  });
});

describe('what was decided long ago', () => {
  it('makes way, so that a record about which people disagree for years stays small', () => {
    const record = oftenDecided(120, ticking('desk'), ticking('tablet'));
    expect(settled(record)).toHaveLength(SETTLED_KEPT);
    expect(settled(record).some(({ value }) => value === '甲119')).toBe(true);
    expect(personSchema.safeParse(record).success).toBe(true);
  });

  it('makes way sooner when it is long, but the last of it stays', () => {
    const [desk, tablet] = [ticking('desk'), ticking('tablet')];
    let record = aPerson(1, { by: ticking('seed') });
    for (let n = 0; n < 20; n += 1) {
      const one = editRecord(record, { name: '长'.repeat(4000) + n }, desk.write());
      const two = editRecord(record, { name: '文'.repeat(4000) + n }, tablet.write());
      record = decide(merge(one, two), `定${n}`, desk.write());
    }
    expect(jsonBytes(record.yields)).toBeLessThan(60 * 1024);
    expect(settled(record).some(({ value }) => value === `${'长'.repeat(4000)}19`)).toBe(true);
  });

  it('does not come back from a device that still has it, open or settled', () => {
    const [desk, tablet] = [ticking('desk'), ticking('tablet')];
    const base = aPerson(1, { by: ticking('seed') });
    const first = contested(base, desk, tablet, 0);
    let record = first;
    for (let n = 1; n <= 60; n += 1) record = decide(contested(record, desk, tablet, n), `定${n}`, desk.write());
    const gone = first.yields.filter(({ stamp }) => !record.yields.some((entry) => entry.stamp === stamp));
    expect(gone.length).toBeGreaterThan(0);
    // Far behind and with a change of its own, so that the two states really are merged.
    const behind = editRecord(first, { status: 'moved-out' }, ticking('late').write());
    const both = merge(record, behind);
    expect(both['status']).toBe('moved-out');
    expect(both['name']).toBe(record['name']);
    for (const { stamp } of gone) expect(both.yields.some((entry) => entry.stamp === stamp)).toBe(false);
    expect(openConflicts(both)).toEqual([]);
  });

  it('goes with the next decision after devices that decided apart from each other have met', () => {
    const base = oftenDecided(30, ticking('desk'), ticking('tablet'));
    const apart = ['a', 'b', 'c', 'd'].map((name) => {
      const [own, other] = [ticking(name), ticking(`${name}x`)];
      let record = base;
      for (let n = 0; n < 30; n += 1) record = decide(contested(record, own, other, n), `${name}${n}`, own.write());
      return record;
    });
    const all = apart.reduce(merge);
    expect(canonicalJson(apart.toReversed().reduce(merge))).toBe(canonicalJson(all));
    expect(personSchema.safeParse(all).success).toBe(true);
    expect(settled(decide(all, '定', ticking('manager').write()))).toHaveLength(SETTLED_KEPT);
  });
});

describe('what still waits for somebody', () => {
  it('is never dropped, however much of it there is, and the record still fits its type', () => {
    const base = aPerson(1, { by: ticking('seed') });
    const leaves = Array.from({ length: 300 }, (_, n) =>
      editRecord(base, { name: `名${n}` }, ticking(`x${String(n).padStart(4, '0')}x`).write()),
    );
    const all = leaves.reduce(merge);
    expect(open(all)).toHaveLength(299);
    expect(personSchema.safeParse(all).success).toBe(true);
    const decided = decide(all, '定', ticking('manager').write());
    expect(open(decided)).toEqual([]);
    expect(settled(decided)).toHaveLength(SETTLED_KEPT);
  });

  it('is made to fit by deciding, when a record has become too large for a hub', () => {
    const base = aPerson(1, { by: ticking('seed') });
    const leaves = Array.from({ length: 30 }, (_, n) =>
      editRecord(base, { name: `${'长'.repeat(4000)}${n}` }, ticking(`x${String(n).padStart(4, '0')}x`).write()),
    );
    const all = leaves.reduce(merge);
    expect(jsonBytes(all)).toBeGreaterThan(LIMITS.documentBytes);
    expect(jsonBytes(decide(all, '短', ticking('manager').write()))).toBeLessThan(64 * 1024);
  });
});

/** Devices that edit, decide (having seen all or the last value only) and exchange, over a record that is at its bound. */
type Step =
  | { readonly kind: 'edit'; readonly at: number; readonly ms: number }
  | { readonly kind: 'decide'; readonly at: number; readonly ms: number; readonly seesAll: boolean }
  | { readonly kind: 'exchange'; readonly from: number; readonly to: number };

const REPLICAS = 4;
const at = fc.nat(REPLICAS - 1);
const ms = fc.nat(200_000);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), at, ms }),
  fc.record({ kind: fc.constant('decide' as const), at, ms, seesAll: fc.boolean() }),
  fc.record({ kind: fc.constant('exchange' as const), from: at, to: at }),
);
const AT_BOUND = oftenDecided(SETTLED_KEPT / 2 - 1, ticking('desk'), ticking('tablet'));

function play(steps: readonly Step[]): readonly WireRecord[] {
  let wall = T0;
  const devices = Array.from({ length: REPLICAS }, (_, n) => testReplica(`r${n}`, () => wall));
  const leaves = devices.map(() => AT_BOUND);
  steps.forEach((each, n) => {
    if (each.kind === 'exchange') {
      leaves[each.to] = merge(leaves[each.to]!, leaves[each.from]!);
      for (const stamp of Object.values(leaves[each.to]!.stamps)) devices[each.to]!.clock.observe(stamp);
      return;
    }
    // Clocks of devices differ by minutes: a value may be stamped among those that were settled long before.
    wall = T0 + each.ms;
    const leaf = leaves[each.at]!;
    const writing = devices[each.at]!.write();
    const seen = [
      stampOf(leaf, 'name'),
      ...(each.kind === 'decide' && !each.seesAll ? [] : leaf.yields.map((y) => y.stamp)),
    ];
    leaves[each.at] =
      each.kind === 'edit'
        ? editRecord(leaf, { name: `改${n}` }, writing)
        : settleConflict(leaf, [{ field: 'name', value: `定${n}`, seen }], writing);
  });
  return leaves;
}

describe('merging records that are at their bound, over random histories', () => {
  const histories = fc.array(step, { minLength: 8, maxLength: 40 }).map(play);
  const check = (property: (leaves: readonly WireRecord[]) => void) =>
    fc.assert(fc.property(histories, property), { numRuns: 300 });

  it('does not care which side is which, nor in which order they meet', () =>
    check(([a, b, c]) => {
      expect(canonicalJson(merge(a!, b!))).toBe(canonicalJson(merge(b!, a!)));
      expect(canonicalJson(merge(merge(a!, b!), c!))).toBe(canonicalJson(merge(a!, merge(b!, c!))));
    }));

  it('brings all replicas to one state, by whatever route', () =>
    check((leaves) => {
      const one = canonicalJson(leaves.reduce(merge));
      expect(one).toBe(canonicalJson([...leaves].reverse().reduce(merge)));
    }));

  it('keeps every open value that no other device had seen', () =>
    check(([a, b]) => {
      const both = merge(a!, b!);
      for (const [side, other] of [[a!, b!] as const, [b!, a!] as const]) {
        for (const { stamp } of open(side)) {
          const [, replica = '', counter = ''] = stamp.split('.');
          const isSeen = (other.vv[replica] ?? 0) >= Number.parseInt(counter, 36);
          expect(isSeen || both.yields.some((entry) => entry.stamp === stamp)).toBe(true);
        }
      }
    }));
});
