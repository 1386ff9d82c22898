import { describe, expect, it } from 'vitest';
import { SHIPPED_TABLE } from '#shared/codes/incident-categories/index';
import { planTakeBack, planTakeOver } from '#shared/domain/incidents/shipped-table';
import { categorySchema } from '#shared/schema/types/incident-category';
import { uid } from '#test/support/builders';
import { aCategory, aRule } from './incidents';

const SOURCES = SHIPPED_TABLE.map(({ source }) => source);
const majorNames = SHIPPED_TABLE.flatMap(({ majors }) => majors.map(({ name }) => name));
const ALL = new Set(majorNames);
const count = (names: ReadonlySet<string>) =>
  SHIPPED_TABLE.flatMap(({ majors }) => majors)
    .filter(({ name }) => names.has(name))
    .reduce((sum, { minors }) => sum + minors.length, 0);
const stairs = (n: number, change: Parameters<typeof aCategory>[1] = {}) =>
  aCategory(n, {
    major: { code: null, name: '消防安全' },
    minor: { code: null, name: '楼道堆物' },
    source: SOURCES[1] ?? '',
    ...change,
  });

describe('taking over the table that comes with the product', () => {
  it('makes every row of the majors that were chosen, and says of nothing what no source gives', () => {
    const whole = planTakeOver(SHIPPED_TABLE, ALL, []);
    expect(whole.added).toHaveLength(count(ALL));
    for (const [order, fields] of whole.added.entries()) {
      expect(categorySchema.parse({ ...aCategory(1), ...fields })).toBeTruthy();
      expect(fields).toMatchObject({ order, limit: null, filing: null, closing: null, department: null });
      expect(fields.minor.code).toBeNull();
    }
    const rubbish = whole.added.find(({ minor }) => minor.name === '暴露垃圾');
    expect(rubbish).toMatchObject({ major: { code: '01' }, limitsSeen: [{ text: '4工作小时' }, { text: '1工作日' }] });

    const some = planTakeOver(SHIPPED_TABLE, new Set(['消防安全', '物业服务']), []);
    expect([...new Set(some.added.map(({ major }) => major.name))]).toEqual(['消防安全', '物业服务']);
  });

  it('keeps what is there, wakes what was put away, and never makes a name twice', () => {
    const own = stairs(1, { limit: { amount: 2, unit: 'working-days', from: 'dispatch' }, order: 7 });
    const asleep = aCategory(2, {
      major: { code: null, name: '消防安全' },
      minor: { code: null, name: '消防设施损坏' },
      active: false,
    });
    const plan = planTakeOver(SHIPPED_TABLE, new Set(['消防安全']), [own, asleep]);
    expect(plan).toMatchObject({ kept: [own.uid], woken: [asleep.uid] });
    expect(plan.added.map(({ minor }) => minor.name)).toEqual(['消防通道堵塞', '电动车违规充电']);
    expect(plan.added.map(({ order }) => order)).toEqual([8, 9]);
    // 其他 stands in several majors, and in each of them is another row.
    const others = planTakeOver(SHIPPED_TABLE, ALL, []).added.filter(({ minor }) => minor.name === '其他');
    expect(new Set(others.map(({ major }) => major.name)).size).toBe(others.length);
  });
});

describe('taking it back', () => {
  it('lets go what nobody uses or has changed, and keeps what incidents, rules or hands have touched', () => {
    const rows = [
      stairs(1),
      stairs(2, { stamps: { limit: '0mwsi1hc0000.seed00000000.1' } }),
      stairs(3),
      stairs(4, { source: 'station' }),
      stairs(5, { active: false }),
      stairs(6, { stamps: { active: '0mwsi1hc0000.seed00000000.1' } }),
      stairs(7, { major: { code: '05', name: '街面秩序' } }),
    ];
    const uses = { incidents: new Set([uid(3)]), rules: [aRule(21, { majors: ['街面秩序'] })] };
    expect(planTakeBack(SOURCES, rows, uses)).toEqual({
      free: [uid(1), uid(6)],
      used: [uid(3), uid(7)],
      changed: [uid(2)],
    });
    const asleep = { ...uses, rules: [aRule(21, { majors: ['街面秩序'], active: false })] };
    expect(planTakeBack(SOURCES, rows, asleep).free).toContain(uid(7));
  });
});
