import type { PersonCodes } from './context';
import { CODE_FIELDS, type CodeField } from './fields';
import { smallNumber } from './numerals';
import type { RosterField } from './types';

/** Words of a value, and a pattern that finds it in longer texts where none of them is the whole text. */
interface Word {
  readonly value: string;
  readonly words: string;
  readonly within?: RegExp;
}

const YES: Word = { value: 'yes', words: '是 有 1 y yes true √ ✓ 对 已' };
const NO: Word = { value: 'no', words: '否 无 0 n no false × 不 不是 没有 未 非 x' };

/** In this order: what comes first is looked for first within longer texts. */
const WORDS: Readonly<Partial<Record<RosterField, readonly Word[]>>> = {
  sex: [
    { value: 'male', words: '男 男性 1 m male 男孩 男士 先生' },
    { value: 'female', words: '女 女性 2 f female 女孩 女士' },
  ],
  isRegisteredHere: [
    {
      ...NO,
      words: `${NO.words} 流动人口 国外人员`,
      within: /不一致|分离|流动|外来|外地|境外|国外|非户籍|非本|非常住户口|暂住/u,
    },
    { ...YES, words: `${YES.words} 户籍人口`, within: /一致|户籍|本地|本社区|本村|本市|在册|空挂/u },
  ],
  livingAlone: [
    { ...NO, within: /非独居|不独居|同住|空巢|合住|不是独居/u },
    { ...YES, words: `${YES.words} 独居`, within: /独居|单独居住|一人居住|独自/u },
  ],
  isHazardous: [
    { ...NO, within: /非危化|不涉及/u },
    { ...YES, within: /危化|涉及/u },
  ],
  isRented: [
    { ...NO, within: /未出租|非出租|不出租|自住|空置/u },
    { ...YES, words: `${YES.words} 出租`, within: /出租|租赁|群租/u },
  ],
  status: [
    { value: 'deceased', words: '', within: /死亡|去世|已故|病故|亡故|注销|过世/u },
    { value: 'moved-out', words: '', within: /迁出|搬离|搬走|搬出|迁走|离开|不在住|外出未归/u },
    { value: 'living-here', words: '正常 在 有效', within: /常住|在住|居住|在册|暂住|在家/u },
  ],
  disabilityKind: [
    { value: 'none', words: '无 否 0 没有 非残疾 不是 无残疾 健康 未残疾', within: /^(?:无|非)残疾/u },
    { value: 'multiple', words: '7', within: /多重/u },
    { value: 'sight', words: '1', within: /视力|视障|视残|^盲/u },
    { value: 'hearing', words: '2', within: /听力|听障|听残|^聋/u },
    { value: 'speech', words: '3', within: /言语|语言|^哑/u },
    { value: 'limb', words: '4', within: /肢体|肢残/u },
    { value: 'intellectual', words: '5', within: /智力|智障|智残/u },
    { value: 'mental', words: '6', within: /精神/u },
  ],
  use: [
    { value: 'vacant', words: '', within: /空置|闲置|空房|空户|空关|无人|未入住|未住/u },
    { value: 'business', words: '', within: /商|店|铺|办公|经营|门面|仓|厂|营业|生产/u },
    { value: 'rented', words: '', within: /租/u },
    { value: 'own', words: '', within: /住|自用|自有|宅|民用/u },
  ],
  enterpriseKind: [
    { value: 'sole-trader', words: '', within: /个体|工商户|小店|商户|个人经营/u },
    { value: 'social', words: '', within: /社会组织|社会团体|社团|民办非|基金会|协会|学会|商会|社会服务机构/u },
    { value: 'public', words: '', within: /事业|机关|国家|学校|医院|党政|村委|居委|政府/u },
    { value: 'company', words: '', within: /企业|公司|有限|股份|独资|合伙|国有|民营|外资|合作社|工厂/u },
    { value: 'other', words: '其他 其它' },
  ],
};

/** What says that nothing is said. */
const NOTHING = new Set('未知 不详 未说明 无 空 - — / \\ 暂无 没有 n/a null 未填 待核实 未提供 .'.split(' '));

const exact = new Map(
  Object.entries(WORDS).map(([field, words]) => [
    field,
    new Map(words.flatMap(({ value, words: each }) => each.split(' ').map((word) => [word, value] as const))),
  ]),
);

/**
 * What a word of a roster means for a field that has few values or codes: one of `wordValues`, a code of its table, '' where it says
 * nothing (不详), null where nobody knows.
 */
export function wordMeaning(field: RosterField, text: string, codes: PersonCodes): string | null {
  const word = text.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
  if (word === '') return '';
  const value = knownWord(field, word, codes);
  return value ?? (NOTHING.has(word) || isNoSex(field, word) ? '' : null);
}

function knownWord(field: RosterField, word: string, codes: PersonCodes): string | null {
  if (isCodeField(field)) return codes[field](word);
  if (field === 'disabilityGrade') return gradeIn(word);
  const whole = exact.get(field)?.get(word);
  if (whole !== undefined) return whole;
  return WORDS[field]?.find(({ within }) => within?.test(word))?.value ?? null;
}

const isCodeField = (field: RosterField): field is CodeField => (CODE_FIELDS as readonly string[]).includes(field);

/** GB/T 2261.1: 0 is not known, 9 is not told. */
const isNoSex = (field: RosterField, word: string): boolean => field === 'sex' && /^[039]$/.test(word);

/** 1 to 4 from 二级, 2级, Ⅱ级, `2`, also within 肢体二级. */
function gradeIn(word: string): string | null {
  const written = /([一二三四1-4]|壹|贰|叁|肆|iv|i{1,3})(?:级|等)/u.exec(word)?.[1] ?? word;
  const grade = smallNumber(written);
  return grade !== null && grade >= 1 && grade <= 4 ? String(grade) : null;
}
