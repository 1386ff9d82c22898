/**
 * One form for the many ways of writing where a home is, so that rosters and the register find each other: full-width characters,
 * capitals, spaces and punctuation do not matter; 栋, 幢, 座, 号楼 and # are one word, as are 单元, 门 and 梯; 室, 房 and 户 behind the
 * door, a floor before its room and zeros in front of a number go; numbers may be written 八 or 8, and building, unit and room as
 * 8-2-301. Province, city, district, town and community in front of a street go too. `清和路 8幢2单元301`, `清和路8号楼2门301室` and
 * `江苏省南京市玄武区清和路八栋二单元三楼301` have one key. For comparing only, never to be shown or kept.
 */
export function addressKey(address: string): string {
  const text = address
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Dash}/gu, '-')
    .replace(/[\s,，、.。·;；()（）]/gu, '')
    .replace(CHINESE_NUMBER, (digits: string) => String(numberOf(digits)));
  return withoutAreas(text)
    .replace(/([a-z]|\d+)(?:号楼|楼栋|栋|幢|座|#楼|#)-?/gu, '$1幢')
    .replace(/(\d+)(?:单元|门|梯)-?/gu, '$1单元')
    .replace(/(?<=\d)(?:号?房间?|室|户)$/u, '')
    .replace(/(?<!\d)(\d+)[楼层](?=\1\d\d(?!\d))/gu, '')
    .replace(/(?<!\d)0+(?=\d)/gu, '')
    .replace(/(?<![单元\d-])(\d+)-(\d+)-(\d+)$/u, '$1幢$2单元$3')
    .replace(/(?<=幢)(\d+)-(\d+)$/u, '$1单元$2')
    .replace(/(?<![幢元\d-])(\d+)-(\d{3,4})$/u, '$1幢$2');
}

/** Chinese numerals that count a building, a unit, a floor or a room; those in names of streets (五一路) stay. */
const CHINESE_NUMBER = /[零〇一二两三四五六七八九十百]+(?=号|栋|幢|座|单元|门|梯|楼|层|室|房)/gu;

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** 十二 is 12, 一百零三 is 103, and 三〇一, said digit by digit, is 301. */
function numberOf(numerals: string): number {
  if (!/[十百]/u.test(numerals)) return Number([...numerals].map((numeral) => DIGITS[numeral] ?? 0).join(''));
  let total = 0;
  let digit: number | null = null;
  for (const numeral of numerals) {
    const factor = numeral === '百' ? 100 : numeral === '十' ? 10 : null;
    if (factor === null) digit = DIGITS[numeral] ?? 0;
    else {
      total += (digit ?? 1) * factor;
      digit = null;
    }
  }
  return total + (digit ?? 0);
}

const AREAS = [
  /^\p{Script=Han}{2,9}?(?:省|自治区)(?=\p{Script=Han})/u,
  /^\p{Script=Han}{2,9}?市(?=\p{Script=Han})/u,
] as const;
/** Only behind a province or city: 青禾小区 is a place with homes, and 镇 a part of many names. */
const INNER_AREAS = [
  /^\p{Script=Han}{1,8}?(?:(?<!小)区|县)(?=\p{Script=Han})/u,
  /^\p{Script=Han}{1,8}?[镇乡](?=\p{Script=Han})(?![路街巷弄])/u,
] as const;
/** Only before a street: of 清和社区8幢 the community is all there is. */
const COMMUNITY =
  /^(?:\p{Script=Han}{1,8}?街道)?(?:\p{Script=Han}{1,8}?(?:社区|居委会|村委会))?(?=\p{Script=Han}+[路街巷弄道])(?![路街巷弄道])/u;

function withoutAreas(text: string): string {
  if (!/[省市区道会]/u.test(text)) return text;
  const inner = AREAS.reduce((rest, area) => rest.replace(area, ''), text);
  const local = inner === text ? text : INNER_AREAS.reduce((rest, area) => rest.replace(area, ''), inner);
  return local.replace(COMMUNITY, '');
}
