import type { ComponentType } from 'react';
import type { PersonRecord } from '../people/index';

/** A page of somebody's file, below its head. */
export interface PersonTab {
  /** Stands in the address as `tab`. */
  readonly id: string;
  /** Key of its name, and the part whose words have it. */
  readonly label: string;
  readonly labelPart: string;
  readonly Page: ComponentType<{ readonly person: PersonRecord }>;
}

/** What other features put into a file; handed in, because those features lead back to files. */
export interface PersonSlots {
  /** What the quality rules found about the thing of that uid. */
  readonly Findings: ComponentType<{ readonly subjectUid: string }>;
  /** Beside the file's first page, in the order of the row; the reader may open all of them. */
  readonly tabs: readonly PersonTab[];
}
