import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExif } from '#renderer/data/media/prepare/read-exif';
import { withExif } from '#test/support/exif';

/** A JPEG of which nothing matters but its segments. */
const EMPTY = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
const TAKEN = withExif(EMPTY, {
  takenAt: '2026:11:23 09:41:06',
  offset: '+08:00',
  latitude: [31, 13, 49.44],
  longitude: [121, 28, 25.32],
  south: true,
  west: true,
  accuracyM: 6.5,
  makerNote: 'anything at all, as makers do',
});
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

describe('what EXIF says', () => {
  it('is time with its zone, and place with its hemisphere and how sure it is', () => {
    expect(readExif(bufferOf(TAKEN))).toEqual({
      takenAtMs: Date.UTC(2026, 10, 23, 1, 41, 6),
      place: { latitude: -31.2304, longitude: -121.4737, accuracyM: 6.5 },
    });
  });

  it('is nothing where there is none', () => {
    expect(readExif(bufferOf(EMPTY))).toEqual({ takenAtMs: null, place: null });
    expect(readExif(bufferOf(withExif(EMPTY, { orientation: 6 })))).toEqual({ takenAtMs: null, place: null });
    expect(readExif(new ArrayBuffer(0))).toEqual({ takenAtMs: null, place: null });
  });

  it('is read to an end in no time, whatever somebody did to it', () => {
    const spoiled = fc.array(fc.tuple(fc.nat(TAKEN.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 });
    const startedMs = performance.now();
    fc.assert(
      fc.property(spoiled, (changes) => {
        const bytes = Uint8Array.from(TAKEN);
        for (const [at, value] of changes) bytes[at] = value;
        const { takenAtMs, place } = readExif(bufferOf(bytes));
        expect(takenAtMs === null || Number.isInteger(takenAtMs)).toBe(true);
        expect(place === null || Math.abs(place.latitude) <= 90).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(performance.now() - startedMs).toBeLessThan(20_000);
  });
});
