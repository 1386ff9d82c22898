import type { ConfirmedText, learnCategories } from '#shared/domain/incidents/classify/suggest';

/** What the thread that suggests categories is asked, in order. */
export type SuggestQuestion =
  | {
      readonly kind: 'learn';
      readonly categories: Parameters<typeof learnCategories>[0];
      readonly confirmed: readonly ConfirmedText[];
    }
  | { readonly kind: 'ask'; readonly text: string };

/** What it answers. */
export interface SuggestAnswer {
  readonly text: string;
  /** The likeliest first. */
  readonly guesses: readonly { readonly categoryUid: string; readonly confidence: number }[];
  /** What it was learnt from, for the record. */
  readonly model: string;
}
