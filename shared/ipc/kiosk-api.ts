import { z } from 'zod';
import { APPLICATION_STATES, type ApplicationState } from '../domain/applications/steps';
import { INCIDENT_STATES, type IncidentState } from '../domain/incidents/machine';
import { calendarDateSchema, instantSchema, labelSchema, uidSchema, type Label } from '../schema/envelope';
import type { IMPORTANCES as IMPORTANCES_OF_RECORD } from '../schema/types/announcement';
import type { APPLICATION_LIMITS } from '../schema/types/application';
import type { INCIDENT_LIMITS } from '../schema/types/incident';
import type { SATISFACTIONS } from '../schema/types/incident-rating';
import type { REJECT_REASONS } from '../schema/types/incident-step';
import type { MATERIAL_NEEDS } from '../schema/types/service-item';

/**
 * What somebody does before a kiosk without anybody's help, at the kiosks' own door and with a kiosk's credential (`hallPaths` has the pairing and
 * the numbers). Nothing here tells a name: what goes out is for everybody, or what a receipt tells; what comes in is sealed to the desk's
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
  /** `POST` `{ box }`: `HandedInAnswer`. The box is a JWE in compact form to the desk's key, around a value of `handInSchemas[kind]`. */
  intake: '/intake/:kind',
} as const;

// Said once more here, and held to what records have by their types alone: a kiosk gets no module that knows a record.
const GRADES: typeof SATISFACTIONS = ['very-satisfied', 'satisfied', 'acceptable', 'dissatisfied', 'very-dissatisfied'];
const IMPORTANCES: typeof IMPORTANCES_OF_RECORD = ['normal', 'important'];
const NEEDS: typeof MATERIAL_NEEDS = ['required', 'conditional', 'electronic'];
const REASONS: typeof REJECT_REASONS = ['not-ours', 'not-found', 'no-matter', 'other'];
type Satisfaction = (typeof SATISFACTIONS)[number];
const receiptCodeSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/);

/** Longest texts that a kiosk takes, in characters: those of the records that they come to stand in. */
export const KIOSK_TEXT_LIMITS: Pick<typeof APPLICATION_LIMITS, 'name' | 'phone' | 'citizenId' | 'answer'> &
  Pick<typeof INCIDENT_LIMITS, 'text'> & { readonly spot: 60 } = {
  ...{ name: 60, phone: 30, citizenId: 30, answer: 500 },
  ...{ text: 2000, spot: 60 },
};

/** What a kiosk hands in. */
export const HAND_IN_KINDS = ['application', 'incident', 'photo'] as const;
export type HandInKind = (typeof HAND_IN_KINDS)[number];

export const handInPath = (kind: HandInKind): string => kioskPaths.intake.replace(':kind', kind);

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

/** As it was typed: small letters, spaces and hyphens do not matter. */
export const askProgressSchema = z.strictObject({ receipt: z.string().min(1).max(40) });

/** Steps that whoever has the receipt is told of, by what it belongs to; see `resident-port`. */
export const TOLD_APPLICATION_KINDS = [
  'submit',
  'ask',
  'accept',
  'return',
  'start',
  'pause',
  'resume',
  'extend',
  'decide',
  'deliver',
  'withdraw',
] as const;
export const TOLD_INCIDENT_KINDS = [
  'accept',
  'reject',
  'duplicate',
  'dispatch',
  'transfer',
  'start',
  'finish',
  'fail',
  'close',
  'reopen',
  'postpone',
  'pause',
  'resume',
] as const;

/** What a receipt tells at a kiosk: the same as on the residents' pages, without the pictures. */
export type KioskProgress =
  | {
      readonly kind: 'application';
      readonly receipt: string;
      /** What the item is called; null where the catalogue has lost it. */
      readonly item: string | null;
      readonly startedAtMs: number;
      readonly state: ApplicationState;
      readonly isPaused: boolean;
      readonly steps: readonly {
        readonly kind: (typeof TOLD_APPLICATION_KINDS)[number];
        readonly atMs: number;
        /** Until when it was asked for or put off. */
        readonly untilMs: number | null;
      }[];
      readonly dueAtMs: number | null;
      /** What is still to come, and by when. */
      readonly toBring: readonly { readonly name: string; readonly untilMs: number | null }[];
      readonly rated: Satisfaction | null;
      readonly mayRate: boolean;
    }
  | {
      readonly kind: 'incident';
      readonly receipt: string;
      readonly category: string | null;
      readonly reportedAtMs: number;
      readonly state: IncidentState;
      readonly steps: readonly {
        readonly kind: (typeof TOLD_INCIDENT_KINDS)[number];
        readonly atMs: number;
        /** Whom it went to. */
        readonly unit: Label | null;
        readonly reason: (typeof REJECT_REASONS)[number] | null;
        /** To when it was put off. */
        readonly untilMs: number | null;
      }[];
      readonly dueAtMs: number | null;
      /** What was done, in words that staff meant for the resident. */
      readonly told: string | null;
      readonly rated: Satisfaction | null;
      readonly mayRate: boolean;
    };

const rated = { rated: z.enum(GRADES).nullable(), mayRate: z.boolean() };
export const kioskProgressSchema: z.ZodType<KioskProgress> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('application'),
    receipt: receiptCodeSchema,
    item: z.string().nullable(),
    startedAtMs: instantSchema,
    state: z.enum(APPLICATION_STATES),
    isPaused: z.boolean(),
    steps: z.array(
      z.object({ kind: z.enum(TOLD_APPLICATION_KINDS), atMs: instantSchema, untilMs: instantSchema.nullable() }),
    ),
    dueAtMs: instantSchema.nullable(),
    toBring: z.array(z.object({ name: z.string(), untilMs: instantSchema.nullable() })),
    ...rated,
  }),
  z.object({
    kind: z.literal('incident'),
    receipt: receiptCodeSchema,
    category: z.string().nullable(),
    reportedAtMs: instantSchema,
    state: z.enum(INCIDENT_STATES),
    steps: z.array(
      z.object({
        kind: z.enum(TOLD_INCIDENT_KINDS),
        atMs: instantSchema,
        unit: labelSchema.nullable(),
        reason: z.enum(REASONS).nullable(),
        untilMs: instantSchema.nullable(),
      }),
    ),
    dueAtMs: instantSchema.nullable(),
    told: z.string().nullable(),
    ...rated,
  }),
]);

export const giveRatingSchema = z.strictObject({
  receipt: askProgressSchema.shape.receipt,
  satisfaction: z.enum(GRADES),
});

/** `early`: it is not done yet; `again`: it was rated before, which stands; `unknown`: no such receipt. */
export const RATING_OUTCOMES = ['taken', 'again', 'early', 'unknown'] as const;
export const ratingAnswerSchema = z.object({ outcome: z.enum(RATING_OUTCOMES) });
export type RatingAnswer = z.infer<typeof ratingAnswerSchema>;

/** What may be chosen in a report; `isOn` is false where the station takes none. */
export const kioskReportFormSchema = z.object({
  isOn: z.boolean(),
  /** By their majors, as the station's table has them. */
  groups: z.array(z.object({ name: z.string(), categories: z.array(z.object({ uid: uidSchema, name: z.string() })) })),
});
export type KioskReportForm = z.infer<typeof kioskReportFormSchema>;

export const askPlacesSchema = z.strictObject({ typed: z.string().trim().min(1).max(40) });
/** Houses of the station, the likeliest first, without anybody who lives there. */
export const kioskPlacesSchema = z.object({
  places: z.array(z.object({ uid: uidSchema, address: z.string() })),
});
export type KioskPlaces = z.infer<typeof kioskPlacesSchema>;

/** Longest box of each kind, in characters. A photo's holds a JPEG in base64, and is base64 itself: 2.3 MB of picture. */
export const HAND_IN_BYTES: Readonly<Record<HandInKind, number>> = {
  application: 128 * 1024,
  incident: 64 * 1024,
  photo: 4 * 1024 * 1024,
};
/** Largest JPEG that fits into a box, bytes. */
export const KIOSK_PHOTO_BYTES = 2_300_000;

/** Photos of one application or incident. */
export const HAND_IN_PHOTOS = { application: 40, incident: 3 } as const;

export const kioskIntakeKeySchema = z.object({
  deskKey: z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    kid: z.string().min(1).max(64),
  }),
  maxBytes: z.object({ application: z.number(), incident: z.number(), photo: z.number() }),
});
export type KioskIntakeKey = z.infer<typeof kioskIntakeKeySchema>;

export const handInSchema = z.strictObject({ box: z.string().min(1).max(HAND_IN_BYTES.photo) });

/**
 * `id` is what a photo is named by in what it belongs to. `receipt` is null for a photo, and for what could not be written down at this moment: it
 * is kept on the host's disk and seen to by itself; the same box or form sent again then answers the receipt.
 */
export const handedInSchema = z.object({ id: uidSchema, receipt: receiptCodeSchema.nullable() });
export type HandedInAnswer = z.infer<typeof handedInSchema>;

/**
 * Why something opened cannot be taken, in `error.reason` of `request.malformed`; nothing is kept of it. `item-gone`: the item, or this version of
 * it, is not offered any more (load the catalogue again); `place-gone`, `category-gone`; `photo-gone`: a photo is not there any more, it has to be
 * taken again; `photo-kind`, `photo-damaged`, `photo-large`: no JPEG, not whole, too large; `off`: the station takes none; `box`: no box of the
 * desk's, or not what it should hold.
 */
export const HAND_IN_REFUSALS = [
  'item-gone',
  'place-gone',
  'category-gone',
  'photo-gone',
  'photo-kind',
  'photo-damaged',
  'photo-large',
  'off',
  'box',
] as const;
export type HandInRefusal = (typeof HAND_IN_REFUSALS)[number];

/** Chosen anew for each form by the kiosk, and kept as long as it is not answered: the same form is taken once. */
const formSchema = z.string().regex(/^[\w-]{16,40}$/);
const partIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

/** What the boxes hold, as JSON. */
export const handInSchemas = {
  application: z.strictObject({
    form: formSchema,
    /** When it was begun at the kiosk, by the host's clock. */
    startedAtMs: instantSchema,
    itemNumber: z.string().regex(/^[A-Z][0-9]{3,5}$/),
    versionId: uidSchema,
    applicant: z.strictObject({
      name: z.string().trim().min(1).max(KIOSK_TEXT_LIMITS.name),
      phone: z
        .string()
        .trim()
        .max(KIOSK_TEXT_LIMITS.phone)
        .regex(/^\+?[0-9][0-9 -]{4,28}$/),
      /** May be empty. */
      citizenId: z.string().trim().max(KIOSK_TEXT_LIMITS.citizenId),
    }),
    /** By the field of the item's form. */
    answers: z.record(partIdSchema, z.string().max(KIOSK_TEXT_LIMITS.answer)),
    /** What was photographed of which material. */
    materials: z
      .array(z.strictObject({ materialId: partIdSchema, photoIds: z.array(uidSchema).min(1).max(20) }))
      .max(60),
    /** The number that the person waits with, if any. */
    ticket: z.strictObject({ number: z.string().regex(/^[A-Z][0-9]{3,5}$/), day: calendarDateSchema }).nullable(),
    /** That what was typed and photographed is handed to the station for this matter. */
    consented: z.literal(true),
  }),
  incident: z.strictObject({
    form: formSchema,
    buildingUid: uidSchema,
    /** 2单元门口; may be empty. */
    spot: z.string().trim().max(KIOSK_TEXT_LIMITS.spot),
    /** Null: not known. */
    categoryUid: uidSchema.nullable(),
    text: z.string().trim().min(1).max(KIOSK_TEXT_LIMITS.text),
    /** Empty: nobody is to be called back. */
    phone: z
      .string()
      .trim()
      .max(20)
      .regex(/^(?:\+?[0-9][0-9 -]{4,18})?$/),
    photoIds: z.array(uidSchema).max(HAND_IN_PHOTOS.incident),
  }),
  photo: z.strictObject({
    form: formSchema,
    /** A JPEG in base64. */
    jpeg: z.string().min(1).max(HAND_IN_BYTES.photo),
  }),
} as const;
export type KioskApplication = z.infer<typeof handInSchemas.application>;
export type KioskIncident = z.infer<typeof handInSchemas.incident>;
export type KioskPhoto = z.infer<typeof handInSchemas.photo>;
