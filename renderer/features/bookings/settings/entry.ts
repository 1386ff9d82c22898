import { BOOKING_LIMITS, SLOT_MINUTES, type BookingLine, type BookingSettings } from '#shared/domain/bookings/settings';

/** Settings as somebody types them. */
export interface SettingsEntry {
  readonly residentsBook: boolean;
  readonly latest: string;
  readonly earliest: string;
  readonly lines: readonly LineEntry[];
}

export interface LineEntry {
  readonly group: string;
  readonly slotMinutes: BookingLine['slotMinutes'];
  readonly places: string;
  readonly daysAhead: string;
  readonly weekdays: readonly number[];
}

const MINUTE_MS = 60_000;

/** What is set, to be typed over. */
export const entryOf = ({ residentsBook, latestMs, earliestMs, lines }: BookingSettings): SettingsEntry => ({
  residentsBook,
  latest: String(latestMs / MINUTE_MS),
  earliest: String(earliestMs / MINUTE_MS),
  lines: lines.map(({ places, daysAhead, ...line }) => ({
    ...line,
    places: String(places),
    daysAhead: String(daysAhead),
  })),
});

/** A whole number from 0 to so many; null for anything else. */
function wholeOf(text: string, most: number): number | null {
  const plain = text.trim();
  if (!/^\d{1,4}$/.test(plain)) return null;
  return Number(plain) <= most ? Number(plain) : null;
}

const MOST_MINUTES = BOOKING_LIMITS.spanMs / MINUTE_MS;
export const minutesOf = (text: string): number | null => wholeOf(text, MOST_MINUTES);
export const placesOf = (text: string): number | null => wholeOf(text, BOOKING_LIMITS.places);
export const daysOf = (text: string): number | null => wholeOf(text, BOOKING_LIMITS.daysAhead);

/** What was typed as settings; null where something is no number. */
export function settingsOf({ residentsBook, latest, earliest, lines }: SettingsEntry): BookingSettings | null {
  const [latestMinutes, earliestMinutes] = [minutesOf(latest), minutesOf(earliest)];
  if (latestMinutes === null || earliestMinutes === null) return null;
  const made: BookingLine[] = [];
  for (const { places, daysAhead, ...line } of lines) {
    const [count, days] = [placesOf(places), daysOf(daysAhead)];
    if (count === null || days === null) return null;
    made.push({ ...line, places: count, daysAhead: days });
  }
  return { residentsBook, latestMs: latestMinutes * MINUTE_MS, earliestMs: earliestMinutes * MINUTE_MS, lines: made };
}

/** The length that somebody chose. */
export const lengthOf = (text: string): BookingLine['slotMinutes'] =>
  SLOT_MINUTES.find((minutes) => String(minutes) === text) ?? 30;
