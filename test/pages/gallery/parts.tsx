import type { ComponentType } from 'react';
import { Colours } from './specimens/colours';
import { Controls } from './specimens/controls';
import { Entries } from './specimens/entries';
import { Lists } from './specimens/lists';
import { ListTools } from './specimens/list-tools';
import { States } from './specimens/states';
import { Status } from './specimens/status';

/** The parts of the component page, in the order in which they stand on it. */
export const PARTS = {
  colours: Colours,
  status: Status,
  controls: Controls,
  entries: Entries,
  states: States,
  lists: Lists,
  tools: ListTools,
} as const satisfies Readonly<Record<string, ComponentType>>;

export type PartName = keyof typeof PARTS;
