export { BookingPage } from './BookingPage';
export { messages as bookingMessages } from './messages';
