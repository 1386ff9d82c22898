export { messages } from './messages';
export { canRecordHealth } from './commands';
export { FormBar } from './components/FormBar';
export { DueChip, useDueRule } from './components/DueChip';
export { OlderVisits } from './components/OlderVisits';
export { VisitHistory } from './components/VisitHistory';
export { VisitPhotos } from './components/VisitPhotos';
export {
  ROUND_PATH,
  ROUND_PLACE,
  TEAM_PATH,
  VISIT_FORM_PATH,
  VISIT_RULES_PATH,
  visitFormPlace,
  VISITS_PATH,
  visitsPlace,
} from './places';
export { teamFactOf, mayChangeVisitTable, useVisitWorkers, type VisitWorker } from './plan/queries';
export { usePersonVisits, useRound, type PersonDue, type VisitRecord } from './queries';
export { useRowWords } from './row-words';
export { RoundProvider } from './RoundProvider';
export { locate, type Whereabouts } from './whereabouts';

/** Fetches the page of the round. */
export const loadVisitsPage = () => import('./VisitsPage').then((module) => ({ default: module.VisitsPage }));

/** What each worker has to do. */
export const loadTeamPage = () => import('./plan/TeamPage').then((module) => ({ default: module.TeamPage }));

/** How often people are visited. */
export const loadVisitRules = () => import('./plan/RulesPage').then((module) => ({ default: module.RulesPage }));

/** The form's own part of the program, fetched when somebody first opens it; the service worker holds it offline. */
export const loadVisitForm = () => import('./VisitFormPage').then((module) => ({ default: module.VisitFormPage }));
