import { err, ok, type Result } from '../errors/result';
import type { Sealed } from './envelope';

/**
 * Sealing of single values: AES-GCM with 256-bit keys over `JSON.stringify(value)` in UTF-8, a fresh random 12-byte iv each
 * time, base64 in the record. The same code runs in browsers and in Node; it asks for nothing but WebCrypto.
 */

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A WebCrypto key, named through the function that takes it so that no DOM types are needed. */
export type AesKey = Parameters<typeof globalThis.crypto.subtle.encrypt>[1];

/** Where a sealed value belongs. A value moved to another thing, field or entry does not open. */
export interface SealedPlace {
  /** uid of the thing, never its `_id`: a transfer to another grid changes the `_id`. */
  readonly uid: string;
  /** Path of the value without positions: `phone`, `answers.bloodPressure`, `contacts.phone`, `additions.text`. */
  readonly field: string;
  /** `id` of the list entry that holds the value; absent outside lists. */
  readonly entryId?: string;
}

/** The additional data that binds a value to its place. */
export function sealingAad({ uid, field, entryId }: SealedPlace): string {
  return `${uid}|${field}|${entryId ?? ''}`;
}

/** The key for sealing and opening, from the 32 base64-encoded bytes that a session delivers. It cannot be read back. */
export async function importSealingKey(base64: string): Promise<AesKey> {
  const raw = fromBase64(base64);
  if (raw.length !== 32) throw new Error(`a data key has 32 bytes, not ${raw.length}`);
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

/** What stands between a class key's id and the uid of the person whose own key was derived from it. */
const AUTHOR_MARK = '~';

/** The id of the key under which one person records values of a class that he may not read of others. */
export const authorKid = (classKid: string, staffUid: string): string => `${classKid}${AUTHOR_MARK}${staffUid}`;

/** The class key that an author's key comes from, and the author; null for a class key itself. */
export function parseAuthorKid(kid: string): { readonly classKid: string; readonly staffUid: string } | null {
  const mark = kid.indexOf(AUTHOR_MARK);
  return mark < 0 ? null : { classKid: kid.slice(0, mark), staffUid: kid.slice(mark + 1) };
}

/**
 * The key of one author, from a class key: HKDF-SHA-256 over the 32 base64-encoded bytes, the author's kid as info. The author gets
 * this alone; whoever holds the class key can derive it.
 */
export async function deriveAuthorKey(classKey: string, kid: string): Promise<string> {
  const base = await crypto.subtle.importKey('raw', fromBase64(classKey), 'HKDF', false, ['deriveBits']);
  const info = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(kid) };
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits(info, base, 256)));
}

/**
 * Seals any JSON value for the holders of key `kid`; `aad` comes from `sealingAad`. An `iv` is given only by whoever makes it from the
 * contents, so that none comes twice. Throws on what JSON cannot carry.
 */
export async function sealValue(
  key: AesKey,
  kid: string,
  value: unknown,
  aad: string,
  iv: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(IV_BYTES)),
): Promise<Sealed> {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new Error('only a JSON value can be sealed');
  const ct = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(aad) }, key, utf8(json));
  return { kid, iv: toBase64(iv), ct: toBase64(new Uint8Array(ct)) };
}

/**
 * The value, unparsed, or `unreadable`: another key, another place, or altered bytes, which AES-GCM does not tell apart.
 * A broken value of one record must never stop a list, so nothing that stands in `sealed` makes this throw.
 */
export async function openValue(key: AesKey, sealed: Sealed, aad: string): Promise<Result<unknown, 'unreadable'>> {
  try {
    const ct = fromBase64(sealed.ct);
    const iv = fromBase64(sealed.iv);
    if (iv.length !== IV_BYTES || ct.length < TAG_BYTES) return err('unreadable');
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(aad) }, key, ct);
    return ok(JSON.parse(new TextDecoder().decode(plain)) as unknown);
  } catch {
    return err('unreadable');
  }
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

// A loop: lists open thousands of values, and `Uint8Array.from` walks a text five times as slowly.
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
