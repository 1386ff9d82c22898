import { describe, expect, it } from 'vitest';
import { keyKindsOf } from '#shared/domain/people/key-people';
import { livingAloneOf, type LivingAlone } from '#shared/domain/people/living-alone';
import { membershipsOf, validCertificate } from '#shared/domain/people/membership';
import type { Disability } from '#shared/schema/types/person';

const TODAY = '2026-11-23';
const LIMB: Disability = { kind: 'limb', grade: 2 };
const NOT_ALONE: LivingAlone = { value: false, basis: 'household', declaredOn: null, isContradicted: false };

const person = (birthDate: string, disability: Disability | null = null) => ({
  birthDate,
  disability,
  status: 'living-here' as const,
});
const certificate = (issuedOn: string | null, expiresOn: string | null, status: 'valid' | 'withdrawn' = 'valid') => ({
  kind: 'disability' as const,
  status,
  issuedOn,
  expiresOn,
});
const reasons = (...args: Parameters<typeof membershipsOf>) => membershipsOf(...args).map(({ reason }) => reason);

describe('why somebody is a key person', () => {
  it.each([
    ['1961-11-23', '2026-11-23'],
    ['1942-03-05', '2007-03-05'],
    ['1960-02-29', '2025-03-01'],
  ])('born %s belongs to the elderly since %s', (birthDate, since) => {
    expect(reasons(person(birthDate), NOT_ALONE, [], TODAY)).toEqual([{ kind: 'age', since }]);
  });

  it('a child belongs to the children until the 15th birthday', () => {
    expect(reasons(person('2016-05-01'), NOT_ALONE, [], TODAY)).toEqual([{ kind: 'childhood', until: '2031-05-01' }]);
  });

  it('a disability comes from the certificate that counts, and a lapsed one is said to be lapsed', () => {
    const somebody = person('1980-01-01', LIMB);
    const old = certificate('2012-01-01', '2022-01-01');
    expect(reasons(somebody, NOT_ALONE, [old, certificate('2022-02-01', '2032-02-01')], TODAY)).toEqual([
      { kind: 'certificate', holds: LIMB, expiresOn: '2032-02-01', isLapsed: false },
    ]);
    expect(reasons(somebody, NOT_ALONE, [old], TODAY)).toEqual([
      { kind: 'certificate', holds: LIMB, expiresOn: '2022-01-01', isLapsed: true },
    ]);
    expect(reasons(somebody, NOT_ALONE, [certificate(null, TODAY)], TODAY)).toMatchObject([{ isLapsed: false }]);
    expect(reasons(somebody, NOT_ALONE, [], TODAY)).toEqual([{ kind: 'file', holds: LIMB }]);
  });

  it('living alone comes from the household, or from what was declared, contradictions included', () => {
    const old = person('1942-03-05');
    const facts = { livingAlone: null, householdUid: 'H' };
    expect(reasons(old, livingAloneOf(facts, 1), [], TODAY)[0]).toEqual({ kind: 'household-of-one' });
    const declared = {
      livingAlone: { value: true, declaredOn: '2026-03-02', recorded: { at: 1, by: '', on: '' } },
      householdUid: 'H',
    };
    expect(reasons(old, livingAloneOf(declared, 2), [], TODAY)[0]).toEqual({
      kind: 'declared',
      on: '2026-03-02',
      isContradicted: true,
    });
  });

  it('nobody who moved away belongs anywhere', () => {
    expect(membershipsOf({ ...person('1942-03-05'), status: 'moved-out' }, NOT_ALONE, [], TODAY)).toEqual([]);
  });

  it('names the same archives as the rule does', () => {
    for (const birthDate of ['1942-03-05', '1980-01-01', '2016-05-01']) {
      for (const disability of [null, LIMB]) {
        for (const residents of [0, 1, 2]) {
          const somebody = person(birthDate, disability);
          const alone = livingAloneOf({ livingAlone: null, householdUid: 'H' }, residents);
          expect(membershipsOf(somebody, alone, [], TODAY).map(({ kind }) => kind)).toEqual(
            keyKindsOf(somebody, alone, TODAY),
          );
        }
      }
    }
  });
});

describe('the certificate that counts', () => {
  it('is the one issued last of those that were not withdrawn', () => {
    const first = certificate('2010-01-01', null);
    const withdrawn = certificate('2024-01-01', null, 'withdrawn');
    const undated = certificate(null, null);
    expect(validCertificate([undated, first, withdrawn])).toBe(first);
    expect(validCertificate([undated])).toBe(undated);
    expect(validCertificate([withdrawn])).toBeNull();
  });
});
