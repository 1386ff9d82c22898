import type { CellValue } from '#shared/domain/roster/types';
import { refused } from './failures';
import { isFormulaLike } from './safe-cell';
import { TABLE_LIMITS, type TableNotes, type WrittenColumn } from './types';
import { createZipWriter } from './zip-writer';

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PIECE_CHARACTERS = 64 * 1024;
const MAX_ROWS = 1_048_576;
const MAX_SHEET_NAME = 31;

/** Positions in `cellXfs` below. */
const STYLES = { plain: 0, text: 1, date: 2, head: 3, quoted: 4 } as const;

// Texts have the format "@": what is typed into such a cell later is a text too. `quotePrefix` shows the apostrophe while editing.
const STYLES_XML = `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** A workbook with the rows in its first sheet, under a head that stays in sight, and the notes in its second. */
export async function writeXlsx(
  sheetName: string,
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly CellValue[]>,
  notes?: TableNotes,
): Promise<Blob> {
  const zip = createZipWriter();
  const names = distinct([sheetName, ...(notes ? [notes.sheetName] : [])].map(cleanSheetName));
  for (const [name, xml] of partsAround(names)) await zip.add(name, [xml]);
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(columns, rows));
  if (notes) await zip.add('xl/worksheets/sheet2.xml', notesXml(notes));
  return zip.finish(XLSX_TYPE);
}

function partsAround(names: readonly string[]): readonly (readonly [string, string])[] {
  const part = (type: string, name: string) =>
    `<Override PartName="${name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml"/>`;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const relations = (inside: string) =>
    `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${inside}</Relationships>`;
  const each = (make: (number: number, name: string) => string) =>
    names.map((name, index) => make(index + 1, name)).join('');
  const types = each((number) => part('worksheet', `/xl/worksheets/sheet${number}.xml`));
  const sheets = each((number, name) => `<sheet name="${escape(name)}" sheetId="${number}" r:id="rId${number}"/>`);
  const targets = each((number) => relation(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`));
  return [
    [
      '[Content_Types].xml',
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('sheet.main', '/xl/workbook.xml')}${part('styles', '/xl/styles.xml')}${types}</Types>`,
    ],
    ['_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relations(targets + relation('styles', 'styles', 'styles.xml'))],
    ['xl/styles.xml', STYLES_XML],
  ];
}

async function* sheetXml(
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly CellValue[]>,
): AsyncGenerator<string> {
  const letters = columns.map((_, index) => columnLetters(index));
  const head = columns.map(({ title }, index) => textCell(`${letters[index]}1`, title, STYLES.head)).join('');
  let xml = `${sheetBegin(
    columns.map(({ width }) => width),
    true,
  )}<row r="1">${head}</row>`;
  let row = 1;
  for await (const cells of rows) {
    row += 1;
    if (row > MAX_ROWS) throw refused('table.too-large', 'more rows than a sheet has');
    xml += `<row r="${row}">`;
    for (const [index, cell] of cells.entries())
      xml += cellXml(`${letters[index] ?? columnLetters(index)}${row}`, cell);
    xml += '</row>';
    if (xml.length < PIECE_CHARACTERS) continue;
    yield xml;
    xml = '';
  }
  yield `${xml}</sheetData></worksheet>`;
}

function* notesXml({ rows }: TableNotes): Generator<string> {
  const cells = rows.map(
    ([label, text], index) =>
      `<row r="${index + 1}">${textCell(`A${index + 1}`, label, STYLES.head)}${cellXml(`B${index + 1}`, text)}</row>`,
  );
  yield `${sheetBegin([20, 60], false)}${cells.join('')}</sheetData></worksheet>`;
}

function sheetBegin(widths: readonly number[], hasHead: boolean): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${hasHead ? pane : ''}</sheetView></sheetViews>` +
    `${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>`
  );
}

function cellXml(reference: string, cell: CellValue): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${reference}"><v>${cell}</v></c>` : '';
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  const text = typeof cell === 'string' ? cell : cell.error;
  const day = dayNumber(text);
  if (day !== null) return `<c r="${reference}" s="${STYLES.date}"><v>${day}</v></c>`;
  return textCell(reference, text, isFormulaLike(text) ? STYLES.quoted : STYLES.text);
}

function textCell(reference: string, text: string, style: number): string {
  if (text.length > TABLE_LIMITS.cellCharacters) throw refused('table.too-large', 'more than a cell holds');
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escape(escapeControls(text))}</t></is></c>`;
}

const DAY_MS = 86_400_000;
/** Earlier days are counted differently from program to program. */
const FIRST_SURE_DAY = '1900-03-01';

/** Days since 1899-12-30 for `YYYY-MM-DD`; null for any other text. */
function dayNumber(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_SURE_DAY) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  return isDay ? (ms - Date.UTC(1899, 11, 30)) / DAY_MS : null;
}

function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function escape(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Characters that XML cannot hold come as `_x0001_`; a text that looks like that is kept apart by another such. */
function escapeControls(text: string): string {
  const kept = text.includes('_x') ? text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_') : text;
  return kept.replace(
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
    (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
  );
}

/** Excel knows no sheet names with these characters, nor longer ones. */
function cleanSheetName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
      .slice(0, MAX_SHEET_NAME) || 'Sheet'
  );
}

const distinct = (names: readonly string[]): readonly string[] =>
  names.map((name, index) =>
    names.indexOf(name) === index ? name : `${name.slice(0, MAX_SHEET_NAME - 2)} ${index + 1}`,
  );
