import { refused } from './failures';
import type { SheetInfo } from './types';
import { attributeOf, readXml, type XmlHandler } from './xml-reader';
import type { ZipArchive } from './zip-archive';

/** What the parts around the sheets say. */
export interface WorkbookParts {
  readonly sheets: readonly SheetInfo[];
  /** Names of the sheets' parts, by `SheetInfo.index`. */
  readonly sheetParts: readonly string[];
  readonly sharedStringsPart: string | null;
  readonly stylesPart: string | null;
  /** Whether day 0 is 1904-01-01, as on old Macs. */
  readonly is1904: boolean;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

const MAX_SHEETS = 1_000;
const MACRO_PART = /(^|\/)(vbaproject\.bin|macrosheets\/)/;
const CONTENT_TYPES = '[Content_Types].xml';

/**
 * Reads what a workbook consists of. Throws `table.not-a-table` for other kinds of archive, `table.macros` for programs in it, of
 * whatever kind, and as reading does.
 */
export async function readWorkbook(zip: ZipArchive, signal: AbortSignal): Promise<WorkbookParts> {
  const types = zip.has(CONTENT_TYPES) ? await contentTypes(zip, signal) : [];
  const isWorkbook = types.some((type) => /spreadsheetml\.(sheet|template)|ms-excel/.test(type));
  if (!isWorkbook) throw refused('table.not-a-table', 'another kind of archive');
  const hasMacros = types.some((type) => /macroenabled\.main\+xml|macrosheet|vbaproject/.test(type));
  if (hasMacros || zip.names.some((name) => MACRO_PART.test(name))) throw refused('table.macros', 'has macros');
  if (types.some((type) => type.includes('sheet.binary'))) throw refused('table.not-a-table', 'a binary workbook');

  const rootRelations = await relationsOf(zip, '', signal);
  const main = [...rootRelations.values()].find(({ type }) => type === 'officeDocument');
  if (!main) throw refused('table.broken', 'the archive names no workbook');
  const relations = await relationsOf(zip, main.target, signal);
  const partOf = (type: string): string | null =>
    [...relations.values()].find((relation) => relation.type === type && zip.has(relation.target))?.target ?? null;
  const { listed, is1904 } = await readMain(zip, main.target, signal);
  const present = listed.flatMap(({ relationId, ...sheet }) => {
    const relation = relations.get(relationId);
    return relation?.type === 'worksheet' ? [{ ...sheet, part: relation.target }] : [];
  });
  if (present.length === 0) throw refused('table.broken', 'the workbook has no sheet');
  if (present.some(({ part }) => !zip.has(part))) throw refused('table.broken', 'a sheet is missing');
  return {
    sheets: present.map(({ name, isHidden }, index) => ({ index, name, isHidden })),
    sheetParts: present.map(({ part }) => part),
    sharedStringsPart: partOf('sharedStrings'),
    stylesPart: partOf('styles'),
    is1904,
  };
}

async function contentTypes(zip: ZipArchive, signal: AbortSignal): Promise<readonly string[]> {
  const types: string[] = [];
  await readPart(zip, CONTENT_TYPES, signal, (name, attributes) => {
    if (name === 'Default' || name === 'Override') {
      types.push((attributeOf(attributes, 'ContentType') ?? '').toLowerCase());
    }
  });
  return types;
}

/** Where a part leads to, by relation id. Types come as their last word: the transitional and the strict ones end alike. */
async function relationsOf(zip: ZipArchive, part: string, signal: AbortSignal): Promise<ReadonlyMap<string, Relation>> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const relations = new Map<string, Relation>();
  const own = `${folder}_rels/${part.slice(slash)}.rels`;
  if (!zip.has(own)) return relations;
  await readPart(zip, own, signal, (name, attributes) => {
    // What lies outside the file is never followed.
    if (name !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return;
    relations.set(attributeOf(attributes, 'Id') ?? '', {
      type: (attributeOf(attributes, 'Type') ?? '').replace(/^.*\//, ''),
      target: resolve(folder, attributeOf(attributes, 'Target') ?? ''),
    });
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function readMain(zip: ZipArchive, part: string, signal: AbortSignal) {
  const listed: { name: string; isHidden: boolean; relationId: string }[] = [];
  let is1904 = false;
  await readPart(zip, part, signal, (name, attributes) => {
    if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '');
    if (name !== 'sheet') return;
    listed.push({
      name: attributeOf(attributes, 'name') ?? '',
      isHidden: /^(hidden|veryHidden)$/.test(attributeOf(attributes, 'state') ?? ''),
      relationId: attributeOf(attributes, 'id') ?? '',
    });
    if (listed.length > MAX_SHEETS) throw refused('table.too-large', 'too many sheets');
  });
  return { listed, is1904 };
}

function readPart(zip: ZipArchive, part: string, signal: AbortSignal, open: XmlHandler['open']): Promise<void> {
  return readXml(zip.unpack(part, signal), { open, close: () => undefined });
}
