import type { DepartmentPhoto } from '#shared/ipc/matters-api';
import { mediaId } from '#shared/media/names';
import type { MediaDocument } from '#shared/media/document';
import type { PhotoClaim, PhotoRef } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { sealBytes, sha256Of, type MediaKey } from '#shared/media/sealed-bytes';
import { signClaim, type SigningKey } from '#shared/media/signature';
import { sealingAad, sealValue } from '#shared/schema/sealing';

/** Who adds a picture, as its claim says. */
export interface AddedBy {
  readonly staff: string;
  readonly device: string;
  readonly replica: string;
  readonly nowMs: number;
}

export interface ClosedPhoto {
  readonly ref: PhotoRef;
  readonly document: MediaDocument;
  readonly parts: { readonly full: Uint8Array<ArrayBuffer>; readonly thumb: Uint8Array<ArrayBuffer> };
}

/** A picture of a handler closed under the grid's key and signed: what is kept, and what the record keeps of it. */
export async function closePhoto(
  photo: DepartmentPhoto,
  scope: string,
  key: MediaKey,
  signer: SigningKey,
  { staff, device, replica, nowMs }: AddedBy,
): Promise<ClosedPhoto> {
  const { id, mime, width, height } = photo;
  const plain = { full: bytesOf(photo.full), thumb: bytesOf(photo.thumb) };
  const [full, thumb] = await Promise.all([
    sealBytes(key, plain.full, placeOfPart(id, 'full')),
    sealBytes(key, plain.thumb, placeOfPart(id, 'thumb')),
  ]);
  const claim: PhotoClaim = {
    takenAtMs: photo.takenAtMs,
    takenAtSource: photo.takenAtMs === null ? 'none' : 'device',
    place: null,
    placeSource: 'none',
    originalSha256: photo.originalSha256,
    id,
    kind: 'photo',
    mime,
    width,
    height,
    authorUid: staff,
    deviceUid: device,
    replica,
    addedAtMs: nowMs,
    fullSha256: await sha256Of(plain.full),
    thumbSha256: await sha256Of(plain.thumb),
  };
  const document: MediaDocument = {
    _id: mediaId('photo', scope, await sha256Of(full)),
    type: 'photo',
    schema: 1,
    uid: id,
    kind: 'photo',
    created: { at: nowMs, by: staff, on: replica },
    bytes: { full: full.length, thumb: thumb.length },
    thumbSha256: await sha256Of(thumb),
    sealed: await sealValue(key.key, key.kid, claim, sealingAad(placeOfClaim(id))),
    signature: await signClaim(signer, claim),
  };
  const ref = {
    id,
    media: document._id,
    kind: 'photo',
    mime,
    width,
    height,
    bytes: plain.full.length,
    addedAtMs: nowMs,
  } as const;
  return { ref, document, parts: { full, thumb } };
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64, 'base64'));
