import { messages } from './messages';

/** The words of bookings, which come with their pages. */
export const bookingParts = { bookings: messages } as const;
