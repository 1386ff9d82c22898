import { writeXlsx } from 'hucre/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable } from '#renderer/data/tables/index';
import { stylesOf, workbookOf, workbookParts, zipOf } from '#test/support/workbooks';
import { cellsOf, rowsOf, unhurried } from './reading';

const sheet = (xml: string) => [{ name: '名册', xml }];

describe('a workbook that another program made', () => {
  it('gives names, numbers, days and yes or no as they were entered', async () => {
    const file = await writeXlsx({
      sheets: [
        {
          name: '居民花名册',
          rows: [
            ['姓名', '身份证号', '出生日期', '人数', '独居'],
            ['钱秀英', '110101189001011234', new Date(Date.UTC(1950, 9, 1)), 3, true],
            ['<&">', ' 前后有空格 ', new Date(Date.UTC(2024, 1, 29)), 0.5, false],
          ],
        },
      ],
    });
    expect(await cellsOf(Uint8Array.from(file))).toEqual([
      ['姓名', '身份证号', '出生日期', '人数', '独居'],
      ['钱秀英', '110101189001011234', '1950-10-01', 3, true],
      ['<&">', ' 前后有空格 ', '2024-02-29', 0.5, false],
    ]);
  });

  it('gives any texts and numbers back, whatever they are', async () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      // eslint-disable-next-line no-control-regex -- XML has no room for these, and hucre drops them
      .filter((value) => !/[\u0000-\u001f\ufffe\uffff]|_x[0-9a-f]{4}_/i.test(value));
    const cell = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const file = await writeXlsx({ sheets: [{ name: 'S', rows: table }] });
        const read = await rowsOf(Uint8Array.from(file));
        const expected = table.flatMap((cells, index) => {
          const trimmed = cells.slice(0, cells.findLastIndex((value) => value !== null) + 1);
          return trimmed.length > 0 ? [{ index: index + 1, cells: trimmed.map((v) => (v === 0 ? 0 : v)) }] : [];
        });
        expect(read).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('tells its sheets, and which of them are hidden', async () => {
    const file = workbookOf({
      sheets: [
        { name: '一组', xml: '' },
        { name: '代码 &amp; 说明', xml: '', state: 'hidden' },
        { name: '宏', xml: '', state: 'veryHidden' },
      ],
    });
    const table = await openTable(new Blob([file]), 'a.csv');
    expect(table.format).toBe('xlsx');
    expect(table.sheets).toEqual([
      { index: 0, name: '一组', isHidden: false },
      { index: 1, name: '代码 & 说明', isHidden: true },
      { index: 2, name: '宏', isHidden: true },
    ]);
  });

  it('is read whatever its prefixes, its case, its folder separators and its archive are like', async () => {
    const parts = workbookParts({
      sheets: sheet(
        '<?xml version="1.0" encoding="UTF-8"?><!-- <row> --><x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t><![CDATA[<甲>]]></x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
      ),
      sheetPart: { isLarge: true, stored: true },
    }).map((part) => ({ ...part, name: part.name.replace('xl/worksheets/sheet1', 'XL\\Worksheets\\Sheet1') }));
    expect(await rowsOf(zipOf(parts))).toEqual([{ index: 2, cells: [null, '<甲>'] }]);
  });

  it('is read in UTF-16 too', async () => {
    const xml = '<worksheet><sheetData><row><c t="inlineStr"><is><t>钱秀英</t></is></c></row></sheetData></worksheet>';
    const bytes = Uint8Array.from(Buffer.from(`\ufeff${xml}`, 'utf16le'));
    const file = workbookOf({ sheets: sheet(''), parts: [{ name: 'xl/worksheets/sheet1.xml', bytes }] });
    expect(await cellsOf(file)).toEqual([['钱秀英']]);
  });
});

describe('cells', () => {
  it('keep their places in sparse rows, and rows their numbers; empty ends are cut', async () => {
    const file = workbookOf({
      sheets: sheet(
        '<row r="3"><c r="C3"><v>7</v></c><c r="F3" s="0"/></row><row r="4"><c r="A4"/></row><row r="900000"><c r="A900000"><v>1</v></c></row><row r="900001"/>',
      ),
    });
    expect(await rowsOf(file)).toEqual([
      { index: 3, cells: [null, null, 7] },
      { index: 900_000, cells: [1] },
    ]);
  });

  it('without references stand one after another', async () => {
    const file = workbookOf({
      sheets: sheet('<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>'),
    });
    expect(await rowsOf(file)).toEqual([
      { index: 1, cells: [1, null, 3] },
      { index: 2, cells: [4] },
    ]);
  });

  it('give the last value of a formula, and say so where there is none', async () => {
    const file = workbookOf({
      sheets: sheet(
        '<row r="1"><c r="A1" t="str"><f>A2&amp;"x"</f><v>钱</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>1+1</f></c><c r="D1"><f>NOW()</f><v></v></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G1" t="e"><v>#N/A</v></c><c r="H1" t="b"><f>1=1</f><v>1</v></c></row>',
      ),
    });
    expect(await cellsOf(file)).toEqual([
      ['钱', 2, { error: '#CALC!' }, { error: '#CALC!' }, null, { error: '#DIV/0!' }, { error: '#N/A' }, true],
    ]);
  });

  it('have rich text as plain text, and no readings beside the characters', async () => {
    const rich =
      '<r><rPr><b/></rPr><t>钱</t></r><r><t xml:space="preserve"> 秀英</t></r><rPh sb="0" eb="1"><t>qian</t></rPh>';
    const file = workbookOf({
      sheets: sheet(
        `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is>${rich}</is></c><c t="s"><v>2</v></c></row>`,
      ),
      strings: [rich, '<t>一_x000D_\n二 _x005F_x000D_</t>', '<t/>'],
    });
    expect(await cellsOf(file)).toEqual([['钱 秀英', '一\r\n二 _x000D_', '钱 秀英']]);
  });
});

describe('days', () => {
  const days = (formats: readonly (string | number)[], values: readonly (number | string)[], is1904 = false) =>
    cellsOf(
      workbookOf({
        sheets: sheet(`<row>${values.map((value, index) => `<c s="${index}"><v>${value}</v></c>`).join('')}</row>`),
        styles: stylesOf(formats),
        is1904,
      }),
    );

  it.each([
    [14],
    [22],
    [31],
    [57],
    ['yyyy"年"m"月"d"日"'],
    ['[$-804]yyyy"年"m"月"d"日";@'],
    ['[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy'],
    ['yyyy/m/d h:mm'],
    ['m"月"d"日"'],
    ['[Red]yyyy\\-mm'],
    ['mmm'],
  ])('are known by the number format %s', async (format) => {
    expect(await days([format], [18_537.75])).toEqual([['1950-10-01']]);
  });

  it.each([[0], [2], [49], ['0.00E+00'], ['"第"0"户"'], ['[Blue]#,##0.00_);[Red]0'], ['G/通用格式'], ['0\\d']])(
    'are not made of numbers with the format %s',
    async (format) => {
      expect(await days([format], [18_537.75])).toEqual([[18_537.75]]);
    },
  );

  it('are counted as spreadsheets count them', async () => {
    const formats = Array.from({ length: 7 }, () => 14);
    expect(await days(formats, [1, 59, 61, 36_526, 2_958_465, 2_958_466, -3])).toEqual([
      ['1900-01-01', '1900-02-28', '1900-03-01', '2000-01-01', '9999-12-31', 2_958_466, -3],
    ]);
    expect(await days([14, 14], [0, 17_075], true)).toEqual([['1904-01-01', '1950-10-01']]);
  });

  it('are taken from cells that hold ISO 8601, and times of day are shown as such', async () => {
    const file = workbookOf({
      sheets: sheet(
        '<row><c t="d"><v>1950-10-01T00:00:00</v></c><c s="0"><v>0.5</v></c><c s="1"><v>1.25</v></c></row>',
      ),
      styles: stylesOf(['h:mm', '[h]:mm']),
    });
    expect(await cellsOf(file)).toEqual([['1950-10-01', '12:00', 1.25]]);
  });
});

describe('merged areas', () => {
  const merged = (rows: string, areas: readonly string[]) =>
    workbookOf({
      sheets: sheet(
        `<worksheet><sheetData>${rows}</sheetData><mergeCells>${areas.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`,
      ),
    });

  it('give their value to every cell: the household number to all of the household', async () => {
    const file = merged(
      '<row r="1"><c r="A1"><v>100</v></c><c r="B1"><v>1</v></c><c r="C1"><v>5</v></c></row><row r="2"><c r="A2"/><c r="B2"><v>2</v></c></row><row r="3"><c r="A3"><v>9</v></c><c r="B3"><v>3</v></c></row><row r="4"><c r="B4"><v>4</v></c></row>',
      ['A1:A3', 'C1:D2'],
    );
    expect(await cellsOf(file)).toEqual([
      [100, 1, 5, 5],
      [100, 2, 5, 5],
      [100, 3],
      [null, 4],
    ]);
  });

  it('make no rows of their own: a title over three rows is one row', async () => {
    const file = merged(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"/></row><row r="3"><c r="A3"/></row><row r="4"><c r="A4"><v>2</v></c></row>',
      ['A1:C3'],
    );
    expect(await rowsOf(file)).toEqual([
      { index: 1, cells: [1, 1, 1] },
      { index: 4, cells: [2] },
    ]);
  });

  it('as large as a sheet can be cost nothing', async () => {
    const file = merged('<row r="5"><c r="B5"><v>1</v></c></row>', ['B5:XFD1048576']);
    const [row] = await rowsOf(file);
    expect(row?.index).toBe(5);
    expect(row?.cells).toHaveLength(300);
  });
});

it('reading stops at once when it is aborted, and can begin anew', async () => {
  const row = '<row><c t="inlineStr"><is><t>钱秀英</t></is></c></row>';
  const table = await openTable(new Blob([workbookOf({ sheets: sheet(row.repeat(50_000)) })]), 'a.xlsx');
  const controller = new AbortController();
  let read = 0;
  const reading = async () => {
    for await (const each of table.rows(0, controller.signal)) {
      read += each.cells.length;
      if (read === 10) controller.abort(new Error('enough'));
    }
  };
  await expect(reading()).rejects.toThrow('enough');
  expect(read).toBe(10);
  let again = 0;
  for await (const each of table.rows(0, unhurried())) again += each.cells.length;
  expect(again).toBe(50_000);
});
