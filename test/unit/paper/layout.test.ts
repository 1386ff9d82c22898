import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layPaper } from '#shared/domain/paper/layout';
import { widthOf, wrap } from '#shared/domain/paper/letters';
import { COLUMNS, ROLL_WIDTHS, type Paper, type PaperPart } from '#shared/domain/paper/paper';

const lines = (paper: Paper, columns: number) =>
  layPaper(paper, columns).map((row) => (row.kind === 'qr' ? `[${row.text}]` : row.text));

const letter = fc.constantFrom(...'办理（社区）。，“好”abc 12:30 A023-é𠮷—…《》!');
const words = fc.array(letter, { maxLength: 80 }).map((each) => each.join(''));
const part: fc.Arbitrary<PaperPart> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: words,
    size: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    align: fc.constantFrom('left' as const, 'center' as const),
    isBold: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('fact' as const), name: words, value: words }),
  fc.record({
    kind: fc.constant('list' as const),
    entries: fc.array(fc.record({ text: words, note: fc.option(words) }), { maxLength: 12 }),
  }),
  fc.constant({ kind: 'rule' as const }),
);

describe('a paper on a roll', () => {
  it('has no row that is wider than the roll, whatever stands on it', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.constantFrom(...ROLL_WIDTHS), (parts, width) => {
        for (const row of layPaper({ parts }, COLUMNS[width]))
          if (row.kind === 'line') expect(widthOf(row.text) * row.size).toBeLessThanOrEqual(COLUMNS[width]);
      }),
    );
  });

  it('loses no letter', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 8, max: 48 }), (text, columns) => {
        expect(wrap(text, columns).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('counts a Chinese letter as two, as the printer does', () => {
    expect(widthOf('A023')).toBe(4);
    expect(widthOf('社区A1')).toBe(6);
    expect(widthOf('é—𠮷')).toBe(6);
  });

  it('keeps words whole, and marks with what they belong to', () => {
    expect(wrap('请到8号窗口，谢谢', 11)).toEqual(['请到8号窗', '口，谢谢']);
    // The comma would stand first in the second row: the letter before it goes with it.
    expect(wrap('请到八号窗口，谢谢', 12)).toEqual(['请到八号窗', '口，谢谢']);
    expect(wrap('says （附件）', 8)).toEqual(['says', '（附件）']);
    expect(wrap('please wait here', 11)).toEqual(['please wait', 'here']);
  });

  it('breaks what is longer than a row', () => {
    expect(wrap('https://example.org/p/ABCDEFGH', 12)).toEqual(['https://exam', 'ple.org/p/AB', 'CDEFGH']);
  });

  it('centres by what fits at that size', () => {
    const rows = layPaper(
      { parts: [{ kind: 'text', text: 'A023', size: 4, align: 'center', isBold: true }] },
      COLUMNS[58],
    );
    expect(rows).toEqual([{ kind: 'line', text: '  A023', size: 4, isBold: true }]);
  });

  it('puts values of neighbouring facts in one column, and goes on below them', () => {
    const parts: PaperPart[] = [
      { kind: 'fact', name: '取号时间', value: '2026年11月26日 09:41' },
      { kind: 'fact', name: '办理', value: '社保医保和其他在这个窗口办的事' },
    ];
    expect(lines({ parts }, 32)).toEqual([
      '取号时间  2026年11月26日 09:41',
      '办理      社保医保和其他在这个窗',
      '          口办的事',
    ]);
  });

  it('puts a value below a name that takes half of the line', () => {
    const parts: PaperPart[] = [{ kind: 'fact', name: '一个特别特别长的名称在这', value: '值' }];
    expect(lines({ parts }, 32)).toEqual(['一个特别特别长的名称在这', '  值']);
  });

  it('numbers what is to be brought, with notes below', () => {
    const entries = [
      { text: '居民身份证', note: null },
      { text: '户口簿', note: '有户籍变动时要带，原件和复印件各一份' },
    ];
    expect(lines({ parts: [{ kind: 'list', entries }] }, 32)).toEqual([
      '1. 居民身份证',
      '2. 户口簿',
      '   有户籍变动时要带，原件和复印',
      '   件各一份',
    ]);
  });
});
