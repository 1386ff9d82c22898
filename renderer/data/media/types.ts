import type { Observable } from 'rxjs';
import type { ErrorCode } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { PhotoClaim, PhotoRef, PreparedPhoto } from '#shared/media/photo';
import type { PreparedVoice, VoiceClaim, VoiceRef } from '#shared/media/voice';

/** What goes out first: what somebody waits for, then what belongs to the day's work. */
export type PhotoPriority = 'urgent' | 'ordinary';

export interface AddPhoto {
  /** `<station>-<grid number>`, or the station for its desk: where the record lies that will name the picture. */
  readonly scope: string;
  /** Under which key it goes: that of whom the record is about (`general` for an adult, `child` for a child). */
  readonly class: 'general' | 'health' | 'child';
  readonly priority: PhotoPriority;
  /**
   * The draft that names it so far: it is kept on this device and not sent before `release`. Save the draft before adding the picture:
   * at the next opening what belongs to a draft that is not there goes out.
   */
  readonly draft?: { readonly form: string; readonly subject: string };
}

/**
 * Why a picture cannot be shown. `away`: it is not on this device and the hub cannot be reached. `missing`: the hub has not got it
 * (yet): the device that took it has not sent it. `closed`: it is not for this person. `altered`: it does not open as what it says it is.
 */
export type PhotoAbsence = 'away' | 'missing' | 'closed' | 'altered';

/**
 * Where a picture is. `draft`: on this device only, until its draft is finished. `waiting`, `sending`: on this device only so far.
 * `sent`: at the hub; `here` says whether this device still holds it whole. `refused`: the hub does not take it; it stays on this
 * device. `elsewhere`: this device never had it whole.
 */
export type PhotoStatus =
  | { readonly kind: 'draft' | 'waiting' | 'sending' | 'elsewhere' }
  | { readonly kind: 'sent'; readonly here: boolean }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/**
 * What is known of a claim. `intact`: signed by a device that the station knows, and picture and thumbnail are the ones it speaks of.
 * `unknown-device`: the station knows no such key, or it is that of somebody else. The claim comes wherever it opens.
 */
export interface Checked<Claim> {
  readonly verdict: 'intact' | 'altered-image' | 'altered-claim' | 'unknown-device';
  readonly claim: Claim | null;
}
export type CheckedClaim = Checked<PhotoClaim>;
/** Of a spoken note: `altered-image` is another sound than was recorded. */
export type CheckedVoice = Checked<VoiceClaim>;

/** What a record keeps of something that lies here. */
export type MediaRef = PhotoRef | VoiceRef;

/** What waits on this device; `photos` counts spoken notes too. */
export interface MediaQueue {
  readonly photos: number;
  readonly bytes: number;
  readonly refused: number;
  /** Waiting for a permission that the person no longer has. */
  readonly held: number;
  /** Why nothing moves; null while it does or while nothing waits. */
  readonly waitsFor: ErrorCode | null;
}

/** Pictures, papers and spoken notes of the signed-in person. Whatever lies on this device or leaves it is ciphertext. */
export interface MediaStore {
  /**
   * Resolves once the picture is on this device's disk. Throws `access.denied` without a key of that class in that scope,
   * `request.too-large`, `device.storage-full` and `device.storage-failed`, and then nothing was kept.
   */
  add(prepared: PreparedPhoto, place: AddPhoto): Promise<PhotoRef>;
  /** The same for a spoken note: it is kept, sent and shown as a picture is, its curve in the place of the small picture. */
  addVoice(prepared: PreparedVoice, place: AddPhoto): Promise<VoiceRef>;
  /** Lets what belongs to a draft go out: call it once the record that names it is saved. */
  release(refs: readonly MediaRef[]): Promise<void>;
  /** Erases what belongs to a draft from this device; what was released stays. */
  discard(refs: readonly MediaRef[]): Promise<void>;
  /** The small picture, or the curve of a spoken note, from this device or the hub. */
  thumbnail(ref: MediaRef, signal?: AbortSignal): Promise<Result<Blob, PhotoAbsence>>;
  /** The whole picture, paper or sound, of type `ref.mime`; what comes from the hub is kept as far as there is room. */
  full(ref: MediaRef, signal?: AbortSignal): Promise<Result<Blob, PhotoAbsence>>;
  /** Opens claim and picture and checks one against the other and the signature. */
  check(ref: PhotoRef): Promise<Result<CheckedClaim, PhotoAbsence>>;
  checkVoice(ref: VoiceRef): Promise<Result<CheckedVoice, PhotoAbsence>>;
  /** At once, and whenever it changes. */
  status(ref: MediaRef): Observable<PhotoStatus>;
  readonly queue$: Observable<MediaQueue>;
  /** Tries refused pictures again, and what waits at once. */
  retry(): void;
}
