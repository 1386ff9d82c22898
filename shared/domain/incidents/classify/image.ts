import type { Suggestion } from '../../../schema/types/incident';
import type { Category } from '../../../schema/types/incident-category';

/** How a model wants a picture. Its card says it. */
export interface PictureInput {
  readonly width: number;
  readonly height: number;
  readonly layout: 'NCHW' | 'NHWC';
  /** Red, green, blue: a value v between 0 and 1 is given as (v − mean) / std. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** The numbers that a model takes, from pixels as a canvas has them: four bytes each, rows from the top. */
export function tensorOf(pixels: Uint8ClampedArray, input: PictureInput): Float32Array<ArrayBuffer> {
  const { width, height, layout, mean, std } = input;
  const count = width * height;
  if (pixels.length !== count * 4) throw new Error('not as many pixels as the model takes');
  const tensor = new Float32Array(count * 3);
  for (let at = 0; at < count; at += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const value = (pixels[at * 4 + channel] ?? 0) / 255;
      const to = layout === 'NCHW' ? channel * count + at : at * 3 + channel;
      tensor[to] = (value - (mean[channel] ?? 0)) / (std[channel] ?? 1);
    }
  }
  return tensor;
}

/** The piece of a picture that a model looks at: its middle, in the model's own shape. */
export function middleOf(
  picture: { readonly width: number; readonly height: number },
  input: Pick<PictureInput, 'width' | 'height'>,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const scale = Math.min(picture.width / input.width, picture.height / input.height);
  const [width, height] = [input.width * scale, input.height * scale];
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/** Scores as probabilities; null where a model gave what are none. */
export function probabilitiesOf(scores: readonly number[], kind: 'logits' | 'probabilities'): readonly number[] | null {
  if (scores.length === 0 || !scores.every(Number.isFinite)) return null;
  if (kind === 'probabilities') {
    const sum = scores.reduce((total, score) => total + score, 0);
    return scores.every((score) => score >= 0) && Math.abs(sum - 1) < 0.02 ? scores : null;
  }
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

type Row = Pick<Category, 'uid' | 'major' | 'minor' | 'active'>;

/** Below this nobody is helped: a photo says less than words do. */
const SUGGEST_IMAGE_FROM = 0.4;

/**
 * Categories that a photo may be about, at most three, the likeliest first. A label names a category by its code or as `大类/小类`; labels
 * that name none of the station's count as "something else". Null when no label names any: the model is for another table.
 */
export function guessesOf(
  probabilities: readonly number[],
  labels: readonly (string | null)[],
  categories: readonly Row[],
): readonly { readonly categoryUid: string; readonly confidence: number }[] | null {
  const active = categories.filter((row) => row.active);
  const byName = new Map(active.map(({ uid, major, minor }) => [`${major.name}/${minor.name}`, uid]));
  const byCode = new Map(active.flatMap((row) => (codeOf(row) === '' ? [] : [[codeOf(row), row.uid] as const])));
  const uids = labels.map((label) => (label === null ? undefined : (byCode.get(label) ?? byName.get(label))));
  if (uids.every((uid) => uid === undefined)) return null;
  // Two labels may be about the same category.
  const sums = new Map<string, number>();
  for (const [at, uid] of uids.entries()) {
    if (uid !== undefined) sums.set(uid, (sums.get(uid) ?? 0) + (probabilities[at] ?? 0));
  }
  return [...sums]
    .map(([categoryUid, confidence]) => ({ categoryUid, confidence: Math.min(1, confidence) }))
    .filter(({ confidence }) => confidence >= SUGGEST_IMAGE_FROM)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, 3);
}

/** The likeliest category that something suggests, and what suggested it. */
export interface Suggested {
  readonly categoryUid: string;
  readonly confidence: number;
  readonly model: string;
}

/** Longest name of a model in a record (`suggestionSchema`). */
const MODEL_LENGTH = 60;

/**
 * What a record keeps of what was suggested: by words and photo together where they agree, else by whichever is surer. Null where nothing
 * was suggested.
 */
export function suggestionOf(text: Suggested | null, image: Suggested | null): Suggestion | null {
  if (text && image && text.categoryUid === image.categoryUid) {
    const confidence = Math.max(text.confidence, image.confidence);
    const model = `${text.model}+${image.model}`.slice(0, MODEL_LENGTH);
    return { categoryUid: text.categoryUid, confidence, from: 'both', model };
  }
  if (image && (!text || image.confidence > text.confidence)) return { ...image, from: 'image' };
  return text && { ...text, from: 'text' };
}

/** Codes of major and minor as tables write them together, `03-07`; '' where there is none. */
const codeOf = ({ major, minor }: Row): string => [major.code, minor.code].filter((code) => code !== null).join('-');
