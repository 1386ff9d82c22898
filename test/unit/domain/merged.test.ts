import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUids, isMergedAway } from '#shared/domain/people/merged';

const files = (...pairs: readonly (readonly [string, string | null])[]) =>
  pairs.map(([uid, mergedIntoUid]) => ({ uid, mergedIntoUid }));

describe('whom a file means', () => {
  it('itself, or the last of those it was merged into', () => {
    const of = canonicalUids(files(['A', 'B'], ['B', 'C'], ['C', null], ['D', null]));
    expect(['A', 'B', 'C', 'D', 'unknown'].map(of)).toEqual(['C', 'C', 'C', 'D', 'unknown']);
    expect(isMergedAway({ uid: 'A' }, of)).toBe(true);
    expect(isMergedAway({ uid: 'C' }, of)).toBe(false);
  });

  it('the same for everybody where two devices merged each other’s way, and one file stays', () => {
    const of = canonicalUids(files(['A', 'B'], ['B', 'A'], ['C', 'B']));
    expect(['A', 'B', 'C'].map(of)).toEqual(['A', 'A', 'A']);
    expect(isMergedAway({ uid: 'A' }, of)).toBe(false);
  });

  it('always ends at somebody who means themselves', () => {
    const uids = ['A', 'B', 'C', 'D', 'E', 'F'];
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom(...uids)), { minLength: 6, maxLength: 6 }), (into) => {
        const people = uids.map((uid, index) => ({
          uid,
          mergedIntoUid: into[index] === uid ? null : (into[index] ?? null),
        }));
        const of = canonicalUids(people);
        for (const uid of uids) expect(of(of(uid))).toBe(of(uid));
      }),
    );
  });
});
