/** Mobile numbers of the mainland. */
const MOBILE = /^1[3-9]\d{9}$/;

/**
 * The number that a text message goes to, as eleven digits; null for one that no text reaches: a landline, or what is no number. People write it with
 * blanks, dashes and the country's code.
 */
export function smsNumber(written: string): string | null {
  const digits = written.replace(/[\s\-()（）]/g, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '');
  return MOBILE.test(digits) ? digits : null;
}
