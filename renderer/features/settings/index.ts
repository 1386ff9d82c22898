export { messages } from './messages';
export { isSettingsPath, sectionsFor, settingsPlace, type SectionName } from './places';

/** Fetches the settings; few people ever open them. */
export const loadSettings = () => import('./SettingsPage').then((module) => ({ default: module.SettingsPage }));
