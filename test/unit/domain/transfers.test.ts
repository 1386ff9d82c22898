import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessOf } from '#shared/domain/access/access';
import type { Actor } from '#shared/domain/access/table';
import {
  changesOnTheWay,
  goingAlong,
  mayTransfer,
  subjectOf,
  type Homes,
  type Movable,
} from '#shared/domain/transfers/transfers';
import { aPerson, aVisit, uid } from '#test/support/builders';

const access = (actor: Actor, gridNumbers: readonly number[]) =>
  accessOf({ actor, functions: [], gridNumbers }, [1, 2, 3]);

describe('who may send somebody to another grid', () => {
  it.each<[Actor, readonly number[], boolean]>([
    ['manager', [], true],
    ['duty-lead', [], true],
    ['clerk', [], true],
    ['grid-worker', [1], false],
    ['grid-worker', [1, 2], true],
    ['building-head', [1, 2], false],
    ['it', [], false],
    ['auditor', [], false],
  ])('%s who works in %j: %s', (actor, gridNumbers, expected) => {
    expect(mayTransfer(access(actor, gridNumbers), 'person', 1, 2)).toBe(expected);
    expect(mayTransfer(access(actor, gridNumbers), 'household', 1, 2)).toBe(expected);
  });

  it('is nobody for a grid that is not there', () => {
    expect(mayTransfer(access('manager', []), 'person', 1, 9)).toBe(false);
  });
});

const movable = (n: number, change: Partial<Movable> = {}): Movable => ({
  uid: uid(n),
  householdUid: null,
  mergedIntoUid: null,
  ...change,
});

describe('who goes along', () => {
  const people = [
    movable(1, { householdUid: uid(10) }),
    movable(2, { householdUid: uid(10) }),
    movable(3),
    movable(4, { mergedIntoUid: uid(1) }),
    movable(5, { mergedIntoUid: uid(4) }),
    movable(6, { mergedIntoUid: uid(3) }),
  ];

  it('is everybody of the household, and the files that were merged into theirs', () => {
    expect(goingAlong('household', uid(10), people)).toEqual([1, 2, 4, 5].map(uid));
  });

  it('is the person alone, with the files that were merged into that one', () => {
    expect(goingAlong('person', uid(1), people)).toEqual([1, 4, 5].map(uid));
  });

  it('is found to its end, also where files point at one another', () => {
    const links = fc.array(fc.option(fc.nat(8), { nil: null }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(links, (merged) => {
        const all = merged.map((into, n) => movable(n, { mergedIntoUid: into === null ? null : uid(into) }));
        const going = new Set(goingAlong('person', uid(0), all));
        const missing = all.filter(
          (each) => each.mergedIntoUid && going.has(each.mergedIntoUid) && !going.has(each.uid),
        );
        expect(missing).toEqual([]);
      }),
    );
  });
});

describe('what changes on the way', () => {
  const alone: Homes = { kind: 'person', dwellingUid: uid(21), formerDwellingUid: null };
  const together: Homes = { kind: 'household', dwellingUid: uid(21), formerDwellingUid: uid(20) };
  const person = (fields: Record<string, unknown>) => aPerson(1, { fields });

  it('is household and home of who goes alone', () => {
    const record = person({ householdUid: uid(10), dwellingUid: uid(20) });
    expect(changesOnTheWay(record, alone)).toEqual({ householdUid: null, dwellingUid: uid(21) });
    expect(changesOnTheWay(person({}), { ...alone, dwellingUid: null })).toEqual({});
  });

  it('is the home of those who lived with the household, and not of those who lived elsewhere', () => {
    expect(changesOnTheWay(person({ dwellingUid: uid(20) }), together)).toEqual({ dwellingUid: uid(21) });
    expect(changesOnTheWay(person({ dwellingUid: uid(29) }), together)).toEqual({});
  });

  it('is nothing in a file that was merged away', () => {
    expect(changesOnTheWay(person({ dwellingUid: uid(20), mergedIntoUid: uid(2) }), together)).toEqual({});
  });
});

describe('what goes with somebody', () => {
  it('is what is about the person, and not what belongs to the grid', () => {
    expect(subjectOf(aVisit(30))).toBe(uid(1));
    expect(subjectOf({ ...aVisit(30), type: 'reveal', subjectUid: uid(1) })).toBeNull();
    expect(subjectOf({ ...aVisit(30), type: 'import-part' })).toBeNull();
    expect(subjectOf(aPerson(1))).toBeNull();
  });
});
