/** Keys of a scanner follow one another faster than any hand, ms. */
const BETWEEN_KEYS_MS = 80;
/** Shorter than any code. */
const SHORTEST = 8;
const LONGEST = 300;

export interface Scan {
  readonly text: string;
  readonly atMs: number;
}
export const NOTHING_SCANNED: Scan = { text: '', atMs: 0 };

/** What one more key makes of a scan; `scanned` once it has ended with Enter. */
export function scanAfter(
  scan: Scan,
  key: string,
  atMs: number,
): { readonly next: Scan; readonly scanned: string | null } {
  const isFollowing = atMs - scan.atMs <= BETWEEN_KEYS_MS;
  const before = isFollowing ? scan.text : '';
  if (key === 'Enter') return { next: NOTHING_SCANNED, scanned: before.length >= SHORTEST ? before : null };
  // Shift and the like come between.
  if ([...key].length !== 1) return { next: { text: before, atMs }, scanned: null };
  return { next: { text: (before + key).slice(0, LONGEST), atMs }, scanned: null };
}

/** A receipt or a ticket's code in what was scanned or typed: itself, or at the end of the address that a QR code holds. */
export function codeIn(text: string): string {
  const trimmed = text.normalize('NFKC').trim();
  const last = /^https?:\/\/[^\s/]+\/(?:p|t)\/([\w-]+)/i.exec(trimmed)?.[1];
  return last ?? trimmed;
}

/** A ticket's own code, `A023-7KQ4M2XR`, however it was typed; null for what has another form. */
export function ticketCodeIn(text: string): string | null {
  const plain = text.toUpperCase().replaceAll(/[\s\-‐-―−]/gu, '');
  return /^[A-Z][0-9]{3,5}[0-9A-Z]{8}$/.test(plain) ? plain : null;
}
