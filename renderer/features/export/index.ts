export { ExportButton } from './ExportButton';
export { FiguresExport, type ExportedFigures } from './FiguresExport';
export { messages } from './messages';
export type { ExportSource } from './source';
export { useListExport } from './use-list-export';
