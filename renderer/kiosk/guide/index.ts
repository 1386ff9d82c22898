export { ItemPage } from './ItemPage';
export { FamilyPage, ItemsPage } from './ItemsPage';
export { SearchPage } from './SearchPage';
