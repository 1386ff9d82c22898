/** One code of a national table with its words. */
export interface CodeRow {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/**
 * A look-up from what people write to a code: the code itself, with or without its zero in front, the word of the table, and the
 * `variants`, given by code as words with spaces between. `more` derives further words from that of the table. Width, case and
 * spaces do not matter; a word in front counts before those behind it.
 */
export function codeTable(
  rows: readonly CodeRow[],
  variants: Readonly<Record<string, string>>,
  more: (name: string) => readonly string[] = () => [],
): (text: string) => string | null {
  const codes = new Map<string, string>();
  const learn = (word: string, code: string) => {
    const key = tidy(word);
    if (key !== '' && !codes.has(key)) codes.set(key, code);
  };
  for (const { code } of rows) learn(code, code);
  for (const { code, zh } of rows)
    [zh, `${code}${zh}`, `${code}-${zh}`, ...more(zh)].forEach((word) => learn(word, code));
  for (const { code } of rows) (variants[code] ?? '').split(' ').forEach((word) => learn(word, code));
  // A spreadsheet that takes codes for numbers drops the zero in front. Tables of one digit (above) mean something of their own.
  for (const { code } of rows) if (code.startsWith('0')) learn(code.slice(1), code);
  return (text) => codes.get(tidy(text)) ?? null;
}

const tidy = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '').toLowerCase();
