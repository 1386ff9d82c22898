import type { Visit } from '../../schema/types/visit';

/** The visit form's questions under their stable ids. An id never takes on a new meaning; a change of questions raises the version. */
export const VISIT_FORM = { id: 'visit', version: 1 } as const;

export type VisitKind = Visit['kind'];
export type VisitOutcome = Visit['answers']['outcome'];

export const CONDITIONS = ['well', 'unwell', 'needs-care'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Points looked at in the home: true is in order, false is not, absent was not looked at. */
export const SAFETY_POINTS = ['gas-valve', 'wiring', 'smoke-alarm', 'passage'] as const;
export type SafetyPoint = (typeof SAFETY_POINTS)[number];

export const NEEDS = ['anti-slip-mat', 'escort-to-doctor', 'meals', 'appliance-repair', 'other'] as const;
export type Need = (typeof NEEDS)[number];

/** Characters a note may have: sealed, it still fits the record. */
export const NOTE_LIMIT = 2000;

/** Days after which the form offers to come again. */
export const NEXT_VISIT_DAYS = [3, 7] as const;

/** Only somebody who was met can be asked about health. */
export const asksAboutHealth = (outcome: VisitOutcome | null): boolean => outcome === 'met';

/** Only whoever stands before the worker can sign. */
export const asksForSignature = (kind: VisitKind, outcome: VisitOutcome | null): boolean =>
  kind !== 'phone' && outcome === 'met';

/** Only somebody standing in the home can look at it. */
export const looksAtHome = (kind: VisitKind, outcome: VisitOutcome | null): boolean =>
  kind === 'home' && outcome === 'met';
