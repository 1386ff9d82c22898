import { describe, expect, it } from 'vitest';
import { ENGLISH_CATEGORY_NAMES, englishCategoryName } from '#shared/codes/incident-categories/english';
import { SHIPPED_TABLE } from '#shared/codes/incident-categories/index';

const majors = SHIPPED_TABLE.flatMap((part) => part.majors);
const NAMES = new Set(majors.flatMap(({ name, minors }) => [name, ...minors.map((minor) => minor.name)]));

describe('English names of the categories that come with the product', () => {
  it('are there for each major and minor, each of its own, and for nothing else', () => {
    expect(new Set(Object.keys(ENGLISH_CATEGORY_NAMES))).toEqual(NAMES);
    expect(new Set(Object.values(ENGLISH_CATEGORY_NAMES)).size).toBe(NAMES.size);
    for (const name of NAMES) expect(englishCategoryName(name)).toMatch(/^[A-Z][ -~ç]{3,50}$/);
  });

  it('are not made up for what a station named itself', () => {
    for (const name of ['占用盲道', 'constructor', '']) expect(englishCategoryName(name)).toBeNull();
  });
});
