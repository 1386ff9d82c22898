import { sealingAad, type AesKey, type SealedPlace } from '../schema/sealing';

/**
 * Pictures as ciphertext: `LM1`, the length of the key id, the key id, a fresh 12-byte iv, and AES-GCM with the tag at its end. The
 * key id stands in front, so that a picture fetched alone says which key opens it. Bound to its place as sealed values of records are.
 */

const MARK = new Uint8Array([0x4c, 0x4d, 0x31]);
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A data key with its id. */
export interface MediaKey {
  readonly kid: string;
  readonly key: AesKey;
}

/** Closes the bytes of one part of a picture. An `iv` is given only by whoever makes it from the contents, so that none comes twice. */
export async function sealBytes(
  { kid, key }: MediaKey,
  plain: Uint8Array<ArrayBuffer>,
  place: SealedPlace,
  iv: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(IV_BYTES)),
): Promise<Uint8Array<ArrayBuffer>> {
  const name = new TextEncoder().encode(kid);
  if (name.length === 0 || name.length > 255) throw new Error('not a key id');
  const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aadOf(place) }, key, plain);
  const sealed = new Uint8Array(MARK.length + 1 + name.length + IV_BYTES + closed.byteLength);
  sealed.set(MARK);
  sealed[MARK.length] = name.length;
  sealed.set(name, MARK.length + 1);
  sealed.set(iv, MARK.length + 1 + name.length);
  sealed.set(new Uint8Array(closed), MARK.length + 1 + name.length + IV_BYTES);
  return sealed;
}

/** The id of the key that opens the bytes, or null when they are no ciphertext of ours. */
export function keyIdOf(sealed: Uint8Array): string | null {
  if (!MARK.every((byte, at) => sealed[at] === byte)) return null;
  const length = sealed[MARK.length] ?? 0;
  const start = MARK.length + 1;
  if (length === 0 || sealed.length < start + length + IV_BYTES + TAG_BYTES) return null;
  const kid = new TextDecoder().decode(sealed.subarray(start, start + length));
  return /^[\x21-\x7e]+$/.test(kid) ? kid : null;
}

/** What `sealBytes` closed, or null: another key, another place, or altered. Never throws. */
export async function openBytes(
  key: AesKey,
  sealed: Uint8Array<ArrayBuffer>,
  place: SealedPlace,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const kid = keyIdOf(sealed);
  if (kid === null) return null;
  const at = MARK.length + 1 + kid.length;
  const iv = sealed.subarray(at, at + IV_BYTES);
  try {
    const closed = sealed.subarray(at + IV_BYTES);
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: aadOf(place) }, key, closed),
    );
  } catch {
    return null;
  }
}

/** SHA-256 in lower-case hexadecimal. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const aadOf = (place: SealedPlace): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new TextEncoder().encode(sealingAad(place)));
