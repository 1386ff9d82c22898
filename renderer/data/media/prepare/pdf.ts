import { textAt } from './kind';

/** What a PDF says about itself before anybody opens it. */
export interface ClaimedPages {
  /** False where the file ends before the document does. */
  readonly isWhole: boolean;
  /** Null where only a reader of PDFs could tell: the pages lie compressed, or the document was changed since. */
  readonly pages: number | null;
}

/** How far from its end a whole PDF says that it ends. */
const TAIL_BYTES = 1024;
const MOST_PAGES = 100_000;

/** Reads it from all bytes of the file. Nothing is decompressed and nothing is run. */
export function claimedPagesOf(bytes: Uint8Array<ArrayBuffer>): ClaimedPages {
  const tail = textAt(bytes, Math.max(0, bytes.length - TAIL_BYTES), TAIL_BYTES);
  const isWhole = /startxref\s+\d+\s+%%EOF/.test(tail);
  if (!isWhole) return { isWhole, pages: null };
  const text = new TextDecoder('latin1').decode(bytes);
  return { isWhole, pages: sane(linearPages(text) ?? plainPages(text)) };
}

/** Written for the web, it says so at its beginning. */
function linearPages(text: string): number | null {
  const head = text.slice(0, 2048);
  const found = head.includes('/Linearized') ? /\/N\s+(\d{1,6})\b/.exec(head) : null;
  return found ? Number(found[1]) : null;
}

/**
 * Otherwise its pages are counted, where each stands readable in the file. A document that was changed, or that holds another, ends more
 * than once: which pages hold is not easily told then.
 */
function plainPages(text: string): number | null {
  if (text.split('startxref').length !== 2 || text.includes('/ObjStm')) return null;
  return [...text.matchAll(/\/Type\s*\/Page(?![A-Za-z])/g)].length;
}

const sane = (pages: number | null): number | null =>
  pages !== null && pages >= 1 && pages <= MOST_PAGES ? pages : null;
