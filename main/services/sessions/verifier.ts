import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** What is kept of a passphrase: enough to recognise it, not to know it. */
export const verifierSchema = z.strictObject({
  kind: z.literal('scrypt'),
  /** Cost as a power of two, block size and parallelism, so that they can rise without breaking old accounts. */
  log2n: z.number().int().min(15).max(20),
  r: z.number().int().min(1).max(16),
  p: z.number().int().min(1).max(8),
  salt: z.base64(),
  hash: z.base64(),
});
export type Verifier = Readonly<z.infer<typeof verifierSchema>>;

/** OWASP's password storage cheat sheet names N = 2^15, r = 8, p = 3 as one of its scrypt minimums: 32 MB a check. */
const COST = { log2n: 15, r: 8, p: 3 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Checks run at once: each takes 32 MB and a core, and a station's machine has other work. */
const AT_ONCE = 2;

/** Makes the verifier of a passphrase. */
export async function makeVerifier(passphrase: string): Promise<Verifier> {
  const salt = randomBytes(SALT_BYTES).toString('base64');
  const hash = await derive(passphrase, bytesOf(salt), COST);
  return { kind: 'scrypt', ...COST, salt, hash: Buffer.from(hash).toString('base64') };
}

/** A verifier that no passphrase fits. Checking against it takes as long as against a real one. */
export const nobodysVerifier = (): Verifier => ({
  kind: 'scrypt',
  ...COST,
  salt: randomBytes(SALT_BYTES).toString('base64'),
  hash: randomBytes(HASH_BYTES).toString('base64'),
});

/** Whether the passphrase is the one the verifier was made of. */
export async function fitsVerifier(passphrase: string, verifier: Verifier): Promise<boolean> {
  const expected = bytesOf(verifier.hash);
  const actual = await derive(passphrase, bytesOf(verifier.salt), verifier);
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

let running = 0;
const waiting: (() => void)[] = [];

async function derive(
  passphrase: string,
  salt: Uint8Array,
  cost: Pick<Verifier, 'log2n' | 'r' | 'p'>,
): Promise<Uint8Array> {
  // A place is handed over, not given back, so that nobody slips in between.
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await scryptOnce(passphrase, salt, cost);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function scryptOnce(
  passphrase: string,
  salt: Uint8Array,
  { log2n, r, p }: Pick<Verifier, 'log2n' | 'r' | 'p'>,
): Promise<Uint8Array> {
  const N = 2 ** log2n;
  // An input method may leave letters and digits in full width; NFKC makes them the ones that were meant.
  const text = passphrase.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, hash) => {
      if (error) reject(error);
      else resolve(new Uint8Array(hash));
    });
  });
}
