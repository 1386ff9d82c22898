/** Years end before this instant (2286), so that an inverted instant keeps a fixed width of 13 digits. */
const FAR_FUTURE_MS = 9_999_999_999_999;

/** Ascending order that puts the newest first, because descending reads of IndexedDB scan the whole range. */
export const newestFirst = (instantMs: number): string => String(FAR_FUTURE_MS - instantMs).padStart(13, '0');

/** The instant that `newestFirst` made this of; null for anything else. */
export const instantOf = (rank: string | undefined): number | null =>
  rank !== undefined && /^\d{13}$/.test(rank) ? FAR_FUTURE_MS - Number(rank) : null;
