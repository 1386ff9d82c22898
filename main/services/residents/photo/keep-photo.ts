import { MEDIA_CONTENT_TYPE, MEDIA_PARTS, type MediaDocument } from '#shared/media/document';
import { mediaDatabase, mediaId } from '#shared/media/names';
import { MEDIA_LIMITS, type PhotoClaim } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { sealBytes, sha256Of, type MediaKey } from '#shared/media/sealed-bytes';
import { signClaim } from '#shared/media/signature';
import type { PhotoRef } from '#shared/schema/photo-ref';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import { PHOTO_CARD } from './card';
import type { HostSigner } from './signer';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where pictures are put; `sync-server/embedded` fits it. */
export interface PictureStore {
  putWhole(whole: {
    readonly document: Readonly<Record<string, unknown>> & { readonly _id: string };
    readonly attachments: ReadonlyMap<string, { readonly contentType: string; readonly bytes: Bytes }>;
  }): Promise<{ readonly kind: string }>;
}

export interface KeepPhotoDeps {
  readonly hub: { create(name: string): Promise<PictureStore> };
  readonly signer: HostSigner;
}

/** A picture as it came in, without anything but itself. */
export interface BarePhoto {
  readonly uid: string;
  readonly bytes: Bytes;
  readonly width: number;
  readonly height: number;
  /** SHA-256 of the file that was sent. */
  readonly originalSha256: string;
}

/**
 * Puts a picture beside the records of a grid, closed and signed as a device does it, and answers what a record keeps of it. The host draws
 * nothing: a picture that is not small enough to be its own thumbnail has a card in its place until it is opened.
 */
export async function keepPhoto(
  photo: BarePhoto,
  {
    scope,
    key,
    replica,
    nowMs,
  }: { readonly scope: string; readonly key: MediaKey; readonly replica: string; readonly nowMs: number },
  { hub, signer }: KeepPhotoDeps,
): Promise<PhotoRef> {
  const { uid: id, bytes, width, height, originalSha256 } = photo;
  const shown = { full: bytes, thumb: bytes.length <= MEDIA_LIMITS.thumbBytes ? bytes : PHOTO_CARD };
  const { hostUid } = signer;
  const about = { kind: 'photo', mime: 'image/jpeg', width, height } as const;
  const claim: PhotoClaim = {
    id,
    ...about,
    takenAtMs: null,
    takenAtSource: 'none',
    place: null,
    placeSource: 'none',
    originalSha256,
    authorUid: hostUid,
    deviceUid: hostUid,
    replica,
    addedAtMs: nowMs,
    fullSha256: await sha256Of(shown.full),
    thumbSha256: await sha256Of(shown.thumb),
  };
  const [full, thumb] = [
    await sealBytes(key, shown.full, placeOfPart(id, 'full')),
    await sealBytes(key, shown.thumb, placeOfPart(id, 'thumb')),
  ];
  const document: MediaDocument = {
    _id: mediaId('photo', scope, await sha256Of(full)),
    type: 'photo',
    schema: 1,
    uid: id,
    kind: 'photo',
    created: { at: nowMs, by: hostUid, on: replica },
    bytes: { full: full.length, thumb: thumb.length },
    thumbSha256: await sha256Of(thumb),
    sealed: await sealValue(key.key, key.kid, claim, sealingAad(placeOfClaim(id))),
    signature: await signClaim(await signer.key(), claim),
  };
  const parts = { full, thumb };
  const attachments = MEDIA_PARTS.map(
    (name) => [name, { contentType: MEDIA_CONTENT_TYPE, bytes: parts[name] }] as const,
  );
  const store = await hub.create(mediaDatabase(`grid-${scope}`));
  const written = await store.putWhole({ document, attachments: new Map(attachments) });
  if (written.kind !== 'written' && written.kind !== 'known') throw new Error('the hub did not take a picture');
  return { id, media: document._id, ...about, bytes: bytes.length, addedAtMs: nowMs };
}
