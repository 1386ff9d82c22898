import type { QualityContext, QualityFix } from './facts';

/** What does not fit, in one record: the field to look at, and the press that mends it. */
export interface Flaw {
  readonly field: string;
  readonly fix?: QualityFix;
}

/** Looks at one record by one rule's limits; null where all is well. */
export type Check<Facts> = (
  facts: Facts,
  context: QualityContext,
  limits: Readonly<Record<string, number>>,
) => Flaw | null;
