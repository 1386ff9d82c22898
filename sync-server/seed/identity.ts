import type { Random } from './random';

/** Numbers that look right to a form and belong to nobody. */

/**
 * Region code of every practice citizen id. No county or county-level city ever had 339901: neither the 2023 list nor any
 * of the 72 revisions since 1980 has a code that begins with 3399 (3390 was real). Births before 1900, the usual way to keep
 * an id from being anyone's, would make everybody a centenarian.
 */
export const NOWHERE = '339901';

/** 154 was never given to an operator (libphonenumber's plan for China jumps from 153 to 155). */
const UNASSIGNED_MOBILE_PREFIX = '154';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The check character of GB 11643-1999 for the first 17 digits. */
export function citizenIdCheck(seventeen: string): string {
  if (!/^\d{17}$/.test(seventeen)) throw new Error('a citizen id has 17 digits before its check character');
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** Gives citizen ids of a region that does not exist, to everybody another one; odd serials are men. */
export interface IdBook {
  /** A well-formed 18-character id; throws when more than 500 people of one sex were born on one day. */
  take(random: Random, birthDate: string, sex: 'female' | 'male'): string;
}

/** Serials of one birth date and sex. */
const SERIALS = 500;

/** An id book in which nothing is taken. */
export function createIdBook(): IdBook {
  const taken = new Set<number>();
  return {
    take(random, birthDate, sex) {
      const day = birthDate.replaceAll('-', '');
      const first = random.int(0, SERIALS - 1);
      for (let step = 0; step < SERIALS; step += 1) {
        const serial = ((first + step) % SERIALS) * 2 + (sex === 'male' ? 1 : 0);
        const place = Number(day) * 1000 + serial;
        if (taken.has(place)) continue;
        taken.add(place);
        const seventeen = NOWHERE + day + String(serial).padStart(3, '0');
        return seventeen + citizenIdCheck(seventeen);
      }
      throw new Error(`no serial is left for ${birthDate}`);
    },
  };
}

/** An 11-digit mobile number that no operator can connect. */
export function nobodysPhone(random: Random): string {
  return UNASSIGNED_MOBILE_PREFIX + String(random.int(0, 99_999_999)).padStart(8, '0');
}

/** A household register number (户号) of the same region that does not exist. */
export function nobodysRegisterNumber(random: Random): string {
  return NOWHERE + String(random.int(0, 999_999)).padStart(6, '0');
}
