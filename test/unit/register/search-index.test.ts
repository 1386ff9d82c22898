import { beforeAll, describe, expect, it } from 'vitest';
import { createSearchIndex, type SearchEntry, type SearchIndex } from '#renderer/data/register/search-index';
import type { RegisterKind } from '#renderer/data/register/types';

const entry = (key: string, kind: RegisterKind, about: Partial<SearchEntry>): SearchEntry => ({
  key,
  kind,
  names: [],
  address: '',
  phoneTails: [],
  idTail: null,
  code: null,
  ...about,
});

const PEOPLE: readonly SearchEntry[] = [
  entry('he', 'person', {
    names: ['何秀兰'],
    address: '清和路 8幢2单元301',
    phoneTails: ['6021', '8899'],
    idTail: '002X',
  }),
  entry('heming', 'person', { names: ['何明'], address: '清和路 18幢2单元301', phoneTails: ['1111'] }),
  entry('lihe', 'person', { names: ['李何秀'], address: '青禾大道 8幢1单元1301' }),
  entry('lv', 'person', { names: ['吕绿'], idTail: '6021' }),
  entry('shan', 'person', { names: ['单田芳'] }),
  entry('anna', 'person', { names: ['Anna Maria'] }),
  entry('ayi', 'person', { names: ['阿依古丽·买买提'] }),
  entry('zeng', 'person', { names: ['曾志伟'] }),
];
const HOMES: readonly SearchEntry[] = [
  entry('d301', 'dwelling', { address: '清和路 8幢2单元301' }),
  entry('d1301', 'dwelling', { address: '清和路 8幢2单元1301' }),
  entry('h301', 'household', { names: ['何秀兰'], address: '清和路 8幢2单元301' }),
  entry('shop', 'enterprise', {
    names: ['清和路惠民便利店'],
    address: '清和路 2号',
    code: '91350100M000100Y43',
  }),
];
const ALL: readonly RegisterKind[] = ['person', 'dwelling', 'household', 'enterprise'];

let index: SearchIndex;
beforeAll(() => {
  index = createSearchIndex();
  for (const one of [...PEOPLE, ...HOMES]) index.set(one);
});

const find = (text: string, kinds: readonly RegisterKind[] = ['person']) =>
  index.find(text, { kinds, limit: 10 }).map(({ key }) => key);

describe('somebody is found', () => {
  it.each([
    ['何秀兰', 'he', 'name'],
    ['何秀', 'he', 'name'],
    ['秀兰', 'he', 'name'],
    [' 何 秀兰 ', 'he', 'name'],
    ['hexiulan', 'he', 'pinyin'],
    ['He Xiulan', 'he', 'pinyin'],
    ['hexiul', 'he', 'pinyin'],
    ['he xiu', 'he', 'pinyin'],
    ["he'xiu'lan", 'he', 'pinyin'],
    ['ｈｘｌ', 'he', 'initials'],
    ['HXL', 'he', 'initials'],
    ['hexl', 'he', 'pinyin'],
    ['hxiulan', 'he', 'pinyin'],
    ['xiulan', 'he', 'pinyin'],
    ['何xl', 'he', 'pinyin'],
    ['何xiul', 'he', 'pinyin'],
    ['h秀兰', 'he', 'pinyin'],
    ['何x兰', 'he', 'pinyin'],
    ['8幢2单元301', 'he', 'address'],
    ['8栋 301', 'he', 'address'],
    ['8-2-301', 'he', 'address'],
    ['８－２－３０１', 'he', 'address'],
    ['清和路8', 'he', 'address'],
    ['清和路8号楼', 'he', 'address'],
    ['8-2', 'he', 'address'],
    ['6021', 'he', 'phone'],
    ['8899', 'he', 'phone'],
    ['002x', 'he', 'citizen-id'],
    ['何 8幢', 'he', 'name'],
    ['8幢 何', 'he', 'name'],
    ['hxl 6021', 'he', 'initials'],
    ['lvlv', 'lv', 'pinyin'],
    ['lulu', 'lv', 'pinyin'],
    ['shantf', 'shan', 'pinyin'],
    ['dan tian', 'shan', 'pinyin'],
    ['zengzw', 'zeng', 'pinyin'],
    ['anna', 'anna', 'name'],
    ['annamaria', 'anna', 'name'],
    ['maria anna', 'anna', 'name'],
    ['买买提', 'ayi', 'name'],
    ['古丽买买', 'ayi', 'name'],
    ['ayigl', 'ayi', 'pinyin'],
  ])('by %s', (text, key, matchedBy) => {
    const hits = index.find(text, { kinds: ['person'], limit: 10 });
    expect(hits[0]).toMatchObject({ key, matchedBy });
  });

  it('and nobody where nothing fits', () => {
    for (const text of ['', '  ', '·', '何x秀', 'hxz', 'exl', '9幢', '6029', '何 9幢', '王', 'hexiulanx']) {
      expect(find(text), text).toEqual([]);
    }
  });

  it('not under a number that only ends alike', () => {
    expect(find('8幢2单元301')).toEqual(['he']);
    expect(find('301')).toEqual(['he', 'heming']);
    expect(find('幢', ['dwelling'])).toHaveLength(2);
  });
});

describe('the order', () => {
  it('puts a name that begins so before one that holds it', () => {
    expect(find('何')).toEqual(['he', 'heming', 'lihe']);
    expect(find('何明')).toEqual(['heming']);
  });

  it('puts phones and ids of that ending side by side', () => {
    expect(find('6021')).toEqual(['he', 'lv']);
  });

  it('puts the home before the household and whoever lives there, and a whole address before a longer one', () => {
    expect(find('清和路8幢2单元301', ALL)).toEqual(['d301', 'h301', 'he']);
    expect(find('8幢2单元', ['dwelling'])).toEqual(['d301', 'd1301']);
  });

  it('keeps to the kinds and the number asked for', () => {
    expect(find('何秀兰', ['household'])).toEqual(['h301']);
    expect(index.find('何', { kinds: ALL, limit: 2 }).map(({ key }) => key)).toEqual(['he', 'heming']);
    expect(index.keysOf('何', ['person'])).toEqual(new Set(['he', 'heming', 'lihe']));
  });
});

describe('a firm is found', () => {
  it.each([
    ['惠民', 'name'],
    ['qhlhmbld', 'initials'],
    ['91350100m000100y43', 'credit-code'],
    ['91350100', 'credit-code'],
    ['清和路2号', 'address'],
  ])('by %s', (text, matchedBy) => {
    expect(index.find(text, { kinds: ['enterprise'], limit: 3 })).toMatchObject([{ key: 'shop', matchedBy }]);
  });
});

describe('a change', () => {
  it('is found at once, and what was there no more', () => {
    const own = createSearchIndex();
    for (const one of PEOPLE) own.set(one);
    own.set(entry('he', 'person', { names: ['贺兰'], address: '禾苗巷 3幢1单元102' }));
    const keys = (text: string) => [...own.keysOf(text, ALL)];
    expect(keys('何秀兰')).toEqual([]);
    expect(keys('6021')).toEqual(['lv']);
    expect(keys('贺兰 3-1-102')).toEqual(['he']);
    own.remove('he');
    own.remove('nobody');
    expect(keys('贺兰')).toEqual([]);
    own.set(entry('new', 'person', { names: ['新来'] }));
    expect(keys('xl')).toEqual(['new']);
    expect(keys('何明')).toEqual(['heming']);
  });
});
