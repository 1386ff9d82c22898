/** Why a report by somebody nobody knows may be none. */
export const SUSPICIONS = ['baited', 'hasty', 'foreign-form', 'link', 'no-words', 'repeated'] as const;
export type Suspicion = (typeof SUSPICIONS)[number];

/** What is known of a report besides what it says. */
export interface Unknowns {
  readonly text: string;
  /** Whether a field was filled in that people do not see. */
  readonly isBaited: boolean;
  /** From when the page was shown until it was sent; null for a page that the station did not make. */
  readonly tookMs: number | null;
  /** How often the same words came within a day under other pages. */
  readonly sameBefore: number;
}

/** Nobody reads a page and writes a sentence in less. */
const HASTY_MS = 4000;
const LINK = /https?:|www\.|[a-z0-9-]{2,}\.(?:com|net|org|info|top|xyz|vip|cc|cn)(?![a-z])/i;

/**
 * What speaks against a report: it then waits for a person, whatever rules there are. None of it throws anything away, since a neighbour in
 * a hurry may do any of these once.
 */
export function suspicionsOf({ text, isBaited, tookMs, sameBefore }: Unknowns): readonly Suspicion[] {
  const letters = [...text].filter((character) => /[\p{L}\p{N}]/u.test(character));
  return [
    ...(isBaited ? (['baited'] as const) : []),
    ...(tookMs === null ? (['foreign-form'] as const) : tookMs < HASTY_MS ? (['hasty'] as const) : []),
    ...(LINK.test(text) ? (['link'] as const) : []),
    ...(new Set(letters).size < 3 ? (['no-words'] as const) : []),
    ...(sameBefore > 0 ? (['repeated'] as const) : []),
  ];
}
