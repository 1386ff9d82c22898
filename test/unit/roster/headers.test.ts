import { describe, expect, it } from 'vitest';
import { findHeader, headerAt, type CellValue, type TableRow } from '#shared/domain/roster/index';
import { readTitle } from '#shared/domain/roster/titles';

const table = (...rows: readonly (readonly CellValue[])[]): readonly TableRow[] =>
  rows.map((cells, n) => ({ index: n + 1, cells }));
const titles = (rows: readonly TableRow[]) => findHeader(rows)?.columns.map(({ title }) => title);

const HEADS = ['序号', '姓名*', '身份证号码*', '与户主关系', '联系电话'];
const PERSON: readonly CellValue[] = [1, '张建国', '11010519491231002X', '户主', '13800138000'];

describe('the row of heads', () => {
  it('is the first one in a plain table', () => {
    expect(findHeader(table(HEADS, PERSON, PERSON))).toMatchObject({ rowIndex: 1 });
  });

  it('is found under a title that spans the table, a note and an empty row', () => {
    const rows = table(
      HEADS.map(() => '青禾里社区居民花名册'),
      ['填表单位：青禾里社区', null, null, null, '2026年11月'],
      [],
      HEADS,
      PERSON,
    );
    expect(findHeader(rows)).toMatchObject({ rowIndex: 4 });
    expect(titles(rows)).toEqual(HEADS);
  });

  it('is found where cells have explanations, line breaks and stars', () => {
    const rows = table(
      ['姓 名\n*', '用户性别（0男 1女 2未知）', '身份证号码（必填）'],
      ['张三', 0, '11010519491231002X'],
    );
    expect(titles(rows)).toEqual(['姓 名 *', '用户性别（0男 1女 2未知）', '身份证号码（必填）']);
    expect(findHeader(rows)?.columns.map(({ isRequired }) => isRequired)).toEqual([true, false, true]);
  });

  it('counts columns of one name', () => {
    const header = findHeader(table(['姓名', '分类依据', '身份证号', '分类依据'], PERSON));
    expect(header?.columns.map(({ title, occurrence }) => `${title} ${occurrence}`)).toEqual([
      '姓名 1',
      '分类依据 1',
      '身份证号 1',
      '分类依据 2',
    ]);
  });

  it('leaves out columns without a head and keeps the places of the others', () => {
    const header = findHeader(table(['姓名', '', null, '身份证号', '民族'], PERSON));
    expect(header?.columns.map(({ position }) => position)).toEqual([0, 3, 4]);
  });

  const GROUPED = [
    '序号',
    '姓名',
    '家庭住址 / 小区',
    '家庭住址 / 楼栋',
    '家庭住址 / 房号',
    '联系人 / 姓名',
    '联系人 / 电话',
  ];

  it('joins heads of groups whose cells are merged and filled', () => {
    const rows = table(
      ['序号', '姓名', '家庭住址', '家庭住址', '家庭住址', '联系人', '联系人'],
      ['序号', '姓名', '小区', '楼栋', '房号', '姓名', '电话'],
      [1, '张建国', '清和家园', 8, 301, '张丽', '13800138000'],
    );
    expect(findHeader(rows)?.rowIndex).toBe(2);
    expect(titles(rows)).toEqual(GROUPED);
  });

  it('joins heads of groups whose cells lost their merging', () => {
    const rows = table(
      ['青禾里社区花名册', null, null, null, null, null, null],
      ['序号', '姓名', '家庭住址', '', '', '联系人', ''],
      ['', '', '小区', '楼栋', '房号', '姓名', '电话'],
      [1, '张建国', '清和家园', 8, 301, '张丽', '13800138000'],
    );
    expect(findHeader(rows)?.rowIndex).toBe(3);
    expect(titles(rows)).toEqual(GROUPED);
  });

  it('does not take people for a second row of heads', () => {
    const rows = table(
      ['姓名', '性别', '民族', '与户主关系'],
      ['张建国', '男', '汉族', '户主'],
      ['李秀英', '女', '汉族', '妻'],
    );
    expect(findHeader(rows)?.rowIndex).toBe(1);
  });

  it('is not there in a table without heads', () => {
    expect(findHeader(table(PERSON, PERSON))).toBeNull();
    expect(findHeader([])).toBeNull();
    expect(findHeader(table(['只有一句话']))).toBeNull();
  });

  it('can be chosen by hand', () => {
    const rows = table(['甲', '乙'], HEADS, PERSON);
    expect(headerAt(rows, 1)?.columns.map(({ title }) => title)).toEqual(['甲', '乙']);
    expect(headerAt(rows, 9)).toBeNull();
  });
});

describe('a source', () => {
  const signature = (heads: readonly string[]) => findHeader(table(heads, PERSON))?.signature;

  it('is known again whatever stars, spaces, width and titles its heads have', () => {
    const plain = signature(['序号', '姓名', '身份证号码', '与户主关系', '联系电话']);
    expect(signature(HEADS)).toBe(plain);
    expect(signature(['序号', '＊姓 名', '身份证号码（必填）', '与户主关系 ', '联系\n电话'])).toBe(plain);
    expect(
      findHeader(
        table(
          HEADS.map(() => '花名册'),
          HEADS,
          PERSON,
        ),
      )?.signature,
    ).toBe(plain);
  });

  it('is another one with other columns, or in another order', () => {
    const known = signature(HEADS);
    expect(signature([...HEADS, '备注'])).not.toBe(known);
    expect(signature(['姓名*', '序号', '身份证号码*', '与户主关系', '联系电话'])).not.toBe(known);
  });
});

describe('a head', () => {
  it.each([
    ['用户性别（0男 1女 2未知）', '用户性别', { '0': '男', '1': '女', '2': '未知' }],
    ['是否出租,(0否1是,默认0)', '是否出租', { '0': '否', '1': '是' }],
    [
      '人口类型 01户籍人口 02 流动人口 03 国外人员',
      '人口类型',
      { '01': '户籍人口', '02': '流动人口', '03': '国外人员' },
    ],
    ['性别(1:男;2:女)', '性别', { '1': '男', '2': '女' }],
    ['性别[1-男/2-女]', '性别', { '1': '男', '2': '女' }],
    ['统一社会信用代码(18位信用码)', '统一社会信用代码', {}],
    ['建筑面积(单位平方米)', '建筑面积', {}],
    ['员工人数(比如“500-700人”)', '员工人数', {}],
    ['* 姓  名', '姓名', {}],
    ['（必填）身份证号', '身份证号', {}],
  ])('%s', (title, name, hints) => {
    expect(readTitle(title)).toMatchObject({ name, hints });
  });
});
