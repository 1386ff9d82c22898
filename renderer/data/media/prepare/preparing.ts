import { AppError } from '#shared/errors/app-error';
import type { PreparedPhoto } from '#shared/media/photo';
import { sha256Of } from '#shared/media/sealed-bytes';
import { claimedSizeOf } from './claimed-size';
import { imageKindOf } from './kind';
import { PHOTO_LIMITS } from './limits';
import { BUSY_RULE, FULL_RULE, THUMB_RULE, writeWithin, type WrittenPicture } from './picture';
import { preparePdf } from './preparing-pdf';
import { readExif } from './read-exif';
import { takingOf, type TakingMoment } from './taking';

/** Decodes HEIC, which the browser does not; throws `photo.heic`. */
export type HeicDecoder = (file: Uint8Array<ArrayBuffer>) => Promise<ImageBitmap>;

/**
 * Makes a photo out of a file: looks at what it is, takes time and place out of its EXIF, decodes it upright, and writes it anew, so
 * that nothing but pixels is left. A PDF stays what it is. Throws the codes `photo.*`.
 */
export async function preparePhoto(
  file: Blob,
  moment: TakingMoment,
  decodeHeic: HeicDecoder | null,
): Promise<PreparedPhoto> {
  if (file.size === 0) throw new AppError('photo.empty', 'no bytes');
  if (file.size > PHOTO_LIMITS.fileBytes) throw new AppError('photo.too-large', `${file.size} bytes`);
  const bytes = new Uint8Array(await readFile(file));
  const kind = imageKindOf(bytes);
  if (kind === 'pdf') return preparePdf(bytes, file instanceof File ? file.name : '', moment);
  if (kind === 'other') throw new AppError('photo.not-a-photo', 'neither JPEG, PNG, WebP, HEIC nor PDF');
  const claimed = claimedSizeOf(kind, bytes);
  if (!claimed) throw new AppError('photo.broken', 'no size in its header');
  checkSize(claimed);
  if (!claimed.isWhole) throw new AppError('photo.broken', 'it ends too early');

  const facts = readExif(bytes.buffer);
  const originalSha256 = await sha256Of(bytes);
  const bitmap = kind === 'heic' && decodeHeic ? await decodeHeic(bytes) : await decode(file);
  try {
    checkSize(bitmap);
    const full = await writeFull(bitmap);
    const thumb = await writeWithin(bitmap, THUMB_RULE);
    return {
      kind: 'photo',
      mime: 'image/jpeg',
      width: full.width,
      height: full.height,
      full: full.bytes,
      thumb: thumb.bytes,
      claim: { ...takingOf(facts, moment), originalSha256 },
    };
  } finally {
    bitmap.close();
  }
}

async function writeFull(bitmap: ImageBitmap): Promise<WrittenPicture> {
  const written = await writeWithin(bitmap, FULL_RULE);
  return written.bytes.length <= FULL_RULE.bytes ? written : writeWithin(bitmap, BUSY_RULE);
}

/** A file may go between choosing and reading: a card that is pulled, a cloud that does not answer. */
async function readFile(file: Blob): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    throw new AppError('photo.broken', 'the file cannot be read', { cause });
  }
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (cause) {
    throw new AppError('photo.broken', 'the browser does not decode it', { cause });
  }
}

function checkSize({ width, height }: { readonly width: number; readonly height: number }): void {
  const size = `${width} × ${height}`;
  if (width * height > PHOTO_LIMITS.pixels) throw new AppError('photo.too-many-pixels', size);
  if (Math.min(width, height) < PHOTO_LIMITS.shortEdge) throw new AppError('photo.too-small', size);
}
