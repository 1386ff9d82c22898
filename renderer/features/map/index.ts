export { MAP_PATH, mapPlace } from './places';

/** Fetches the map with all that it draws with. */
export const loadMapPage = () => import('./MapPage').then((module) => ({ default: module.MapPage }));
