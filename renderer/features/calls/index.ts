import { accessOf, answersCalls } from '#shared/domain/access/access';
import type { SessionView } from '#renderer/data/index';

/** Calls from the hall's kiosks on every page, fetched beside the first one. */
export const loadCallBar = () => import('./CallBar').then((module) => ({ default: module.CallBar }));

/** That a kiosk calls, on a locked screen. */
export const loadLockedCall = () => import('./LockedCall').then((module) => ({ default: module.LockedCall }));

/** Whether a kiosk's call may ring at the person's desk. */
export const answersCallsOf = ({ post: actor, functions, gridNumbers }: SessionView['staff']): boolean =>
  answersCalls(accessOf({ actor, functions, gridNumbers }, []));

export type { CallBarProps } from './CallBar';
export type { LockedCallProps } from './LockedCall';
