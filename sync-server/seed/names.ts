import type { Random } from './random';

/** Names by generation: a register where 1940 and 2015 share given names looks wrong to anybody who keeps one. */

/** One-character surnames in tiers of about equal frequency, the whole tier sharing its weight in percent. */
const SURNAME_TIERS: readonly (readonly [weight: number, surnames: string])[] = [
  [26.6, '王李张刘'],
  [18, '陈杨黄赵吴周徐孙'],
  [14, '马朱胡郭何高林罗郑梁'],
  [13, '谢宋唐许韩冯邓曹彭曾肖田董潘袁'],
  [12, '蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭'],
  [9, '陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛阎段雷'],
  [5, '龙黎史陶贺毛郝顾龚邵万钱严覃武戴莫孔向汤'],
];

const split = (names: string): readonly string[] => names.split(' ');

interface Generation {
  readonly bornBefore: number;
  readonly female: readonly string[];
  readonly male: readonly string[];
}

const GENERATIONS: readonly Generation[] = [
  {
    bornBefore: 1958,
    female: split(
      '桂兰 桂珍 玉兰 玉珍 秀珍 秀芳 淑英 淑珍 凤英 凤仙 素珍 素芬 月英 月兰 兰英 翠英 翠娥 金凤 惠珍 美英 巧云 彩霞 荣花 宝珍',
    ),
    male: split(
      '德福 德明 福生 根生 金生 长林 长庚 志明 志祥 文彬 永康 永祥 家荣 家骏 国良 国栋 炳泉 炳生 洪福 守义 正华 树林 连生 庆余',
    ),
  },
  {
    bornBefore: 1978,
    female: split(
      '建英 爱华 爱珍 卫红 红梅 丽华 丽萍 小琴 玉梅 春燕 春梅 海燕 志芳 国英 秋菊 雪梅 慧芳 文娟 萍 敏华 琴 凤琴 立新 亚芳',
    ),
    male: split(
      '建华 建军 建平 卫东 卫国 国华 国平 志强 志刚 爱民 永强 海涛 海军 小平 小明 晓东 文革 立新 新民 援朝 振华 明 勇 军',
    ),
  },
  {
    bornBefore: 1998,
    female: split('静 丽 娜 婷 婷婷 倩 雪 晶晶 莉 艳 燕 颖 洁 慧 思思 佳 璐 莹 琳 雯 梦 丹丹 晓燕 文静'),
    male: split('磊 鹏 涛 超 波 斌 浩 凯 俊 峰 帅 伟杰 晓峰 志伟 俊杰 文浩 宇 健 旭 洋 龙飞 建 阳 亮'),
  },
  {
    bornBefore: Number.POSITIVE_INFINITY,
    female: split(
      '子涵 欣怡 梓涵 诗涵 雨桐 可馨 思琪 若曦 语嫣 一诺 依诺 梦瑶 佳怡 雨欣 沐晨 芷若 艺涵 书瑶 晨曦 安琪 苡沫 乐瑶',
    ),
    male: split(
      '浩然 梓轩 宇轩 子墨 浩宇 俊熙 一鸣 天佑 思源 明轩 皓轩 睿 辰逸 沐宸 奕辰 嘉懿 博文 晨阳 泽宇 子谦 佳乐 景行',
    ),
  },
];

/** A surname at about the rate it is met with. */
export const surname = (random: Random): string => random.pick([...random.weighted(SURNAME_TIERS)]);

/** A given name that people born in that year bear. */
export function givenName(random: Random, birthYear: number, sex: 'female' | 'male'): string {
  const generation = GENERATIONS.find(({ bornBefore }) => birthYear < bornBefore);
  if (!generation) throw new Error(`no given names for ${birthYear}`);
  return random.pick(generation[sex]);
}
