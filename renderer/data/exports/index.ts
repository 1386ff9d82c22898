export { createExports, type ExportsDeps } from './exports';
export * from './types';
