export { AlarmTime } from './AlarmTime';
export { ALARM_RULES_PATH, ALARMS_PATH, alarmsPlace } from './places';
export { mayAdjustWatch } from './rights';
export { useOpenAlarms, type ShownAlarm } from './queries';
export { useRuleWords } from './words';

/** The alarms that are open, most urgent first, in front of a page. */
export const loadAlarmStrip = () => import('./strip/AlarmStrip').then((module) => ({ default: module.AlarmStrip }));

/** One line about them on every page, and their sound. */
export const loadAlarmBar = () => import('./strip/AlarmBar').then((module) => ({ default: module.AlarmBar }));

/** The list, fetched when somebody first opens it; the service worker holds it offline. */
export const loadAlarmsPage = () => import('./list/AlarmsPage').then((module) => ({ default: module.AlarmsPage }));

/** What is watched for; few people ever open it. */
export const loadWatchRules = () => import('./rules/RulesPage').then((module) => ({ default: module.RulesPage }));

/** Alarms of one person, for a page of the file. */
export const loadAlarmsOf = () => import('./list/AlarmsOf').then((module) => ({ default: module.AlarmsOf }));
