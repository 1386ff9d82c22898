export { MAP_PATH, mapPlace } from './places';

export { useTellPosition } from './workers/use-telling';
export { MapPlacePicker } from './picker/MapPlacePicker';

/** A day's round of visits on the map. */
export const loadRoundPage = () => import('./round/RoundPage').then((module) => ({ default: module.RoundPage }));

/** Fetches the map with all that it draws with. */
export const loadMapPage = () => import('./MapPage').then((module) => ({ default: module.MapPage }));

/** Fetches a small map of one home. */
export const loadHomeMap = () => import('./components/HomeMap').then((module) => ({ default: module.HomeMap }));
