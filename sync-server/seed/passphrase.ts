import { randomInt } from 'node:crypto';

/** Lower case, and nothing that looks like something else: no 0 o, 1 i l, 2 z, 5 s, 9 g q. */
const EASY_CHARACTERS = 'abcdefhjkmnprtuvwxy34678';
const GROUPS = 3;
const GROUP_LENGTH = 4;

/** A random passphrase for a practice account, `kfa3-m7te-xp4h`: 55 bits from the system's random source. */
export function practicePassphrase(): string {
  const character = () => EASY_CHARACTERS.charAt(randomInt(EASY_CHARACTERS.length));
  const group = () => Array.from({ length: GROUP_LENGTH }, character).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
