export { CallPage, type CallPageProps } from './CallPage';
export { callMessages } from './messages';
