import { describe, expect, it } from 'vitest';
import { ageOn, birthday, isChild, isElderly } from '#shared/domain/people/age';
import { keyKindsOf, keyPersonSince } from '#shared/domain/people/key-people';
import { livingAloneOf, residentsByHousehold } from '#shared/domain/people/living-alone';

const TODAY = '2026-11-23';

describe('age', () => {
  it.each([
    ['the day before the 65th birthday', '1961-11-24', 64, false],
    ['on the 65th birthday', '1961-11-23', 65, true],
    ['the day after', '1961-11-22', 65, true],
  ])('%s', (_when, born, age, elderly) => {
    expect(ageOn(born, TODAY)).toBe(age);
    expect(isElderly(born, TODAY)).toBe(elderly);
  });

  it.each([
    ['a newborn is a child', '2026-11-23', true],
    ['the last day of 14 is a child’s', '2011-11-24', true],
    ['the 15th birthday is not', '2011-11-23', false],
    ['somebody not yet born is nobody’s child', '2026-11-24', false],
  ])('%s', (_what, born, child) => {
    expect(isChild(born, TODAY)).toBe(child);
  });

  it('of somebody born on 29 February grows on 1 March of a common year', () => {
    expect(ageOn('1960-02-29', '2025-02-28')).toBe(64);
    expect(ageOn('1960-02-29', '2025-03-01')).toBe(65);
    expect(ageOn('1960-02-29', '2024-02-29')).toBe(64);
    expect(birthday('1960-02-29', 65)).toBe('2025-03-01');
    expect(birthday('1960-02-29', 64)).toBe('2024-02-29');
  });
});

const declared = (value: boolean) => ({
  value,
  declaredOn: '2026-10-01',
  recorded: { at: 0, by: '0', on: 'a' },
});

describe('living alone', () => {
  const home = { householdUid: 'H', livingAlone: null };

  it('follows from a household of one', () => {
    expect(livingAloneOf(home, 1)).toMatchObject({ value: true, basis: 'household', isContradicted: false });
    expect(livingAloneOf(home, 2)).toMatchObject({ value: false, basis: 'household' });
  });

  it('is unknown without a household, and nobody is called alone for it', () => {
    expect(livingAloneOf({ ...home, householdUid: null }, 0)).toMatchObject({ value: false, basis: 'unknown' });
    expect(livingAloneOf(home, 0)).toMatchObject({ value: false, basis: 'unknown' });
  });

  it('is what was declared, and a household that says otherwise shows', () => {
    const alone = livingAloneOf({ ...home, livingAlone: declared(true) }, 2);
    expect(alone).toEqual({ value: true, basis: 'declared', declaredOn: '2026-10-01', isContradicted: true });
    expect(livingAloneOf({ ...home, livingAlone: declared(false) }, 1)).toMatchObject({
      value: false,
      isContradicted: true,
    });
    expect(livingAloneOf({ ...home, livingAlone: declared(true) }, 1).isContradicted).toBe(false);
    expect(livingAloneOf({ householdUid: null, livingAlone: declared(true) }, 0).isContradicted).toBe(false);
  });

  it('is unknown when what was declared is not for the reader, whatever the household looks like', () => {
    const closed = { ...home, livingAlone: { ...declared(true), value: null } };
    for (const residents of [1, 2]) {
      expect(livingAloneOf(closed, residents)).toEqual({
        value: false,
        basis: 'unknown',
        declaredOn: '2026-10-01',
        isContradicted: false,
      });
    }
  });

  it('counts only those who live there now', () => {
    const people = (['living-here', 'moved-out', 'deceased', 'living-here'] as const).map((status) => ({
      householdUid: 'H',
      status,
    }));
    expect(residentsByHousehold([...people, { householdUid: null, status: 'living-here' }]).get('H')).toBe(2);
  });
});

describe('key people', () => {
  const alone = livingAloneOf({ householdUid: 'H', livingAlone: null }, 1);
  const withOthers = livingAloneOf({ householdUid: 'H', livingAlone: null }, 3);
  const facts = (birthDate: string) => ({ birthDate, disability: null, status: 'living-here' as const });

  it('belong to every archive whose rule they meet', () => {
    const certificate = { kind: 'limb' as const, grade: 2 };
    expect(keyKindsOf({ ...facts('1942-01-01'), disability: certificate }, alone, TODAY)).toEqual([
      'livingAlone',
      'elderly',
      'disabled',
    ]);
    expect(keyKindsOf(facts('2017-01-01'), withOthers, TODAY)).toEqual(['child']);
    expect(keyKindsOf(facts('1990-01-01'), withOthers, TODAY)).toEqual([]);
  });

  it('do not include a young tenant on his own, unless somebody declared it', () => {
    expect(keyKindsOf(facts('1998-01-01'), alone, TODAY)).toEqual([]);
    const said = livingAloneOf({ householdUid: 'H', livingAlone: declared(true) }, 1);
    expect(keyKindsOf(facts('1998-01-01'), said, TODAY)).toEqual(['livingAlone']);
  });

  it('of a closed file are what the birth date says', () => {
    const said = livingAloneOf({ householdUid: 'H', livingAlone: { ...declared(true), value: null } }, 1);
    expect(keyKindsOf(facts('2017-01-01'), said, TODAY)).toEqual(['child']);
  });

  it.each(['moved-out', 'deceased'] as const)('do not include those who are %s', (status) => {
    expect(keyKindsOf({ ...facts('1942-01-01'), status }, alone, TODAY)).toEqual([]);
  });

  it('count from the record, or from the 65th birthday when that came later', () => {
    expect(keyPersonSince({ birthDate: '1961-11-20' }, ['elderly'], '2026-01-05')).toBe('2026-11-20');
    expect(keyPersonSince({ birthDate: '1940-11-20' }, ['elderly', 'livingAlone'], '2026-01-05')).toBe('2026-01-05');
    expect(keyPersonSince({ birthDate: '1961-11-20' }, ['elderly', 'disabled'], '2026-01-05')).toBe('2026-01-05');
  });
});
