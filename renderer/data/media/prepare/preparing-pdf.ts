import { AppError } from '#shared/errors/app-error';
import { MEDIA_LIMITS, type PreparedPhoto } from '#shared/media/photo';
import { sha256Of } from '#shared/media/sealed-bytes';
import { claimedPagesOf } from './pdf';
import { drawPdfCard } from './pdf-card';
import type { TakingMoment } from './taking';

const NAME_LENGTH = 120;

/**
 * A PDF ready to be kept: byte for byte the document it is, its signatures and whatever it says of itself included, with a picture that
 * stands for it. Throws `photo.pdf-too-large` and `photo.broken`.
 */
export async function preparePdf(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
  { nowMs }: TakingMoment,
): Promise<PreparedPhoto> {
  if (bytes.length > MEDIA_LIMITS.fullBytes) throw new AppError('photo.pdf-too-large', `${bytes.length} bytes`);
  const { isWhole, pages } = claimedPagesOf(bytes);
  if (!isWhole) throw new AppError('photo.broken', 'it ends too early');
  const name = cleanName(fileName);
  const card = await drawPdfCard({ name, pages });
  return {
    kind: 'scan',
    mime: 'application/pdf',
    width: card.width,
    height: card.height,
    full: bytes,
    thumb: card.bytes,
    // Where and when it was made is not for the device to say: it knows when it was added.
    claim: {
      takenAtMs: nowMs,
      takenAtSource: 'device',
      place: null,
      placeSource: 'none',
      originalSha256: await sha256Of(bytes),
      document: { name, pages },
    },
  };
}

/** A name as it can be shown and used for a file again: one line, no folders, not endless. */
function cleanName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}:*?"<>|]/gu, '').trim();
  const stem = clean.replace(/\.pdf$/i, '').slice(0, NAME_LENGTH - '.pdf'.length);
  return `${stem || 'PDF'}.pdf`;
}
