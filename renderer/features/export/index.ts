export { ExportButton } from './ExportButton';
export { messages } from './messages';
export type { ExportSource } from './source';
export { useListExport } from './use-list-export';
