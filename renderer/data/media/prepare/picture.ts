import { AppError } from '#shared/errors/app-error';

/** What is drawn from: an `ImageBitmap` as a browser decodes it. */
export type Drawable = ImageBitmap;

/** A JPEG of our own making: pixels and nothing else. */
export interface WrittenPicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How a picture is written: how long its longer edge may be, what it may weigh, and the qualities to try from the best on. */
export interface WritingRule {
  readonly longEdge: number;
  readonly bytes: number;
  readonly qualities: readonly number[];
}

/** Enough to read a notice on a door; a phone's photo of 12 megapixels comes to some 300 to 600 KB. */
export const FULL_RULE: WritingRule = { longEdge: 2560, bytes: 600 * 1024, qualities: [0.82, 0.74, 0.66, 0.56] };

/** Where everything in a picture is detail, as in grass or gravel: smaller rather than blurred. */
export const BUSY_RULE: WritingRule = { longEdge: 1920, bytes: 600 * 1024, qualities: [0.66, 0.56, 0.45] };

export const THUMB_RULE: WritingRule = { longEdge: 320, bytes: 40 * 1024, qualities: [0.74, 0.62, 0.5, 0.36, 0.2] };

/** Writes the picture anew within the rule; where no quality keeps it small enough, the last one stands. */
export async function writeWithin(source: Drawable, rule: WritingRule): Promise<WrittenPicture> {
  const canvas = drawScaled(source, rule.longEdge);
  let bytes = new Uint8Array(0);
  for (const quality of rule.qualities) {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    bytes = new Uint8Array(await blob.arrayBuffer());
    if (bytes.length <= rule.bytes) break;
  }
  return { width: canvas.width, height: canvas.height, bytes };
}

/** The picture with its longer edge no longer than that, never enlarged, on white where it was transparent. */
function drawScaled(source: Drawable, longEdge: number): OffscreenCanvas {
  const scale = Math.min(1, longEdge / Math.max(source.width, source.height));
  const width = Math.max(1, Math.round(source.width * scale));
  const height = Math.max(1, Math.round(source.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new AppError('photo.failed', 'no memory for a canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}
