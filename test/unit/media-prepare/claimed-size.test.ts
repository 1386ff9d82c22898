import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimedSizeOf } from '#renderer/data/media/prepare/claimed-size';
import { imageKindOf } from '#renderer/data/media/prepare/kind';
import { drawnPhoto } from '#test/support/drawn';

const PORTRAIT = new Uint8Array(readFileSync('test/fixtures/photos/portrait.heic'));
const PNG = new Uint8Array(drawnPhoto('meter'));

describe('what a file claims to be', () => {
  it.each([
    ['heic', PORTRAIT, { width: 96, height: 128 }],
    ['png', PNG, { width: 640, height: 480 }],
  ] as const)('is read from a %s, and every shorter piece of it is not whole', (kind, file, size) => {
    expect(imageKindOf(file)).toBe(kind);
    expect(claimedSizeOf(kind, file)).toEqual({ ...size, isWhole: true });
    const step = Math.ceil(file.length / 97);
    for (let length = 16; length < file.length; length += step) {
      expect(claimedSizeOf(kind, file.subarray(0, length))?.isWhole ?? false, `${length} bytes`).toBe(false);
    }
  });

  it('never ends badly, whatever the bytes', () => {
    const heads = [
      'ffd8ffe0',
      '89504e470d0a1a0a',
      '52494646000000005745425056503858',
      '00000018667479706865696300000000',
    ];
    const file = fc.tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }));
    fc.assert(
      fc.property(file, ([head, rest]) => {
        const bytes = Uint8Array.from([...Buffer.from(head, 'hex'), ...rest]);
        const kind = imageKindOf(bytes);
        if (kind === 'pdf' || kind === 'other') return;
        const claimed = claimedSizeOf(kind, bytes);
        expect(claimed === null || (claimed.width >= 0 && claimed.height >= 0)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a film in the same kind of box', '00000018667479706d70343200000000'],
    ['AVIF', '0000001c667479706d69663100000000617669666d696166'],
    ['a GIF', '4749463839610100'],
    ['a bitmap', '424d3600000000000000'],
    ['nothing at all', ''],
  ])('is no photo: %s', (_what, hex) => {
    expect(imageKindOf(new Uint8Array(Buffer.from(hex, 'hex')))).toBe('other');
  });
});
