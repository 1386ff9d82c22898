import path from 'node:path';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compoundFileOf, workbookOf, workbookParts, zipOf } from '#test/support/workbooks';
import { findChromium } from '../../../build/chromium.mjs';

/** Runs in the worker: reads every file it is sent to its end, and answers with the rows or the code of the refusal. */
const WORKER = `
onmessage = async ({ data: { id, bytes, write } }) => {
  const answer = (value) => postMessage({ id, ...value });
  try {
    if (write) {
      const rows = (async function* () { yield* write.rows; })();
      const file = await Tables.writeTable(write.format, '居民', write.columns, rows);
      return answer({ bytes: new Uint8Array(await file.arrayBuffer()) });
    }
    const table = await Tables.openTable(new Blob([bytes]), 'file');
    const rows = [];
    for await (const row of table.rows(0, new AbortController().signal)) rows.push(row.cells);
    answer({ rows, encoding: table.encoding });
  } catch (error) {
    answer({ code: error.code ?? String(error) });
  }
};`;

interface Answer {
  readonly rows?: readonly (readonly unknown[])[];
  readonly encoding?: string | null;
  readonly code?: string;
  readonly bytes?: Iterable<number>;
}

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('browser tests need a Chromium');
  const source = `${await bundled()}\n${WORKER}`;
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run'] });
  page = await browser.newPage();
  await page.evaluate((text) => {
    const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    Object.assign(window, { worker });
  }, source);
});
afterAll(() => browser.close());

/** Reading and writing of tables in one script, as the product's build makes it. */
async function bundled(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome120',
      lib: { entry: path.resolve('renderer/data/tables/index.ts'), formats: ['iife'], name: 'Tables' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('the tables were not built');
  return output.output[0].code;
}

function ask(request: Readonly<Record<string, unknown>>): Promise<Answer> {
  return page.evaluate(async ({ bytes, ...rest }) => {
    const { worker } = window as unknown as { worker: Worker };
    const id = Math.random();
    const answered = new Promise<Answer>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Answer & { readonly id: number }>) => {
        if (data.id === id) resolve(data);
      });
    });
    worker.postMessage({ ...rest, id, bytes: bytes && Uint8Array.from(bytes as number[]) });
    const answer = await answered;
    // Bytes come out of a page as plain numbers.
    return { ...answer, ...(answer.bytes && { bytes: [...answer.bytes] }) };
  }, request);
}
const read = (file: Uint8Array) => ask({ bytes: [...file] });

const row = '<row><c><v>1</v></c></row>';

describe('in a worker of a real browser', () => {
  it('a workbook that another program made is read', async () => {
    const rows = [
      ['姓名', '身份证号', '出生日期'],
      ['钱秀英', '110101189001011234', new Date(Date.UTC(1950, 9, 1))],
    ];
    const merges = [{ startRow: 1, startCol: 0, endRow: 1, endCol: 0 }];
    const file = await writeXlsx({ sheets: [{ name: 'S', rows, merges }] });
    expect((await read(file)).rows).toEqual([rows[0], ['钱秀英', '110101189001011234', '1950-10-01']]);
  });

  it('a CSV file as Excel saves it in China is read', async () => {
    const gbk = Uint8Array.from(
      Buffer.from('d0d5c3fb2cd7a1d6b70d0ac7aed0e3d3a22cc7e0bacCC0ef3132bac50d0a'.toLowerCase(), 'hex'),
    );
    expect(await read(gbk)).toMatchObject({
      encoding: 'gb18030',
      rows: [
        ['姓名', '住址'],
        ['钱秀英', '青禾里12号'],
      ],
    });
  });

  const sheets = [{ name: 'S', xml: row }];
  const cut = workbookOf({ sheets });
  const bomb = { name: 'xl/worksheets/sheet1.xml', bytes: `<worksheet>${' '.repeat(2e6)}</worksheet>` };
  it.each([
    ['table.encrypted', compoundFileOf(['EncryptedPackage', 'EncryptionInfo'])],
    ['table.legacy', compoundFileOf(['Workbook'])],
    ['table.macros', workbookOf({ sheets, parts: [{ name: 'xl/vbaProject.bin', bytes: 'x' }] })],
    ['table.bomb', workbookOf({ sheets, parts: [{ ...bomb, declaredBytes: 500 }] })],
    ['table.bomb', workbookOf({ sheets: [{ name: 'S', xml: `<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>` }] })],
    ['table.broken', cut.slice(0, cut.length - 30)],
    ['table.broken', workbookOf({ sheets, sheetPart: { crc: 1 } })],
    ['table.broken', zipOf(workbookParts({ sheets }).filter(({ name }) => name !== 'xl/workbook.xml'))],
    ['table.not-a-table', new TextEncoder().encode('<html><table></table></html>')],
    ['table.empty', new Uint8Array()],
  ])('what is no workbook is refused as %s', async (code, file) => {
    expect(await read(file)).toMatchObject({ code });
  });

  it('a workbook is written that another program reads', async () => {
    const columns = [{ title: '姓名', width: 10 }];
    const { bytes } = await ask({ write: { format: 'xlsx', columns, rows: [['=1+1'], ['110101189001011234']] } });
    const book = await readXlsx(Uint8Array.from(bytes ?? []));
    expect(book.sheets[0]?.rows).toEqual([['姓名'], ['=1+1'], ['110101189001011234']]);
  });
});
