import { describe, expect, it } from 'vitest';
import { suspicionsOf, type Unknowns } from '#shared/domain/incidents/suspect';

const usual: Unknowns = { text: '楼道里堆了纸箱，走不过去', isBaited: false, tookMs: 40_000, sameBefore: 0 };
const of = (change: Partial<Unknowns>) => suspicionsOf({ ...usual, ...change });

describe('a report by somebody nobody knows', () => {
  it('is taken for one where a neighbour wrote a sentence', () => {
    expect(of({})).toEqual([]);
    expect(of({ text: '3号楼电梯坏了，困过人。联系电话在下面' })).toEqual([]);
    expect(of({ text: 'Lamp out at no.3, since 8pm' })).toEqual([]);
  });

  it('is looked at first where no person wrote it, or not here', () => {
    expect(of({ isBaited: true })).toEqual(['baited']);
    expect(of({ tookMs: 900 })).toEqual(['hasty']);
    expect(of({ tookMs: -5 })).toEqual(['hasty']);
    expect(of({ tookMs: null })).toEqual(['foreign-form']);
  });

  it('is looked at first for what it says: an address of the web, no words, the same words again', () => {
    for (const text of ['快来看 http://x.y', '加我 www.abc.xyz', '便宜 pills.top', 'cheap-loans.com!'])
      expect(of({ text }), text).toEqual(['link']);
    for (const text of ['啊啊啊啊啊啊', '……！！', '11111']) expect(of({ text }), text).toEqual(['no-words']);
    expect(of({ sameBefore: 1, isBaited: true })).toEqual(['baited', 'repeated']);
  });
});
