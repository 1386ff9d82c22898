import { normalPhone } from './identifiers';

/** Forms of numbers that can be dialled in China, as `normalPhone` leaves them (numbering plan of MIIT). */
const FORMS: readonly RegExp[] = [
  // Mobile phones.
  /^1[3-9]\d{9}$/,
  // Land lines with their area code: eight digits behind 010 and 02x, seven or eight behind the others.
  /^0(?:10|2[0-9])[2-9]\d{7}$/,
  /^0[3-9]\d{2}[2-9]\d{6,7}$/,
  // Land lines of the same area.
  /^[2-8]\d{6,7}$/,
  // Numbers that firms pay for, hotlines, emergency numbers.
  /^[48]00\d{7}$/,
  /^9[56]\d{3,4}$/,
  /^1[012]\d{1,3}$/,
  // From abroad, with the country.
  /^\+(?!86)[1-9]\d{6,14}$/,
];

/**
 * Whether somebody can have that phone number: mobile, land line with or without its area code and an extension, hotline, or a
 * number of another country with its `+`. Spaces, dashes, brackets and full-width digits do not matter.
 */
export function isPlausiblePhone(text: string): boolean {
  const number = normalPhone(text).replace(/(?:转|#|ext|x)\d{1,6}$/iu, '');
  return FORMS.some((form) => form.test(number));
}
