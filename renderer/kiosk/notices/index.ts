export { NoticePage, NoticesPage } from './NoticesPage';
