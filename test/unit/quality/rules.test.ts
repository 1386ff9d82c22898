import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateDwelling, evaluateHousehold, evaluatePerson } from '#shared/domain/quality/evaluate';
import type { PersonFacts, QualityContext } from '#shared/domain/quality/facts';
import { DEFAULT_RULES, RULE_IDS, rulesWith, type RuleId } from '#shared/domain/quality/rules';
import { context, dwellingFacts, householdFacts, personFacts } from './facts';

const ALL_RULES = DEFAULT_RULES.map((rule) => ({ ...rule, isActive: true }));

const found = (about: Partial<PersonFacts>, around: Partial<QualityContext> = {}) =>
  evaluatePerson(personFacts(about), context(around), ALL_RULES);

const id = (about: Partial<NonNullable<PersonFacts['citizenId']>>) => ({
  citizenId: { problems: [], birthDate: '1960-03-05', sex: 'female' as const, region: 'current' as const, ...about },
});
const declared = (value: boolean | null) => ({
  livingAlone: { value, declaredOn: '2026-01-05', recorded: { at: 0, by: 'x' } as never },
});
const sight = { kind: 'sight', grade: 2 } as const;

describe('a file in which everything fits', () => {
  it('is left alone', () => {
    expect(found({})).toEqual([]);
    expect(found({ citizenId: null, birthDate: '2025-12-01', phone: null })).toEqual([]);
  });

  it.each([
    ['of somebody who moved away', { status: 'moved-out' }],
    ['of somebody who died', { status: 'deceased' }],
    ['that is closed to the reader', { name: null }],
  ] as const)('%s is judged by nobody', (_, about) => {
    const wrong = { ...about, ...id({ problems: ['check'] }), phone: { isPlausible: false }, birthDate: '1800-01-01' };
    expect(found(wrong, { hasDwelling: () => false, hasHousehold: () => false, sameIdCount: () => 9 })).toEqual([]);
  });
});

describe('in a file is found', () => {
  it.each<[RuleId, Partial<PersonFacts>, Partial<QualityContext>, string, string | null]>([
    ['id-check', id({ problems: ['check'] }), {}, 'citizenId', null],
    ['id-check', id({ problems: ['length'], birthDate: null, sex: null, region: null }), {}, 'citizenId', null],
    ['id-region-unknown', id({ problems: ['region'], region: null }), {}, 'citizenId', null],
    ['id-region-superseded', id({ region: 'superseded' }), {}, 'citizenId', null],
    ['birth-date-differs', id({ birthDate: '1960-05-03' }), {}, 'birthDate', 'birth-date-from-id'],
    [
      'birth-date-differs',
      id({ problems: ['region'], region: null, birthDate: '1960-05-03' }),
      {},
      'birthDate',
      'birth-date-from-id',
    ],
    ['sex-differs', id({ sex: 'male' }), {}, 'sex', 'sex-from-id'],
    ['same-id', {}, { sameIdCount: () => 2 }, 'citizenId', null],
    ['no-id', { citizenId: null }, {}, 'citizenId', null],
    ['birth-in-future', { citizenId: null, birthDate: '2026-05-21' }, {}, 'birthDate', null],
    ['very-old', { citizenId: null, birthDate: '1915-05-20' }, {}, 'birthDate', null],
    ['phone-implausible', { phone: { isPlausible: false } }, {}, 'phone', null],
    ['alone-without-contact', { hasContact: false }, { residentsOf: () => 1 }, 'contacts', null],
    ['alone-without-contact', { hasContact: false, ...declared(true) }, { residentsOf: () => 0 }, 'contacts', null],
    ['declaration-contradicted', declared(true), {}, 'livingAlone', 'clear-declaration'],
    ['declaration-contradicted', declared(false), { residentsOf: () => 1 }, 'livingAlone', 'clear-declaration'],
    ['relation-sex-differs', { relation: 'child', relationCode: '22' }, {}, 'relation', null],
    ['disability-without-certificate', { disability: sight }, {}, 'certificate', null],
    [
      'certificate-expired',
      { disability: sight, certificate: { expiresOn: '2026-05-19', agrees: true } },
      {},
      'certificate',
      null,
    ],
    [
      'certificate-differs',
      { certificate: { expiresOn: null, agrees: false } },
      {},
      'disability',
      'disability-from-certificate',
    ],
    ['household-missing', {}, { hasHousehold: () => false }, 'householdUid', 'clear-link'],
    ['dwelling-missing', {}, { hasDwelling: (uid) => uid !== 'd1' }, 'dwellingUid', 'clear-link'],
    [
      'registered-dwelling-missing',
      { registeredDwellingUid: 'gone' },
      { hasDwelling: (uid) => uid === 'd1' },
      'registeredDwellingUid',
      'clear-link',
    ],
  ])('%s', (ruleId, about, around, field, fix) => {
    const findings = found(about, around);
    const finding = findings.find((each) => each.ruleId === ruleId);
    expect(finding?.field).toBe(field);
    expect(finding?.fix?.kind ?? null).toBe(fix);
    expect(finding?.subjectType).toBe('person');
  });

  it.each<[string, Partial<PersonFacts>, Partial<QualityContext>]>([
    [
      'birth date and sex that only a broken id says',
      id({ problems: ['check'], birthDate: '1970-01-01', sex: 'male' }),
      {},
    ],
    ['somebody of exactly 110', { citizenId: null, birthDate: '1916-05-20' }, {}],
    [
      'a young tenant without a contact',
      { ...id({ birthDate: '1990-03-05' }), birthDate: '1990-03-05', hasContact: false },
      { residentsOf: () => 1 },
    ],
    ['a declaration that the reader may not know', declared(null), {}],
    [
      'a certificate on its last day',
      { disability: sight, certificate: { expiresOn: '2026-05-20', agrees: true } },
      {},
    ],
    ['a relation that both can have', { relation: 'spouse', relationCode: '10' }, {}],
    [
      'somebody without a home here',
      { householdUid: null, dwellingUid: null, registeredDwellingUid: null },
      { hasDwelling: () => false, hasHousehold: () => false },
    ],
  ])('nothing more for %s', (_, about, around) => {
    const expected = about.citizenId?.problems.includes('check')
      ? ['id-check']
      : about.citizenId === null
        ? ['no-id']
        : [];
    expect(found(about, around).map(({ ruleId }) => ruleId)).toEqual(expected);
  });
});

describe('in a household is found', () => {
  const head = personFacts();
  const kin = (relation: PersonFacts['relation'], birthDate: string, relationCode: string | null = null) =>
    personFacts({ relation, birthDate, relationCode });
  const rulesOf = (...args: Parameters<typeof householdFacts>) =>
    evaluateHousehold(householdFacts(...args), context(), ALL_RULES);

  it('nothing in a family of three generations', () => {
    const family = [
      head,
      kin('spouse', '1958-01-01', '11'),
      kin('child', '1985-01-01', '22'),
      kin('other', '1994-01-01', '38'),
      kin('grandchild', '2015-01-01', '41'),
      kin('parent', '1936-01-01', '52'),
      kin('child', '1962-01-01', '27'),
    ];
    expect(rulesOf(family)).toEqual([]);
  });

  it('no head, and who must be it', () => {
    const daughter = kin('child', '1985-01-01');
    expect(rulesOf([head, daughter], { headUid: null })).toMatchObject([
      { ruleId: 'no-head', fix: { kind: 'make-head', personUid: head.uid } },
    ]);
    expect(rulesOf([daughter], { headUid: null })[0]?.fix).toEqual({ kind: 'make-head', personUid: daughter.uid });
    expect(rulesOf([daughter, kin('sibling', '1987-01-01')], { headUid: null })[0]?.fix).toBeNull();
    expect(rulesOf([daughter, kin('other', '1987-01-01')], { headUid: null, kind: 'collective' })).toEqual([]);
  });

  it('two heads, or one who does not live there', () => {
    expect(rulesOf([head, kin('head', '1962-01-01')]).map(({ ruleId }) => ruleId)).toEqual(['two-heads']);
    expect(rulesOf([head, kin('spouse', '1962-01-01')], { headUid: 'gone' })).toMatchObject([
      { ruleId: 'head-not-member', field: 'headUid', fix: { kind: 'make-head', personUid: head.uid } },
    ]);
  });

  it.each([
    ['a child older than the head', kin('child', '1950-01-01')],
    ['a child eleven years younger', kin('child', '1971-09-01')],
    ['a grandchild too near', kin('grandchild', '1980-01-01')],
    ['a mother younger than the head', kin('parent', '1961-01-01', '52')],
    ['a grandfather too young', kin('grandparent', '1940-01-01', '61')],
  ])('%s', (_, member) => {
    expect(rulesOf([head, member]).map(({ ruleId }) => ruleId)).toEqual(['generation-gap']);
  });

  it('a spouse who is a child, and children without anybody grown up', () => {
    expect(rulesOf([head, kin('spouse', '2010-01-01')])).toMatchObject([{ ruleId: 'spouse-too-young' }]);
    const children = [kin('head', '2012-01-01'), kin('sibling', '2016-01-01')];
    expect(rulesOf(children).map(({ ruleId }) => ruleId)).toEqual(['children-alone']);
  });

  it('nothing once everybody has left', () => {
    expect(rulesOf([], { headUid: 'gone' })).toEqual([]);
    expect(rulesOf([head], { headUid: 'gone', status: 'moved-out' })).toEqual([]);
  });
});

describe('in a home is found', () => {
  it.each([
    ['vacant-with-residents', { use: 'vacant' }, { kind: 'set-use', use: 'own' }],
    ['home-without-residents', { use: 'rented', residents: 0 }, { kind: 'set-use', use: 'vacant' }],
    ['building-missing', { hasBuilding: false }, null],
  ] as const)('%s', (ruleId, about, fix) => {
    const findings = evaluateDwelling(dwellingFacts(about), context(), ALL_RULES);
    expect(findings).toMatchObject([{ ruleId, fix, subjectType: 'dwelling', subjectUid: 'd1' }]);
  });

  it('nothing where nobody has said what it is for', () => {
    expect(evaluateDwelling(dwellingFacts({ use: null, residents: 0 }), context(), ALL_RULES)).toEqual([]);
  });
});

describe('the rules of a station', () => {
  const setting = { ruleId: 'very-old', isActive: true, severity: 'hint', limits: { years: 100, other: 3 } } as const;

  it('are the product’s where it says nothing', () => {
    expect(rulesWith([])).toEqual(DEFAULT_RULES);
    expect(DEFAULT_RULES.map((rule) => rule.id)).toEqual([...RULE_IDS]);
  });

  it('have its severity and limits, and no limit that the rule does not know', () => {
    const rule = rulesWith([setting]).find((each) => each.id === 'very-old');
    expect(rule).toEqual({ id: 'very-old', about: 'person', severity: 'hint', isActive: true, limits: { years: 100 } });
    const person = personFacts({ birthDate: '1920-01-01', citizenId: null });
    expect(evaluatePerson(person, context(), rulesWith([setting]))).toMatchObject([
      { ruleId: 'no-id' },
      { ruleId: 'very-old', severity: 'hint' },
    ]);
  });

  it('are not applied once switched off, and unknown ones do nothing', () => {
    const rules = rulesWith([
      { ...setting, isActive: false },
      { ...setting, ruleId: 'of-another-release' },
    ]);
    expect(evaluatePerson(personFacts({ birthDate: '1900-01-01', citizenId: null }), context(), rules)).toMatchObject([
      { ruleId: 'no-id' },
    ]);
    expect(rules).toHaveLength(DEFAULT_RULES.length);
  });
});

describe('a finding', () => {
  it('names a field and a rule, and never holds a value of the file', () => {
    const person = fc.record({
      name: fc.constant('何秀兰'),
      birthDate: fc.constantFrom('1900-02-03', '1960-03-05', '2027-01-01'),
      citizenId: fc.constantFrom(
        null,
        id({ problems: ['check'] }).citizenId,
        id({ birthDate: '1959-09-09', sex: 'male' }).citizenId,
      ),
      phone: fc.constantFrom(null, { isPlausible: false }),
    });
    fc.assert(
      fc.property(person, fc.boolean(), (about, isThere) => {
        const around = { hasDwelling: () => isThere, hasHousehold: () => isThere, sameIdCount: () => 2 };
        const text = JSON.stringify(found(about, around));
        for (const value of ['何秀兰', about.birthDate, '1959-09-09', 'male']) expect(text).not.toContain(value);
        expect(new Set(found(about, around).map(({ ruleId }) => ruleId)).size).toBe(found(about, around).length);
      }),
    );
  });
});
