import { describe, expect, it } from 'vitest';
import {
  guessesOf,
  middleOf,
  probabilitiesOf,
  suggestionOf,
  tensorOf,
  type PictureInput,
} from '#shared/domain/incidents/classify/image';
import { uid } from '#test/support/builders';

const input = (more: Partial<PictureInput> = {}): PictureInput => ({
  width: 2,
  height: 1,
  layout: 'NCHW',
  mean: [0, 0.5, 1],
  std: [1, 0.5, 2],
  ...more,
});

/** Two pixels, one red and one white. */
const PIXELS = Uint8ClampedArray.from([255, 0, 0, 255, 255, 255, 255, 255]);

describe('a picture for a model', () => {
  it('is numbers in the order and the measure that its card says', () => {
    expect([...tensorOf(PIXELS, input())]).toEqual([1, 1, -1, 1, -0.5, 0]);
    expect([...tensorOf(PIXELS, input({ layout: 'NHWC' }))]).toEqual([1, -1, -0.5, 1, 1, 0]);
    expect(() => tensorOf(PIXELS, input({ width: 3 }))).toThrow('pixels');
  });

  it('is its middle, in the shape that the model takes, not pressed into it', () => {
    expect(middleOf({ width: 320, height: 240 }, { width: 224, height: 224 })).toEqual({
      x: 40,
      y: 0,
      width: 240,
      height: 240,
    });
    expect(middleOf({ width: 100, height: 300 }, { width: 20, height: 10 })).toEqual({
      x: 0,
      y: 125,
      width: 100,
      height: 50,
    });
  });
});

describe('what a model says', () => {
  it('becomes probabilities, and is nothing where it is none', () => {
    const [a = 0, b = 0] = probabilitiesOf([1000, 999], 'logits') ?? [];
    expect(a + b).toBeCloseTo(1);
    expect(a).toBeCloseTo(0.731, 3);
    expect(probabilitiesOf([0.25, 0.75], 'probabilities')).toEqual([0.25, 0.75]);
    expect(probabilitiesOf([0.9, 0.9], 'probabilities')).toBeNull();
    expect(probabilitiesOf([1.5, -0.5], 'probabilities')).toBeNull();
    expect(probabilitiesOf([NaN, 1], 'logits')).toBeNull();
    expect(probabilitiesOf([], 'logits')).toBeNull();
  });

  const row = (at: number, major: string, minor: string, codes: readonly [string, string] | null, active = true) => ({
    uid: uid(at),
    major: { code: codes?.[0] ?? null, name: major },
    minor: { code: codes?.[1] ?? null, name: minor },
    active,
  });
  const table = [
    row(1, '消防安全', '消防通道堵塞', ['03', '07']),
    row(2, '市容环境', '垃圾', null),
    row(3, '消防安全', '烟感报警', ['03', '09'], false),
  ];

  it('is about categories by code or by name; two labels of one count together, what is put away does not', () => {
    const labels = ['03-07', null, '消防安全/消防通道堵塞', '市容环境/垃圾', '03-09'];
    expect(guessesOf([0.3, 0.1, 0.2, 0.4, 0], labels, table)).toEqual([
      { categoryUid: uid(1), confidence: 0.5 },
      { categoryUid: uid(2), confidence: 0.4 },
    ]);
    // As sure as that of something else is as good as nothing.
    expect(guessesOf([0.3, 0.5, 0, 0.2, 0], labels, table)).toEqual([]);
    expect(guessesOf([0, 0, 0, 0, 1], labels, table)).toEqual([]);
  });

  it('is for another table when no label is about any category here', () => {
    expect(guessesOf([0.5, 0.5], ['cat', null], table)).toBeNull();
  });

  it('goes into the record with whoever is surer, or with both where they agree', () => {
    const text = { categoryUid: uid(1), confidence: 0.6, model: 'text-nb-1-2' };
    const image = { categoryUid: uid(1), confidence: 0.8, model: 'street' };
    const other = { ...image, categoryUid: uid(2) };
    expect(suggestionOf(text, image)).toEqual({
      categoryUid: uid(1),
      confidence: 0.8,
      from: 'both',
      model: 'text-nb-1-2+street',
    });
    expect(suggestionOf(text, other)).toEqual({ ...other, from: 'image' });
    expect(suggestionOf({ ...text, confidence: 0.9 }, other)).toMatchObject({ categoryUid: uid(1), from: 'text' });
    expect(suggestionOf(null, image)).toEqual({ ...image, from: 'image' });
    expect(suggestionOf(text, null)).toEqual({ ...text, from: 'text' });
    expect(suggestionOf(null, null)).toBeNull();
    expect(suggestionOf({ ...text, model: 'x'.repeat(60) }, image)?.model).toHaveLength(60);
  });
});
