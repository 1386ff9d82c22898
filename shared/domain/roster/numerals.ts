const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
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
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  ⅰ: 1,
  ⅱ: 2,
  ⅲ: 3,
  ⅳ: 4,
  i: 1,
  ii: 2,
  iii: 3,
  iv: 4,
};

/** A whole number below 100 in digits, Chinese words or Roman ones up to four: `12`, 十二, 二十, Ⅱ. Null for anything else. */
export function smallNumber(text: string): number | null {
  const word = text.normalize('NFKC').trim().toLowerCase();
  if (/^\d{1,2}$/.test(word)) return Number(word);
  const single = DIGITS[word];
  if (single !== undefined) return single;
  const tens = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/u.exec(word);
  if (!tens) return null;
  const [, before = '', after = ''] = tens;
  return (before === '' ? 1 : (DIGITS[before] ?? 0)) * 10 + (after === '' ? 0 : (DIGITS[after] ?? 0));
}

/** Text with Chinese numerals written as digits, those of years digit by digit: 一九四九年十月二十一日 is `1949年10月21日`. */
export const withDigits = (text: string): string =>
  text
    .replace(/[〇零一二三四五六七八九]{2,}/gu, (run) => [...run].map((each) => DIGITS[each]).join(''))
    .replace(/[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]/gu, (word) =>
      String(smallNumber(word)),
    );
