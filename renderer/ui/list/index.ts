export { chosenColumns, ColumnChooser, type ColumnChoice } from './column-chooser';
export { DataGrid } from './data-grid';
export { FilterBar, FilterChips, useFilterText, withoutFilters } from './filter-bar';
export {
  activeFilters,
  rangeOf,
  rangeText,
  severalOf,
  type FilterField,
  type FilterOption,
  type FilterValues,
} from './filter-values';
export { NoticeBar, SelectionBar } from './foot-bars';
export type { GridColumn, RowSelection, Sort } from './grid-types';
export { messages as listMessages } from './messages';
export { PopoverButton } from './popover-button';
export { useSelection, type Selection } from './use-selection';
export { ViewsMenu } from './views-menu';
