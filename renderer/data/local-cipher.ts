/**
 * Encryption of what lies on a device: AES-256-GCM under keys that are made from the person's local key and never stored. One
 * key for each purpose, so that a value of one store does not open in another.
 */
export interface LocalCipher {
  /** iv and ciphertext of a JSON value, bound to `place`. */
  seal(value: unknown, place: string): Promise<Uint8Array<ArrayBuffer>>;
  /** The value, or undefined: another key, another place, or altered bytes. Never throws. */
  open(sealed: Uint8Array<ArrayBuffer>, place: string): Promise<unknown>;
}

/** Where a cipher is used; each has a key of its own. */
export type CipherPurpose = 'session' | 'control' | 'records' | 'imports' | 'register' | 'media';

/** 32 bytes: everything a person has on this device can be opened with them, and nothing without. */
export type LocalKey = Uint8Array<ArrayBuffer>;

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The cipher of one purpose; its key cannot be read back. */
export async function createLocalCipher(localKey: LocalKey, purpose: CipherPurpose): Promise<LocalCipher> {
  return cipherUnder(await deriveCipherKey(localKey, purpose));
}

/** The key of one purpose, for a worker that makes the cipher itself; it cannot be read back. */
export async function deriveCipherKey(localKey: LocalKey, purpose: CipherPurpose): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', localKey, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(derivation(`linli local ${purpose}`), base, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

/** 32 bytes of one purpose beside encryption. */
export async function deriveLocalBytes(localKey: LocalKey, purpose: 'register digests'): Promise<LocalKey> {
  const base = await crypto.subtle.importKey('raw', localKey, 'HKDF', false, ['deriveBits']);
  return new Uint8Array(await crypto.subtle.deriveBits(derivation(`linli local ${purpose}`), base, 256));
}

const derivation = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8(info) });

/** The cipher of a key from `deriveCipherKey`. */
export function cipherUnder(key: CryptoKey): LocalCipher {
  return {
    seal: async (value, place) => sealBytes(key, utf8(JSON.stringify(value)), place),
    async open(sealed, place) {
      const plain = await openBytes(key, sealed, place);
      if (!plain) return undefined;
      try {
        return JSON.parse(decoder.decode(plain)) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}

/** Closes bytes under an AES-GCM key, bound to `place`. */
export async function sealBytes(
  key: CryptoKey,
  plain: Uint8Array<ArrayBuffer>,
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const closed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, plain);
  const sealed = new Uint8Array(IV_BYTES + closed.byteLength);
  sealed.set(iv);
  sealed.set(new Uint8Array(closed), IV_BYTES);
  return sealed;
}

/** What `sealBytes` closed, or null when it does not open. Never throws. */
export async function openBytes(
  key: CryptoKey,
  sealed: Uint8Array<ArrayBuffer>,
  place: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    if (sealed.length < IV_BYTES + TAG_BYTES) return null;
    const iv = sealed.subarray(0, IV_BYTES);
    const closed = sealed.subarray(IV_BYTES);
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, closed),
    );
  } catch {
    return null;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text) as Uint8Array<ArrayBuffer>;
