import { z } from 'zod';
import { calendarDateSchema, envelopeShape } from '../envelope';
import { defineRecordType } from '../record-type';

/** `HH:MM` at the station. */
export const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** Days on which nobody works, both ends included. */
export const holidaySchema = z.strictObject({
  name: z.string().min(1).max(40),
  from: calendarDateSchema,
  until: calendarDateSchema,
});
export type Holiday = Readonly<z.infer<typeof holidaySchema>>;

/** A part of every working day in which limits run; the beginning is in it, the end is not. */
export const workingHoursSchema = z.strictObject({ from: clockSchema, until: clockSchema });
export type WorkingHours = Readonly<z.infer<typeof workingHoursSchema>>;

/** A part of the year with hours of its own, both ends included: summer hours, say. */
export const seasonSchema = z.strictObject({
  name: z.string().min(1).max(40),
  from: calendarDateSchema,
  until: calendarDateSchema,
  hours: z.array(workingHoursSchema).min(1).max(4),
});
export type Season = Readonly<z.infer<typeof seasonSchema>>;

/**
 * One year as the notice of that year has it. Weekdays that no row names are worked, weekends are not. The key is the year: a year without
 * a record is not known.
 */
export const calendarSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('calendar'),
  year: z.number().int().min(1992).max(2199),
  /** Which notice says so: its title, date and where it was read. */
  source: z.string().min(1).max(300),
  holidays: z.array(holidaySchema).max(40),
  /** 调休: days of a weekend that are worked. */
  workdays: z.array(calendarDateSchema).max(40),
  /** In order and apart from each other. */
  hours: z.array(workingHoursSchema).min(1).max(4),
  /** Of those that hold a day the last one counts. */
  seasons: z.array(seasonSchema).max(8),
});
export type Calendar = Readonly<z.infer<typeof calendarSchema>>;

export const calendar = defineRecordType<Calendar>({
  type: 'calendar',
  title: { zh: '工作日历', en: 'working calendar' },
  collection: 'reference',
  database: 'commons',
  version: 2,
  schema: calendarSchema,
  fields: { year: 'open', source: 'open', holidays: 'open', workdays: 'open', hours: 'open', seasons: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: String(record.year), owner: '' }),
  migrations: { 1: (old) => ({ ...old, seasons: [] }) },
});
