/** Rosters: what callers use, in the order in which they use it. */
export type * from './types';
export { ROSTER_FIELDS, ROSTER_FINDINGS, ROSTER_KINDS } from './types';
export type * from './context';
export { CODE_FIELDS, fieldsOf, missingFields, wordValues, type CodeField } from './fields';
export { findHeader, headerAt } from './header';
export { suggestMapping, type MappingHints, type SuggestedMapping } from './mapping';
export { rowReader, isEmptyRow, isTakenIn } from './read-row';
export { createTogether, type Together } from './together';
export { stationFindings, type StationMatch } from './at-station';
export { planImport } from './plan';
export type { PlanChunk, PlanInput, PlanOptions } from './plan-types';
