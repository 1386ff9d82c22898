/**
 * A paper for a resident as plain data: what stands on it from top to bottom. The same parts are laid out for a ticket printer, for the preview and
 * for the browser's own printing, so that what is shown is what comes out.
 */
export type PaperPart =
  | {
      readonly kind: 'text';
      readonly text: string;
      /** How many times as wide and high as an ordinary letter. */
      readonly size: PaperSize;
      readonly align: 'left' | 'center';
      readonly isBold: boolean;
    }
  /** What a fact is called and what it is, side by side where there is room. */
  | { readonly kind: 'fact'; readonly name: string; readonly value: string }
  /** Numbered from 1. */
  | { readonly kind: 'list'; readonly entries: readonly PaperEntry[] }
  /** A code for a phone's camera. */
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'rule' }
  /** An empty line. */
  | { readonly kind: 'gap' };

export interface PaperEntry {
  readonly text: string;
  /** Stands below it, such as when it is needed. */
  readonly note: string | null;
}

export type PaperSize = 1 | 2 | 3 | 4;

export interface Paper {
  readonly parts: readonly PaperPart[];
}

/** What one paper may hold: more than any item has, and less than a roll. */
export const PAPER_LIMITS = { parts: 60, text: 2000, entries: 60, qr: 300 } as const;

/** Widths of the rolls that ticket printers take, mm. */
export const ROLL_WIDTHS = [58, 80] as const;
export type RollWidth = (typeof ROLL_WIDTHS)[number];

/**
 * Letters of the ordinary size in a line; a Chinese one takes two. 384 and 576 dots of 203 dpi at 12 dots a letter, which is what printers for these rolls
 * have in common.
 */
export const COLUMNS: Readonly<Record<RollWidth, number>> = { 58: 32, 80: 48 };
