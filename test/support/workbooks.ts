import { deflateRawSync } from 'node:zlib';
import { crc32 } from '#renderer/data/tables/crc32';

/**
 * Makes real XLSX files, good and hostile, byte by byte: what no well-behaved library would write. Good ones in bulk are better made
 * with `hucre` itself, which is another program than ours.
 */

/** One part of an archive, and the lies it may tell. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly stored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  readonly declaredBytes?: number;
  readonly crc?: number;
  /** Sizes in a ZIP64 field. */
  readonly isLarge?: boolean;
}

const encoder = new TextEncoder();
const u16 = (value: number): readonly number[] => [value & 0xff, (value >>> 8) & 0xff];
const u32 = (value: number): readonly number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];
const u64 = (value: number): readonly number[] => [...u32(value), 0, 0, 0, 0];
const IN_ZIP64 = 0xffffffff;

function joined(pieces: readonly (Uint8Array | readonly number[])[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A ZIP file. */
export function zipOf(parts: readonly ZipPart[]): Uint8Array<ArrayBuffer> {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const part of parts) {
    const { local, entry } = zipPart(part, offset);
    locals.push(local);
    directory.push(entry);
    offset += local.length;
  }
  const listed = joined(directory);
  const count = u16(parts.length);
  const end = [...u32(0x06054b50), 0, 0, 0, 0, ...count, ...count, ...u32(listed.length), ...u32(offset), 0, 0];
  return joined([...locals, listed, end]);
}

function zipPart(part: ZipPart, offset: number): { local: Uint8Array; entry: Uint8Array } {
  const bytes = typeof part.bytes === 'string' ? encoder.encode(part.bytes) : part.bytes;
  const data = part.stored ? bytes : Uint8Array.from(deflateRawSync(bytes));
  const declared = part.declaredBytes ?? bytes.length;
  const name = encoder.encode(part.name);
  const fields = [
    ...u16(20),
    ...u16(part.flags ?? 0x0800),
    ...u16(part.method ?? (part.stored ? 0 : 8)),
    ...u32(0),
    ...u32(part.crc ?? crc32(bytes)),
    ...u32(part.isLarge ? IN_ZIP64 : data.length),
    ...u32(part.isLarge ? IN_ZIP64 : declared),
    ...u16(name.length),
  ];
  const extra = part.isLarge ? [...u16(1), ...u16(16), ...u64(declared), ...u64(data.length)] : [];
  const tail = [...u16(extra.length), ...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(offset)];
  return {
    local: joined([u32(0x04034b50), fields, u16(0), name, data]),
    entry: joined([u32(0x02014b50), u16(20), fields, tail, name, extra]),
  };
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

export interface WorkbookOptions {
  /** Inside of `sheetData`, or the whole sheet where it begins with `<`+`worksheet` or a declaration. */
  readonly sheets: readonly { readonly name: string; readonly xml: string; readonly state?: string }[];
  /** Inside of each `si`. */
  readonly strings?: readonly string[];
  readonly styles?: string;
  readonly is1904?: boolean;
  readonly mainType?: string;
  /** More parts; one of a name that is there already takes its place. */
  readonly parts?: readonly ZipPart[];
  /** Attributes for every `sheet` part. */
  readonly sheetPart?: Partial<ZipPart>;
}

/** A workbook as its XML is given. */
export function workbookOf(options: WorkbookOptions): Uint8Array<ArrayBuffer> {
  return zipOf(workbookParts(options));
}

/** Parts of a workbook, to be tampered with. */
export function workbookParts(options: WorkbookOptions): readonly ZipPart[] {
  const { sheets, strings, styles, is1904, mainType = SHEET_MAIN, parts = [], sheetPart = {} } = options;
  const each = (make: (number: number) => string) => sheets.map((_, index) => make(index + 1)).join('');
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const own: readonly ZipPart[] = [
    {
      name: '[Content_Types].xml',
      bytes: `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${mainType}"/></Types>`,
    },
    {
      name: '_rels/.rels',
      bytes: `<Relationships xmlns="${PACKAGE}/relationships">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      bytes: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes: `<Relationships xmlns="${PACKAGE}/relationships">${each((n) => relation(`rId${n}`, 'worksheet', `worksheets/sheet${n}.xml`))}${strings ? relation('ss', 'sharedStrings', 'sharedStrings.xml') : ''}${styles ? relation('st', 'styles', '/xl/styles.xml') : ''}</Relationships>`,
    },
    ...(strings
      ? [
          {
            name: 'xl/sharedStrings.xml',
            bytes: `<sst xmlns="${MAIN}">${strings.map((s) => `<si>${s}</si>`).join('')}</sst>`,
          },
        ]
      : []),
    ...(styles ? [{ name: 'xl/styles.xml', bytes: styles }] : []),
    ...sheets.map(({ xml }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      bytes: /^<(\?xml|!|\w*:?worksheet)/.test(xml)
        ? xml
        : `<worksheet xmlns="${MAIN}"><sheetData>${xml}</sheetData></worksheet>`,
      ...sheetPart,
    })),
  ];
  const replaced = new Set(parts.map(({ name }) => name));
  return [...own.filter(({ name }) => !replaced.has(name)), ...parts];
}

/** Styles by the number format of each; a code, or the number of one that is built in. */
export function stylesOf(formats: readonly (string | number)[]): string {
  const custom = formats.filter((format) => typeof format === 'string');
  const id = (format: string | number) => (typeof format === 'number' ? format : 164 + custom.indexOf(format));
  const escaped = (code: string) => code.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<styleSheet xmlns="${MAIN}"><numFmts>${custom.map((code) => `<numFmt numFmtId="${id(code)}" formatCode="${escaped(code)}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats.map((format) => `<xf numFmtId="${id(format)}"/>`).join('')}</cellXfs></styleSheet>`;
}

const SECTOR = 512;
const END_OF_CHAIN = 0xfffffffe;
const FREE = 0xffffffff;

/** An OLE compound file, as Office made them before 2007, with streams of these names and nothing in them. */
export function compoundFileOf(streamNames: readonly string[]): Uint8Array<ArrayBuffer> {
  const entries = ['Root Entry', ...streamNames];
  const directorySectors = Math.ceil(entries.length / 4);
  const file = new Uint8Array(SECTOR * (2 + directorySectors));
  const view = new DataView(file.buffer);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ] as const)
    view.setUint16(at, value, true);
  for (const [at, value] of [
    [44, 1],
    [48, 1],
    [56, 4096],
    [60, END_OF_CHAIN],
    [68, END_OF_CHAIN],
  ] as const) {
    view.setUint32(at, value, true);
  }
  for (let at = 76; at < SECTOR * 2; at += 4) view.setUint32(at, FREE, true);
  view.setUint32(76, 0, true);
  view.setUint32(SECTOR, 0xfffffffd, true);
  for (let index = 1; index <= directorySectors; index += 1) {
    view.setUint32(SECTOR + index * 4, index === directorySectors ? END_OF_CHAIN : index + 1, true);
  }
  entries.forEach((name, index) => {
    const at = SECTOR * 2 + index * 128;
    [...name].forEach((letter, position) => view.setUint16(at + position * 2, letter.charCodeAt(0), true));
    view.setUint16(at + 64, (name.length + 1) * 2, true);
    file[at + 66] = index === 0 ? 5 : 2;
    view.setUint32(at + 116, END_OF_CHAIN, true);
  });
  return file;
}
