export { SERVICES_PATH, servicesPlace } from './places';
export { itemsFor, useItemName, useItems, useVersions, type ShownItem } from './queries';

/** The catalogue, fetched when somebody first opens it. */
export const loadServicesPage = () => import('./ServicesPage').then((module) => ({ default: module.ServicesPage }));
