import type { Random } from './random';

/** Numbers that look right to a form and belong to nobody. */

/**
 * Region code of every practice citizen id. No county or county-level city ever had 339901: neither the 2023 list nor any
 * of the 72 revisions since 1980 has a code that begins with 3399 (3390 was real). Births before 1900, the usual way to keep
 * an id from being anyone's, would make everybody a centenarian.
 */
export const NOWHERE = '339901';

/** 154 was never given to an operator (libphonenumber's plan for China jumps from 153 to 155). */
export const UNASSIGNED_MOBILE_PREFIX = '154';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The check character of GB 11643-1999 for the first 17 digits. */
export function citizenIdCheck(seventeen: string): string {
  if (!/^\d{17}$/.test(seventeen)) throw new Error('a citizen id has 17 digits before its check character');
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** A well-formed 18-character citizen id of a region that does not exist; odd serials are men. */
export function nobodysCitizenId(random: Random, birthDate: string, sex: 'female' | 'male'): string {
  const serial = random.int(0, 499) * 2 + (sex === 'male' ? 1 : 0);
  const seventeen = NOWHERE + birthDate.replaceAll('-', '') + String(serial).padStart(3, '0');
  return seventeen + citizenIdCheck(seventeen);
}

/** An 11-digit mobile number that no operator can connect. */
export function nobodysPhone(random: Random): string {
  return UNASSIGNED_MOBILE_PREFIX + String(random.int(0, 99_999_999)).padStart(8, '0');
}
