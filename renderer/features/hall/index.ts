/** Lines, windows, rules and screens of the hall, fetched when somebody first opens them. */
export const loadHallSection = () => import('./HallSection').then((module) => ({ default: module.HallSection }));
