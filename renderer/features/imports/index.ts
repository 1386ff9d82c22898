import './bar.css';

export { ImportBar } from './components/ImportBar';
export { messages } from './bar-messages';
export { IMPORTS_PATH } from './places';
export { useImports } from './queries';

/** Fetches the pages of this part. */
export const loadImportPages = () => import('./ImportPages').then((module) => ({ default: module.ImportPages }));
