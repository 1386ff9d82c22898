export { messages } from './messages';
export { WORKBENCH_PATH, WORKBENCH_PLACE } from './places';

/** Fetches the page of this part. */
export const loadWorkbenchPage = () => import('./WorkbenchPage').then((module) => ({ default: module.WorkbenchPage }));
