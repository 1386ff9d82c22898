import type { Phrase } from '../../schema/types/phrase';

/** Ends a sentence or part of one; what follows needs nothing between. */
const ENDS = /[，。；：！？、,.;:!?\n]$/u;

/** A note with a phrase at its end, with a comma between where the note stops in the middle of a sentence. */
export function withPhrase(note: string, phrase: string): string {
  const before = note.trimEnd();
  if (before === '') return phrase;
  return ENDS.test(before) ? before + phrase : `${before}，${phrase}`;
}

/** A note without a phrase that `withPhrase` put there, and without the comma before it; the same note where it is not in it. */
export function withoutPhrase(note: string, phrase: string): string {
  const at = note.lastIndexOf(phrase);
  if (at < 0) return note;
  const before = note.slice(0, at).replace(/，$/u, '');
  const after = note.slice(at + phrase.length);
  return before === '' ? after.replace(/^[，。；、]/u, '') : before + after;
}

type Placed = Pick<Phrase, 'uid' | 'question' | 'order'>;

/** Phrases in the order they are offered in within their question; two of one order stand by age. */
export const inOrder = <P extends Placed>(phrases: readonly P[]): readonly P[] =>
  [...phrases].sort((a, b) => a.order - b.order || (a.uid < b.uid ? -1 : 1));

/** Between two phrases, so that one that another device adds meanwhile has a place. */
export const ORDER_STEP = 10;

/** The order of a phrase that comes last. */
export const orderAtEnd = (phrases: readonly Placed[]): number =>
  Math.max(0, ...phrases.map(({ order }) => order)) + ORDER_STEP;

/**
 * What orders change when the phrase moves one place up (-1) or down (1) among those of its question: every one that holds another than
 * before. Empty at either end.
 */
export function movedBy(
  ofQuestion: readonly Placed[],
  uid: string,
  step: -1 | 1,
): readonly { readonly uid: string; readonly order: number }[] {
  const sorted = [...inOrder(ofQuestion)];
  const from = sorted.findIndex((phrase) => phrase.uid === uid);
  const to = from + step;
  const [moving, other] = [sorted[from], sorted[to]];
  if (!moving || !other) return [];
  sorted[from] = other;
  sorted[to] = moving;
  return sorted.flatMap((phrase, index) => {
    const order = (index + 1) * ORDER_STEP;
    return order === phrase.order ? [] : [{ uid: phrase.uid, order }];
  });
}
