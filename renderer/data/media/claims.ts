import type { MediaDocument } from '#shared/media/document';
import { mediaId } from '#shared/media/names';
import { photoClaimSchema, type PhotoClaim, type PhotoRef, type PreparedPhoto } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { sealBytes, sha256Of, type MediaKey } from '#shared/media/sealed-bytes';
import { isSigned, signClaim, type SigningKey } from '#shared/media/signature';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import type { SigningKeyRecord } from '#shared/schema/types/signing-key';
import type { CheckedClaim } from './types';

/** Who adds a picture, on which device, when. */
export interface AddedBy {
  readonly uid: string;
  readonly authorUid: string;
  readonly deviceUid: string;
  readonly replica: string;
  readonly nowMs: number;
}

export interface ClosedPhoto {
  readonly ref: PhotoRef;
  readonly document: MediaDocument;
  readonly parts: { readonly full: Blob; readonly thumb: Blob };
}

/** A prepared picture closed and signed: what is kept, what is sent, and what a record keeps of it. */
export async function closePhoto(
  prepared: PreparedPhoto,
  scope: string,
  key: MediaKey,
  signer: SigningKey,
  by: AddedBy,
): Promise<ClosedPhoto> {
  const { kind, mime, width, height } = prepared;
  const { uid: id, authorUid, deviceUid, replica, nowMs } = by;
  const [full, thumb, fullSha256, thumbSha256] = await Promise.all([
    sealBytes(key, prepared.full, placeOfPart(id, 'full')),
    sealBytes(key, prepared.thumb, placeOfPart(id, 'thumb')),
    sha256Of(prepared.full),
    sha256Of(prepared.thumb),
  ]);
  const about = { id, kind, mime, width, height, authorUid, deviceUid, replica, addedAtMs: nowMs };
  const claim: PhotoClaim = { ...prepared.claim, ...about, fullSha256, thumbSha256 };
  const [name, closedThumb, sealed, signature] = await Promise.all([
    sha256Of(full),
    sha256Of(thumb),
    sealValue(key.key, key.kid, claim, sealingAad(placeOfClaim(id))),
    signClaim(signer, claim),
  ]);
  const document: MediaDocument = {
    _id: mediaId(scope, name),
    type: 'photo',
    schema: 1,
    uid: id,
    kind,
    created: { at: nowMs, by: authorUid, on: replica },
    bytes: { full: full.length, thumb: thumb.length },
    thumbSha256: closedThumb,
    sealed,
    signature,
  };
  const ref = { id, media: document._id, kind, mime, width, height, bytes: prepared.full.length, addedAtMs: nowMs };
  return { ref, document, parts: { full: new Blob([full]), thumb: new Blob([thumb]) } };
}

export interface ClaimToCheck {
  readonly document: MediaDocument;
  /** The claim as it opened; undefined when it does not. */
  readonly opened: unknown;
  /** Picture and thumbnail as they are shown; null for one that does not open. */
  readonly full: Uint8Array<ArrayBuffer> | null;
  readonly thumb: Uint8Array<ArrayBuffer> | null;
  /** What the station knows of the key that the signature names. */
  readonly signer: SigningKeyRecord | null;
}

/** Whether a picture is the one that its claim speaks of, and whether whoever is named there signed it. */
export async function checkClaim({ document, opened, full, thumb, signer }: ClaimToCheck): Promise<CheckedClaim> {
  const parsed = photoClaimSchema.safeParse(opened);
  if (!parsed.success || parsed.data.id !== document.uid) return { verdict: 'altered-claim', claim: null };
  const claim = parsed.data;
  if (!signer || signer.staffUid !== claim.authorUid || signer.deviceUid !== claim.deviceUid)
    return { verdict: 'unknown-device', claim };
  // Over what opened, not over what was understood of it: a field that this build does not know is signed too.
  if (!(await isSigned(signer, opened, document.signature))) return { verdict: 'altered-claim', claim };
  const isFull = full !== null && (await sha256Of(full)) === claim.fullSha256;
  const isThumb = thumb !== null && (await sha256Of(thumb)) === claim.thumbSha256;
  return { verdict: isFull && isThumb ? 'intact' : 'altered-image', claim };
}
