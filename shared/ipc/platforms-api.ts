import { z } from 'zod';
import { PLATFORM_FIELDS } from '../domain/platforms/payload';
import { GATE_PROBLEMS } from '../domain/platforms/gate';
import { calendarDateSchema, instantSchema, uidSchema } from '../schema/envelope';
import { systemNameSchema, systemSettingsSchema } from './messages-api';

/** Platforms of departments that accepted applications go on to; set by whoever `setsMessages`. */
export const platformPaths = {
  /** `GET`: `PlatformsView`. `POST` `setPlatformSchema`: `platformSetSchema`; `request.malformed` for a name that is taken or not there. */
  platforms: '/api/platforms',
  /** `POST` `{ name }`: `PlatformsView`. What waits for it stays where it is and goes nowhere. */
  removal: '/api/platforms/removal',
  /** `POST` `{ applicationUid }` by whoever works at a counter: sends again what the platform refused; `request.not-found`. */
  again: '/api/platforms/again',
} as const;

export const platformSettingsSchema = systemSettingsSchema.pick({ url: true, authority: true, on: true }).extend({
  /** What people call it: 省政务服务平台. */
  title: z.string().trim().min(1).max(40),
  /** Departments whose items go there, as the catalogue names them. */
  departments: z.array(z.string().trim().min(1).max(80)).min(1).max(60),
  /** The data-sharing agreement; without one that holds nothing goes out. */
  agreement: z.strictObject({ number: z.string().trim().min(1).max(60), until: calendarDateSchema }).nullable(),
  /** What it may be given of a person. */
  fields: z.array(z.enum(PLATFORM_FIELDS)).max(PLATFORM_FIELDS.length),
});
export type PlatformSettings = z.infer<typeof platformSettingsSchema>;

export const setPlatformSchema = platformSettingsSchema.extend({ name: systemNameSchema, isNew: z.boolean() });
export type SetPlatform = z.infer<typeof setPlatformSchema>;

export const platformsViewSchema = z.object({
  platforms: z.array(
    platformSettingsSchema.extend({
      name: systemNameSchema,
      /** Why nothing goes there at this moment; null where it does. */
      problem: z.enum(GATE_PROBLEMS).nullable(),
      waiting: z.number().int(),
      refused: z.number().int(),
      last: z.object({ atMs: instantSchema, code: z.string() }).nullable(),
    }),
  ),
});
export type PlatformsView = z.infer<typeof platformsViewSchema>;

/** The secret that requests are signed with, where it was made now: it is shown this once. */
export const platformSetSchema = z.object({ view: platformsViewSchema, secret: z.string().nullable() });
export type PlatformSet = z.infer<typeof platformSetSchema>;

export const platformNameSchema = z.strictObject({ name: systemNameSchema });
export const sendAgainSchema = z.strictObject({ applicationUid: uidSchema });
export const sentAgainSchema = z.object({ round: z.number().int() });
