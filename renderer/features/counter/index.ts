import { accessOf, setsHall, worksAtCounter } from '#shared/domain/access/access';
import type { SessionView } from '#renderer/data/index';

export { COUNTER_PATH, counterPlace } from './places';

/** The counter screen, fetched when somebody first opens it. */
export const loadCounterPage = () => import('./CounterPage').then((module) => ({ default: module.CounterPage }));

/** Whether the person works at a counter of the hall. */
export const worksAtCounterOf = ({ post: actor, functions, gridNumbers }: SessionView['staff']): boolean =>
  worksAtCounter(accessOf({ actor, functions, gridNumbers }, []));

/** Whether the person sets the hall. */
export const setsHallOf = ({ post: actor, functions, gridNumbers }: SessionView['staff']): boolean =>
  setsHall(accessOf({ actor, functions, gridNumbers }, []));

/** `TerminalsCard`: boards, kiosks and pads of the hall, for its settings. */
export const loadTerminalsCard = () => import('./TerminalsCard').then((module) => ({ default: module.TerminalsCard }));
