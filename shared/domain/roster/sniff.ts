import { compact, textAt } from './cells';
import type { RosterField, TableRow } from './types';

/** What stands in a column, from a sample. */
export interface ColumnContent {
  readonly filled: number;
  /** Share of the filled cells that look like that, 0 to 1. */
  shareOf(kind: 'id' | 'phone' | 'date' | 'sex'): number;
  /** The different texts, at most as many as the sample has rows. */
  readonly values: readonly string[];
}

const LOOKS = {
  id: /^(?:\d{17}[\dXx]|\d{15})$/,
  phone: /^(?:\+?86)?1[3-9]\d{9}(?:\D|$)|^0\d{2,3}-?\d{7,8}$/,
  date: /^(?:19|20)\d{2}[-./年]?\d{1,2}[-./月]?\d{1,2}日?$|^民国/u,
  sex: /^(?:男|女)性?$/u,
} as const;

/** What stands in the column at that position. */
export function contentOf(sample: readonly TableRow[], position: number): ColumnContent {
  const texts = sample.map((row) => compact(textAt(row, position))).filter((text) => text !== '');
  return {
    filled: texts.length,
    shareOf: (kind) => (texts.length === 0 ? 0 : texts.filter((text) => LOOKS[kind].test(text)).length / texts.length),
    values: [...new Set(texts)],
  };
}

/** Fields that can be told by what stands in a column whose head says nothing. */
export const TOLD_BY_CONTENT = [
  ['citizenId', 'id'],
  ['phone', 'phone'],
  ['sex', 'sex'],
] as const satisfies readonly (readonly [RosterField, Parameters<ColumnContent['shareOf']>[0]])[];

/** How much what stands in a column speaks for a field, or against it: −50 to 20. An empty column speaks against any. */
export function agreement(field: RosterField, content: ColumnContent, sampleRows: number): number {
  if (sampleRows === 0) return 0;
  if (content.filled === 0) return -30;
  const told = TOLD_BY_CONTENT.find(([each]) => each === field);
  if (!told || content.filled < 3) return 0;
  const share = content.shareOf(told[1]);
  if (share >= 0.5) return 20;
  // Codes are as good as words for a sex; numbers with errors in all rows are another column's.
  return share === 0 && field !== 'sex' ? -50 : 0;
}
