import { z } from 'zod';
import { usualBookings, usualLine, type BookingSettings } from '#shared/domain/bookings/settings';
import type { Hall } from '#shared/domain/queue/hall';
import { AppError } from '#shared/errors/app-error';
import { bookingSettingsSchema } from '#shared/ipc/booking-api';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import type { Audit } from '../ports';

const FILE = 'bookings.json';
const fileSchema = z.strictObject({ version: z.literal(1), settings: bookingSettingsSchema.nullable() });

/** Settings of bookings, kept by the host. */
export interface BookingSettingsFile {
  /** As they fit the hall: a line that it has got since takes bookings as usual, one that it has no more takes none. */
  current(hall: Pick<Hall, 'groups'>): BookingSettings;
  /** On disk, and in the audit chain, when it resolves. `request.malformed` for a line that the hall has not. */
  set(by: string, hall: Pick<Hall, 'groups'>, wanted: BookingSettings): Promise<void>;
}

/** Opens the settings; the usual ones where nobody has set any. `host.data-damaged`. */
export async function openBookingSettings(
  folder: DurableFolder,
  audit: Pick<Audit, 'append'>,
): Promise<BookingSettingsFile> {
  const file = await openHostOnlyFile(folder, FILE, fileSchema, { version: 1 as const, settings: null });
  return {
    current: (hall) => {
      const { settings } = file.current();
      if (!settings) return usualBookings(hall);
      const lineOf = (letter: string) => settings.lines.find(({ group }) => group === letter) ?? usualLine(letter);
      return { ...settings, lines: hall.groups.map(({ letter }) => lineOf(letter)) };
    },
    set: async (by, hall, wanted) => {
      const unknown = wanted.lines.find(({ group }) => !hall.groups.some(({ letter }) => letter === group));
      if (unknown) throw new AppError('request.malformed', `the hall has no line ${unknown.group}`);
      await file.change(() => ({ version: 1, settings: wanted }));
      await audit.append({ kind: 'bookings-set', by, subject: null, detail: `${wanted.lines.length} lines` });
    },
  };
}
