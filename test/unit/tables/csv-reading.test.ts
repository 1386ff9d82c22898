import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable } from '#renderer/data/tables/index';
import { createCsvParser } from '#renderer/data/tables/csv-parser';
import { cellsOf, refusalOf, rowsOf } from './reading';

const HEAD = '姓名,住址\r\n钱秀英,青禾里12号\r\n';
/** 姓名,住址 / 钱秀英,青禾里12号 in GBK, as Excel saves CSV in China. */
const HEAD_GBK = Uint8Array.from(
  Buffer.from('d0d5c3fb2cd7a1d6b70d0ac7aed0e3d3a22cc7e0bacCC0ef3132bac50d0a'.toLowerCase(), 'hex'),
);

async function encodingOf(bytes: BlobPart): Promise<string | null> {
  return (await openTable(new Blob([bytes]), 'a.csv')).encoding;
}

describe('a CSV file', () => {
  it('is read whatever it is encoded in', async () => {
    const expected = [
      ['姓名', '住址'],
      ['钱秀英', '青禾里12号'],
    ];
    expect(await cellsOf(HEAD)).toEqual(expected);
    expect(await cellsOf(`\ufeff${HEAD}`)).toEqual(expected);
    expect(await cellsOf(HEAD_GBK)).toEqual(expected);
    expect(await cellsOf(Uint8Array.from(Buffer.from(`\ufeff${HEAD}`, 'utf16le')))).toEqual(expected);
    expect(await encodingOf(HEAD)).toBe('utf-8');
    expect(await encodingOf(HEAD_GBK)).toBe('gb18030');
    expect(await encodingOf(Uint8Array.from(Buffer.from(`\ufeff${HEAD}`, 'utf16le')))).toBe('utf-16le');
  });

  it('in GBK is known as such however late its first Chinese character comes', async () => {
    const late = new Blob(['a,b\n'.repeat(100_000), HEAD_GBK]);
    const rows = await rowsOf(late);
    expect(rows.at(-1)).toEqual({ index: 100_002, cells: ['钱秀英', '青禾里12号'] });
  });

  it.each([
    ['commas', '姓名,电话\n甲,1\n乙,2\n'],
    ['semicolons', '姓名;电话\n甲;1\n乙;2\n'],
    ['tabs', '姓名\t电话\n甲\t1\n乙\t2\n'],
  ])('has its fields divided by %s', async (_what, text) => {
    expect(await cellsOf(`青禾里居民，2026年\n${text}`)).toEqual([
      ['青禾里居民，2026年'],
      ['姓名', '电话'],
      ['甲', '1'],
      ['乙', '2'],
    ]);
  });

  it('may have commas, quotes and line breaks within quotes', async () => {
    expect(await rowsOf('姓名,备注\r\n甲,"一,二\r\n""三"""\r\n乙,6"管\r\n')).toEqual([
      { index: 1, cells: ['姓名', '备注'] },
      { index: 2, cells: ['甲', '一,二\r\n"三"'] },
      { index: 3, cells: ['乙', '6"管'] },
    ]);
  });

  it('may end its rows in any way, and leave rows empty', async () => {
    expect(await rowsOf('a,b\rc,d\n\n,,\r\ne,f')).toEqual([
      { index: 1, cells: ['a', 'b'] },
      { index: 2, cells: ['c', 'd'] },
      { index: 5, cells: ['e', 'f'] },
    ]);
  });

  it('holds texts only: digits keep their zeros and their length', async () => {
    expect(await cellsOf('编号,身份证\n007,110101189001011234\n="008","110101189001011234\t"\n')).toEqual([
      ['编号', '身份证'],
      ['007', '110101189001011234'],
      ['008', '110101189001011234'],
    ]);
  });

  it('has a quote that is never closed: told, with its row, instead of swallowing the rest', async () => {
    expect(await refusalOf('a,b\n"c,d\ne,f\n')).toBe('table.broken');
    expect(await refusalOf(`a,b\n"c,${'d\n'.repeat(50_000)}`)).toBe('table.broken');
  });

  it('is read the same in whatever pieces it comes', () => {
    const text = fc
      .array(fc.constantFrom('a', '"', ',', '\r', '\n', '钱', '\r\n', '""', ' '), { maxLength: 40 })
      .map((pieces) => pieces.join(''));
    const read = (pieces: readonly string[]) => {
      const parser = createCsvParser(',');
      try {
        for (const piece of pieces) parser.push(piece);
        parser.end();
      } catch {
        return 'refused';
      }
      return parser.take();
    };
    fc.assert(
      fc.property(text, (whole) => {
        expect(read([...whole])).toEqual(read([whole]));
      }),
      { numRuns: 500 },
    );
  });
});
