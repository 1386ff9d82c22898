import { describe, expect, it } from 'vitest';
import { sealedSchema } from '#shared/schema/envelope';
import {
  extended,
  isSigned,
  NO_STROKES,
  pathOf,
  readSignature,
  SIGNATURE_LIMITS,
  withStroke,
  type Signature,
  type Stroke,
} from '#shared/domain/visits/signature';

/** A sheet that is painted full in its far corner, where numbers are longest. */
const worst = (): string => {
  const { strokes, points } = SIGNATURE_LIMITS;
  const each = Array.from({ length: points / strokes }, () => [1000, 400]).flat();
  return JSON.stringify({ strokes: Array.from({ length: strokes }, () => each) });
};
/** As AES-GCM with its tag makes of it. */
const base64Chars = (text: string): number => Math.ceil((text.length + 16) / 3) * 4;

const lineOf = (...points: readonly (readonly [number, number])[]): Stroke =>
  points.reduce<Stroke>((line, [x, y]) => extended(NO_STROKES, line, { x, y }), []);

describe('a signature', () => {
  it('keeps whole parts of the sheet, leaves out what says nothing, and stays on the sheet', () => {
    expect(lineOf([10.4, 20.6], [11, 21], [40, 21])).toEqual([10, 21, 40, 21]);
    expect(lineOf([-50, 900], [1400, -3])).toEqual([0, 400, 1000, 0]);
  });

  it('takes no more points and lines than a sheet has', () => {
    let signature: Signature = NO_STROKES;
    for (let line = 0; line < 100; line += 1) {
      let stroke: Stroke = [];
      for (let n = 0; n < 100; n += 1) stroke = extended(signature, stroke, { x: (n * 10) % 1000, y: line * 4 });
      signature = withStroke(signature, stroke);
    }
    const points = signature.strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);
    expect(points).toBe(SIGNATURE_LIMITS.points);
    expect(sealedSchema.shape.ct.safeParse('A'.repeat(base64Chars(worst()))).success).toBe(true);
    expect(readSignature(JSON.parse(JSON.stringify(signature)))).toEqual(signature);
    let dots: Signature = NO_STROKES;
    for (let n = 0; n < 200; n += 1) dots = withStroke(dots, [n, n]);
    expect(dots.strokes).toHaveLength(SIGNATURE_LIMITS.strokes);
  });

  it('is one only with ink enough for a name: a slip of the hand is none', () => {
    expect(isSigned(NO_STROKES)).toBe(false);
    expect(isSigned({ strokes: [[5, 5], lineOf([0, 0], [100, 0])] })).toBe(false);
    expect(isSigned({ strokes: [lineOf([0, 0], [100, 0]), lineOf([0, 50], [60, 50])] })).toBe(true);
  });

  it('is drawn line by line, a dot as a line of no length', () => {
    expect(
      pathOf({
        strokes: [
          [1, 2, 3, 4, 5, 6],
          [7, 8],
        ],
      }),
    ).toBe('M1 2L3 4 5 6M7 8h0');
  });

  it.each([
    null,
    'M0 0',
    [],
    {},
    { strokes: 'x' },
    { strokes: [[1]] },
    { strokes: [[1, 2, 3]] },
    { strokes: [[]] },
    { strokes: [[1, 401]] },
    { strokes: [[-1, 2]] },
    { strokes: [[0.5, 2]] },
    { strokes: [['1', 2]] },
    { strokes: Array.from({ length: 81 }, () => [1, 1]) },
    { strokes: [Array.from({ length: 4002 }, () => 1)] },
  ])('is not read out of %j', (value) => {
    expect(readSignature(value)).toBeNull();
  });
});
