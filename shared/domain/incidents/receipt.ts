/**
 * Receipt codes 回执码: eight characters with which a resident follows a matter. Seven carry a number of 35 bits that the hub's key has
 * scattered, so that a code tells nothing and none can be guessed from another; the eighth checks them.
 */

/** 32 characters without I, L, O and U, which are taken for 1, 1, 0 and V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = 7;
const HALF_BITS = 18;
const REST_BITS = 17;
const LEFT = 2 ** REST_BITS;
const RIGHT = 2 ** HALF_BITS;
const ROUNDS = 8;

/** How many codes there are: 34 billion. */
export const RECEIPT_NUMBERS = 2 ** (HALF_BITS + REST_BITS);

/** A number below 2^18 that the hub's key makes of the round and another number. */
export type KeyedRound = (round: number, half: number) => number;

/** The code of a number below `RECEIPT_NUMBERS`. Different numbers give different codes under one key; without the key nobody can tell which. */
export function receiptCode(number: number, keyed: KeyedRound): string {
  if (!Number.isInteger(number) || number < 0 || number >= RECEIPT_NUMBERS) throw new Error('no number of a receipt');
  return withCheck(digitsOf(scatter(number, keyed)));
}

/** The number that a code was made of, under the same key; null for what is no code. */
export function receiptNumber(code: string, keyed: KeyedRound): number | null {
  const read = readReceipt(code);
  if (read === null) return null;
  let number = 0;
  for (const digit of valuesOf(read).slice(0, DIGITS)) number = number * 32 + digit;
  return gather(number, keyed);
}

/**
 * The code that somebody typed: small letters, full width, spaces and hyphens do not matter, and I, L, O and U are read as what they are
 * taken for. Null when the last character does not fit the others: one wrong character is always found, and so are two exchanged ones.
 */
export function readReceipt(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-‐-―−]/gu, '')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('O', '0')
    .replaceAll('U', 'V');
  if (plain.length !== DIGITS + 1 || [...plain].some((character) => !ALPHABET.includes(character))) return null;
  const digits = valuesOf(plain).slice(0, DIGITS);
  return withCheck(digits) === plain ? plain : null;
}

/** A code in two groups, as it is printed and read out: `K7QM-2X90`. */
export const showReceipt = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** A Feistel walk over two halves of 17 and 18 bits: it can be walked back, so no two numbers meet. */
function scatter(number: number, keyed: KeyedRound): number {
  let left = Math.floor(number / RIGHT);
  let right = number % RIGHT;
  for (let round = 0; round < ROUNDS; round += 2) {
    left ^= keyed(round, right) % LEFT;
    right ^= keyed(round + 1, left) % RIGHT;
  }
  return left * RIGHT + right;
}

function gather(number: number, keyed: KeyedRound): number {
  let left = Math.floor(number / RIGHT);
  let right = number % RIGHT;
  for (let round = ROUNDS - 2; round >= 0; round -= 2) {
    right ^= keyed(round + 1, left) % RIGHT;
    left ^= keyed(round, right) % LEFT;
  }
  return left * RIGHT + right;
}

function digitsOf(number: number): readonly number[] {
  const digits: number[] = [];
  for (let rest = number, place = 0; place < DIGITS; place += 1, rest = Math.floor(rest / 32))
    digits.unshift(rest % 32);
  return digits;
}

const valuesOf = (code: string): readonly number[] => [...code].map((character) => ALPHABET.indexOf(character));

/**
 * The sum of the digits in the field of 32 elements, each times another power of its generator: a wrong digit changes it, and so does an
 * exchange of any two, since no two places weigh the same.
 */
function withCheck(digits: readonly number[]): string {
  let check = 0;
  for (const digit of digits) check = timesTwo(check ^ digit);
  return [...digits, check].map((value) => ALPHABET.charAt(value)).join('');
}

/** Times the generator: x⁵ = x² + 1. */
const timesTwo = (value: number): number => ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;
