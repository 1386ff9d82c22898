export { MAP_PATH, mapPlace } from './places';

export { useTellPosition } from './workers/use-telling';
export { MapPlacePicker } from './picker/MapPlacePicker';

/** Fetches the map with all that it draws with. */
export const loadMapPage = () => import('./MapPage').then((module) => ({ default: module.MapPage }));
