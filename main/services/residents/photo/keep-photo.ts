import { MEDIA_LIMITS } from '#shared/media/photo';
import type { MediaKey } from '#shared/media/sealed-bytes';
import type { PhotoRef } from '#shared/schema/photo-ref';
import { keepHostPhoto, type PictureStores } from '../../host-photo';
import { PHOTO_CARD } from './card';
import type { HostSigner } from './signer';

export interface KeepPhotoDeps {
  readonly hub: PictureStores;
  readonly signer: HostSigner;
}

/** A picture as it came in, without anything but itself. */
export interface BarePhoto {
  readonly uid: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** SHA-256 of the file that was sent. */
  readonly originalSha256: string;
}

/** Into which grid a resident's picture goes. */
export interface ResidentPhotoGoal {
  readonly scope: string;
  readonly key: MediaKey;
  readonly replica: string;
  readonly nowMs: number;
}

/**
 * Keeps a resident's picture, vouched for by the host. The host draws nothing: a picture that is not small enough to be its own thumbnail has
 * a card in its place until it is opened.
 */
export async function keepPhoto(
  { uid, bytes, width, height, originalSha256 }: BarePhoto,
  goal: ResidentPhotoGoal,
  { hub, signer }: KeepPhotoDeps,
): Promise<PhotoRef> {
  const thumb = bytes.length <= MEDIA_LIMITS.thumbBytes ? bytes : PHOTO_CARD;
  const { hostUid } = signer;
  return keepHostPhoto(
    hub,
    { id: uid, mime: 'image/jpeg', width, height, full: bytes, thumb, takenAtMs: null, originalSha256 },
    { ...goal, signer: await signer.key(), staff: hostUid, device: hostUid },
  );
}
