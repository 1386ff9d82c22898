import fc from 'fast-check';
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { drawQr } from '#renderer/ui/qr/qr-path';

const MARGIN = 4;
const SCALE = 3;

/** What a camera sees of the path: dark runs filled in on a light ground. */
function read(text: string): string | undefined {
  const { size, path } = drawQr(text);
  const side = (size + 2 * MARGIN) * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < SCALE; row += 1) {
      const start = ((Number(y) + MARGIN) * SCALE + row) * side + (Number(x) + MARGIN) * SCALE;
      for (let at = start; at < start + Number(width) * SCALE; at += 1) pixels.set([0, 0, 0, 255], at * 4);
    }
  }
  return jsQR(pixels, side, side)?.data;
}

describe('a QR code', () => {
  it('is read by a camera as the address it leads to', () => {
    expect(read('https://linli-qinghe.local:8446/p/K7QM2X90')).toBe('https://linli-qinghe.local:8446/p/K7QM2X90');
  });

  it('is read back whatever address it is', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, size: 'medium' }), (address) => {
        fc.pre(/^[\x21-\x7e]{1,300}$/.test(address));
        expect(read(address)).toBe(address);
      }),
      { numRuns: 15 },
    );
  });
});
