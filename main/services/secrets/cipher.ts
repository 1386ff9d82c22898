import { createCipheriv, createDecipheriv, hkdfSync, randomFillSync } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Random bytes are drawn for many values at once: drawn one by one they cost more than the sealing of a short value. */
const IVS_AT_ONCE = 1024;
const drawn = new Uint8Array(IVS_AT_ONCE * IV_BYTES);
let used = drawn.length;

/** Random bytes that nothing else was or will be sealed with. */
function freshIv(): Uint8Array {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += IV_BYTES;
  return drawn.slice(used - IV_BYTES, used);
}

/** AES-256-GCM under one key. */
export interface Cipher {
  /** iv, ciphertext, tag; the iv is fresh. It opens with the same key and place alone. */
  seal(place: Uint8Array, bytes: Uint8Array): Buffer;
  /** What was sealed, or null: another key, another place, or altered. */
  open(place: Uint8Array, sealed: Uint8Array): Buffer | null;
}

/** A cipher with a key of its own for one purpose, made from 32 bytes that may serve several. */
export function createCipher(key: Uint8Array, purpose: string): Cipher {
  const own = new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), `linli ${purpose}`, 32));
  return {
    seal: (place, bytes) => {
      const iv = freshIv();
      const cipher = createCipheriv(ALGORITHM, own, iv);
      cipher.setAAD(place);
      // In this mode `final` brings no bytes of its own.
      const text = viewOf(cipher.update(bytes));
      cipher.final();
      return Buffer.concat([iv, text, viewOf(cipher.getAuthTag())]);
    },
    open: (place, sealed) => {
      if (sealed.length < IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv(ALGORITHM, own, sealed.subarray(0, IV_BYTES));
      decipher.setAAD(place);
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      const opened = decipher.update(sealed.subarray(IV_BYTES, sealed.length - TAG_BYTES));
      try {
        decipher.final();
      } catch {
        return null;
      }
      return opened;
    },
  };
}

/** A buffer's bytes without a copy. */
export const viewOf = (buffer: Buffer): Uint8Array =>
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/** A text's bytes in UTF-8. */
export const utf8 = (text: string): Uint8Array => viewOf(Buffer.from(text));

/** The bytes that a text says in base64. */
export const fromBase64 = (text: string): Uint8Array => viewOf(Buffer.from(text, 'base64'));
