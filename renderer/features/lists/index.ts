export { Beside } from './Beside';
export { ListPage, useReturnToRow } from './ListPage';
export { useListSettings, type ListSettings } from './list-settings';
export { messages } from './messages';
export { knownOf, numbersOf, useBuildingOptions, useGridName, useGridOptions, useKindOptions } from './options';
export { useRegisterList, type ListDefinition, type RegisterList, type SortOf } from './use-register-list';
