import { scrypt } from 'hash-wasm';

/** What a key was made from a passphrase with; kept beside what it closes. */
export interface PassphraseParameters {
  /** 16 random bytes. */
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * OWASP's password storage cheat sheet names N = 2^15, r = 8, p = 3 among its scrypt minimums; the host checks passphrases at the same
 * cost. In WebAssembly on a 2-core machine one takes about 0.2 s, in JavaScript 0.5 s.
 */
const COST = { N: 2 ** 15, r: 8, p: 3 } as const;

const KEY_BYTES = 32;

/** Parameters for a new key. */
export const newParameters = (randomBytes: (length: number) => Uint8Array<ArrayBuffer>): PassphraseParameters => ({
  ...COST,
  salt: randomBytes(16),
});

/**
 * The AES-GCM key of a passphrase; takes as long for a wrong one. Passphrases are compared in NFKC, as the host compares them: an
 * input method may write the same characters differently.
 */
export async function keyOfPassphrase(passphrase: string, parameters: PassphraseParameters): Promise<CryptoKey> {
  const { salt, N, r, p } = parameters;
  const bytes = await scrypt({
    password: passphrase.normalize('NFKC'),
    salt,
    costFactor: N,
    blockSize: r,
    parallelism: p,
    hashLength: KEY_BYTES,
    outputType: 'binary',
  });
  return importWrappingKey(bytes as Uint8Array<ArrayBuffer>);
}

/** 32 bytes as a key that closes and opens other keys. */
export const importWrappingKey = (bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
