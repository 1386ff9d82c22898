import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { MediaDocument } from '#shared/media/document';
import type { PhotoRef } from '#shared/media/photo';
import { placeOfClaim } from '#shared/media/places';
import type { VoiceRef } from '#shared/media/voice';
import { checkClaim, checkVoiceClaim, type ClaimToCheck } from './claims';
import type { MediaParts, MediaStoreOptions } from './media-parts';
import type { CheckedClaim, CheckedVoice, MediaRef, PhotoAbsence } from './types';

type CheckParts = Pick<MediaParts, 'shelf' | 'loader'>;
type CheckDeps = Pick<MediaStoreOptions, 'hub' | 'openSealed' | 'signer'>;

/** See `MediaStore.check`. */
export async function checkOf(
  ref: PhotoRef,
  parts: CheckParts,
  deps: CheckDeps,
  signal: AbortSignal,
): Promise<Result<CheckedClaim, PhotoAbsence>> {
  const found = await openToCheck(ref, parts, deps, signal);
  return found.ok ? ok(await checkClaim(found.value)) : found;
}

/** See `MediaStore.checkVoice`. */
export async function checkVoiceOf(
  ref: VoiceRef,
  parts: CheckParts,
  deps: CheckDeps,
  signal: AbortSignal,
): Promise<Result<CheckedVoice, PhotoAbsence>> {
  const found = await openToCheck(ref, parts, deps, signal);
  return found.ok ? ok(await checkVoiceClaim(found.value)) : found;
}

async function openToCheck(
  ref: MediaRef,
  { shelf, loader }: CheckParts,
  { hub, openSealed, signer }: CheckDeps,
  signal: AbortSignal,
): Promise<Result<ClaimToCheck, PhotoAbsence>> {
  let document: MediaDocument | null;
  try {
    document = shelf.rows().get(ref.media)?.document ?? (await hub.document(ref.media, signal));
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return err(thrown.code === 'access.denied' ? 'closed' : 'away');
  }
  if (!document) return err('missing');
  const full = await loader.open(ref, 'full', signal);
  const thumb = await loader.open(ref, 'thumb', signal);
  for (const part of [full, thumb]) if (!part.ok && part.error !== 'altered') return err(part.error);
  const opened = document.uid === ref.id ? await openSealed(document.sealed, placeOfClaim(ref.id)) : undefined;
  return ok({
    document,
    opened: opened ?? undefined,
    full: full.ok ? full.value : null,
    thumb: thumb.ok ? thumb.value : null,
    signer: await signer(document.signature.key),
  });
}
