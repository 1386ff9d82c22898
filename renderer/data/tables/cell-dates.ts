import { attributeOf, type XmlHandler } from './xml-reader';

/** What a number shows as, by its number format: a day, a time of day, or a number. */
export type NumberMeaning = 'date' | 'time' | 'number';

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

// ECMA-376 part 1, 18.8.30: formats that have a number and no code; 27 to 36 and 50 to 58 as Chinese Excel has them.
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  ...range(14, 17),
  22,
  ...range(27, 31),
  36,
  ...range(50, 54),
  57,
  58,
]);
const BUILT_IN_TIMES: ReadonlySet<number> = new Set([...range(18, 21), ...range(32, 35), ...range(45, 47), 55, 56]);

/** What a format code makes of a number: `yyyy"年"m"月"d"日"` a day, `h:mm` a time, `0.00` a number. */
function meaningOfFormat(code: string): NumberMeaning {
  const [positive = ''] = code
    .replace(/"[^"]*"|\\.|[*_]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .toLowerCase()
    .split(';');
  if (/general|@/.test(positive)) return 'number';
  if (/[yd]|a{3}|(^|[^0#?.])e/.test(positive)) return 'date';
  if (/[hs]/.test(positive)) return 'time';
  if (positive.includes('m')) return positive.includes('[m') ? 'time' : 'date';
  return 'number';
}

const MAX_STYLES = 100_000;
/** Excel takes no longer one. */
const MAX_FORMAT_CHARACTERS = 255;

/** Gathers from `styles.xml` what numbers of each cell style mean, by the style's index. */
export function createStylesHandler(): XmlHandler & { meanings(): readonly NumberMeaning[] } {
  const custom = new Map<number, NumberMeaning>();
  const formatIds: number[] = [];
  let isInCells = false;
  return {
    open(name, attributes) {
      if (name === 'numFmt') {
        custom.set(
          Number(attributeOf(attributes, 'numFmtId')),
          meaningOfFormat((attributeOf(attributes, 'formatCode') ?? '').slice(0, MAX_FORMAT_CHARACTERS)),
        );
      }
      if (name === 'cellXfs') isInCells = true;
      if (name === 'xf' && isInCells && formatIds.length < MAX_STYLES) {
        formatIds.push(Number(attributeOf(attributes, 'numFmtId') ?? 0));
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false;
    },
    meanings: () =>
      formatIds.map((id) => {
        const known = custom.get(id);
        if (known) return known;
        if (BUILT_IN_DATES.has(id)) return 'date';
        return BUILT_IN_TIMES.has(id) ? 'time' : 'number';
      }),
  };
}

const DAY_MS = 86_400_000;
const MINUTES_PER_DAY = 24 * 60;
/** From here on the count includes a 29 February 1900 that never was. */
const FALSE_LEAP_DAY = 60;
const DAYS_TO_1904 = 1_462;
/** 9999-12-31. */
const LAST_DAY = 2_958_465;

/**
 * What a spreadsheet shows for a number of days: `YYYY-MM-DD`, the time of day cut off, or `HH:MM` for a time without a day. The
 * number itself where it is neither.
 */
export function shownDate(days: number, meaning: NumberMeaning, is1904: boolean): string | number {
  if (meaning === 'number') return days;
  if (days >= 0 && days < 1 && (meaning === 'time' || days > 0)) return shownTime(days);
  const day = Math.floor(days) + (is1904 ? DAYS_TO_1904 : 0);
  if (meaning === 'time' || day < 1 || day > LAST_DAY) return days;
  const offset = day < FALSE_LEAP_DAY ? 1 : 0;
  return new Date(Date.UTC(1899, 11, 30 + offset) + day * DAY_MS).toISOString().slice(0, 10);
}

function shownTime(days: number): string {
  const minutes = Math.floor(days * MINUTES_PER_DAY + 1e-6);
  return new Date(minutes * 60_000).toISOString().slice(11, 16);
}
