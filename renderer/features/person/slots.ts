import type { ComponentType } from 'react';

/** What other features put into a file; handed in, because those features lead back to files. */
export interface PersonSlots {
  /** What the quality rules found about the thing of that uid. */
  readonly Findings: ComponentType<{ readonly subjectUid: string }>;
}
