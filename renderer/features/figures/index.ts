export { CALL_LOG_PATH, FIGURES_PATH, figuresPlace, HALL_FIGURES_PATH, hallFiguresPlace } from './places';

/** How the station does against its targets, fetched when somebody first opens it. */
export const loadFiguresPage = () =>
  import('./service/FiguresPage').then((module) => ({ default: module.FiguresPage }));

/** Waits, services and load of the hall. */
export const loadHallFiguresPage = () =>
  import('./hall/HallFiguresPage').then((module) => ({ default: module.HallFiguresPage }));

/** Calls from the kiosks, for whoever leads. */
export const loadCallLogPage = () => import('./calls/CallLogPage').then((module) => ({ default: module.CallLogPage }));
