import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHOTO_CARD } from '#main/services/photo-card';
import { bareJpeg, type JpegReading } from '#main/services/bare-jpeg';
import { withExif } from '#test/support/exif';

const LIMITS = { bytes: 64 * 1024, pixels: 1_000_000, shortEdge: 16 };
const bare = (bytes: Uint8Array, change: Partial<typeof LIMITS> = {}): JpegReading =>
  bareJpeg(new Uint8Array(bytes), { ...LIMITS, ...change });
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(parts.flatMap((part) => [...part]));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const TOLD = {
  orientation: 6,
  takenAt: '2026:11:23 09:12:00',
  latitude: [31, 13, 50],
  longitude: [121, 28, 13],
  make: 'HUAWEI',
  makerNote: 'serial 0815',
} as const;

describe('a photo from a resident’s phone', () => {
  it('keeps its picture and which way is up, and nothing about who took it, where and with what', () => {
    const photo = withExif(PHOTO_CARD, TOLD, '<x:xmpmeta>何秀兰</x:xmpmeta>');
    const trailer = joined(photo, utf8('a film behind the picture'));
    expect(latin1(trailer)).toContain('HUAWEI');
    const read = bare(trailer);
    if (read.kind !== 'picture') throw new Error(read.why);
    for (const told of ['HUAWEI', '2026:11', 'serial', 'xmpmeta', 'film'])
      expect(latin1(read.bytes)).not.toContain(told);
    expect(latin1(read.bytes).split('Exif').length).toBe(2);
    expect([read.width, read.height]).toEqual([48, 64]);
    // Made bare once more, it stays as it is.
    expect(bare(read.bytes)).toEqual(read);
    const upright = bare(PHOTO_CARD);
    expect(upright).toMatchObject({ kind: 'picture', width: 64, height: 48 });
    expect(upright.kind === 'picture' && latin1(upright.bytes)).not.toContain('Exif');
  });

  it('is not taken where it is no JPEG, not whole, or too large', () => {
    const refused = (bytes: Uint8Array, change: Partial<typeof LIMITS> = {}) => {
      const read = bare(bytes, change);
      return read.kind === 'refused' ? read.why : read.kind;
    };
    expect(refused(utf8('<script>alert(1)</script>'))).toBe('kind');
    expect(refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]))).toBe('kind');
    expect(refused(new Uint8Array())).toBe('kind');
    expect(refused(PHOTO_CARD.subarray(0, -2))).toBe('damaged');
    expect(refused(PHOTO_CARD.subarray(0, 200))).toBe('damaged');
    expect(refused(new Uint8Array([0xff, 0xd8, 0xff, 0xd9]))).toBe('damaged');
    expect(refused(PHOTO_CARD, { bytes: 100 })).toBe('large');
    expect(refused(PHOTO_CARD, { pixels: 64 * 48 - 1 })).toBe('large');
    expect(refused(PHOTO_CARD, { shortEdge: 49 })).toBe('damaged');
  });

  it('never breaks the host, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(PHOTO_CARD.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.uint8Array({ maxLength: 40 }),
        (changes, tail) => {
          const photo = joined(withExif(PHOTO_CARD, TOLD), tail);
          for (const [at, byte] of changes) photo[at] = byte;
          const read = bare(photo);
          // What was taken once is taken as it is.
          if (read.kind === 'picture') expect(bare(read.bytes)).toEqual(read);
        },
      ),
      { numRuns: 300 },
    );
  });
});
