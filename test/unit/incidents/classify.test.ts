import { describe, expect, it } from 'vitest';
import { EVENT_CATEGORIES, LOCAL_CATEGORIES } from '#shared/codes/incident-categories/index';
import { SEED_EXAMPLES } from '#shared/domain/incidents/classify/examples';
import { guessText, trainText } from '#shared/domain/incidents/classify/model';
import { measureText } from '#shared/domain/incidents/classify/quality';
import { learnCategories, SUGGEST_FROM, suggestCategories } from '#shared/domain/incidents/classify/suggest';
import { PLANNED_INCIDENTS } from '#sync-server/seed/incident-plans';
import { USUAL_INCIDENTS } from '#sync-server/seed/incident-plans-past';
import { aCategory } from './incidents';

const CATEGORIES = [...EVENT_CATEGORIES, ...LOCAL_CATEGORIES]
  .flatMap(({ name, minors }) => minors.map((minor) => ({ major: name, minor: minor.name })))
  .map(({ major, minor }, n) =>
    aCategory(n + 1, { major: { code: null, name: major }, minor: { code: null, name: minor } }),
  );
const uidOf = (key: string) => CATEGORIES.find(({ major, minor }) => `${major.name}/${minor.name}` === key)?.uid ?? '';
const suggester = learnCategories(CATEGORIES, []);
const first = (text: string, by = suggester) => suggestCategories(text, by)[0]?.categoryUid ?? null;

describe('the shipped examples', () => {
  it('are of categories that the table has, six or more of each, none twice', () => {
    expect(Object.keys(SEED_EXAMPLES).filter((key) => uidOf(key) === '')).toEqual([]);
    expect(Object.values(SEED_EXAMPLES).filter((texts) => texts.length < 6)).toEqual([]);
    const texts = Object.values(SEED_EXAMPLES).flat();
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('what suggests a category', () => {
  it('is right more often than not on shipped texts it has not seen, and nearly as sure as it is right', () => {
    const { quality } = suggester;
    expect(quality.count).toBe(264);
    expect(quality.accuracy).toBeGreaterThan(0.52);
    expect(quality.topThree).toBeGreaterThan(0.8);
    expect(quality.calibrationError).toBeLessThan(0.12);
    expect(quality.bins.reduce((sum, { count }) => sum + count, 0)).toBe(264);
  });

  it('knows most of what is reported at the practice station, none of which it has learnt from', () => {
    const held = [...PLANNED_INCIDENTS, ...USUAL_INCIDENTS].map(({ where, what, text, category }) => ({
      text: `${where}${what}。${text}`,
      label: uidOf(category),
    }));
    const { accuracy, topThree } = measureText(suggester.model, held);
    expect(accuracy).toBeGreaterThan(0.75);
    expect(topThree).toBeGreaterThan(0.85);
  });

  it.each([
    ['单元门口的电梯又停在四楼了，门打不开', '物业服务/电梯故障'],
    ['有人从三楼飞线下来给电瓶车充电', '消防安全/电动车违规充电'],
    ['墙上被人贴了好多小广告', '宣传广告/非法小广告'],
    ['消防通道又被几辆车堵住了', '消防安全/消防通道堵塞'],
  ])('takes %s for %s', (text, key) => {
    expect(first(text)).toBe(uidOf(key));
  });

  it('says nothing where it cannot tell', () => {
    expect(suggestCategories('', suggester)).toEqual([]);
    expect(suggestCategories('好', suggester)).toEqual([]);
    expect(suggestCategories('xyzzy 123', suggester)).toEqual([]);
    for (const { confidence } of suggestCategories('门口有问题', suggester))
      expect(confidence).toBeGreaterThanOrEqual(SUGGEST_FROM);
  });

  it('learns the words of the quarter from what the station has confirmed, and never suggests what was put away', () => {
    const text = '老茶馆那边又在打牌占着弄堂口';
    const noise = uidOf('街面秩序/商业噪音');
    expect(first(text)).not.toBe(noise);
    const confirmed = Array.from({ length: 6 }, (_, n) => ({ text: `${n}号老茶馆打牌占弄堂`, categoryUid: noise }));
    const own = learnCategories(CATEGORIES, confirmed);
    expect([own.own, first(text, own)]).toEqual([6, noise]);
    const without = CATEGORIES.map((each) => (each.uid === noise ? { ...each, active: false } : each));
    const later = learnCategories(without, confirmed);
    expect([later.own, later.model.labels.includes(noise)]).toEqual([0, false]);
  });

  it('learns the same from the same, in whatever order', () => {
    const examples = [
      { text: '电梯坏了', label: 'a' },
      { text: '路灯不亮', label: 'b' },
      { text: '电梯不开门', label: 'a' },
    ];
    const names = new Map([['a', '电梯故障']]);
    const ways = [examples, [...examples].reverse()].map((each) =>
      guessText('电梯门', trainText({ examples: each, names })),
    );
    expect(ways[0]).toEqual(ways[1]);
    expect(ways[0]?.[0]?.label).toBe('a');
  });

  it('learns from the newest of the station’s own, and from no more than a device can take in while somebody waits', () => {
    const [rubbish = '', lift = ''] = [uidOf('市容环境/暴露垃圾'), uidOf('物业服务/电梯故障')];
    const newest = Array.from({ length: 1500 }, () => ({ text: '货梯停运', categoryUid: lift }));
    const older = Array.from({ length: 200 }, () => ({ text: '货梯停运', categoryUid: rubbish }));
    const own = learnCategories(CATEGORIES, [...newest, ...older]);
    expect([own.own, first('货梯停运', own)]).toEqual([1500, lift]);
  });
});
