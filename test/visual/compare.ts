import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import type { Pixels } from './png';

/**
 * What makes two pictures differ, in any square of 16 by 16 pixels, which is 32 by 32 on the screen. `threshold` is the distance of two
 * colours, of 1, from which on they count.
 */
const QUESTIONS = {
  // A stroke that went or came: a digit of 12 px that became another differs in five. Stored colours are up to 0.06 off by themselves.
  strokes: { threshold: 0.08, pixels: 3 },
  // A ground of another shade fills whole squares. Its colour is stored as it is; those of shadows are not.
  grounds: { threshold: 0.015, pixels: 240 },
} as const;
const SQUARE = 16;

export type Comparison =
  | { readonly kind: 'same' }
  | { readonly kind: 'size'; readonly text: string }
  /** `worst`: pixels that differ in the square where most do; `picture`: the picture with them in red. */
  | { readonly kind: 'different'; readonly worst: number; readonly picture: Uint8Array };

/** Compares a picture with the stored one. */
export function comparePictures(stored: Pixels, taken: Pixels): Comparison {
  const { width, height } = stored;
  if (width !== taken.width || height !== taken.height) {
    return { kind: 'size', text: `${taken.width}×${taken.height}, stored is ${width}×${height}` };
  }
  for (const { threshold, pixels } of Object.values(QUESTIONS)) {
    const options = { threshold, includeAA: true };
    const worst = pixelmatch(stored.data, taken.data, null, width, height, { ...options, windowSize: SQUARE });
    if (worst <= pixels) continue;
    const marked = new Uint8Array(width * height * 4);
    pixelmatch(stored.data, taken.data, marked, width, height, { ...options, alpha: 0.3 });
    const picture = new PNG({ width, height });
    picture.data.set(marked);
    return { kind: 'different', worst, picture: new Uint8Array(PNG.sync.write(picture)) };
  }
  return { kind: 'same' };
}
