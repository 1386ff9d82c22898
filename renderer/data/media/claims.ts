import type { z } from 'zod';
import type { MediaDocument } from '#shared/media/document';
import { mediaId } from '#shared/media/names';
import { photoClaimSchema, type PhotoClaim, type PhotoRef, type PreparedPhoto } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { sealBytes, sha256Of, type MediaKey } from '#shared/media/sealed-bytes';
import { isSigned, signClaim, type SigningKey } from '#shared/media/signature';
import { voiceClaimSchema, type PreparedVoice, type VoiceClaim, type VoiceRef } from '#shared/media/voice';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import type { SigningKeyRecord } from '#shared/schema/types/signing-key';
import type { Checked, CheckedClaim, CheckedVoice } from './types';

/** Who adds a picture or a spoken note, on which device, when. */
export interface AddedBy {
  readonly uid: string;
  readonly authorUid: string;
  readonly deviceUid: string;
  readonly replica: string;
  readonly nowMs: number;
}

/** What is kept, what is sent, and what a record keeps of it. */
export interface Closed<Ref> {
  readonly ref: Ref;
  readonly document: MediaDocument;
  readonly parts: { readonly full: Blob; readonly thumb: Blob };
}

/** A prepared picture closed and signed. */
export async function closePhoto(
  prepared: PreparedPhoto,
  scope: string,
  key: MediaKey,
  signer: SigningKey,
  by: AddedBy,
): Promise<Closed<PhotoRef>> {
  const { kind, mime, width, height } = prepared;
  const about = { kind, mime, width, height };
  const claimOf = (common: CommonClaim): PhotoClaim => ({ ...prepared.claim, ...about, ...common });
  const { frame, parts } = await close(prepared.full, prepared.thumb, claimOf, key, signer, by);
  const document: MediaDocument = { ...frame, _id: mediaId('photo', scope, parts.name), type: 'photo', kind };
  const ref = { id: by.uid, media: document._id, ...about, bytes: prepared.full.length, addedAtMs: by.nowMs };
  return { ref, document, parts: parts.blobs };
}

/** A recorded note closed and signed in the same way. */
export async function closeVoice(
  { mime, seconds, recordedAtMs, full, curve }: PreparedVoice,
  scope: string,
  key: MediaKey,
  signer: SigningKey,
  by: AddedBy,
): Promise<Closed<VoiceRef>> {
  const claimOf = (common: CommonClaim): VoiceClaim => ({ kind: 'voice', mime, seconds, recordedAtMs, ...common });
  const { frame, parts } = await close(full, curve, claimOf, key, signer, by);
  const document: MediaDocument = { ...frame, _id: mediaId('voice', scope, parts.name), type: 'voice' };
  const ref = { id: by.uid, media: document._id, mime, seconds, bytes: full.length, addedAtMs: by.nowMs };
  return { ref, document, parts: parts.blobs };
}

/** What every claim says. */
type CommonClaim = Pick<
  PhotoClaim,
  'id' | 'authorUid' | 'deviceUid' | 'replica' | 'addedAtMs' | 'fullSha256' | 'thumbSha256'
>;

/** Both parts and the claim under the key, and what every media document says. */
async function close(
  plainFull: Uint8Array<ArrayBuffer>,
  plainThumb: Uint8Array<ArrayBuffer>,
  claimOf: (common: CommonClaim) => PhotoClaim | VoiceClaim,
  key: MediaKey,
  signer: SigningKey,
  { uid: id, authorUid, deviceUid, replica, nowMs }: AddedBy,
) {
  const [full, thumb, fullSha256, thumbSha256] = await Promise.all([
    sealBytes(key, plainFull, placeOfPart(id, 'full')),
    sealBytes(key, plainThumb, placeOfPart(id, 'thumb')),
    sha256Of(plainFull),
    sha256Of(plainThumb),
  ]);
  const claim = claimOf({ id, authorUid, deviceUid, replica, addedAtMs: nowMs, fullSha256, thumbSha256 });
  const [name, closedThumb, sealed, signature] = await Promise.all([
    sha256Of(full),
    sha256Of(thumb),
    sealValue(key.key, key.kid, claim, sealingAad(placeOfClaim(id))),
    signClaim(signer, claim),
  ]);
  const frame = {
    schema: 1 as const,
    uid: id,
    created: { at: nowMs, by: authorUid, on: replica },
    bytes: { full: full.length, thumb: thumb.length },
    thumbSha256: closedThumb,
    sealed,
    signature,
  };
  return { frame, parts: { name, blobs: { full: new Blob([full]), thumb: new Blob([thumb]) } } };
}

export interface ClaimToCheck {
  readonly document: MediaDocument;
  /** The claim as it opened; undefined when it does not. */
  readonly opened: unknown;
  /** Both parts as they are shown; null for one that does not open. */
  readonly full: Uint8Array<ArrayBuffer> | null;
  readonly thumb: Uint8Array<ArrayBuffer> | null;
  /** What the station knows of the key that the signature names. */
  readonly signer: SigningKeyRecord | null;
}

/** Whether a picture is the one that its claim speaks of, and whether whoever is named there signed it. */
export const checkClaim = (given: ClaimToCheck): Promise<CheckedClaim> => checkBy(photoClaimSchema, given);

/** The same of a spoken note. */
export const checkVoiceClaim = (given: ClaimToCheck): Promise<CheckedVoice> => checkBy(voiceClaimSchema, given);

async function checkBy<Claim extends CommonClaim>(
  schema: z.ZodType<Claim>,
  { document, opened, full, thumb, signer }: ClaimToCheck,
): Promise<Checked<Claim>> {
  const parsed = schema.safeParse(opened);
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
