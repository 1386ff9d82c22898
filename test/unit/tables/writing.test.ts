import { readXlsx } from 'hucre/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '#shared/domain/roster/types';
import { openTable, safeCell, writeTable, type TableFormat, type TableNotes } from '#renderer/data/tables/index';
import { openZip } from '#renderer/data/tables/zip-archive';
import { cellsOf, unhurried } from './reading';

const columns = [
  { title: '姓名', width: 12 },
  { title: '身份证号', width: 22 },
  { title: '备注', width: 30 },
];

async function* give(rows: readonly (readonly CellValue[])[]) {
  for (const row of rows) yield await Promise.resolve(row);
}

const write = (format: TableFormat, rows: readonly (readonly CellValue[])[], notes?: TableNotes) =>
  writeTable(format, '居民', columns, give(rows), notes);

async function partOf(file: Blob, name: string): Promise<string> {
  const zip = await openZip(file);
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of zip.unpack(name, unhurried())) text += decoder.decode(bytes, { stream: true });
  return text;
}

const FORMULAS = [
  '=1+1',
  '=HYPERLINK("http://127.0.0.1/","x")',
  '+8613800006021',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '  =1+1',
  '\u3000=1',
  '＝1+1',
  '＋86',
  '－1',
  '＠a',
  "=cmd|'/C calc'!A0",
];

describe('what a spreadsheet would take for a formula', () => {
  it.each(FORMULAS)('stands in CSV behind an apostrophe: %j', async (text) => {
    expect(safeCell(text)).toBe(`'${text}`);
    const file = await write('csv', [['钱秀英', null, text]]);
    const [, line = ''] = (await file.text()).split(/\r\n(?=.*秀英)/);
    expect(line).toMatch(/^钱秀英,,"?'/);
    expect((await cellsOf(file)).at(-1)).toEqual(['钱秀英', null, text]);
  });

  it('stands in a workbook as the text it is, in a cell that stays one', async () => {
    const file = await write(
      'xlsx',
      FORMULAS.map((text) => [null, null, text]),
    );
    const sheet = await partOf(file, 'xl/worksheets/sheet1.xml');
    expect(sheet).not.toMatch(/<f[\s>]/);
    const cells = sheet.match(/<c r="C[^1]\d*"[^>]*>/g) ?? [];
    expect(cells.length).toBeGreaterThanOrEqual(FORMULAS.length - 10);
    expect(new Set(cells.map((cell) => /s="(\d)" t="(\w+)"/.exec(cell)?.slice(1).join(' ')))).toEqual(
      new Set(['4 inlineStr']),
    );
    expect(await partOf(file, 'xl/styles.xml')).toContain('quotePrefix="1"');
    expect((await cellsOf(file)).slice(1).map((row) => row[2])).toEqual(FORMULAS);
    const byHucre = await readXlsx(new Uint8Array(await file.arrayBuffer()));
    expect(byHucre.sheets[0]?.rows.slice(1).map((row) => row[2])).toEqual(FORMULAS);
  });

  it('is also kept out of heads', async () => {
    const file = await writeTable('csv', 's', [{ title: '=1+1', width: 5 }], give([]));
    expect(await file.text()).toBe("'=1+1\r\n");
  });

  it.each(['钱秀英', 'a=b', '3-2', '青禾里12号', '138 •••• 6021', ''])('is not what others are: %j', (text) => {
    expect(safeCell(text)).toBe(text);
  });
});

describe('a written workbook', () => {
  const rows: readonly (readonly CellValue[])[] = [
    ['钱秀英', '110101189001011234', '1950-10-01'],
    ['<赵&"', '007', 12.5],
    [null, true, { error: '#N/A' }],
    ['一\r\n二\u0001_x000D_', '2026-02-30', -3],
  ];

  it('is read the same by another program: ids as texts, days as days, numbers as numbers', async () => {
    const file = await write('xlsx', rows);
    const book = await readXlsx(new Uint8Array(await file.arrayBuffer()));
    expect(book.sheets[0]?.name).toBe('居民');
    expect(book.sheets[0]?.rows.map((row) => row.map((cell) => cell ?? null))).toEqual([
      ['姓名', '身份证号', '备注'],
      ['钱秀英', '110101189001011234', new Date(Date.UTC(1950, 9, 1))],
      ['<赵&"', '007', 12.5],
      [null, true, '#N/A'],
      ['一\r\n二\u0001_x000D_', '2026-02-30', -3],
    ]);
  });

  it('has a head that stays in sight, and columns of the widths asked for', async () => {
    const file = await write('xlsx', rows);
    const book = await readXlsx(new Uint8Array(await file.arrayBuffer()), { readStyles: true });
    expect(book.sheets[0]?.freezePane).toEqual({ rows: 1 });
    expect(book.sheets[0]?.columns?.map(({ width }) => width)).toEqual([12, 22, 30]);
    expect(file.type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  });

  it('may have a second sheet that says what it is', async () => {
    const notes = {
      sheetName: '居民',
      rows: [
        ['导出人', '=钱秀英'],
        ['人数', '4'],
      ] as const,
    };
    const file = await write('xlsx', rows, notes);
    const table = await openTable(file, 'a.xlsx');
    expect(table.sheets.map(({ name }) => name)).toEqual(['居民', '居民 2']);
    expect(await cellsOf(file, 1)).toEqual([
      ['导出人', '=钱秀英'],
      ['人数', '4'],
    ]);
  });

  it('has a name for its sheet that spreadsheets take', async () => {
    const file = await writeTable('xlsx', "'[一]:*?/\\二".repeat(6), columns, give([]));
    const { sheets } = await openTable(file, 'a');
    expect(sheets[0]?.name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
  });
});

describe('a written CSV file', () => {
  it('has a mark, so that it is not read as GBK, and digits that stay digits', async () => {
    const file = await write('csv', [
      ['甲', '110101189001011234', '一,二\n"三"'],
      ['乙', '007', 8],
    ]);
    expect(new Uint8Array(await file.slice(0, 3).arrayBuffer())).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
    expect(await file.text()).toBe(
      '姓名,身份证号,备注\r\n甲,"110101189001011234\t","一,二\n""三"""\r\n乙,"007\t",8\r\n',
    );
  });
});

it.each(['csv', 'xlsx'] as const)('any rows come back from %s as they were written', async (format) => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom(...FORMULAS, '007', '110101189001011234', "'=1", '"', 'a\tb'),
  );
  const usable = text.filter(
    (value) =>
      // eslint-disable-next-line no-control-regex -- XML has no room for them; a text full of them is taken for a picture
      !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/u.test(value) &&
      // What reading takes as kept digits, and markup at the beginning, is not what was written.
      !/^="|\t$|^'/.test(value),
  );
  const cell = fc.oneof(usable, fc.constant(null));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 }), async (rows) => {
      const read = await cellsOf(await write(format, rows));
      const expected = rows.flatMap((row) => {
        const trimmed = row.slice(0, row.findLastIndex((value) => value !== null) + 1);
        return trimmed.length > 0 ? [trimmed] : [];
      });
      expect(read.slice(1)).toEqual(expected);
    }),
    { numRuns: 80 },
  );
});

it('no file comes of rows that fail', async () => {
  const failing = async function* (): AsyncGenerator<readonly CellValue[]> {
    yield await Promise.resolve(['甲']);
    throw new Error('lost');
  };
  await expect(writeTable('xlsx', 's', columns, failing())).rejects.toThrow('lost');
  await expect(writeTable('csv', 's', columns, failing())).rejects.toThrow('lost');
});
