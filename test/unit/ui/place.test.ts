import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, placeOf } from '#renderer/ui/place';

describe('an address', () => {
  it('leads back to its place', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ minLength: 1 })), (query) => {
        expect(placeOf(addressOf({ path: '/visits', query }))).toEqual({ path: '/visits', query: { ...query } });
      }),
    );
  });

  it('leaves empty choices out', () => {
    expect(addressOf({ path: '/visits', query: { tab: '', person: 'p' } })).toBe('#/visits?person=p');
  });

  it.each(['', '#', '#main', '#?x=1'])('%j leads to the start', (hash) => {
    expect(placeOf(hash).path).toBe('/');
  });
});
