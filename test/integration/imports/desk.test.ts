import { describe, expect, it } from 'vitest';
import { createRosterDesk } from '#renderer/data/imports/desk';
import type { CheckTask, DeskChunk, DeskRules, RosterDesk, StationDesk } from '#renderer/data/imports/desk-types';
import type { CellValue, RosterMapping } from '#shared/domain/roster/index';
import { inventedId, practiceRoster } from '#test/support/rosters';
import { uid } from '#test/support/builders';

const RULES: DeskRules = {
  today: '2026-11-23',
  isPractice: true,
  homes: {
    grids: [1, 2, 3].map((number) => ({ uid: uid(number), number, names: [`第${number}网格`] })),
    buildings: [],
  },
  openGrids: [1, 2, 3],
  mayCreateBuildings: true,
  mayWriteChildren: true,
};

const EMPTY_STATION: StationDesk = {
  people: async (ids) => ids.map(() => null),
  dwellings: async (keys) => keys.map(() => null),
  alike: async (candidates) => candidates.map(() => null),
  enterprises: async () => [],
};

const csv = (rows: readonly (readonly CellValue[])[]): File => {
  const line = (cells: readonly CellValue[]) => cells.map((cell) => String(cell ?? '')).join(',');
  return new File([`\ufeff${rows.map(line).join('\r\n')}`], '花名册.csv');
};

interface Opened {
  readonly desk: RosterDesk;
  readonly task: CheckTask;
}

async function open(file: File, rules: DeskRules = RULES): Promise<Opened> {
  const desk = createRosterDesk();
  await desk.open(file, () => undefined);
  const { header } = await desk.look(0, null);
  if (!header) throw new Error('no heads');
  const { mapping } = await desk.propose(null, null);
  return { desk, task: { sheet: 0, headerRow: header.rowIndex, mapping, rules } };
}

const roster = practiceRoster({ rows: 300, seed: 21, defects: 12 });
const rosterFile = () => csv(roster.rows.map(({ cells }) => cells));
const ZHANG = inventedId('1950-01-01', 'female', 1);
const LI = inventedId('1975-06-01', 'male', 2);
const PEOPLE = [
  ['姓名', '身份证号码', '性别', '住址', '网格', '与户主关系', '电话'],
  ['张秀兰', ZHANG, '女', '枫叶巷1幢1单元101', '1', '户主', '15400000001'],
  ['李小明', LI, '男', '枫叶巷1幢1单元101', '1', '子', '15400000002'],
];

async function planned(desk: RosterDesk): Promise<readonly DeskChunk[]> {
  const chunks: DeskChunk[] = [];
  const touch = { at: 1, by: uid(9), on: 'replica00000' };
  await desk.planAll({ importUid: uid(7), touch }, async (chunk) => void chunks.push(chunk));
  return chunks;
}

describe('a roster on the desk', () => {
  it('has every planted slip in its list, by row and column', async () => {
    const { desk, task } = await open(rosterFile());
    const summary = await desk.check(task, EMPTY_STATION);
    expect(summary.rows).toBe(300);
    const { rows } = await desk.rows({ only: 'all', code: null, offset: 0, limit: 1000 });
    const found = rows.flatMap(({ row }) =>
      row.findings
        .filter(({ severity }) => severity !== 'note')
        .map(({ row: at, column, code }) => ({ row: at, column, code })),
    );
    expect(found).toEqual(roster.defects.map(({ row, column, code }) => ({ row, column, code })));
  });

  it('is judged anew where it is mended, and with it whatever hangs on the row', async () => {
    const double = ['张秀兰', ZHANG, '女', '枫叶巷1幢1单元102', '1', '户主', ''];
    const { desk, task } = await open(csv([...PEOPLE, double]));
    expect((await desk.check(task, EMPTY_STATION)).byCode['duplicate-in-file']).toBe(1);
    const after = await desk.fix(4, 1, inventedId('1950-01-01', 'female', 7));
    expect([after.byCode['duplicate-in-file'], after.bad]).toEqual([undefined, 0]);
    expect((await desk.row(4))?.mended).toEqual([1]);
    expect((await desk.fix(4, 1, ZHANG)).bad).toBe(1);
  });

  it('takes every suggestion of a kind at once', async () => {
    const { desk, task } = await open(
      csv([
        ...PEOPLE.slice(0, 2),
        ['王强', inventedId('1960-01-01', 'male', 5), '女', '枫叶巷1幢1单元102', '1', '户主', ''],
      ]),
    );
    const before = await desk.check(task, EMPTY_STATION);
    for (const [code, count] of Object.entries(before.mendable)) {
      const after = await desk.fixAll(code as never);
      expect(after.byCode[code as never] ?? 0, code).toBe((before.byCode[code as never] ?? 0) - count);
    }
  });

  it('tells rows that the person may not write', async () => {
    const rules = { ...RULES, openGrids: [2], mayWriteChildren: false };
    const { desk, task } = await open(
      csv([
        ...PEOPLE.slice(0, 2),
        ['小宝', inventedId('2020-01-01', 'male', 4), '男', '枫叶巷1幢1单元101', '2', '子', ''],
      ]),
      rules,
    );
    const summary = await desk.check(task, EMPTY_STATION);
    expect(summary.byCode).toMatchObject({ 'grid-closed': 1, 'child-closed': 1 });
  });

  it('asks the station about each person and home once, and leaves out whom it only resembles', async () => {
    const somebody = {
      uid: uid(5),
      grid: 1,
      name: '张秀兰',
      birthDate: '1950-01-01',
      householdUid: null,
      dwellingUid: null,
    };
    const asked: string[] = [];
    const station: StationDesk = {
      ...EMPTY_STATION,
      people: async (ids) => {
        asked.push(...ids);
        return ids.map((id) => (id === ZHANG ? { ...somebody, id: `person~qinghe-1~${uid(5)}` } : null));
      },
      alike: async (candidates) =>
        candidates.map(({ name }) =>
          name === '李小明' ? { ...somebody, id: `person~qinghe-1~${uid(6)}`, uid: uid(6) } : null,
        ),
    };
    const rows = [
      ...PEOPLE,
      ['王大力', inventedId('1980-01-01', 'male', 3), '男', '枫叶巷1幢1单元102', '1', '户主', ''],
    ];
    const { desk, task } = await open(csv(rows));
    const summary = await desk.check(task, station);
    expect(new Set(asked).size).toBe(asked.length);
    expect(summary.byCode['duplicate-at-station']).toBe(1);
    const { rows: views } = await desk.rows({ only: 'duplicates', code: null, offset: 0, limit: 9 });
    expect(views.map(({ decision }) => decision)).toContain('fill');
    await desk.decide('all-duplicates', 'skip');
    const plan = await desk.plan();
    expect([plan.changed, plan.skipped > 0]).toEqual([0, true]);
    await desk.decide([views[0]?.row.index ?? 0], 'overwrite');
    expect((await planned(desk)).flatMap(({ changes }) => changes)).toHaveLength(1);
  });

  it('plans what it counts, each record fitting what the station takes', async () => {
    const { desk, task } = await open(rosterFile());
    await desk.check(task, EMPTY_STATION);
    const plan = await desk.plan();
    const records = (await planned(desk)).flatMap(({ records: made }) => made);
    const count = (type: string) => records.filter((record) => record.type === type).length;
    expect(plan).toMatchObject({
      people: count('person'),
      households: count('household'),
      dwellings: count('dwelling'),
      buildings: count('building'),
    });
    expect(new Set(records.map(({ uid: each }) => each)).size).toBe(records.length);
  });

  it('keeps what was checked before when a check is stopped, and what was mended when columns change their meaning', async () => {
    const { desk, task } = await open(rosterFile());
    const first = await desk.check(task, EMPTY_STATION);
    const slow: StationDesk = { ...EMPTY_STATION, people: () => new Promise(() => undefined) };
    const stopping = desk.check(
      { ...task, mapping: { ...task.mapping, fields: {} } as RosterMapping },
      {
        ...slow,
        people: async (ids) => (await desk.abort(), ids.map(() => null)),
      },
    );
    await stopping.catch(() => undefined);
    expect((await desk.rows({ only: 'all', code: null, offset: 0, limit: 1 })).total).toBeGreaterThan(0);
    const [name] = Object.entries(task.mapping.fields).find(([, field]) => field === 'name') ?? ['0'];
    await desk.fix(4, Number(name), '改过的');
    const again = await desk.check(task, EMPTY_STATION);
    expect(again.rows).toBe(first.rows);
    expect((await desk.row(4))?.cells[Number(name)]).toBe('改过的');
  });
});
