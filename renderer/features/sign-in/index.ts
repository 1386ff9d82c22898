export { ChangePassphrase } from './components/ChangePassphrase';
export { EndedDevice, EndingDevice, type DeviceEnd } from './components/EndingDevice';
export { LanguageButton } from './components/LanguageButton';
export { Mark } from './components/Mark';
export { NewPassphrasePage } from './components/NewPassphrasePage';
export { SignInAgain } from './components/SignInAgain';
export { LockPage } from './LockPage';
export { messages } from './messages';
export { SignInPage } from './SignInPage';
