import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacterOf, checkCitizenId, type RegionLookup } from '#shared/domain/people/citizen-id';

/** Some codes of GB/T 2260, as the tests need them. */
const REGIONS: Readonly<Record<string, 'current' | 'superseded'>> = {
  110105: 'current',
  440524: 'superseded',
  510104: 'current',
  320102: 'current',
  510102: 'superseded',
};
const regionOf: RegionLookup = (code) => REGIONS[code] ?? null;
const check = (text: string) => checkCitizenId(text, '2026-05-20', regionOf);

describe('a citizen id that is in order', () => {
  it.each([
    // The examples printed in GB 11643-1999; the others are made up of birth dates of the 19th century.
    ['11010519491231002X', '1949-12-31', 'female', 'current'],
    ['440524188001010014', '1880-01-01', 'male', 'superseded'],
    ['510104188402290011', '1884-02-29', 'male', 'current'],
    ['32010218990131888X', '1899-01-31', 'female', 'current'],
    ['510102188001010020', '1880-01-01', 'female', 'superseded'],
    ['11010519491231002x', '1949-12-31', 'female', 'current'],
    ['１１０１０５１９４９１２３１００２Ｘ', '1949-12-31', 'female', 'current'],
  ] as const)('%s says who that is', (text, birthDate, sex, region) => {
    expect(check(text)).toEqual({ id: check(text).id, problems: [], birthDate, sex, region, wasShort: false });
  });

  it('may have the 15 digits of before 1999', () => {
    expect(check('110105491231002')).toEqual({
      id: '11010519491231002X',
      problems: [],
      birthDate: '1949-12-31',
      sex: 'female',
      region: 'current',
      wasShort: true,
    });
  });
});

describe('a citizen id that is not in order', () => {
  it.each([
    ['110105194912310021', ['check'], '1949-12-31'],
    ['110105194902310026', ['birth'], null],
    ['110105190002290017', ['birth'], null],
    ['990105194912310023', ['region'], '1949-12-31'],
    ['1101051949123100', ['length'], null],
    ['110105209912310029', ['birth'], null],
    ['1101051949123100AX', ['characters'], null],
    ['', ['length'], null],
    ['990105194913310020', ['check', 'birth', 'region'], null],
  ])('%s: %j', (text, problems, birthDate) => {
    expect(check(text)).toMatchObject({ problems, birthDate });
  });

  it('is seen wherever one digit was mistyped or two neighbours changed places', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(digits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const text = body.join('');
        const sum = checkCharacterOf(text);
        const mistyped = body.with(at, ((body[at] ?? 0) + by) % 10).join('');
        expect(check(mistyped + sum).problems).toContain('check');
        const next = Math.min(at + 1, 16);
        const swapped = body
          .with(at, body[next] ?? 0)
          .with(next, body[at] ?? 0)
          .join('');
        expect(check(swapped + sum).problems.includes('check')).toBe(swapped !== text);
      }),
    );
  });
});
