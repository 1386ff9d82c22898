import { createECDH, createHash, type ECDH } from 'node:crypto';
import type { BoxKey } from '#shared/schema/sealed-box';
import { viewOf } from './cipher';

/**
 * The recovery key on paper: the 32 bytes of a private key of P-256 and 19 bits of their SHA-256, in Crockford's base32, eleven
 * groups of five. A slip of the pen is noticed but for one in half a million.
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const KEY_BYTES = 32;
const CODE_LENGTH = 55;
const GROUP_LENGTH = 5;
const BITS_PER_LETTER = 5n;
const CHECK_BITS = BigInt(CODE_LENGTH) * BITS_PER_LETTER - BigInt(KEY_BYTES * 8);

/** A new key pair: the public half, and the private one as a person writes it down. */
export function makeRecoveryPair(): { readonly publicKey: BoxKey; readonly code: string } {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const { d: _private, ...publicKey } = boxKeyOf(ecdh);
  return { publicKey, code: writeRecoveryCode(privateBytesOf(ecdh)) };
}

/** The 32 bytes as `XXXXX-XXXXX-…`. */
export function writeRecoveryCode(privateKey: Uint8Array): string {
  const number = (numberOf(privateKey) << CHECK_BITS) | checkOf(privateKey);
  const letters = Array.from({ length: CODE_LENGTH }, (_, index) => {
    const shift = BigInt(CODE_LENGTH - 1 - index) * BITS_PER_LETTER;
    return ALPHABET.charAt(Number((number >> shift) & 31n));
  }).join('');
  return (letters.match(new RegExp(`.{${GROUP_LENGTH}}`, 'g')) ?? []).join('-');
}

/**
 * The private key that a code stands for, or null when it is none. Case, spaces and hyphens do not matter, and O is read as 0, I
 * and L as 1.
 */
export function readRecoveryCode(code: string): (BoxKey & { readonly d: string }) | null {
  const letters = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (letters.length !== CODE_LENGTH) return null;
  let number = 0n;
  for (const letter of letters) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return null;
    number = (number << BITS_PER_LETTER) | BigInt(value);
  }
  const bytes = viewOf(Buffer.from((number >> CHECK_BITS).toString(16).padStart(KEY_BYTES * 2, '0'), 'hex'));
  if ((number & ((1n << CHECK_BITS) - 1n)) !== checkOf(bytes)) return null;
  try {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(bytes);
    return boxKeyOf(ecdh);
  } catch {
    // 0, or a number beyond the order of the curve: nobody's key.
    return null;
  }
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

const checkOf = (bytes: Uint8Array): bigint =>
  numberOf(viewOf(createHash('sha256').update('linli recovery').update(bytes).digest())) & ((1n << CHECK_BITS) - 1n);

/** Numbers of an ECDH come without leading zeros, and a JWK wants them. */
function privateBytesOf(ecdh: ECDH): Uint8Array {
  const whole = new Uint8Array(KEY_BYTES);
  const short = viewOf(ecdh.getPrivateKey());
  whole.set(short, KEY_BYTES - short.length);
  return whole;
}

function boxKeyOf(ecdh: ECDH): BoxKey & { readonly d: string } {
  // 0x04, x, y.
  const point = ecdh.getPublicKey();
  return {
    kty: 'EC',
    crv: 'P-256',
    kid: `recovery-${createHash('sha256').update(viewOf(point)).digest('hex').slice(0, 8)}`,
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: Buffer.from(privateBytesOf(ecdh)).toString('base64url'),
  };
}
