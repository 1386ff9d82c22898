import type { TableRow } from '#shared/domain/roster/types';
import { createStylesHandler, type NumberMeaning } from './cell-dates';
import { createMergesHandler, type MergedArea } from './merged-areas';
import { createSharedStringsHandler } from './shared-strings';
import { createSheetParser } from './sheet-parser';
import type { OpenedTable } from './types';
import { readWorkbook, type WorkbookParts } from './workbook';
import { createXmlReader, readXml, xmlTexts } from './xml-reader';
import { openZip, type ZipArchive } from './zip-archive';

/** Opens a workbook; nothing of a sheet is unpacked before its rows are asked for. Throws as `OpenTable` says. */
export async function openXlsx(file: Blob): Promise<OpenedTable> {
  const zip = await openZip(file);
  const parts = await readWorkbook(zip, new AbortController().signal);
  const shared = keep((signal) => readShared(zip, parts, signal));
  const merges = parts.sheetParts.map((part) => keep((signal) => readMerges(zip, part, signal)));
  return {
    format: 'xlsx',
    sheets: parts.sheets,
    encoding: null,
    async *rows(sheet, signal) {
      const part = parts.sheetParts[sheet];
      const mergesOf = merges[sheet];
      if (part === undefined || !mergesOf) throw new Error(`no sheet ${sheet}`);
      // Reads the sheet to its end first: what is damaged or too large is refused before any row is handed out.
      const areas = await mergesOf(signal);
      yield* readRows(zip, part, { ...(await shared(signal)), merges: areas, is1904: parts.is1904 }, signal);
    },
  };
}

/** Does something once; again after it failed, so that one that was aborted can be tried anew. */
function keep<T>(make: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let kept: { readonly value: T } | null = null;
  return async (signal) => {
    kept ??= { value: await make(signal) };
    return kept.value;
  };
}

interface Shared {
  readonly strings: readonly string[];
  readonly meanings: readonly NumberMeaning[];
}

async function readShared(zip: ZipArchive, parts: WorkbookParts, signal: AbortSignal): Promise<Shared> {
  const strings = createSharedStringsHandler();
  if (parts.sharedStringsPart) await readXml(zip.unpack(parts.sharedStringsPart, signal), strings);
  const styles = createStylesHandler();
  if (parts.stylesPart) await readXml(zip.unpack(parts.stylesPart, signal), styles);
  return { strings: strings.strings, meanings: styles.meanings() };
}

/** Merged areas stand behind the rows they are about, so a sheet is read twice; the first time proves that it is whole. */
async function readMerges(zip: ZipArchive, part: string, signal: AbortSignal): Promise<readonly MergedArea[]> {
  const handler = createMergesHandler();
  await readXml(zip.unpack(part, signal), handler);
  return handler.areas;
}

async function* readRows(
  zip: ZipArchive,
  part: string,
  context: Parameters<typeof createSheetParser>[0],
  signal: AbortSignal,
): AsyncGenerator<TableRow, void, undefined> {
  const parser = createSheetParser(context);
  const reader = createXmlReader(parser);
  for await (const piece of xmlTexts(zip.unpack(part, signal))) {
    reader.push(piece);
    for (const row of parser.take()) {
      signal.throwIfAborted();
      yield row;
    }
  }
  reader.end();
  for (const row of parser.take()) yield row;
}
