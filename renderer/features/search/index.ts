export { messages } from './messages';
export { SearchButton } from './SearchButton';
export { SearchDialog } from './SearchDialog';
