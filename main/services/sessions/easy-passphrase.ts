import { randomInt } from 'node:crypto';

/** Small letters and digits without look-alikes: they are read off one screen and typed on another. */
const ALPHABET = 'abcdefghkmnprtuvwxy34678';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** A random passphrase for a practice account, like `kfa3-m7te-xp4h`: 55 bits. */
export function easyPassphrase(): string {
  const letters = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  return Array.from({ length: GROUPS }, letters).join('-');
}
