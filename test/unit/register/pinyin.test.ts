import { describe, expect, it } from 'vitest';
import { orderKeyOf, pinyinOf } from '#renderer/data/register/pinyin';

describe('a name in pinyin', () => {
  it.each([
    ['何秀兰', 'he xiu lan', 'hxl'],
    ['吕绿', 'lv lv', 'll'],
    ['单田芳', 'shan tian fang', 'stf'],
    ['曾国强', 'zeng guo qiang', 'zgq'],
    ['解放', 'xie fang', 'xf'],
    ['仇英', 'qiu ying', 'qy'],
    ['查良镛', 'zha liang yong', 'zly'],
    ['盖叫天', 'ge jiao tian', 'gjt'],
    ['区志坚', 'ou zhi jian', 'ozj'],
    ['朴美花', 'piao mei hua', 'pmh'],
    ['尉迟恭', 'yu chi gong', 'ycg'],
    ['欧阳娜', 'ou yang na', 'oyn'],
    ['长孙无忌', 'zhang sun wu ji', 'zswj'],
    ['万俟雪', 'mo qi xue', 'mqx'],
    ['任 　盈盈', 'ren ying ying', 'ryy'],
    ['阿依古丽·买买提', 'a yi gu li mai mai ti', 'ayglmmt'],
    ['Ａnna Li', 'anna li', 'al'],
  ])('%s is typed as "%s" or %s', (name, full, initials) => {
    const { full: readings, initials: short } = pinyinOf(name);
    expect(readings[0]).toBe(full);
    expect(short[0]).toBe(initials);
  });

  it('is also found as it is read elsewhere', () => {
    expect(pinyinOf('单田芳').full).toContain('dan tian fang');
    expect(pinyinOf('张乐').full).toEqual(['zhang le', 'zhang yue']);
    expect(pinyinOf('乐嘉').full).toEqual(expect.arrayContaining(['yue jia', 'le jia']));
    expect(pinyinOf('曾乐行').full.length).toBeLessThanOrEqual(6);
  });

  it('that holds nothing to read has no pinyin', () => {
    expect(pinyinOf('')).toEqual({ full: [], initials: [] });
    expect(pinyinOf(' · ')).toEqual({ full: [], initials: [] });
  });
});

describe('names in the order of a phone book', () => {
  const sorted = (names: readonly string[]) => [...names].sort((a, b) => (orderKeyOf(a) < orderKeyOf(b) ? -1 : 1));

  it('stand by the letters of each character, then by its tone', () => {
    expect(sorted(['周杰', '安宁', '何秀兰', '曾一', '贺平', '和平', '何平', '恒一'])).toEqual([
      '安宁',
      '何平',
      '何秀兰',
      '和平',
      '贺平',
      '恒一',
      '曾一',
      '周杰',
    ]);
  });

  it('read surnames as surnames', () => {
    expect(sorted(['单雄信', '邓超', '尚雯', '邵平'])).toEqual(['邓超', '单雄信', '尚雯', '邵平']);
  });

  it('have ü right after u, and a short name before a longer one', () => {
    expect(sorted(['吕平', '栾平', '陆平', '陆'])).toEqual(['陆', '陆平', '吕平', '栾平']);
  });
});
