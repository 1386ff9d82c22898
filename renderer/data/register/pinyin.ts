import { pinyin } from 'pinyin-pro';

/** How a name can be typed with Latin letters. */
export interface NamePinyin {
  /** Readings, the likeliest first, as syllables with a space between: `he xiu lan`. */
  readonly full: readonly string[];
  /** First letters of each reading, without repeats: `hxl`. */
  readonly initials: readonly string[];
}

/** More readings than these of one name are not kept. */
const MAX_READINGS = 6;
/** Longer ones are names of firms, which have no surname and one reading. */
const LONGEST_PERSON_NAME = 6;

/** Surnames of two characters. Their readings come from pinyin-pro's table of surnames. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 尉迟 上官 司马 诸葛 长孙 万俟 澹台 皇甫 夏侯 令狐 慕容 司徒 东方 公孙 宇文 轩辕 闻人 赫连 独孤 南宫 西门 ' +
    '百里 呼延 端木 淳于 太史 申屠 钟离 鲜于 司空 亓官 仲孙 宗政 濮阳 公冶 太叔 拓跋 完颜 耶律 纳兰 叶赫 乐正 第五 东郭'
  ).split(' '),
);

/** Characters that people of that name read in more than one way, the likelier first. Others have the reading of the dictionary. */
const NAME_POLYPHONES: Readonly<Record<string, readonly string[]>> = {
  乐: ['le4', 'yue4'],
  行: ['xing2', 'hang2'],
  重: ['zhong4', 'chong2'],
  长: ['chang2', 'zhang3'],
  朝: ['chao2', 'zhao1'],
  茜: ['qian4', 'xi1'],
  晟: ['sheng4', 'cheng2'],
  盛: ['sheng4', 'cheng2'],
  莘: ['xin1', 'shen1'],
  娜: ['na4', 'nuo2'],
  柏: ['bai3', 'bo2'],
  隽: ['jun4', 'juan4'],
  藏: ['zang4', 'cang2'],
  奇: ['qi2', 'ji1'],
  强: ['qiang2', 'jiang4'],
  翟: ['zhai2', 'di2'],
  贾: ['jia3', 'gu3'],
  蔚: ['wei4', 'yu4'],
  宿: ['su4', 'xiu3'],
  纶: ['lun2', 'guan1'],
  阿: ['a1', 'e1'],
  都: ['du1', 'dou1'],
  曾: ['zeng1', 'ceng2'],
  少: ['shao4', 'shao3'],
  仇: ['qiu2', 'chou2'],
  单: ['shan4', 'dan1'],
  解: ['xie4', 'jie3'],
  查: ['zha1', 'cha2'],
  盖: ['gai4', 'ge3'],
  区: ['qu1', 'ou1'],
  朴: ['pu3', 'piao2'],
  缪: ['miao4', 'mou2', 'mu4'],
  覃: ['qin2', 'tan2'],
  谌: ['chen2', 'shen4'],
  隗: ['kui2', 'wei3'],
  褚: ['chu3', 'zhu3'],
  薄: ['bo2', 'bao2'],
  尉: ['wei4', 'yu4'],
  洗: ['xi3', 'xian3'],
  员: ['yuan2', 'yun4'],
  召: ['zhao4', 'shao4'],
  那: ['na4', 'nuo2'],
  万: ['wan4', 'mo4'],
};

const surnameReadings = new Map<string, readonly string[]>();
const givenReadings = new Map<string, readonly string[]>();

/** Syllables with tone digits, ü as v; what is no Chinese character stays as it is. */
const syllablesOf = (text: string, mode: 'normal' | 'surname'): string =>
  pinyin(text, { mode, toneType: 'num', type: 'array', v: true, toneSandhi: false }).join(' ').toLowerCase();

const isLatin = (part: string): boolean => /^[a-z]/.test(part);

/** Readings with tone digits of one character of a given name. */
function readingsOf(character: string): readonly string[] {
  if (isLatin(character)) return [character];
  const known = givenReadings.get(character);
  if (known) return known;
  const readings = NAME_POLYPHONES[character] ?? [syllablesOf(character, 'normal')];
  givenReadings.set(character, readings);
  return readings;
}

/** Readings with tone digits of a surname, of one or two characters: each is its syllables with a space between. */
function readingsOfSurname(surname: string): readonly string[] {
  if (isLatin(surname)) return [surname];
  const known = surnameReadings.get(surname);
  if (known) return known;
  const others = [...surname].length === 1 ? readingsOf(surname) : [];
  const readings = [...new Set([syllablesOf(surname, 'surname'), ...others])];
  surnameReadings.set(surname, readings);
  return readings;
}

/** The parts of a name that are read on their own: the surname and each further character; a run of Latin letters is one. */
function partsOf(name: string): readonly string[] {
  const parts = name.match(/[a-z]+|\p{Script=Han}|[\p{L}\p{N}]/gu) ?? [];
  const [first = '', second = '', ...rest] = parts;
  return COMPOUND_SURNAMES.has(first + second) ? [first + second, ...rest] : parts;
}

const plainName = (name: string): string => name.normalize('NFKC').toLowerCase();

const withoutTone = (reading: string): string => reading.replace(/\d/g, '');

/**
 * How a name can be typed with Latin letters: lower case, without tones, ü as v. A surname is read as a surname first (单 is `shan`,
 * 尉迟 is `yu chi`), then as its character; given characters that names read in two ways have both. Letters of foreign names stay.
 */
export function pinyinOf(name: string): NamePinyin {
  const [first, ...rest] = partsOf(plainName(name));
  if (first === undefined) return { full: [], initials: [] };
  const isPersons = rest.length < LONGEST_PERSON_NAME;
  let full = (isPersons ? readingsOfSurname(first) : readingsOf(first)).map(withoutTone);
  for (const part of rest) {
    const readings = readingsOf(part).slice(0, isPersons ? undefined : 1);
    full = full.flatMap((before) => readings.map((reading) => `${before} ${withoutTone(reading)}`));
  }
  full = [...new Set(full)].slice(0, MAX_READINGS);
  return { full, initials: [...new Set(full.map(initialsOf))] };
}

const initialsOf = (reading: string): string =>
  reading
    .split(' ')
    .map((syllable) => syllable.charAt(0))
    .join('');

/**
 * A key whose plain comparison (`<`) sorts names as a Chinese phone book does: character by character, each by its letters, then
 * its tone, then the character itself, so that families of one name stand together. ü comes right after u, as in 陆, 吕, 栾.
 */
export function orderKeyOf(name: string): string {
  const keys = partsOf(plainName(name)).map((part, index) => {
    const [reading = part] = index === 0 ? readingsOfSurname(part) : readingsOf(part);
    return `${reading.replaceAll('v', 'u:')}${part}`;
  });
  return keys.join('');
}
