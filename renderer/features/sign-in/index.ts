export { Mark } from './components/Mark';
export { SignInAgain } from './components/SignInAgain';
export { messages } from './messages';
export { SignInPage } from './SignInPage';
