import { shippedFields } from '#shared/domain/incidents/shipped-table';
import type { WireRecord } from '#shared/schema/envelope';
import type { Calendar } from '#shared/schema/types/calendar';
import type { Category } from '#shared/schema/types/incident-category';
import type { DispatchRule, Unit } from '#shared/schema/types/incident-dispatch';
import { NOTICED_YEARS } from '#shared/codes/public-holidays';
import { categoryKey, EVENT_CATEGORIES, LOCAL_CATEGORIES } from '#shared/codes/incident-categories/index';
import type { Framer } from './frame';
import { derivedUid } from './random';
import { firstEntryMs, PRACTICE_STATION_ID, practiceManager, staffOf, type PracticeOptions } from './station';

/** What the practice station's incidents go by: its calendar, categories, units and rules of dispatch. */

/** Who handles things in and around 青禾里. */
const UNITS = {
  fire: { zh: '街道消防科', en: 'Street fire office', kind: 'street' },
  city: { zh: '街道城管中队', en: 'Street city management', kind: 'street' },
  works: { zh: '街道市政所', en: 'Street public works', kind: 'street' },
  property: { zh: '青禾物业公司', en: 'Qinghe property company', kind: 'property' },
  mediation: { zh: '社区人民调解委员会', en: 'Community mediation', kind: 'station' },
  station: { zh: '站内网格员', en: 'Grid workers of the station', kind: 'station' },
} as const satisfies Readonly<Record<string, { zh: string; en: string; kind: Unit['kind'] }>>;
export type UnitKey = keyof typeof UNITS;

export const unitUid = ({ randomSeed }: Pick<PracticeOptions, 'randomSeed'>, key: UnitKey): string =>
  derivedUid(randomSeed, `unit/${key}`);

/** uid of a category by the names of its major and minor, `消防安全/楼道堆物`. */
export const categoryUid = ({ randomSeed }: Pick<PracticeOptions, 'randomSeed'>, key: string): string =>
  derivedUid(randomSeed, `category/${key}`);

type Choice = Partial<Pick<Category, 'limit' | 'pausable' | 'urgent' | 'photoNeeded'>>;
const within = (
  amount: number,
  unit: NonNullable<Category['limit']>['unit'],
  from: 'accept' | 'dispatch' = 'dispatch',
) => ({
  limit: { amount, unit, from },
});

/** What the practice station's manager has set. Limits of other categories nobody has chosen: they have none. */
const CHOSEN: Readonly<Record<string, Choice>> = {
  '市容环境/暴露垃圾': { ...within(4, 'working-hours'), photoNeeded: true },
  '市容环境/油烟污染': { ...within(3, 'working-days') },
  '宣传广告/非法小广告': { ...within(1, 'working-days'), photoNeeded: true },
  '施工管理/施工扰民': { ...within(1, 'working-days') },
  '突发事件/自来水管破裂': { ...within(6, 'hours'), pausable: true, urgent: true },
  '突发事件/下水道堵塞或破损': { ...within(1, 'working-days'), pausable: true },
  '突发事件/道路积水': { ...within(4, 'hours'), urgent: true },
  '街面秩序/机动车乱停放': { ...within(2, 'working-hours') },
  '街面秩序/无照经营游商': { ...within(2, 'working-hours') },
  '消防安全/消防通道堵塞': { ...within(1, 'hours'), urgent: true, photoNeeded: true },
  '消防安全/楼道堆物': { ...within(2, 'working-days'), photoNeeded: true },
  '消防安全/电动车违规充电': { ...within(4, 'hours'), urgent: true },
  '矛盾纠纷/邻里纠纷': { ...within(5, 'working-days', 'accept'), pausable: true },
  '物业服务/电梯故障': { ...within(2, 'hours'), urgent: true, pausable: true },
  '物业服务/门锁门禁损坏': { ...within(1, 'working-days'), pausable: true },
  '物业服务/公共照明损坏': { ...within(2, 'working-days'), pausable: true },
  '物业服务/公共设施损坏': { ...within(3, 'working-days'), pausable: true },
};

interface PlannedRule extends Pick<DispatchRule, 'name' | 'majors' | 'mode' | 'automatic'> {
  readonly unit: UnitKey;
  readonly copies?: readonly UnitKey[];
  readonly only?: readonly string[];
}

const RULES: readonly PlannedRule[] = [
  {
    name: '消防安全交街道消防科',
    majors: ['消防安全'],
    unit: 'fire',
    copies: ['property'],
    mode: 'assigned',
    automatic: true,
  },
  { name: '物业服务交物业公司', majors: ['物业服务'], unit: 'property', mode: 'assigned', automatic: true },
  { name: '管道和路面交市政所', majors: ['突发事件'], unit: 'works', mode: 'assigned', automatic: true },
  { name: '邻里纠纷先调解', majors: ['矛盾纠纷'], unit: 'mediation', mode: 'assigned', automatic: false },
  {
    name: '小广告由网格员待领',
    majors: [],
    only: ['宣传广告/非法小广告'],
    unit: 'station',
    mode: 'pool',
    automatic: true,
  },
  { name: '民生诉求网格员轮流', majors: ['民生诉求'], unit: 'station', mode: 'rotation', automatic: false },
  {
    name: '街面和市容交城管',
    majors: ['街面秩序', '市容环境', '宣传广告', '施工管理'],
    unit: 'city',
    mode: 'assigned',
    automatic: true,
  },
];

/** Names of the rules that a unit gets things by, for incidents that tell why they were sent. */
export const ruleFor = (major: string, key: string): (PlannedRule & { readonly index: number }) | null => {
  const index = RULES.findIndex(({ majors, only }) => only?.includes(key) === true || majors.includes(major));
  const rule = RULES[index];
  return rule ? { ...rule, index } : null;
};

export const ruleUid = ({ randomSeed }: Pick<PracticeOptions, 'randomSeed'>, index: number): string =>
  derivedUid(randomSeed, `dispatch-rule/${index}`);

/** The calendar, the categories, units and rules of the practice station. */
export function incidentTableRecords(options: PracticeOptions, framer: Framer): WireRecord[] {
  const frame = (type: string, uid: string, key?: string) =>
    framer({
      type,
      scope: PRACTICE_STATION_ID,
      uid,
      ...(key === undefined ? {} : { key }),
      atMs: firstEntryMs(options),
      by: practiceManager.uid,
    });
  const calendars = NOTICED_YEARS.map((noticed): Calendar & WireRecord => {
    const year = String(noticed.year);
    return {
      ...frame('calendar', derivedUid(options.randomSeed, `calendar/${year}`), year),
      type: 'calendar',
      ...noticed,
    };
  });
  const families = [
    ...EVENT_CATEGORIES.map((major) => ({ major, source: '已部署系统通用类别名，未逐条核对 GB/T 30428' })),
    ...LOCAL_CATEGORIES.map((major) => ({ major, source: '本站扩展（练习站示例）' })),
  ];
  const rows = families.flatMap(({ major, source }) => major.minors.map((minor) => ({ major, minor, source })));
  const categories = rows.map(({ major, minor, source }, order): Category & WireRecord => {
    const key = categoryKey(major.name, minor.name);
    const chosen = CHOSEN[key];
    return {
      ...frame('category', categoryUid(options, key)),
      type: 'category',
      ...shippedFields(major, minor, source, order),
      ...chosen,
    };
  });
  const workers = staffOf(options.size).filter(({ post }) => post === 'grid-worker');
  const handlers = staffOf(options.size).filter(({ post }) => post === 'department-handler');
  const membersOf = (key: UnitKey) => (key === 'station' ? workers : key === 'city' ? handlers : []);
  const units = (Object.keys(UNITS) as UnitKey[]).map((key, order): Unit & WireRecord => {
    const { kind, ...name } = UNITS[key];
    return {
      ...frame('unit', unitUid(options, key)),
      type: 'unit',
      name,
      kind,
      memberUids: membersOf(key).map(({ uid }) => uid),
      phone: null,
      gridNumbers: [],
      system: null,
      order,
      active: true,
    };
  });
  const rules = RULES.map((rule, order): DispatchRule & WireRecord => ({
    ...frame('dispatch-rule', ruleUid(options, order)),
    type: 'dispatch-rule',
    name: rule.name,
    order,
    active: true,
    majors: [...rule.majors],
    categoryUids: (rule.only ?? []).map((key) => categoryUid(options, key)),
    gridNumbers: [],
    unitUid: unitUid(options, rule.unit),
    mode: rule.mode,
    staffUid: null,
    copyUnitUids: (rule.copies ?? []).map((key) => unitUid(options, key)),
    automatic: rule.automatic,
  }));
  return [...calendars, ...categories, ...units, ...rules];
}
