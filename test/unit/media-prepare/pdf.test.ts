import { describe, expect, it } from 'vitest';
import { claimedPagesOf } from '#renderer/data/media/prepare/pdf';
import { aPdf } from '#test/support/pdf';

const claimed = (file: Buffer) => claimedPagesOf(Uint8Array.from(file));

describe('a PDF', () => {
  it.each([1, 3, 40])('of %i pages says so where they stand readable in it', (pages) => {
    expect(claimed(aPdf(pages))).toEqual({ isWhole: true, pages });
  });

  it('written for the web says it at its beginning, however the rest is packed', () => {
    const file = aPdf(2)
      .toString('latin1')
      .replace('%PDF-1.7\n', '%PDF-1.7\n9 0 obj << /Linearized 1 /L 900 /N 12 >> endobj\n');
    expect(claimed(Buffer.from(`${file} `, 'latin1'))).toEqual({ isWhole: true, pages: 12 });
  });

  it.each([
    ['whose pages lie packed', aPdf(2, '/ObjStm')],
    [
      'that was changed after it was written',
      Buffer.from(aPdf(2).toString('latin1') + aPdf(1).toString('latin1'), 'latin1'),
    ],
    ['without any page that could be found', aPdf(0)],
    [
      'that says it has a million pages',
      Buffer.from(aPdf(1, '').toString('latin1').replace('%PDF-1.7\n', '%PDF-1.7\n/Linearized /N 999999 \n'), 'latin1'),
    ],
  ])('%s is taken, its pages are not counted', (_what, file) => {
    expect(claimed(file)).toEqual({ isWhole: true, pages: null });
  });

  it('that was cut off anywhere is not whole', () => {
    const file = aPdf(3);
    for (let length = 5; length < file.length - 8; length += 17)
      expect(claimed(file.subarray(0, length)).isWhole, `${length} bytes`).toBe(false);
  });
});
