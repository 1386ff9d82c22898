export { openTable, parseOnly } from './open-table';
export { safeCell } from './safe-cell';
export { writeTable } from './write-table';
export * from './types';
