import { createHash, createHmac } from 'node:crypto';
import { MEDIA_LIMITS } from '#shared/media/photo';
import type { MediaKey } from '#shared/media/sealed-bytes';
import type { PhotoKind, PhotoRef } from '#shared/schema/photo-ref';
import { bareJpeg } from './bare-jpeg';
import { keepHostPhoto, type PictureStores } from './host-photo';
import type { HostSigner } from './host-signer';
import { PHOTO_CARD } from './photo-card';

/** What is taken of residents: as large as the media store takes, and a picture at all. */
const RESIDENT_PHOTO_LIMITS = { bytes: MEDIA_LIMITS.fullBytes, pixels: 100_000_000, shortEdge: 16 } as const;

/** A resident's file as a picture without anything but itself, by that uid; or why it is not taken. */
export function readResidentPhoto(
  uid: string,
  file: Uint8Array<ArrayBuffer>,
): { readonly kind: 'photo'; readonly photo: BarePhoto } | { readonly kind: 'refused'; readonly why: PhotoRefusal } {
  const read = bareJpeg(file, RESIDENT_PHOTO_LIMITS);
  if (read.kind === 'refused') return read;
  const { bytes, width, height } = read;
  const originalSha256 = createHash('sha256').update(file).digest('hex');
  return { kind: 'photo', photo: { uid, bytes, width, height, originalSha256 } };
}
/** No JPEG; not whole; larger than is taken. */
export type PhotoRefusal = 'kind' | 'damaged' | 'large';

export interface KeepPhotoDeps {
  readonly hub: PictureStores;
  readonly signer: HostSigner;
  /** Where the same picture may be put twice: never leaves the host. */
  readonly ivSecret?: string;
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

/** Into which grid, or to which desk, a resident's picture goes. */
export interface ResidentPhotoGoal {
  /** Scope of the grid or of the desk. */
  readonly scope: string;
  readonly key: MediaKey;
  readonly replica: string;
  readonly nowMs: number;
  /** Something seen, or a paper. */
  readonly kind: PhotoKind;
}

/**
 * Keeps a resident's picture, vouched for by the host. The host draws nothing: a picture that is not small enough to be its own thumbnail has
 * a card in its place until it is opened.
 */
export async function keepPhoto(
  { uid, bytes, width, height, originalSha256 }: BarePhoto,
  goal: ResidentPhotoGoal,
  { hub, signer, ivSecret }: KeepPhotoDeps,
): Promise<PhotoRef> {
  const thumb = bytes.length <= MEDIA_LIMITS.thumbBytes ? bytes : PHOTO_CARD;
  const { hostUid } = signer;
  return keepHostPhoto(
    hub,
    { id: uid, mime: 'image/jpeg', width, height, full: bytes, thumb, takenAtMs: null, originalSha256 },
    {
      ...{ ...goal, signer: await signer.key(), staff: hostUid, device: hostUid },
      ...(ivSecret !== undefined && { ivOf: ivMaker(ivSecret, goal.key.kid, uid) }),
    },
  );
}

/** 96 bits, as many as an iv has, of what it is for and what is closed with it: other contents, another picture or another key have another one. */
const ivMaker =
  (secret: string, kid: string, uid: string) =>
  (part: 'full' | 'thumb', plain: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
    new Uint8Array(
      createHmac('sha256', secret).update(`${kid} ${uid} ${part}\n`).update(plain).digest().subarray(0, 12),
    );
