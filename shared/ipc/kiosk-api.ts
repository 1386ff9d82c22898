import { z } from 'zod';
import { calendarDateSchema, instantSchema, labelSchema, uidSchema, type Label } from '../schema/envelope';
import type { IMPORTANCES as IMPORTANCES_OF_RECORD } from '../schema/types/announcement';
import type { MATERIAL_NEEDS } from '../schema/types/service-item';

/**
 * What somebody does before a kiosk without anybody's help, at the kiosks' own door and with a kiosk's credential (`board-api` has the pairing and the
 * numbers). Nothing here tells a name: what goes out is for everybody, or what a receipt tells; what comes in is sealed to the desk's
 * public key before it leaves the kiosk.
 *
 * Every path may answer `auth.invalid` (pair it again), `access.denied`, `request.malformed`, `request.rate-limited` (`details.retryAfterMs`) and
 * `hub.busy` (the host has only just started: ask again).
 */
export const kioskPaths = {
  /** `GET`: `KioskHome`. */
  home: '/api/kiosk/home',
  /** `GET`: `KioskCatalogue`, with `mark` as its `ETag`; 304 for an `If-None-Match` of the same. */
  catalogue: '/api/kiosk/catalogue',
  /** `GET`: `KioskAnnouncements`. */
  announcements: '/api/kiosk/announcements',
  /** `POST` `askProgressSchema`: `KioskProgress`; `request.not-found` for a receipt that nothing has. */
  progress: '/api/kiosk/progress',
  /** `POST` `giveRatingSchema`: `ratingAnswerSchema`. */
  rating: '/api/kiosk/rating',
  /** `GET`: `KioskReportForm`. */
  reportForm: '/api/kiosk/report-form',
  /** `POST` `askPlacesSchema`: `KioskPlaces`. */
  places: '/api/kiosk/places',
  /** `GET`: `kioskIntakeKeySchema`. */
  intakeKey: '/intake/key',
  /** `POST` `{ box }`: `HandedInAnswer`. The box is a JWE in compact form to the desk's key, around a value of `handInSchemas[kind]` (`kiosk-intake-api`). */
  intake: '/intake/:kind',
} as const;
const IMPORTANCES: typeof IMPORTANCES_OF_RECORD = ['normal', 'important'];
const NEEDS: typeof MATERIAL_NEEDS = ['required', 'conditional', 'electronic'];

/** What kiosks offer at this station at all; a page of what is false is not shown. */
export const kioskOffersSchema = z.object({
  /** Applications, with what to bring. False while the catalogue has no item. */
  apply: z.boolean(),
  /** Incident reports. */
  report: z.boolean(),
  /** A person to talk to. */
  call: z.boolean(),
  /** A time to come. */
  book: z.boolean(),
  print: z.boolean(),
});
export type KioskOffers = z.infer<typeof kioskOffersSchema>;

/** What the first page says. */
export interface KioskHome {
  readonly station: string;
  readonly day: string;
  /** By the host's clock, by which all instants here are. */
  readonly nowMs: number;
  /** `08:30`. */
  readonly opensAt: string;
  readonly closesAt: string;
  /** Whether numbers are given now. */
  readonly isOpen: boolean;
  readonly groups: readonly {
    readonly letter: string;
    readonly name: Label;
    readonly waiting: number;
    /** What the wait of whoever takes a number now is taken to be, ms; null where no window is open for it. */
    readonly expectedMs: number | null;
  }[];
  readonly offers: KioskOffers;
  /** Origin of the residents' pages: `/p/<receipt>` tells of a matter, `/apply/<item number>` takes an application; null where there are none. */
  readonly phone: string | null;
}
export const kioskHomeSchema: z.ZodType<KioskHome> = z.object({
  station: z.string(),
  day: calendarDateSchema,
  nowMs: instantSchema,
  opensAt: z.string(),
  closesAt: z.string(),
  isOpen: z.boolean(),
  groups: z.array(
    z.object({ letter: z.string(), name: labelSchema, waiting: z.number(), expectedMs: z.number().nullable() }),
  ),
  offers: kioskOffersSchema,
  phone: z.string().nullable(),
});

/** An item that is offered now, as everybody may read it. Null is what no source gives: 未提供. */
export const publicItemSchema = z.object({
  /** `S001`. */
  number: z.string(),
  /** The version that this says; an application that was begun with it keeps it. */
  versionId: uidSchema,
  family: z.string(),
  name: z.string(),
  /** What it is called in English; null where the station named it itself. */
  english: z.string().nullable(),
  department: z.string().nullable(),
  who: z.string().nullable(),
  materials: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        need: z.enum(NEEDS),
        /** For a conditional one: when it is needed. */
        when: z.string().nullable(),
        /** Whether it may follow later (容缺). */
        mayFollow: z.boolean(),
      }),
    )
    .nullable(),
  /** How long it may take by law, and as the station promises: in words. */
  statutory: z.string().nullable(),
  promised: z.string().nullable(),
  steps: z.array(z.string()).nullable(),
  fee: z.string().nullable(),
  /** What the form asks beside who applies. */
  form: z.array(z.object({ id: z.string(), label: z.string() })).nullable(),
  /** The letter of the numbers with which one waits for it; null where the hall has no group. */
  group: z.string().nullable(),
});
export type PublicItem = Readonly<z.infer<typeof publicItemSchema>>;

/** In the order of the station's catalogue. */
export const kioskCatalogueSchema = z.object({ mark: z.string(), items: z.array(publicItemSchema) });
export type KioskCatalogue = z.infer<typeof kioskCatalogueSchema>;

/** Current ones that staff marked for residents, the most urgent first. */
export const kioskAnnouncementsSchema = z.object({
  announcements: z.array(
    z.object({
      uid: uidSchema,
      title: z.string(),
      body: z.string(),
      from: calendarDateSchema,
      until: calendarDateSchema.nullable(),
      importance: z.enum(IMPORTANCES),
    }),
  ),
});
export type KioskAnnouncements = z.infer<typeof kioskAnnouncementsSchema>;
