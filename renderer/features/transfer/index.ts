export { GoneElsewhere } from './GoneElsewhere';
export { messages } from './messages';
export { useTargetGrids } from './queries';
export { TransferForm } from './TransferForm';
