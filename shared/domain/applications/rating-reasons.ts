import type { Label } from '../../schema/envelope';

/** What a poor grade may be ticked with at the counter's side, in words that neighbours use. */
export const RATING_REASONS = [
  { id: 'waited', words: { zh: '等得太久', en: 'The wait was too long' } },
  { id: 'not-told', words: { zh: '要带什么没说清楚', en: 'Nobody said clearly what to bring' } },
  { id: 'again', words: { zh: '一件事跑了好几趟', en: 'I had to come more than once' } },
  { id: 'unfriendly', words: { zh: '态度不好', en: 'They were unfriendly' } },
  { id: 'not-solved', words: { zh: '事情没办成', en: 'It was not solved' } },
  { id: 'hard-to-follow', words: { zh: '听不懂、看不清', en: 'Hard to follow or to read' } },
] as const satisfies readonly { readonly id: string; readonly words: Label }[];
export type RatingReason = (typeof RATING_REASONS)[number]['id'];

/** What was ticked, as one sentence to be kept with the rating; null where nothing was. */
export function reasonsText(ticked: readonly RatingReason[], language: 'zh' | 'en' = 'zh'): string | null {
  const words = RATING_REASONS.filter(({ id }) => ticked.includes(id)).map((reason) => reason.words[language]);
  return words.length === 0 ? null : words.join(language === 'zh' ? '；' : '; ');
}
