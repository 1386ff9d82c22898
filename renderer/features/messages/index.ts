export { useOwnMessages, type ShownMessage } from './queries';
