import { randomBytes } from 'node:crypto';
import { MEDIA_PARTS, type MediaDocument, type MediaPart } from '#shared/media/document';
import { mediaId } from '#shared/media/names';
import { MULTIPART_TYPE, multipartBody } from '#shared/media/multipart';
import type { PhotoClaim, PreparedPhoto } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import type { PreparedVoice } from '#shared/media/voice';
import { sealBytes, sha256Of, type MediaKey } from '#shared/media/sealed-bytes';
import { makeSigningKey, signClaim, type SigningKey } from '#shared/media/signature';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import { replicaId, T0, uid, WORKER_UID } from './builders';

/** Bytes that no compression makes smaller, as those of a photograph. */
export const noise = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length));

/** What the preparing worker would hand over: the bytes are those of no picture, and nothing here looks at them. */
export function aPreparedPhoto(more: Partial<PreparedPhoto> = {}): PreparedPhoto {
  return {
    kind: 'photo',
    mime: 'image/jpeg',
    width: 1600,
    height: 1200,
    full: noise(20_000),
    thumb: noise(3000),
    claim: {
      takenAtMs: T0,
      takenAtSource: 'exif',
      place: { latitude: 39.9087, longitude: 116.3975, accuracyM: null },
      placeSource: 'exif',
      originalSha256: 'ab'.repeat(32),
    },
    ...more,
  };
}

/** What a recorder would hand over, in the same way. */
export function aPreparedVoice(more: Partial<PreparedVoice> = {}): PreparedVoice {
  return { mime: 'audio/webm', seconds: 7.5, full: noise(22_000), curve: noise(96), recordedAtMs: T0, ...more };
}

/** A picture as it travels, with what was put into it. */
export interface SealedPhoto {
  readonly document: MediaDocument;
  readonly parts: Readonly<Record<MediaPart, Uint8Array<ArrayBuffer>>>;
  readonly claim: PhotoClaim;
  readonly key: MediaKey;
  readonly signer: SigningKey;
}

export interface SealedPhotoOptions {
  readonly scope?: string;
  readonly uid?: string;
  readonly prepared?: PreparedPhoto;
  readonly key?: MediaKey;
  readonly signer?: SigningKey;
  readonly claim?: Partial<PhotoClaim>;
}

export async function aDataKey(kid: string): Promise<MediaKey> {
  return { kid, key: await importSealingKey(randomBytes(32).toString('base64')) };
}

/** A picture closed and signed as a device does it. */
export async function aSealedPhoto(options: SealedPhotoOptions = {}): Promise<SealedPhoto> {
  const { scope = 'qinghe-1', uid: id = uid(7001), prepared = aPreparedPhoto() } = options;
  const key = options.key ?? (await aDataKey(`${scope}.general.1`));
  const signer = options.signer ?? (await makeSigningKey()).key;
  const { kind, mime, width, height } = prepared;
  const claim: PhotoClaim = {
    ...prepared.claim,
    ...{ id, kind, mime, width, height, authorUid: WORKER_UID, deviceUid: uid(7002), replica: replicaId('photo') },
    addedAtMs: T0,
    fullSha256: await sha256Of(prepared.full),
    thumbSha256: await sha256Of(prepared.thumb),
    ...options.claim,
  };
  const parts = {
    full: await sealBytes(key, prepared.full, placeOfPart(id, 'full')),
    thumb: await sealBytes(key, prepared.thumb, placeOfPart(id, 'thumb')),
  };
  const document: MediaDocument = {
    _id: mediaId('photo', scope, await sha256Of(parts.full)),
    type: 'photo',
    schema: 1,
    uid: id,
    kind,
    created: { at: T0, by: claim.authorUid, on: claim.replica },
    bytes: { full: parts.full.length, thumb: parts.thumb.length },
    thumbSha256: await sha256Of(parts.thumb),
    sealed: await sealValue(key.key, key.kid, claim, sealingAad(placeOfClaim(id))),
    signature: await signClaim(signer, claim),
  };
  return { document, parts, claim, key, signer };
}

/** The request that brings a picture to a hub. */
export function photoRequest({ document, parts }: Pick<SealedPhoto, 'document' | 'parts'>): RequestInit {
  return {
    method: 'PUT',
    headers: { 'content-type': MULTIPART_TYPE },
    body: new Blob([...multipartBody(document, parts)]),
  };
}

/** The picture with something about it changed, its digests made to fit again. */
export async function tampered(
  photo: SealedPhoto,
  change: { readonly parts?: Partial<SealedPhoto['parts']>; readonly document?: object },
): Promise<Pick<SealedPhoto, 'document' | 'parts'>> {
  const parts = { ...photo.parts, ...change.parts };
  const scope = photo.document._id.split('~')[1] ?? '';
  const document = {
    ...photo.document,
    _id: mediaId('photo', scope, await sha256Of(parts.full)),
    bytes: Object.fromEntries(MEDIA_PARTS.map((part) => [part, parts[part].length])),
    thumbSha256: await sha256Of(parts.thumb),
    ...change.document,
  };
  return { document: document as MediaDocument, parts };
}
