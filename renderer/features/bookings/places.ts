import type { Place } from '#renderer/ui/index';

/** Who has booked when, and a place for somebody before the desk or on the telephone. */
export const BOOKINGS_PATH = '/bookings';

/** See `BOOKINGS_PATH`; of a day (`YYYY-MM-DD`), today where none is named, with one opened by `_id`. */
export const bookingsPlace = ({
  day = '',
  open = '',
}: { readonly day?: string; readonly open?: string } = {}): Place => ({
  path: BOOKINGS_PATH,
  query: { day, open },
});
