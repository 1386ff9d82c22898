export { ASSESSMENT_PATH, CARE_PATH, carePlace } from './places';

/** The archives of key people and their coverage, fetched when somebody first opens them. */
export const loadCarePage = () => import('./archives/CarePage').then((module) => ({ default: module.CarePage }));

/** The form of an ability assessment; the service worker holds it offline. */
export const loadAssessmentForm = () =>
  import('./assessment/AssessmentFormPage').then((module) => ({ default: module.AssessmentFormPage }));

/** The page of somebody's file about what they can still do. */
export const loadAbilityOf = () => import('./assessment/AbilityOf').then((module) => ({ default: module.AbilityOf }));
