import { deflateRawSync } from 'node:zlib';
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { openTable, TABLE_LIMITS } from '#renderer/data/tables/index';
import {
  compoundFileOf,
  workbookOf,
  workbookParts,
  zipOf,
  type WorkbookOptions,
  type ZipPart,
} from '#test/support/workbooks';
import { cellsOf, refusalOf, rowsOf } from './reading';

const one = '<row r="1"><c r="A1"><v>1</v></c></row>';
const book = (xml: string, more: Partial<WorkbookOptions> = {}) =>
  workbookOf({ sheets: [{ name: 'S', xml }], ...more });
const parts = (xml = one, more: Partial<WorkbookOptions> = {}) =>
  workbookParts({ sheets: [{ name: 'S', xml }], ...more });
const types = (type: string): ZipPart => ({
  name: '[Content_Types].xml',
  bytes: `<Types><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`,
});
const bytesOf = (...bytes: readonly number[]) => Uint8Array.from([...bytes, ...new Array<number>(600).fill(0)]);
const sized = (size: number): Blob => new Blob([new Uint8Array(size)]);

describe('a file is refused, and told why, when it', () => {
  it('is empty', async () => {
    expect(await refusalOf('')).toBe('table.empty');
    expect(await refusalOf('\ufeff')).toBe('table.empty');
    expect(await refusalOf(' \r\n\r\n')).toBe('table.empty');
  });

  it('is too large', async () => {
    expect(await refusalOf(sized(TABLE_LIMITS.fileBytes + 1))).toBe('table.too-large');
  });

  it('has a password', async () => {
    const file = await writeXlsx({
      sheets: [{ name: 'S', rows: [[1]] }],
      encryption: { password: 'secret-word', spinCount: 1_000 },
    });
    expect(await refusalOf(Uint8Array.from(file))).toBe('table.encrypted');
    expect(await refusalOf(zipOf(parts().map((part) => ({ ...part, flags: 0x0801 }))))).toBe('table.encrypted');
  });

  it('is a workbook of before 2007', async () => {
    expect(await refusalOf(compoundFileOf(['Workbook', '\u0005SummaryInformation']))).toBe('table.legacy');
    expect(await refusalOf(compoundFileOf(['a', 'b', 'c', 'd', 'Book']))).toBe('table.legacy');
    expect(await refusalOf(bytesOf(0x09, 0x08, 0x08, 0x00))).toBe('table.legacy');
  });

  it('has macros, whatever it is called', async () => {
    const vba = { name: 'xl/vbaProject.bin', bytes: 'x' };
    expect(await refusalOf(book(one, { parts: [vba] }))).toBe('table.macros');
    expect(await refusalOf(book(one, { parts: [{ name: 'XL/VBAPROJECT.BIN', bytes: 'x' }] }))).toBe('table.macros');
    expect(await refusalOf(book(one, { parts: [{ name: 'xl/macrosheets/sheet1.xml', bytes: 'x' }] }))).toBe(
      'table.macros',
    );
    const mainType = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
    expect(await refusalOf(book(one, { mainType }))).toBe('table.macros');
  });

  it('says that it unpacks to too much', async () => {
    const bomb = { name: 'xl/media/a.png', bytes: 'x', declaredBytes: TABLE_LIMITS.unpackedBytes };
    expect(await refusalOf(book(one, { parts: [bomb] }))).toBe('table.bomb');
    const dense = { name: 'xl/worksheets/sheet1.xml', bytes: ' '.repeat(20 * 1024 * 1024) + one };
    expect(await refusalOf(book(one, { parts: [dense] }))).toBe('table.bomb');
  });

  it('unpacks to more than it says', async () => {
    const bytes = `<worksheet><sheetData>${one}</sheetData>${' '.repeat(8 * 1024 * 1024)}</worksheet>`;
    const lying = { name: 'xl/worksheets/sheet1.xml', bytes, declaredBytes: 1_000 };
    expect(await refusalOf(book(one, { parts: [lying] }))).toBe('table.bomb');
  });

  it('has more parts than any workbook', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => ({ name: `xl/media/${index}`, bytes: '', stored: true }));
    expect(await refusalOf(book(one, { parts: many }))).toBe('table.bomb');
  });

  it('unfolds entities', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`;
    expect(await refusalOf(book(bomb))).toBe('table.bomb');
    const strings = { name: 'xl/sharedStrings.xml', bytes: bomb };
    expect(await refusalOf(book(one, { strings: [], parts: [strings] }))).toBe('table.bomb');
    expect(await refusalOf(book('<row><c t="str"><v>&b;</v></c></row>'))).toBe('table.broken');
  });

  it('is nested without end, or has a tag without end', async () => {
    expect(await refusalOf(book(`<worksheet>${'<a>'.repeat(100_000)}`))).toBe('table.bomb');
    expect(await refusalOf(book(`<worksheet><sheetData a="${'x'.repeat(3_000_000)}"/></worksheet>`))).toBe(
      'table.bomb',
    );
  });

  it('is another kind of archive', async () => {
    const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
    expect(await refusalOf(zipOf([types(wordType), { name: 'word/document.xml', bytes: '<d/>' }]))).toBe(
      'table.not-a-table',
    );
    expect(await refusalOf(zipOf([{ name: 'photo.jpg', bytes: 'x' }]))).toBe('table.not-a-table');
    expect(await refusalOf(zipOf([]))).toBe('table.not-a-table');
    const nested = zipOf([{ name: 'inner.xlsx', bytes: book(one) }]);
    expect(await refusalOf(nested)).toBe('table.not-a-table');
    const openDocument = { name: 'mimetype', bytes: 'application/vnd.oasis.opendocument.spreadsheet', stored: true };
    expect(await refusalOf(zipOf([openDocument, { name: 'content.xml', bytes: '<a/>' }]))).toBe('table.not-a-table');
  });

  it.each([
    ['a page called .xls', '<html><body><table><tr><td>姓名</td></tr></table></body></html>'],
    ['a page with a mark', '\ufeff\r\n<!DOCTYPE html><p>姓名</p>'],
    [
      'a workbook of 2003 in XML',
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
    ['a web archive', 'MIME-Version: 1.0\r\nContent-Type: multipart/related'],
    ['a PDF', '%PDF-1.7\n1 0 obj'],
    ['rich text', '{\\rtf1\\ansi 姓名}'],
  ])('is %s', async (_what, text) => {
    expect(await refusalOf(text)).toBe('table.not-a-table');
  });

  it.each([
    ['a picture', bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['a photo', bytesOf(0xff, 0xd8, 0xff, 0xe0)],
    ['a program', bytesOf(0x4d, 0x5a, 0x90)],
    ['a bitmap', bytesOf(0x42, 0x4d, 0x36)],
    ['another archive', bytesOf(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
    ['a document of before 2007', compoundFileOf(['WordDocument'])],
    ['a container with its end missing', compoundFileOf([]).slice(0, 200)],
    ['zeros', bytesOf()],
    ['noise', Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251)],
  ])('is %s', async (_what, bytes) => {
    expect(await refusalOf(bytes)).toBe('table.not-a-table');
  });

  it('was cut off', async () => {
    const whole = book(one.repeat(1));
    for (const part of [0.2, 0.5, 0.9, 0.99]) {
      expect(await refusalOf(whole.slice(0, Math.floor(whole.length * part)))).toBe('table.broken');
    }
  });

  it('was damaged on its way', async () => {
    expect(await refusalOf(book(one, { sheetPart: { crc: 12_345 } }))).toBe('table.broken');
    expect(await refusalOf(book(one, { sheetPart: { method: 9 } }))).toBe('table.broken');
    const long = `<worksheet><sheetData>${one}</sheetData></worksheet>`;
    const cut = Uint8Array.from(deflateRawSync(long).subarray(0, 40));
    const part = { name: 'xl/worksheets/sheet1.xml', bytes: cut, stored: true, method: 8, declaredBytes: long.length };
    expect(await refusalOf(book(one, { parts: [part] }))).toBe('table.broken');
    const twice = parts();
    expect(await refusalOf(zipOf([...twice, ...twice.slice(-1)]))).toBe('table.broken');
    const lost = parts().filter(({ name }) => !name.includes('sheet1'));
    expect(await refusalOf(zipOf(lost))).toBe('table.broken');
  });

  it.each([
    ['<row r="1"><c r="A1"><v>1</v></c>'],
    ['<row r="1"><c r="A1"><v>1</c></v></row>'],
    ['<row r="2"/><row r="1"><c r="A1"><v>1</v></c></row>'],
    ['<row r="0"><c r="A0"><v>1</v></c></row>'],
    ['<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'],
    ['<row r="1"><c r="A1" t="s"><v>4</v></c></row>'],
    ['<row r="1"><c r=A1><v>4</v></c></row>'],
    ['<row r="1"><c r="A1"><v>a & b</v></c></row>'],
    ['<row r="99999999"><c r="A99999999"><v>1</v></c></row>'],
  ])('has XML that is none: %s', async (xml) => {
    expect(await refusalOf(book(xml))).toBe('table.broken');
  });

  it('has rows, columns or cells without measure', async () => {
    expect(await refusalOf(book('<row r="1"><c r="XFD1"><v>1</v></c></row>'))).toBe('table.too-large');
    const text = 'x'.repeat(TABLE_LIMITS.cellCharacters + 1);
    expect(await refusalOf(book(`<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`))).toBe('table.too-large');
    const rows = Array.from({ length: TABLE_LIMITS.rows + 1 }, (_, index) => `<row><c><v>${index}</v></c></row>`);
    expect(await refusalOf(book(rows.join('')))).toBe('table.too-large');
    expect(await refusalOf('甲,乙\n'.repeat(TABLE_LIMITS.rows + 1))).toBe('table.too-large');
    expect(await refusalOf(`${'甲,'.repeat(TABLE_LIMITS.columns)}乙\n`)).toBe('table.too-large');
  });

  it('merges the same cells over and over', async () => {
    const areas = '<mergeCell ref="A1:Z200000"/>'.repeat(12);
    const xml = `<worksheet><sheetData>${one}</sheetData><mergeCells>${areas}</mergeCells></worksheet>`;
    expect(await refusalOf(book(xml))).toBe('table.broken');
  });
});

describe('a file is read all the same when it', () => {
  it('claims a sheet as large as can be and fills two cells of it', async () => {
    const xml = `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${one}<row r="1048576" spans="1:16384"><c r="B1048576"><v>2</v></c></row></sheetData></worksheet>`;
    expect(await rowsOf(book(xml))).toEqual([
      { index: 1, cells: [1] },
      { index: 1_048_576, cells: [null, 2] },
    ]);
  });

  it('points to other files: nobody follows', async () => {
    const rels = {
      name: 'xl/worksheets/_rels/sheet1.xml.rels',
      bytes:
        '<Relationships><Relationship Id="r" Type="x/hyperlink" Target="http://127.0.0.1:1/" TargetMode="External"/></Relationships>',
    };
    const link = { name: 'xl/externalLinks/externalLink1.xml', bytes: '<externalLink/>' };
    const linked = '<row><c t="str"><f>[1]Sheet1!A1</f><v>上次的值</v></c></row>';
    expect(await cellsOf(book(linked, { parts: [rels, link] }))).toEqual([['上次的值']]);
  });

  it('leads out of its folders', async () => {
    const relations = {
      name: 'xl/_rels/workbook.xml.rels',
      bytes:
        '<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="../../../xl/./worksheets/sheet1.xml"/></Relationships>',
    };
    expect(await cellsOf(book(one, { parts: [relations] }))).toEqual([[1]]);
  });

  it('begins like a picture or a program and is a text', async () => {
    expect(await cellsOf('BMI,MZ\n1,2\n')).toEqual([
      ['BMI', 'MZ'],
      ['1', '2'],
    ]);
    expect(await cellsOf('MZ编号,姓名\n1,甲\n')).toHaveLength(2);
  });
});

it('what is damaged is refused before any row is handed out', async () => {
  const rows = Array.from({ length: 2_000 }, (_, index) => `<row><c><v>${index}</v></c></row>`).join('');
  const table = await openTable(new Blob([book(`<worksheet><sheetData>${rows}</sheetData>`)]), 'a.xlsx');
  let read = 0;
  const reading = async () => {
    for await (const row of table.rows(0, new AbortController().signal)) read += row.cells.length;
  };
  await expect(reading()).rejects.toMatchObject({ code: 'table.broken' });
  expect(read).toBe(0);
});
