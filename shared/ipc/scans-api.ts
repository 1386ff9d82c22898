import { z } from 'zod';
import { instantSchema } from '../schema/envelope';

/**
 * Scans from the scanner's folder: a folder of the host's machine in which scanners save what they scan. Whoever works at a counter (`worksAtCounter`) sees what
 * has just come and takes it into an application; whoever sets the hall (`setsHall`) sets the folder. Nothing is kept by the host: a scan lies in the folder
 * until the device at the desk has it on its own disk and says so.
 */
export const scanPaths = {
  /** `GET` (`worksAtCounter`): `ScansView`. */
  scans: '/api/scans',
  /** `GET` (`worksAtCounter`): the bytes as they lie in the folder. `request.not-found`. */
  file: '/api/scans/:id/file',
  /** `POST` `{ id }` (`worksAtCounter`): `scanTakingSchema`; for two minutes it is offered to nobody else. */
  taking: '/api/scans/taking',
  /** `POST` `scanTakenSchema` (`worksAtCounter`): `scanTakenAnswerSchema`; puts it away. */
  taken: '/api/scans/taken',
  /** `GET` (`setsHall`): `scanSettingsSchema`. `POST` `scanSettingsSchema` (`setsHall`): `scanSetAnswerSchema`. */
  settings: '/api/scans/settings',
} as const;

export const scanFilePath = (id: string): string => scanPaths.file.replace(':id', id);

/** What is the matter with the folder. `own`: it lies in the host's own data, where nothing else may. */
export const SCAN_FOLDER_TROUBLES = [
  'not-absolute',
  'missing',
  'no-folder',
  'unreadable',
  'unwritable',
  'own',
] as const;
export type ScanFolderTrouble = (typeof SCAN_FOLDER_TROUBLES)[number];

/**
 * Why a file of the folder is no scan. `incomplete`: it has not grown for a minute and its end is missing; `format`: neither JPEG, PNG nor PDF, whatever it is
 * called.
 */
export const SCAN_REFUSALS = ['empty', 'incomplete', 'format', 'too-large'] as const;
export type ScanRefusal = (typeof SCAN_REFUSALS)[number];

export const SCAN_KINDS = ['jpeg', 'png', 'pdf'] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];

/** Larger than any page that a scanner is sensibly set to, and small enough for a device's memory. */
export const MOST_SCAN_BYTES = 40 * 1024 * 1024;

const scanIdSchema = z.string().regex(/^[0-9a-f]{32}$/);
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 in hexadecimal digits');

export const scansViewSchema = z.object({
  /** Whether a folder is set. */
  isOn: z.boolean(),
  trouble: z.enum(SCAN_FOLDER_TROUBLES).nullable(),
  /** The newest first. */
  scans: z.array(
    z.object({
      /** Of this file as it is: what is saved anew under its name is another. */
      id: scanIdSchema,
      name: z.string(),
      kind: z.enum(SCAN_KINDS),
      bytes: z.number().int(),
      savedAtMs: instantSchema,
      /** Somebody else is taking it. */
      isOthers: z.boolean(),
    }),
  ),
  /** Files that are still being written. */
  arriving: z.number().int(),
  refused: z.array(z.object({ name: z.string(), why: z.enum(SCAN_REFUSALS) })),
});
export type ScansView = z.infer<typeof scansViewSchema>;
export type Scan = ScansView['scans'][number];

export const scanIdBodySchema = z.strictObject({ id: scanIdSchema });
/** `others`: somebody else was quicker; `gone`: it lies there no more, or not as it did. */
export const scanTakingSchema = z.object({ outcome: z.enum(['yours', 'others', 'gone']) });
export type ScanTaking = z.infer<typeof scanTakingSchema>;

/** What was taken is on the device's disk. The hash is that of the bytes it was given. */
export const scanTakenSchema = z.strictObject({ id: scanIdSchema, sha256: hashSchema });
/** `changed`: what lies there is not what was given, so it stays. */
export const scanTakenAnswerSchema = z.object({ outcome: z.enum(['put-away', 'changed', 'gone']) });
export type ScanTaken = z.infer<typeof scanTakenAnswerSchema>;

export const scanSettingsSchema = z.strictObject({
  /** Whole path on the host's machine; null: no scans. */
  folder: z
    .string()
    .trim()
    .min(1)
    .max(400)
    .regex(/^[^\p{Cc}]+$/u)
    .nullable(),
  /** What happens to a scan that was taken: it is moved to the folder `taken` in there, or removed. */
  then: z.enum(['move', 'remove']),
});
export type ScanSettings = z.infer<typeof scanSettingsSchema>;

/** A folder that cannot be used is refused, and what was set stays. */
export const scanSetAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('set') }),
  z.object({ outcome: z.literal('refused'), trouble: z.enum(SCAN_FOLDER_TROUBLES) }),
]);
export type ScanSetAnswer = z.infer<typeof scanSetAnswerSchema>;
