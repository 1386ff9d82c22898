/** A minor of the table: its name, and the limits that sources give for it, word for word. */
export interface CategoryMinor {
  readonly name: string;
  readonly limits: readonly { readonly text: string; readonly source: string }[];
}

export interface CategoryMajor {
  /** Null where no code has been seen. */
  readonly code: string | null;
  readonly name: string;
  readonly minors: readonly CategoryMinor[];
}

const minor = (name: string, ...limits: CategoryMinor['limits']): CategoryMinor => ({ name, limits });

/**
 * Event categories in the manner of GB/T 30428: names as deployed systems have them, not the text of the standard. Three systems agree on
 * the majors and their codes; no system seen gives codes of minors, so there are none. Conditions of 立案 and 结案, and 责任单位, are not provided.
 */
export const EVENT_CATEGORIES: readonly CategoryMajor[] = [
  {
    code: '01',
    name: '市容环境',
    minors: [
      minor('私搭乱建', { text: '4小时制止/7天处罚/20天拆除', source: 'renrendoc 191493937' }),
      minor(
        '暴露垃圾',
        { text: '4工作小时', source: 'renrendoc 191493937' },
        { text: '1工作日', source: '济源 ishare.iask 2gaIATvprR5' },
      ),
      minor('积存垃圾渣土', { text: '2日（渣土）/4小时（建筑垃圾）', source: 'renrendoc 191493937' }),
      minor('道路不洁', { text: '2小时或5小时', source: 'renrendoc 191493937（道路保洁）' }),
      minor('水域不洁'),
      minor('绿地脏乱'),
      minor('废弃车辆'),
      minor('废弃家具设施'),
      minor('非装饰性树挂'),
      minor('道路破损'),
      minor('河堤破损'),
      minor('道路遗撒'),
      minor('建筑物外立面不洁'),
      minor('水域秩序问题'),
      minor('焚烧垃圾树叶'),
      minor('油烟污染'),
      minor('动物尸体清理'),
      minor('擅自饲养家禽家畜'),
      minor('其他'),
    ],
  },
  {
    code: '02',
    name: '宣传广告',
    minors: [
      minor('非法小广告'),
      minor('违章张贴悬挂广告牌匾'),
      minor('占道广告牌'),
      minor('街头散发广告'),
      minor('广告招牌破损'),
    ],
  },
  {
    code: '03',
    name: '施工管理',
    minors: [
      minor('施工扰民'),
      minor('工地扬尘'),
      minor('施工废弃料'),
      minor('施工占道'),
      minor('无证掘路'),
      minor('其他'),
    ],
  },
  {
    code: '04',
    name: '突发事件',
    minors: [
      minor('路面塌陷'),
      minor('自来水管破裂'),
      minor('燃气管道破裂'),
      minor('下水道堵塞或破损'),
      minor('热力管道破裂'),
      minor('道路积水'),
      minor('道路积雪结冰'),
      minor('架空线缆损坏'),
      minor('群发性事件'),
      minor('其他'),
    ],
  },
  {
    code: '05',
    name: '街面秩序',
    minors: [
      minor('无照经营游商'),
      minor('流浪乞讨'),
      minor('占道废品收购'),
      minor('店外经营'),
      minor('机动车乱停放'),
      minor('非机动车乱停放'),
      minor('乱堆物堆料'),
      minor('商业噪音'),
      minor('黑车拉客'),
      minor('露天烧烤'),
      minor('沿街晾挂'),
      minor('非法出版物销售'),
      minor('空调室外机低挂'),
      minor('其他'),
    ],
  },
];

/** Majors that a community adds to the table of the city: fire safety, disputes, property services, requests. */
export const LOCAL_CATEGORIES: readonly CategoryMajor[] = [
  {
    code: null,
    name: '消防安全',
    minors: ['消防通道堵塞', '楼道堆物', '电动车违规充电', '消防设施损坏'].map((name) => minor(name)),
  },
  { code: null, name: '矛盾纠纷', minors: ['邻里纠纷', '家庭纠纷', '物业纠纷', '其他'].map((name) => minor(name)) },
  {
    code: null,
    name: '物业服务',
    minors: ['电梯故障', '门锁门禁损坏', '公共照明损坏', '公共设施损坏', '绿化养护', '其他'].map((name) => minor(name)),
  },
  { code: null, name: '民生诉求', minors: ['求助', '意见建议', '其他'].map((name) => minor(name)) },
];

/** A part of the table that the product brings along, and what stands in its rows about where they come from. */
export interface ShippedPart {
  readonly id: 'city' | 'community';
  readonly source: string;
  readonly majors: readonly CategoryMajor[];
}

/** The whole table that a station may take over. */
export const SHIPPED_TABLE: readonly ShippedPart[] = [
  { id: 'city', source: '随产品带来：已部署系统通用的类别名，未逐条核对 GB/T 30428', majors: EVENT_CATEGORIES },
  { id: 'community', source: '随产品带来：社区常用的扩展类别', majors: LOCAL_CATEGORIES },
];

/** Names a category within the table; minors of one name (`其他`) stand in several majors. */
export const categoryKey = (major: string, minorName: string): string => `${major}/${minorName}`;
