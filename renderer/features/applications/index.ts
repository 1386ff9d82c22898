export { APPLICATION_FORM_PATH, APPLICATIONS_PATH, applicationFormPlace, applicationsPlace } from './places';
export type { OfTicket } from './places';

/** The list of what the desk has in hand, fetched when somebody first opens it. */
export const loadApplicationsPage = () =>
  import('./list/ApplicationsPage').then((module) => ({ default: module.ApplicationsPage }));

/** The form for a new application; the service worker holds it offline. */
export const loadApplicationForm = () =>
  import('./form/ApplicationFormPage').then((module) => ({ default: module.ApplicationFormPage }));

/** `ApplicationOfTicket`: the application of the number that a counter serves. */
export const loadApplicationOfTicket = () =>
  import('./ApplicationOfTicket').then((module) => ({ default: module.ApplicationOfTicket }));

/** `TicketRating`: five faces over the whole screen, for a number whose service has just ended. */
export const loadTicketRating = () =>
  import('./rating/TicketRating').then((module) => ({ default: module.TicketRating }));

/** What the desk has in hand and what was said of it, for figures. */
export { useApplications, useDeskCalendar, useRatings } from './queries';
export type { RatingRecord } from './queries';
export type { ShownApplication } from './view';
