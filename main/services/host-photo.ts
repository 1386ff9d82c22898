import { MEDIA_CONTENT_TYPE, MEDIA_PARTS, type MediaDocument } from '#shared/media/document';
import { databaseOfScope, mediaDatabase, mediaId } from '#shared/media/names';
import type { PhotoClaim, PhotoKind, PhotoRef } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { sealBytes, sha256Of, type MediaKey } from '#shared/media/sealed-bytes';
import { signClaim, type SigningKey } from '#shared/media/signature';
import { sealingAad, sealValue } from '#shared/schema/sealing';

type Bytes = Uint8Array<ArrayBuffer>;

/** Where pictures are put; `sync-server/embedded` fits it. */
export interface PictureStores {
  create(name: string): Promise<{
    putWhole(whole: {
      readonly document: Readonly<Record<string, unknown>> & { readonly _id: string };
      readonly attachments: ReadonlyMap<string, { readonly contentType: string; readonly bytes: Bytes }>;
    }): Promise<{ readonly kind: string }>;
  }>;
}

/** A picture as it came in, without anything but itself. */
export interface OpenPhoto {
  /** uid. */
  readonly id: string;
  readonly mime: PhotoRef['mime'];
  readonly width: number;
  readonly height: number;
  readonly full: Bytes;
  readonly thumb: Bytes;
  /** When whoever sent it took it, by their own device; null where nobody says. */
  readonly takenAtMs: number | null;
  /** SHA-256 of the file that was sent. */
  readonly originalSha256: string;
}

/** Into which grid, or to which desk, a picture goes, under which key, and through whom. */
export interface PhotoGoal {
  readonly scope: string;
  /** Something seen unless it is said to be a paper. */
  readonly kind?: PhotoKind;
  readonly key: MediaKey;
  readonly signer: SigningKey;
  readonly staff: string;
  readonly device: string;
  readonly replica: string;
  readonly nowMs: number;
  /**
   * Where somebody who was interrupted may put the same picture again: makes the iv of a part from its contents, so that it comes to the same
   * ciphertext and so to the same document. The one that is there already stays.
   */
  readonly ivOf?: (part: 'full' | 'thumb', plain: Bytes) => Bytes;
}

/** Puts a picture beside the records of its scope, closed and signed as a device does it, and answers what a record keeps of it. */
export async function keepHostPhoto(hub: PictureStores, photo: OpenPhoto, goal: PhotoGoal): Promise<PhotoRef> {
  const { id, mime, width, height, takenAtMs, originalSha256 } = photo;
  const { scope, kind = 'photo', key, staff, device, replica, nowMs, ivOf } = goal;
  const claim: PhotoClaim = {
    ...{ id, kind, mime, width, height, originalSha256 },
    takenAtMs,
    takenAtSource: takenAtMs === null ? 'none' : 'device',
    place: null,
    placeSource: 'none',
    authorUid: staff,
    deviceUid: device,
    replica,
    addedAtMs: nowMs,
    fullSha256: await sha256Of(photo.full),
    thumbSha256: await sha256Of(photo.thumb),
  };
  const parts = {
    full: await sealBytes(key, photo.full, placeOfPart(id, 'full'), ivOf?.('full', photo.full)),
    thumb: await sealBytes(key, photo.thumb, placeOfPart(id, 'thumb'), ivOf?.('thumb', photo.thumb)),
  };
  const document: MediaDocument = {
    _id: mediaId('photo', scope, await sha256Of(parts.full)),
    type: 'photo',
    schema: 1,
    uid: id,
    kind,
    created: { at: nowMs, by: staff, on: replica },
    bytes: { full: parts.full.length, thumb: parts.thumb.length },
    thumbSha256: await sha256Of(parts.thumb),
    sealed: await sealValue(key.key, key.kid, claim, sealingAad(placeOfClaim(id))),
    signature: await signClaim(goal.signer, claim),
  };
  const attachments = new Map(
    MEDIA_PARTS.map((name) => [name, { contentType: MEDIA_CONTENT_TYPE, bytes: parts[name] }]),
  );
  const store = await hub.create(mediaDatabase(databaseOfScope(scope)));
  const put = await store.putWhole({ document: { ...document }, attachments });
  // Under the same ciphertext with another signature: put by the try before.
  const isThere = put.kind === 'conflict' && ivOf !== undefined;
  if (put.kind !== 'written' && put.kind !== 'known' && !isThere) throw new Error('the hub did not take a picture');
  const bytes = photo.full.length;
  return { id, media: document._id, kind, mime, width, height, bytes, addedAtMs: nowMs };
}
