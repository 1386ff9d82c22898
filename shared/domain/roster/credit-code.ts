/** Characters of unified social credit codes (GB 32100-2015): no I, O, S, V, Z. A character's place is its value. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A unified social credit code in one form: width, spaces, dashes and case do not matter. */
export const normalCreditCode = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{Dash}]/gu, '')
    .toUpperCase();

/** Whether a code of `normalCreditCode` is well formed, its check character included. */
export function isCreditCode(code: string): boolean {
  if (code.length !== 18 || [...code].some((each) => !ALPHABET.includes(each))) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(code.charAt(index)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}

/** Letters that the alphabet does not have, and the character that they are mistaken for. */
const MISTAKEN: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' };

/** The code that was meant where letters were typed that the alphabet leaves out; null where that does not make it right. */
export function meantCreditCode(code: string): string | null {
  const meant = code.replace(/[OIZS]/g, (letter) => MISTAKEN[letter] ?? letter);
  return meant !== code && isCreditCode(meant) ? meant : null;
}
