import type { Label } from '../../schema/envelope';

/**
 * Majors and minors of the table that comes with the product, by their Chinese names. Translations of ours: the deployed systems that the
 * names are from have none. One name (`其他`) may stand in several majors, and says the same in each.
 */
export const ENGLISH_CATEGORY_NAMES: Readonly<Record<string, string>> = {
  市容环境: 'Streets and cleanliness',
  私搭乱建: 'Illegal structure',
  暴露垃圾: 'Litter lying open',
  积存垃圾渣土: 'Piled-up waste or rubble',
  道路不洁: 'Dirty road',
  水域不洁: 'Dirty water',
  绿地脏乱: 'Untidy green space',
  废弃车辆: 'Abandoned vehicle',
  废弃家具设施: 'Discarded furniture',
  非装饰性树挂: 'Things hanging in trees',
  道路破损: 'Damaged road',
  河堤破损: 'Damaged river bank',
  道路遗撒: 'Spillage on the road',
  建筑物外立面不洁: 'Dirty façade',
  水域秩序问题: 'Disorder on the water',
  焚烧垃圾树叶: 'Burning of waste or leaves',
  油烟污染: 'Cooking fumes',
  动物尸体清理: 'Dead animal',
  擅自饲养家禽家畜: 'Poultry or livestock kept without leave',
  其他: 'Other',
  宣传广告: 'Advertising',
  非法小广告: 'Illegal small adverts',
  违章张贴悬挂广告牌匾: 'Adverts or signs put up against the rules',
  占道广告牌: 'Sign that blocks the way',
  街头散发广告: 'Leaflets handed out in the street',
  广告招牌破损: 'Damaged sign',
  施工管理: 'Building sites',
  施工扰民: 'Nuisance from building work',
  工地扬尘: 'Dust from a building site',
  施工废弃料: 'Waste from building work',
  施工占道: 'Building work that blocks the way',
  无证掘路: 'Road dug up without a permit',
  突发事件: 'Emergencies',
  路面塌陷: 'Collapsed road surface',
  自来水管破裂: 'Burst water main',
  燃气管道破裂: 'Broken gas pipe',
  下水道堵塞或破损: 'Blocked or broken sewer',
  热力管道破裂: 'Broken heating pipe',
  道路积水: 'Flooded road',
  道路积雪结冰: 'Snow or ice on the road',
  架空线缆损坏: 'Damaged overhead cable',
  群发性事件: 'Incident with many people',
  街面秩序: 'Order in the street',
  无照经营游商: 'Street vendor without a licence',
  流浪乞讨: 'Homeless or begging',
  占道废品收购: 'Scrap dealer who blocks the way',
  店外经营: 'Trading outside the shop',
  机动车乱停放: 'Badly parked motor vehicle',
  非机动车乱停放: 'Badly parked bicycle or e-bike',
  乱堆物堆料: 'Goods or materials piled up',
  商业噪音: 'Noise from a business',
  黑车拉客: 'Unlicensed taxi',
  露天烧烤: 'Open-air barbecue',
  沿街晾挂: 'Washing hung out along the street',
  非法出版物销售: 'Sale of illegal publications',
  空调室外机低挂: 'Air conditioner mounted too low',
  消防安全: 'Fire safety',
  消防通道堵塞: 'Blocked fire lane',
  楼道堆物: 'Things piled up in a stairwell',
  电动车违规充电: 'E-bike charged where it must not be',
  消防设施损坏: 'Damaged fire equipment',
  矛盾纠纷: 'Disputes',
  邻里纠纷: 'Dispute between neighbours',
  家庭纠纷: 'Dispute in a family',
  物业纠纷: 'Dispute with the property manager',
  物业服务: 'Property services',
  电梯故障: 'Lift out of order',
  门锁门禁损坏: 'Broken lock or door control',
  公共照明损坏: 'Broken public lighting',
  公共设施损坏: 'Damaged public facility',
  绿化养护: 'Care of greenery',
  民生诉求: 'Requests',
  求助: 'Call for help',
  意见建议: 'Opinion or suggestion',
};

/** What a major or minor is called in English; null for what a station named itself. */
export const englishCategoryName = (name: string): string | null =>
  Object.hasOwn(ENGLISH_CATEGORY_NAMES, name) ? (ENGLISH_CATEGORY_NAMES[name] ?? null) : null;

/** A major or minor as it is handed to those who have no tables. */
export function categoryLabel(name: string): Label {
  const en = englishCategoryName(name);
  return en === null ? { zh: name } : { zh: name, en };
}

/** A major or minor in a language; what a station named itself stays as it is. */
export const categoryNameIn = (language: string, name: string): string =>
  (language === 'en' ? englishCategoryName(name) : null) ?? name;
