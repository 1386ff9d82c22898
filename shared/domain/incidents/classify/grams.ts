/** Longest text that is looked at, in characters: what something is about stands at its beginning. */
const MOST_CHARACTERS = 400;

/** The pieces of a text that a category is told by, each once: every character, and every two that stand together. Marks and digits part them. */
export function gramsOf(text: string): ReadonlySet<string> {
  const runs = text
    .normalize('NFKC')
    .toLowerCase()
    .slice(0, MOST_CHARACTERS)
    .split(/[^\p{Letter}]+/u);
  const grams = new Set<string>();
  for (const run of runs) {
    const characters = [...run];
    for (const [at, character] of characters.entries()) {
      grams.add(character);
      const next = characters[at + 1];
      if (next !== undefined) grams.add(character + next);
    }
  }
  return grams;
}

/** Whether a piece is a single character. */
export const isSingle = (gram: string): boolean => [...gram].length === 1;
