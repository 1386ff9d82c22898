/** A text in both languages. */
interface Text {
  readonly zh: string;
  readonly en: string;
}

/** One answer that can be chosen. */
export interface AbilityOption extends Text {
  readonly score: number;
  /** Fully dependent whatever the points are. */
  readonly isComa?: true;
}

export interface AbilityItem {
  /** As the standard's table numbers it; stands in records. */
  readonly id: string;
  readonly group: AbilityGroup;
  readonly name: Text;
  /** What is looked at. */
  readonly asks: Text;
  /** The best first. */
  readonly options: readonly AbilityOption[];
}

export const ABILITY_GROUPS = ['self-care', 'movement', 'mind', 'senses'] as const;
export type AbilityGroup = (typeof ABILITY_GROUPS)[number];

export const ABILITY_GROUP_NAMES: Readonly<Record<AbilityGroup, Text>> = {
  'self-care': { zh: '自理能力', en: 'Self-care' },
  movement: { zh: '基础运动能力', en: 'Movement' },
  mind: { zh: '精神状态', en: 'State of mind' },
  senses: { zh: '感知觉与社会参与', en: 'Senses and taking part' },
};

const text = (zh: string, en: string): Text => ({ zh, en });

/** Options of so many pairs of words, from the best score downwards to 0. */
const from = (...words: readonly (readonly [string, string])[]): readonly AbilityOption[] =>
  words.map(([zh, en], index) => ({ score: words.length - 1 - index, zh, en }));

/** What most doings are answered by. */
const DOING = from(
  ['独立完成', 'Does it alone'],
  ['经提示或看护可完成', 'Does it when prompted or watched'],
  ['自己做大部分，需人帮一部分', 'Does most of it, needs some help'],
  ['大部分靠人帮，能配合', 'Mostly helped, joins in'],
  ['全靠人帮，不能配合', 'Wholly helped, cannot join in'],
);

const UNDERSTANDING = [
  ['需多给时间', 'Needs more time'],
  ['困难，需反复或简化', 'With difficulty, repeated or in simple words'],
  ['严重困难，需大量帮助', 'With great difficulty and much help'],
] as const;

const PRESENT = from(['没有', 'No'], ['有', 'Yes']);

const item = (
  id: string,
  group: AbilityGroup,
  name: Text,
  asks: Text,
  options: readonly AbilityOption[],
): AbilityItem => ({ id, group, name, asks, options });

/**
 * The 26 items of GB/T 42195-2022, 90 points. A secondary source: two implementations agree on items and scores, the texts of options are shortened and
 * in our words, and the standard itself was not at hand.
 */
export const ABILITY_ITEMS: readonly AbilityItem[] = [
  item(
    'B1.1',
    'self-care',
    text('进食', 'Eating'),
    text('用餐具把食物送入口并咽下', 'Bringing food to the mouth and swallowing it'),
    from(
      ['独立进食，无呛咳', 'Alone, without choking'],
      ['需提示或自用辅具，无呛咳', 'Prompted or with aids, without choking'],
      ['少量帮助；偶尔呛咳（每月1次以上）', 'With a little help, or chokes once a month or more'],
      ['大量帮助；经常呛咳（每周1次以上）', 'With much help, or chokes once a week or more'],
      ['全靠喂食、吞咽困难或留置营养管', 'Is fed, cannot swallow well, or has a feeding tube'],
    ),
  ),
  item(
    'B1.2',
    'self-care',
    text('修饰', 'Grooming'),
    text('洗脸、刷牙、梳头、剃须、剪指甲', 'Face, teeth, hair, shaving, nails'),
    DOING,
  ),
  item('B1.3', 'self-care', text('洗澡', 'Bathing'), text('清洗并擦干身体', 'Washing and drying the body'), DOING),
  item(
    'B1.4',
    'self-care',
    text('穿/脱上衣', 'Dressing above'),
    text('上衣、扣子、拉链', 'Tops, buttons, zips'),
    DOING,
  ),
  item(
    'B1.5',
    'self-care',
    text('穿/脱裤子和鞋袜', 'Dressing below'),
    text('裤子、鞋袜', 'Trousers, socks and shoes'),
    DOING,
  ),
  item(
    'B1.6',
    'self-care',
    text('小便控制', 'Bladder'),
    text('控制排尿', 'Holding water'),
    from(
      ['完全能控制', 'Always'],
      ['白天能控制，夜间较差，或自用尿垫', 'By day, less at night, or uses pads alone'],
      ['白天大部分能控制，偶有失禁，或需少量帮助', 'Mostly by day, with accidents or a little help'],
      ['白天多数不能控制，夜间失禁，或需大量帮助', 'Rarely by day, not at night, or with much help'],
      ['完全失禁或留置尿管', 'Never, or has a catheter'],
    ),
  ),
  item(
    'B1.7',
    'self-care',
    text('大便控制', 'Bowels'),
    text('控制排便', 'Holding stool'),
    from(
      ['完全能控制', 'Always'],
      ['有时便秘或失禁（每周不到1次），或自用辅助用物', 'Trouble less than once a week, or uses aids alone'],
      ['经常便秘或失禁（每周1次以上、不到每天1次），或需少量帮助', 'Trouble once a week or more, or a little help'],
      ['多数时间便秘或失禁（每天至少1次），或需大量帮助', 'Trouble every day, or much help'],
      ['严重便秘或完全失禁，靠他人处理', 'Never, others see to it'],
    ),
  ),
  item(
    'B1.8',
    'self-care',
    text('如厕', 'Using the toilet'),
    text('排便排尿、解裤、清洁、穿裤', 'Clothes down, cleaning, clothes up'),
    DOING,
  ),
  item(
    'B2.1',
    'movement',
    text('床上体位转移', 'Moving in bed'),
    text('翻身、坐起、躺下', 'Turning over, sitting up, lying down'),
    DOING,
  ),
  item(
    'B2.2',
    'movement',
    text('床椅转移', 'Bed to chair'),
    text('坐与站之间转换', 'Between sitting and standing'),
    DOING,
  ),
  item(
    'B2.3',
    'movement',
    text('平地行走', 'Walking'),
    text('平地行动约50米，可用助行器', 'About 50 metres on the level, a walking aid may be used'),
    from(
      ['独立走约50米，无跌倒风险', 'Alone, in no danger of falling'],
      ['能走约50米，需看护或拐杖、助行器', 'Watched, or with a stick or frame'],
      ['需少量扶持', 'With a little support'],
      ['需大量扶持', 'With much support'],
      ['不能行走', 'Cannot walk'],
    ),
  ),
  item(
    'B2.4',
    'movement',
    text('上下楼梯', 'Stairs'),
    text('连续10至15级台阶', '10 to 15 steps on end'),
    from(
      ['独立完成', 'Alone'],
      ['需提示或看护', 'Prompted or watched'],
      ['需帮助，自己做大部分', 'Helped, does most of it'],
      ['主要或完全靠人帮', 'Mostly or wholly helped'],
    ),
  ),
  item(
    'B3.1',
    'mind',
    text('时间定向', 'Knowing the time'),
    text('知道年、月、日、星期、昼夜', 'Year, month, day, weekday, day or night'),
    from(
      ['年月清楚，日期或星期最多差一天', 'Year and month, date or weekday wrong by a day at most'],
      ['年月日星期不能全部说对', 'Not all of them right'],
      ['只知道上/下半年或季节', 'Only half of the year or season'],
      ['只知道上/下午或昼夜', 'Only morning or afternoon, day or night'],
      ['没有时间概念', 'No idea of time'],
    ),
  ),
  item(
    'B3.2',
    'mind',
    text('空间定向', 'Knowing the place'),
    text('知道自己在哪里', 'Knowing where one is'),
    from(
      ['能在日常范围独自外出', 'Goes out alone where it is familiar'],
      ['不能独自外出，能说出准确地址', 'Not alone, but knows the address exactly'],
      ['不能独自外出，知道较多住处信息', 'Not alone, knows much about where home is'],
      ['只知道少量住处信息', 'Knows little about where home is'],
      ['没有空间概念', 'No idea of place'],
    ),
  ),
  item(
    'B3.3',
    'mind',
    text('人物定向', 'Knowing people'),
    text('认识身边的人', 'Knowing the people around'),
    from(
      ['认识长期共同生活的人并知道关系', 'Those of the home, and how they are related'],
      ['认识其中大部分人', 'Most of them'],
      ['认识部分亲人或照护者', 'Some relatives or carers'],
      ['只认识自己或极少数人', 'Only themselves or very few'],
      ['不认识任何人', 'Nobody'],
    ),
  ),
  item(
    'B3.4',
    'mind',
    text('记忆', 'Memory'),
    text('短时、近期、远期记忆', 'Just now, lately, long ago'),
    from(
      ['与年龄相符，能完整回忆', 'As usual at that age'],
      ['轻度减退，即时回忆差', 'A little weaker: what was just now'],
      ['中度减退，近期记忆差', 'Weaker: what was lately'],
      ['重度减退，远期记忆差', 'Much weaker: what was long ago'],
      ['完全不能回忆', 'Remembers nothing'],
    ),
  ),
  item(
    'B3.5',
    'mind',
    text('理解能力', 'Understanding'),
    text('听懂语言和非语言信息（可用助听器）', 'Words and signs, a hearing aid may be used'),
    from(['正常理解', 'As usual'], ...UNDERSTANDING, ['完全不能理解', 'Not at all']),
  ),
  item(
    'B3.6',
    'mind',
    text('表达能力', 'Saying things'),
    text('口头或其他方式表达', 'By words or otherwise'),
    from(['正常表达', 'As usual'], ...UNDERSTANDING, ['完全不能表达', 'Not at all']),
  ),
  item(
    'B3.7',
    'mind',
    text('攻击行为', 'Aggression'),
    text('近一个月身体或语言攻击', 'By deed or word within a month'),
    PRESENT,
  ),
  item(
    'B3.8',
    'mind',
    text('抑郁症状', 'Low spirits'),
    text('近一个月情绪低落、兴趣减退等', 'Sad or without interest within a month'),
    PRESENT,
  ),
  item('B3.9', 'mind', text('意识水平', 'Consciousness'), text('对周围刺激的反应', 'Response to what is around'), [
    { score: 2, ...text('清醒', 'Awake') },
    { score: 1, ...text('嗜睡或意识模糊，可唤醒', 'Drowsy or dazed, can be woken') },
    { score: 0, ...text('昏睡，强刺激才短暂清醒', 'Wakes for moments only') },
    { score: 0, ...text('昏迷', 'In a coma'), isComa: true },
  ]),
  item(
    'B4.1',
    'senses',
    text('视力', 'Sight'),
    text('最佳矫正视力', 'With glasses, if any'),
    from(
      ['正常', 'As usual'],
      ['看得清大字，看不清标准字', 'Large print, not usual print'],
      ['只辨光影颜色，或失明', 'Light and colours only, or blind'],
    ),
  ),
  item(
    'B4.2',
    'senses',
    text('听力', 'Hearing'),
    text('可用助听器', 'A hearing aid may be used'),
    from(
      ['正常', 'As usual'],
      ['轻声或两米外听不清，需大声', 'Only when spoken to loudly'],
      ['大声慢说也只听到部分，或失聪', 'Only in part even so, or deaf'],
    ),
  ),
  item(
    'B4.3',
    'senses',
    text('执行日常事务', 'Daily affairs'),
    text('洗衣、小额购物、服药管理等', 'Washing, shopping, medicines'),
    DOING,
  ),
  item(
    'B4.4',
    'senses',
    text('使用交通工具外出', 'Getting about'),
    text('骑车或乘公共交通、出租车', 'By bicycle, bus, taxi'),
    from(
      ['能骑车或乘公共交通', 'By bicycle or bus'],
      ['能乘出租车，不会乘其他公共交通', 'By taxi, not by bus'],
      ['有人陪伴可乘公共交通', 'By bus in company'],
      ['只能在帮助下乘出租车或私家车，或不能外出', 'By car with help, or not at all'],
    ),
  ),
  item(
    'B4.5',
    'senses',
    text('社会交往能力', 'Being with people'),
    text('与人交往、适应环境', 'Dealing with people and places'),
    from(
      ['能参与社会，待人得体', 'Takes part, as is fitting'],
      ['能适应简单环境并主动接触人', 'Approaches people where it is simple'],
      ['只被动接触，言语有不当', 'Answers only, not always fittingly'],
      ['勉强接触，表达不清', 'Hardly, and not clearly'],
      ['不能与人交往', 'Not at all'],
    ),
  ),
];
