import { describe, expect, it } from 'vitest';
import { createAlikeIndex, type AlikeEntry } from '#renderer/data/register/alike';
import { isNearBirth } from '#renderer/data/register/alike-rules';

let count = 0;
function person(about: Partial<AlikeEntry>): AlikeEntry {
  count += 1;
  const key = `p${count}`;
  return {
    key,
    uid: key,
    name: '何秀兰',
    sex: 'female',
    birthDate: '1948-03-05',
    dwellingUid: 'home',
    idDigest: null,
    phoneDigests: [],
    ...about,
  };
}

function pairsOf(...people: readonly Partial<AlikeEntry>[]) {
  const index = createAlikeIndex();
  for (const one of people) index.set(person(one));
  return index.pairs(100);
}

describe('two files are one person’s', () => {
  it.each([
    [
      'with the same citizen id, whatever else',
      { idDigest: 'x', name: '何兰', sex: 'male' },
      { idDigest: 'x' },
      'citizen-id',
      1,
    ],
    ['with name and birth date in another home', {}, { dwellingUid: 'other' }, 'name-birth', 0.9],
    ['with name and home and a lunar birth date', {}, { birthDate: '1948-04-13' }, 'name-home', 0.85],
    ['with name and home, of one the year only', {}, { birthDate: '1948-01-01' }, 'name-home', 0.85],
    [
      'with name and phone',
      { phoneDigests: ['t'] },
      { phoneDigests: ['u', 't'], dwellingUid: null, birthDate: '1958-03-05' },
      'name-phone',
      0.8,
    ],
    ['with homophones and birth date', {}, { name: '何秀蓝', dwellingUid: null }, 'pinyin-birth', 0.6],
    ['with n for l', {}, { name: '何秀南', dwellingUid: null }, 'pinyin-birth', 0.6],
    ['with ing for in', { name: '张兰英' }, { name: '张蓝音', dwellingUid: null }, 'pinyin-birth', 0.6],
    ['with z for zh', { name: '章小红' }, { name: '臧小洪', dwellingUid: null }, 'pinyin-birth', 0.6],
    ['with a letter apart', {}, { name: '何秀莲', dwellingUid: null }, 'pinyin-birth', 0.5],
    ['with homophones and home', {}, { name: '何秀蓝', birthDate: '1948-05-03' }, 'pinyin-home', 0.65],
    ['with a surname read in two ways', { name: '单秀兰' }, { name: '但秀兰', dwellingUid: null }, 'pinyin-birth', 0.6],
  ] as const)('%s', (_, a, b, reason, certainty) => {
    const pairs = pairsOf(a, b);
    expect(pairs).toHaveLength(1);
    expect(pairs[0]?.reasons[0]).toBe(reason);
    expect(pairs[0]?.certainty).toBe(certainty);
  });

  it('the surer the more speaks for it, and never certain without an id', () => {
    const [pair] = pairsOf({ phoneDigests: ['t'] }, { phoneDigests: ['t'] });
    expect(pair).toMatchObject({ reasons: ['name-birth', 'name-home', 'name-phone'], certainty: 0.98 });
  });

  it('less surely with two different ids on file', () => {
    expect(pairsOf({ idDigest: 'x' }, { idDigest: 'y' })[0]?.certainty).toBe(0.64);
    expect(pairsOf({ idDigest: 'x' }, { idDigest: 'y', name: '何秀蓝' })).toEqual([]);
  });
});

describe('a family is nobody’s double', () => {
  it.each([
    ['husband and wife', { name: '王建国', sex: 'male' }, {}],
    ['brothers', { name: '王建国', sex: 'male' }, { name: '王建军', sex: 'male', birthDate: '1950-01-02' }],
    ['brothers a letter apart', { name: '王志兰' }, { name: '王志莲', birthDate: '1949-09-02' }],
    ['sisters who sound alike', { name: '王秀兰' }, { name: '王秀岚', birthDate: '1952-11-20' }],
    ['twins', { name: '王子涵', birthDate: '2015-05-05' }, { name: '王子轩', birthDate: '2015-05-05' }],
    ['a boy and a girl born together', { name: '王宁', sex: 'male' }, { name: '王玲' }],
    ['father and son', { name: '王建国', sex: 'male' }, { name: '王建国强', sex: 'male' }],
    ['neighbours of one name and age', { dwellingUid: 'a' }, { dwellingUid: 'b', birthDate: '1949-05-06' }],
  ] as const)('%s', (_, a, b) => {
    expect(pairsOf({ phoneDigests: ['t'], ...a }, { phoneDigests: ['t'], ...b })).toEqual([]);
  });
});

describe('somebody who is being entered', () => {
  it('is found among those who are there, the surest first, and never as themselves', () => {
    const index = createAlikeIndex();
    const self = person({ uid: 'self' });
    const sameId = person({ name: '何秀', idDigest: 'x', dwellingUid: null });
    const near = person({ name: '何绣兰', dwellingUid: null });
    for (const one of [self, near, sameId, person({ name: '别人' })]) index.set(one);
    const candidate = { ...person({ idDigest: 'x' }), exceptUid: 'self' };
    expect(index.alike(candidate, 5).map(({ key }) => key)).toEqual([sameId.key, near.key]);
    expect(index.alike(candidate, 1)).toHaveLength(1);
  });

  it('is found by name and home when no birth date is known', () => {
    const index = createAlikeIndex();
    index.set(person({ key: 'here' }));
    const candidate = { ...person({ sex: null }), birthDate: null };
    expect(index.alike(candidate, 5)).toMatchObject([{ key: 'here', reasons: ['name-home'] }]);
  });

  it('is not found by what somebody was called before', () => {
    const index = createAlikeIndex();
    index.set(person({ key: 'here' }));
    index.set(person({ key: 'here', name: '别人', birthDate: '1990-01-01', dwellingUid: null }));
    expect(index.alike(person({}), 5)).toEqual([]);
    index.remove('here');
    index.remove('nobody');
    expect(index.alike(person({ name: '别人', birthDate: '1990-01-01' }), 5)).toEqual([]);
  });
});

describe('birth dates', () => {
  it.each([
    ['1948-03-05', '1948-05-03', true],
    ['1948-03-05', '1949-03-05', true],
    ['1948-03-05', '1948-03-15', true],
    ['1948-12-05', '1949-01-13', true],
    ['1948-03-05', '1948-01-01', true],
    ['1948-03-05', '1950-07-19', false],
    ['1948-03-05', '1948-11-20', false],
  ])('%s and %s may be one: %s', (a, b, isNear) => {
    expect(isNearBirth(a, b)).toBe(isNear);
    expect(isNearBirth(b, a)).toBe(isNear);
  });
});

describe('a whole station', () => {
  it('of 100,000 people with a crowd in one home and on one day is gone through in seconds', () => {
    const index = createAlikeIndex();
    const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
    const given = [...'秀英华玉芳丽敏静建国军伟强磊明洋勇艳杰涛超霞平刚桂文辉玲志红梅春燕淑珍金凤宝德福海生永成林云天'];
    for (let i = 0; i < 100_000; i += 1) {
      const name = `${surnames[i % 20] ?? ''}${given[(i * 7) % 50] ?? ''}${given[(i * 13 + (i >> 6)) % 50] ?? ''}`;
      const year = 1930 + (i % 90);
      const day = `${year}-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + ((i >> 3) % 28)).padStart(2, '0')}`;
      const birthDate = i % 20 === 0 ? '1950-01-01' : day;
      index.set(
        person({
          key: `k${i}`,
          uid: `k${i}`,
          name,
          birthDate,
          dwellingUid: i < 2000 ? 'care' : `d${i >> 1}`,
          idDigest: `i${i}`,
        }),
      );
    }
    index.set(person({ key: 'double', uid: 'double', name: '别名', idDigest: 'i77' }));
    const startedAt = performance.now();
    const [first] = index.pairs(50);
    const tookMs = performance.now() - startedAt;
    expect(first).toMatchObject({ a: 'double', b: 'k77', certainty: 1 });
    // Quadratic work would take minutes.
    expect(tookMs).toBeLessThan(15_000);
  });
});
