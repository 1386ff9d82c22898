import { withoutInvisible } from './invisible';

/** Citizen ids and phone numbers in one form each, so that two people who typed the same number find each other. */

/** Weights of GB 11643. */
export const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** Check characters of GB 11643, by the weighted sum's remainder of 11. */
export const CHECK_CHARACTERS = '10X98765432';
/** Numbers of 15 digits were given out until 1999, to people born in that century. */
const CENTURY = '19';

/** A citizen id as 18 characters: full-width digits and spaces do not matter, `x` is `X`, 15 digits become 18. Others stay as typed. */
export function normalCitizenId(text: string): string {
  const id = withoutInvisible(text)
    .normalize('NFKC')
    .replace(/[\s\p{Dash}]/gu, '')
    .toUpperCase();
  if (!/^\d{15}$/.test(id)) return id;
  const body = `${id.slice(0, 6)}${CENTURY}${id.slice(6)}`;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + CHECK_CHARACTERS.charAt(sum % 11);
}

/** A phone number as digits alone, without the country's own prefix: `+86 138-0013-8000` is `13800138000`. */
export function normalPhone(text: string): string {
  const digits = withoutInvisible(text)
    .normalize('NFKC')
    .replace(/[\s\p{Dash}().·]/gu, '');
  return digits.replace(/^(?:\+|00)86(?=\d{5})/, '');
}
