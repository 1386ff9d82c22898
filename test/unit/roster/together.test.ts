import { describe, expect, it } from 'vitest';
import {
  createTogether,
  type RosterField,
  type RosterHome,
  type RosterMapping,
  type RosterPerson,
  type RosterRow,
} from '#shared/domain/roster/index';

const FIELDS: readonly RosterField[] = ['name', 'citizenId', 'relation', 'address', 'grid', 'householdNumber'];

function mappingOf(fields: readonly RosterField[] = FIELDS, kind: RosterMapping['kind'] = 'person'): RosterMapping {
  return { kind, fields: Object.fromEntries(fields.map((field, n) => [n, field])), words: {}, defaultGrid: null };
}

const home = (address: string, grid = 1, buildingUid: string | null = 'b8'): RosterHome => ({
  address,
  key: address,
  street: '清和路',
  building: '8幢',
  unit: '2',
  floor: 3,
  room: '301',
  grid,
  buildingUid,
});

let born = 0;
const someone = (index: number, person: RosterPerson): RosterRow => {
  born += 1;
  const grid = person.home?.grid ?? null;
  const birthDate = `1950-01-${String((born % 28) + 1).padStart(2, '0')}`;
  return { index, grid, findings: [], content: { kind: 'person', person: { birthDate, ...person } } };
};

function judge(rows: readonly RosterRow[], mapping: RosterMapping = mappingOf()) {
  const together = createTogether(mapping);
  for (const row of rows) together.put(row);
  together.judge();
  const found = rows.flatMap(({ index }) =>
    together
      .findingsOf(index)
      .map(({ severity, code, row, column, otherRow }) =>
        [severity, code, row, column === null ? '-' : mapping.fields[column], otherRow ?? ''].join(' ').trim(),
      ),
  );
  const households = rows.map(({ index }) => together.householdOf(index));
  return { together, found, households };
}

/** Rows by household: [[1, 2], [3]]. */
const grouped = (rows: readonly RosterRow[], mapping: RosterMapping = mappingOf()) => {
  const { households } = judge(rows, mapping);
  const groups = new Map<string | null, number[]>();
  households.forEach((name, n) => groups.set(name, [...(groups.get(name) ?? []), rows[n]?.index ?? 0]));
  return [...groups.values()];
};

const A = home('A');
const B = home('B');

describe('somebody who stands in the file twice', () => {
  it('is found by the number, in the second row', () => {
    const { found } = judge([
      someone(5, { name: '张三', citizenId: '1', relation: 'head', home: A }),
      someone(6, { name: '李四', citizenId: '2', relation: 'head', home: B }),
      someone(9, { name: '张三', citizenId: '1', relation: 'head', home: B }),
    ]);
    expect(found).toEqual(['error duplicate-in-file 9 citizenId 5']);
  });

  it('is found by name, birth date and home where a number is missing', () => {
    const birthDate = '1950-05-05';
    const { found } = judge([
      someone(5, { name: '张三', citizenId: '1', birthDate, relation: 'head', home: A }),
      someone(6, { name: '张三', birthDate, relation: 'head', home: A }),
      someone(7, { name: '张三', birthDate, relation: 'head', home: B }),
    ]);
    expect(found).toEqual(['error duplicate-in-file 6 name 5']);
  });

  it('is not found where two numbers tell two people apart, or a number is broken', () => {
    const birthDate = '1950-05-05';
    const rows = [
      someone(5, { name: '张三', citizenId: '1', birthDate, relation: 'head', home: A }),
      someone(6, { name: '张三', citizenId: '2', birthDate, relation: 'child', home: A }),
      someone(7, { name: '李四', citizenId: '9', idProblems: ['check'], relation: 'child', home: A }),
      someone(8, { name: '王五', citizenId: '9', idProblems: ['check'], relation: 'child', home: A }),
    ];
    expect(judge(rows).found).toEqual([]);
  });
});

describe('households', () => {
  const unnumbered = mappingOf(FIELDS.filter((field) => field !== 'householdNumber'));

  it('are those of one number', () => {
    const rows = [
      someone(1, { name: '甲', relation: 'head', householdNumber: 'H1', home: A }),
      someone(2, { name: '乙', relation: 'head', householdNumber: 'H2', home: A }),
      someone(3, { name: '丙', relation: 'child', householdNumber: 'H1', home: B }),
    ];
    expect(grouped(rows)).toEqual([[1, 3], [2]]);
  });

  it('go on below a number that stands in the first row alone', () => {
    const rows = [
      someone(1, { name: '甲', relation: 'head', householdNumber: 'H1', home: A }),
      someone(2, { name: '乙', relation: 'spouse', home: A }),
      someone(3, { name: '丙', relation: 'head', householdNumber: 'H2', home: B }),
    ];
    expect(grouped(rows)).toEqual([[1, 2], [3]]);
  });

  it('are those that name one head by id', () => {
    const rows = [
      someone(1, { name: '甲', citizenId: '11', relation: 'head' }),
      someone(2, { name: '丙', citizenId: '22', relation: 'head', headCitizenId: '22' }),
      someone(3, { name: '乙', citizenId: '33', relation: 'spouse', headCitizenId: '11' }),
    ];
    expect(grouped(rows, mappingOf(['name', 'citizenId', 'relation', 'headCitizenId']))).toEqual([[1, 3], [2]]);
  });

  it('go from a head to the next, also in one home', () => {
    const rows = [
      someone(1, { name: '甲', relation: 'head', home: A }),
      someone(2, { name: '乙', relation: 'spouse', home: A }),
      someone(3, { name: '丙', relation: 'head', home: A }),
      someone(4, { name: '丁', relation: 'child' }),
      someone(5, { name: '戊', relation: 'head', home: B }),
    ];
    expect(grouped(rows, unnumbered)).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('take in who stands before the head, or further down, by the home', () => {
    const rows = [
      someone(1, { name: '甲', relation: 'child', home: A }),
      someone(2, { name: '乙', relation: 'head', home: A }),
      someone(3, { name: '丙', relation: 'head', home: B }),
      someone(4, { name: '丁', relation: 'child', home: A }),
    ];
    expect(grouped(rows, unnumbered)).toEqual([[1, 2, 4], [3]]);
  });

  it('are homes where nothing else tells', () => {
    const rows = [
      someone(1, { name: '甲', home: A }),
      someone(2, { name: '乙', home: B }),
      someone(3, { name: '丙', home: A }),
      someone(4, { name: '丁' }),
    ];
    const { found, households } = judge(rows, mappingOf(['name', 'citizenId', 'address']));
    expect(households).toEqual(['home:A', 'home:B', 'home:A', null]);
    expect(found).toEqual([]);
  });
});

describe('heads', () => {
  it('are missed where relations are told', () => {
    const rows = [
      someone(1, { name: '甲', relation: 'child', householdNumber: 'H1', home: A }),
      someone(2, { name: '乙', relation: 'child', householdNumber: 'H1', home: A }),
      someone(3, { name: '丙', relation: 'head', householdNumber: 'H2', home: B }),
    ];
    expect(judge(rows).found).toEqual(['warning no-head 1 relation']);
  });

  it('are not missed where somebody lives alone and says nothing', () => {
    expect(judge([someone(1, { name: '甲', householdNumber: 'H1', home: A })]).found).toEqual([]);
  });

  it('are one too many', () => {
    const rows = [
      someone(1, { name: '甲', relation: 'head', householdNumber: 'H1', home: A }),
      someone(2, { name: '乙', relation: 'head', householdNumber: 'H1', home: A }),
    ];
    expect(judge(rows).found).toEqual(['error two-heads 2 relation 1']);
  });
});

describe('grids', () => {
  it('that disagree within a household are asked about', () => {
    const rows = [
      someone(1, { name: '甲', relation: 'head', householdNumber: 'H1', home: A }),
      someone(2, { name: '乙', relation: 'child', householdNumber: 'H1', home: home('C', 2) }),
    ];
    expect(judge(rows).found).toEqual(['warning grid-disagrees 2 grid 1']);
  });

  it('of one new building are one', () => {
    const rows = [
      someone(1, { name: '甲', relation: 'head', home: home('A', 1, null) }),
      someone(2, { name: '乙', relation: 'head', home: home('B', 1, null) }),
      someone(3, { name: '丙', relation: 'head', home: home('C', 2, null) }),
    ];
    expect(judge(rows).found).toEqual(['note building-unknown 1 address', 'warning grid-disagrees 3 grid 1']);
  });
});

describe('a row that is mended', () => {
  it('is judged anew with those that hang on it', () => {
    const wrong = someone(2, { name: '乙', citizenId: '1', relation: 'head', householdNumber: 'H1', home: A });
    const rows = [
      someone(1, { name: '甲', citizenId: '1', relation: 'head', householdNumber: 'H1', home: A }),
      wrong,
      someone(3, { name: '丙', citizenId: '3', relation: 'child', householdNumber: 'H2', home: B }),
    ];
    const { together, found } = judge(rows);
    expect(found).toEqual(['error duplicate-in-file 2 citizenId 1', 'warning no-head 3 relation']);
    together.put(someone(2, { name: '乙', citizenId: '2', relation: 'head', householdNumber: 'H2', home: B }));
    expect(together.judge()).toEqual([2, 3]);
    expect([1, 2, 3].flatMap((row) => together.findingsOf(row))).toEqual([]);
    expect(together.householdOf(3)).toBe(together.householdOf(2));
    expect(together.judge()).toEqual([]);
  });
});

describe('homes and enterprises', () => {
  it('stand in the file once', () => {
    const dwelling = (index: number, where: RosterHome): RosterRow => ({
      index,
      grid: 1,
      findings: [],
      content: { kind: 'dwelling', dwelling: { home: where } },
    });
    const homes = mappingOf(['address'], 'dwelling');
    expect(judge([dwelling(1, A), dwelling(2, B), dwelling(3, A)], homes).found).toEqual([
      'error duplicate-in-file 3 address 1',
    ]);
    const enterprise = (index: number, creditCode: string | null): RosterRow => ({
      index,
      grid: 1,
      findings: [],
      content: {
        kind: 'enterprise',
        enterprise: { name: '清和商店', address: '清和路1号', ...(creditCode !== null && { creditCode }) },
      },
    });
    const shops = mappingOf(['name', 'creditCode'], 'enterprise');
    expect(
      judge([enterprise(1, 'X'), enterprise(2, 'Y'), enterprise(3, 'X'), enterprise(4, null)], shops).found,
    ).toEqual(['error duplicate-in-file 3 creditCode 1', 'error duplicate-in-file 4 name 2']);
  });
});
