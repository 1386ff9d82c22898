import { createHmac, timingSafeEqual } from 'node:crypto';

/** Codes on the tickets of a day. */
export interface TicketCodes {
  /** `A023-7KQ4M2XR`. */
  of(day: string, number: string): string;
  /** The number that a code of that day names; null for any other text. */
  read(typed: string, day: string): string | null;
}

/** 32 characters without I, L, O and U, as receipts have them: a hall's letters stay what they are. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 40 bits: with misses slowed down, nobody hits one in the day that it holds. */
const MARKS = 8;
const CODE = /^([A-Z][0-9]{3,5})([0-9A-Z]{8})$/;

/** Codes that the host's secret makes of day and number: nothing is kept, nothing can be guessed from another, and none holds the day after. */
export function createTicketCodes(secret: string): TicketCodes {
  const marksOf = (day: string, number: string): string => {
    const bytes = createHmac('sha256', secret).update(`ticket ${day} ${number}`).digest();
    return Array.from({ length: MARKS }, (_, at) => ALPHABET.charAt((bytes[at] ?? 0) % 32)).join('');
  };
  return {
    of: (day, number) => `${number}-${marksOf(day, number)}`,
    read: (typed, day) => {
      const plain = typed
        .normalize('NFKC')
        .toUpperCase()
        .replaceAll(/[\s\-‐-―−]/gu, '');
      const [, number, marks] = CODE.exec(plain) ?? [];
      if (number === undefined || marks === undefined) return null;
      const given = marks.replaceAll(/[IL]/g, '1').replaceAll('O', '0').replaceAll('U', 'V');
      const isRight = timingSafeEqual(new TextEncoder().encode(given), new TextEncoder().encode(marksOf(day, number)));
      return isRight ? number : null;
    },
  };
}
