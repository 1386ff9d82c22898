/**
 * What a spreadsheet takes for the beginning of a formula, also in full width (some programs fold it) and behind blanks (some cut
 * them): OWASP, "CSV Injection".
 */
const FORMULA_LIKE = /^[\s\u3000]*[=+\-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]|^[\t\r\n]/u;

/** Whether a spreadsheet would compute the text. */
export const isFormulaLike = (text: string): boolean => FORMULA_LIKE.test(text);

/** The text as it may stand in a CSV file: with an apostrophe before it where a spreadsheet would compute it. */
export function safeCell(text: string): string {
  return isFormulaLike(text) ? `'${text}` : text;
}

/** Long numbers lose their last digits in a spreadsheet, and numbers their leading zeros. */
const DIGITS_TO_KEEP = /^(\d{11,}|0\d+)$/;

/** Digits with a tab behind them, which spreadsheets take for a text and nobody sees; other texts as they are. */
export const keepDigits = (text: string): string => (DIGITS_TO_KEEP.test(text) ? `${text}\t` : text);

/**
 * The other way round: what is meant by a field of a CSV file. Also `="0012"`, with which some programs keep digits as text.
 */
export function plainOf(field: string): string {
  if (field.startsWith("'") && isFormulaLike(field.slice(1))) return field.slice(1);
  if (field.endsWith('\t') && DIGITS_TO_KEEP.test(field.slice(0, -1))) return field.slice(0, -1);
  return /^="[^"]*"$/.test(field) ? field.slice(2, -1) : field;
}
