export { MatterPage } from './MatterPage';
export { NumberPage } from './NumberPage';
export { ProgressPage } from './ProgressPage';
