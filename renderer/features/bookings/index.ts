export { BOOKINGS_PATH, bookingsPlace } from './places';

/** The page of bookings, fetched when somebody first opens it. */
export const loadBookingsPage = () => import('./BookingsPage').then((module) => ({ default: module.BookingsPage }));

/** `BookingSettings`: a card that sets slots and places of each line, for the settings of the hall. */
export const loadBookingSettings = () =>
  import('./settings/BookingSettingsCard').then((module) => ({ default: module.BookingSettingsCard }));
