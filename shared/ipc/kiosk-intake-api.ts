import { z } from 'zod';
import { calendarDateSchema, instantSchema, labelSchema, uidSchema } from '../schema/envelope';
import type { APPLICATION_LIMITS } from '../schema/types/application';
import type { INCIDENT_LIMITS } from '../schema/types/incident';
import { kioskPaths } from './kiosk-api';
import { receiptCodeSchema } from './kiosk-matter-api';

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

/** What may be chosen in a report; `isOn` is false where the station takes none. */
export const kioskReportFormSchema = z.object({
  isOn: z.boolean(),
  /** By their majors, as the station's table has them. */
  groups: z.array(
    z.object({ name: labelSchema, categories: z.array(z.object({ uid: uidSchema, name: labelSchema })) }),
  ),
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
