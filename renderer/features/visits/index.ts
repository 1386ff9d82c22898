export { messages } from './messages';
export { DueChip, useDueRule } from './components/DueChip';
export { OlderVisits } from './components/OlderVisits';
export { VisitHistory } from './components/VisitHistory';
export { VisitPhotos } from './components/VisitPhotos';
export { createDraftKeeper, type DraftKeeper, type SaveState } from './draft-keeper';
export { visitFormPlace, visitsPlace, VISIT_FORM_PATH, VISITS_PATH } from './places';
export { usePersonVisits, useRound, type PersonDue, type VisitRecord } from './queries';
export { RoundProvider } from './RoundProvider';
export { locate, type Whereabouts } from './whereabouts';

/** Fetches the page of the round. */
export const loadVisitsPage = () => import('./VisitsPage').then((module) => ({ default: module.VisitsPage }));

/** The form's own part of the program, fetched when somebody first opens it; the service worker holds it offline. */
export const loadVisitForm = () => import('./VisitFormPage').then((module) => ({ default: module.VisitFormPage }));
