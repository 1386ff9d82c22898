import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { householdTree } from '#shared/domain/people/household-tree';
import { RELATIONS, type Relation, type Sex } from '#shared/schema/types/person';

interface Kin {
  readonly uid: string;
  readonly relation: Relation | null;
  readonly relationCode: string | null;
  readonly sex: Sex | null;
  readonly birthDate: string;
}

const kin = (
  uid: string,
  relation: Relation | null,
  sex: Sex | null,
  born: number,
  code: string | null = null,
): Kin => ({
  uid,
  relation,
  relationCode: code,
  sex,
  birthDate: `${born}-06-01`,
});

/** `-1 父+母 | 0 A+B` and so on: generation, units, and in brackets the units above that they hang on. */
const drawn = (members: readonly Kin[], headUid: string | null = '户主') => {
  const { rows, unplaced } = householdTree(members, headUid);
  const lines = rows.map(
    ({ generation, units }) =>
      `${generation}: ${units.map((unit) => unit.members.map(({ uid }) => uid).join('+') + (unit.parents.length > 0 ? `(${unit.parents.join(',')})` : '')).join(' ')}`,
  );
  return unplaced.length > 0 ? [...lines, `?: ${unplaced.map(({ uid }) => uid).join(' ')}`] : lines;
};

const HEAD = kin('户主', 'head', 'male', 1970, '02');
const WIFE = kin('妻', 'spouse', 'female', 1972, '12');

describe('the family of a household', () => {
  it('puts head and spouse side by side, parents above, children below, the oldest first', () => {
    expect(
      drawn([
        kin('次女', 'child', 'female', 2003),
        HEAD,
        kin('母', 'parent', 'female', 1946),
        kin('长子', 'child', 'male', 1998),
        WIFE,
        kin('父', 'parent', 'male', 1944),
      ]),
    ).toEqual(['-1: 父+母', '0: 户主+妻(0)', '1: 长子(0) 次女(0)']);
  });

  it('puts a daughter-in-law beside a son and a son-in-law beside a daughter, though both count as others', () => {
    expect(
      drawn([
        HEAD,
        WIFE,
        kin('长子', 'child', 'male', 1994, '22'),
        kin('长女', 'child', 'female', 1996, '32'),
        kin('女婿', 'other', 'male', 1995, '28'),
        kin('儿媳', 'other', 'female', 1995, '38'),
      ]),
    ).toEqual(['0: 户主+妻', '1: 长子+儿媳(0) 长女+女婿(0)']);
  });

  it('hangs a grandchild on the only couple that can be its parents', () => {
    expect(
      drawn([
        HEAD,
        kin('子', 'child', 'male', 1994, '22'),
        kin('儿媳', 'other', 'female', 1995, '38'),
        kin('女', 'child', 'female', 2012, '32'),
        kin('孙', 'grandchild', 'male', 2020, '41'),
      ]),
    ).toEqual(['0: 户主', '1: 子+儿媳(0) 女(0)', '2: 孙(0)']);
  });

  it('hangs a grandchild on nobody where two children can be the parents, unless the code tells them apart', () => {
    const family = [HEAD, kin('子', 'child', 'male', 1994), kin('女', 'child', 'female', 1996)];
    expect(drawn([...family, kin('孙辈', 'grandchild', 'male', 2020)]).at(-1)).toBe('2: 孙辈');
    expect(drawn([...family, kin('外孙', 'grandchild', 'male', 2020, '43')]).at(-1)).toBe('2: 外孙(1)');
  });

  it('gives the couple two pairs of parents', () => {
    expect(
      drawn([
        HEAD,
        WIFE,
        kin('岳父', 'parent', 'male', 1945, '55'),
        kin('岳母', 'parent', 'female', 1947, '56'),
        kin('母', 'parent', 'female', 1946, '52'),
      ]),
    ).toEqual(['-1: 母 岳父+岳母', '0: 户主+妻(0,1)']);
  });

  it('puts brothers and sisters under the head’s own parents', () => {
    expect(
      drawn([
        HEAD,
        kin('弟', 'sibling', 'male', 1975, '73'),
        kin('弟媳', 'other', 'female', 1976, '74'),
        kin('父', 'parent', 'male', 1944, '51'),
        kin('岳母', 'parent', 'female', 1947, '56'),
      ]),
    ).toEqual(['-1: 父 岳母', '0: 户主(0) 弟+弟媳(0)']);
  });

  it('makes nobody the child of parents-in-law', () => {
    expect(drawn([HEAD, kin('岳母', 'parent', 'female', 1947, '56')])).toEqual(['-1: 岳母', '0: 户主']);
    expect(drawn([WIFE, kin('母', 'parent', 'female', 1946, '52')], null)).toEqual(['-1: 母', '0: 妻']);
    expect(drawn([WIFE, kin('岳母', 'parent', 'female', 1947, '56')], null)).toEqual(['-1: 岳母', '0: 妻(0)']);
  });

  it('says honestly whom it cannot place', () => {
    expect(
      drawn([
        HEAD,
        kin('租客', 'other', 'male', 1990, '99'),
        kin('亲戚', 'other', 'female', 1960),
        kin('儿童档案', null, null, 2018),
      ]),
    ).toEqual(['0: 户主', '?: 亲戚 租客 儿童档案']);
  });

  it('draws what is left of a household whose head is not here', () => {
    expect(drawn([kin('妻', 'spouse', 'female', 1972), kin('子', 'child', 'male', 1999)], null)).toEqual([
      '0: 妻',
      '1: 子(0)',
    ]);
  });

  it('does not draw a parent who is hardly older than the child', () => {
    expect(drawn([kin('户主', 'head', 'male', 1970), kin('子', 'child', 'male', 1972)])).toEqual(['0: 户主', '1: 子']);
  });
});

const anyKin = fc.record({
  relation: fc.constantFrom(...RELATIONS, null),
  relationCode: fc.option(fc.integer({ min: 0, max: 99 }).map((code) => String(code).padStart(2, '0'))),
  sex: fc.constantFrom('female', 'male', null),
  born: fc.integer({ min: 1920, max: 2026 }),
});

describe('any household', () => {
  it('shows everybody exactly once, and links only to rows that are there', () => {
    fc.assert(
      fc.property(fc.array(anyKin, { maxLength: 14 }), (people) => {
        const members = people.map(({ relation, relationCode, sex, born }, index) =>
          kin(`p${String(index).padStart(2, '0')}`, relation, sex, born, relationCode),
        );
        const { rows, unplaced } = householdTree(members, null);
        const shown = [...rows.flatMap(({ units }) => units.flatMap((unit) => unit.members)), ...unplaced];
        expect(shown.map(({ uid }) => uid).sort()).toEqual(members.map(({ uid }) => uid).sort());
        for (const [index, row] of rows.entries()) {
          const above = rows[index - 1];
          for (const unit of row.units) {
            for (const parent of unit.parents) expect(above?.units[parent]).toBeDefined();
          }
        }
      }),
    );
  });

  it('is drawn the same whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.array(anyKin, { maxLength: 10 }), fc.integer(), (people, turn) => {
        const members = people.map(({ relation, relationCode, sex, born }, index) =>
          kin(`p${String(index).padStart(2, '0')}`, relation, sex, born, relationCode),
        );
        const cut = members.length === 0 ? 0 : Math.abs(turn) % members.length;
        const turned = [...members.slice(cut), ...members.slice(0, cut)];
        expect(householdTree(turned, null)).toEqual(householdTree(members, null));
      }),
    );
  });
});
