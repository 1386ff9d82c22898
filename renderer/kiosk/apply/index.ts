export { ApplyPage } from './ApplyPage';
