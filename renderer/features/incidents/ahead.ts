import type { IncidentState } from '#shared/domain/incidents/machine';

/** What is still to come. */
const AHEAD = ['accept', 'dispatch', 'start', 'finish', 'verify', 'close'] as const;
export type Ahead = (typeof AHEAD)[number];

/** What is done by a state. */
const DONE: Readonly<Record<IncidentState, number>> = {
  reported: 0,
  accepted: 1,
  dispatched: 2,
  handling: 3,
  handled: 4,
  verified: 5,
  closed: 6,
  rejected: 6,
  duplicate: 6,
};

/** The steps that usually follow on a state, the next one first; two at most, since nobody reads further. */
export const stepsAhead = (state: IncidentState): readonly Ahead[] => AHEAD.slice(DONE[state], DONE[state] + 2);
