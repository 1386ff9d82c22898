import { describe, expect, it } from 'vitest';
import { strengthOf } from '../../../renderer/features/sign-in/strength';

const LI = { code: 'lijg', name: '李建国' };

describe('the hint for a new passphrase', () => {
  it.each([
    ['', { kind: 'weak', missing: 10 }],
    ['corn boat', { kind: 'weak', missing: 2 }],
    ['aaaaaaaaaaaa', { kind: 'weak', missing: null }],
    ['lijg lijg lijg', { kind: 'weak', missing: null }],
    ['李建国 lijg 李建国', { kind: 'weak', missing: null }],
    ['corn boat river', { kind: 'fair' }],
    ['corn river boat lamp', { kind: 'good' }],
    ['ababababababababab', { kind: 'fair' }],
    ['清晨的茶馆坐满了说书听戏的老人', { kind: 'fair' }],
  ])('for %j', (passphrase, strength) => {
    expect(strengthOf(passphrase, LI)).toEqual(strength);
  });

  it('counts characters as the host does: wide letters are letters, spaces are none', () => {
    expect(strengthOf('ＣＯＲＮ　ｂｏａｔ', LI)).toEqual(strengthOf('corn boat', LI));
  });
});
