import { describe, expect, it } from 'vitest';
import { personFields, uid } from '#test/support/builders';
import { aCore, aDwelling, aHousehold, aRecord, sealedAs, TODAY } from './support';

const aPerson = (n: number, fields: Readonly<Record<string, unknown>> = {}, grid = 1) =>
  aRecord('person', n, personFields(fields), { grid });

describe('what the quality rules find', () => {
  const home = { householdUid: uid(200), dwellingUid: uid(100) };
  const records = [
    aDwelling(100, '清和路 1幢1单元101', { use: 'vacant' }),
    aHousehold(200, 100, { headUid: uid(1) }),
    aPerson(1, {
      name: '何秀兰',
      citizenId: sealedAs('general', '11010519491231002X'),
      ...home,
      birthDate: '1949-12-30',
    }),
  ];
  const all = { offset: 0, limit: 100, today: TODAY };

  it('is told of people and homes, and goes when it is mended', async () => {
    const { core, take, list } = await aCore(records);
    const rules = () => core.findings(all).rows.map(({ ruleId }) => ruleId);
    expect(rules()).toEqual(expect.arrayContaining(['birth-date-differs', 'vacant-with-residents']));
    expect(list('person', { hasFindings: true })).toEqual(['何秀兰']);
    expect(core.findingsOf(uid(100), TODAY).map(({ ruleId }) => ruleId)).toContain('vacant-with-residents');
    await take(
      aPerson(1, {
        name: '何秀兰',
        citizenId: sealedAs('general', '11010519491231002X'),
        ...home,
        birthDate: '1949-12-31',
      }),
    );
    expect(rules()).not.toContain('birth-date-differs');
    await take(aDwelling(100, '清和路 1幢1单元101', { use: 'own' }));
    expect(rules()).not.toContain('vacant-with-residents');
  });

  it('goes with whoever was erased', async () => {
    const { core } = await aCore(records);
    const [person] = core.entries().filter(({ type }) => type === 'person');
    core.apply([{ kind: 'remove', id: person?.id ?? '' }]);
    expect(core.findings(all).rows.filter(({ subjectType }) => subjectType === 'person')).toEqual([]);
    expect(core.findingsOf(uid(1), TODAY)).toEqual([]);
  });

  it('leaves out what somebody accepted', async () => {
    const { core, take } = await aCore(records);
    const before = core.findings(all).byRule['birth-date-differs'];
    await take(
      aRecord(
        'finding',
        300,
        {
          ruleId: 'birth-date-differs',
          subjectType: 'person',
          subjectUid: uid(1),
          decision: 'accepted',
          before: {},
          note: null,
          atMs: 1,
        },
        { key: `birth-date-differs.${uid(1)}` },
      ),
    );
    expect([before, core.findings(all).byRule['birth-date-differs']]).toEqual([1, undefined]);
  });

  it('comes when a second person gets the same citizen id', async () => {
    const { core, take } = await aCore(records);
    expect(core.findings(all).byRule['same-id']).toBeUndefined();
    await take(
      aPerson(2, { name: '何兰', citizenId: sealedAs('general', '11010519491231002X'), birthDate: '1949-12-31' }),
    );
    expect(core.findings(all).byRule['same-id']).toBe(2);
    expect(core.duplicates(10)).toHaveLength(1);
    expect(
      core.alike(
        {
          name: '何秀兰',
          sex: null,
          birthDate: null,
          dwellingUid: null,
          citizenId: '11010519491231002X',
          phone: null,
          exceptUid: uid(1),
        },
        5,
      ),
    ).toMatchObject([{ person: { name: '何兰' }, reasons: expect.arrayContaining(['citizen-id']) }]);
  });

  it('pairs are followed as files change', async () => {
    const { core, take } = await aCore(records);
    expect(core.duplicates(10)).toEqual([]);
    const double = (more: object) =>
      aPerson(2, { name: '何秀蓝', birthDate: '1949-12-30', dwellingUid: uid(100), ...more });
    await take(double({}));
    expect(core.duplicates(10).map(({ a, b }) => [a.name, b.name])).toEqual([['何秀兰', '何秀蓝']]);
    await take(double({ mergedIntoUid: uid(1) }));
    expect(core.duplicates(10)).toEqual([]);
  });
});
