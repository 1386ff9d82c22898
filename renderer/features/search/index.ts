export { useVisitPlace, type SearchActions } from './commands';
export { messages } from './messages';
export { openSearch } from './search-open';
export { SearchButton } from './SearchButton';
export { SearchDialog } from './SearchDialog';
