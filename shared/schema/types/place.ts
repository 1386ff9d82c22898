import { z } from 'zod';
import { areaTextSchema, ringTextSchema } from '../area';
import { envelopeShape, labelSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';

export type { AreaText, MultiPolygon, Polygon, Position, Ring } from '../area';

/** A point in WGS-84 degrees. */
export const pointSchema = z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) });
export type Point = Readonly<z.infer<typeof pointSchema>>;

export const stationSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('station'),
  name: labelSchema,
  /** 12-digit statistical code of the community, or null where the station has none. */
  areaCode: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  practice: z.boolean(),
  /** Days between visits, by kind of key person. */
  visitIntervalDays: z.strictObject({
    elderly: z.number().int().min(1).max(366),
    child: z.number().int().min(1).max(366),
    disabled: z.number().int().min(1).max(366),
    livingAlone: z.number().int().min(1).max(366),
  }),
});
export type Station = Readonly<z.infer<typeof stationSchema>>;

export const station = defineRecordType<Station>({
  type: 'station',
  title: { zh: '站点', en: 'station' },
  collection: 'reference',
  database: 'commons',
  version: 1,
  schema: stationSchema,
  fields: { name: 'open', areaCode: 'open', practice: 'open', visitIntervalDays: 'open' },
  values: {},
  merge: {},
  sortKeys: () => ({ rank: '', owner: '' }),
  migrations: {},
});

export const gridSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('grid'),
  number: z.number().int().positive(),
  name: labelSchema,
  center: pointSchema.nullable(),
  /** What belongs to the grid (`readArea`), or null where nobody has drawn it. */
  boundary: areaTextSchema.nullable(),
});
export type Grid = Readonly<z.infer<typeof gridSchema>>;

export const grid = defineRecordType<Grid>({
  type: 'grid',
  title: { zh: '网格', en: 'grid' },
  collection: 'reference',
  database: 'commons',
  version: 2,
  schema: gridSchema,
  fields: { number: 'open', name: 'open', center: 'open', boundary: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: String(record.number).padStart(6, '0'), owner: '' }),
  migrations: { 1: (old) => ({ ...old, boundary: null }) },
});

export const buildingSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('building'),
  gridUid: uidSchema,
  /** What neighbours call it: 8幢. */
  name: z.string().min(1).max(60),
  street: z.string().max(120),
  center: pointSchema.nullable(),
  units: z.number().int().min(1).max(60),
  floors: z.number().int().min(1).max(160),
  /** The import that brought the record; it is shown once that import is complete in some grid. */
  importUid: uidSchema.nullable(),
  /** Its outline seen from above (`readRing`), or null where it is not known. */
  footprint: ringTextSchema.nullable(),
});
export type Building = Readonly<z.infer<typeof buildingSchema>>;

export const building = defineRecordType<Building>({
  type: 'building',
  title: { zh: '楼栋', en: 'building' },
  collection: 'reference',
  database: 'commons',
  version: 3,
  schema: buildingSchema,
  fields: {
    gridUid: 'open',
    name: 'open',
    street: 'open',
    center: 'open',
    units: 'open',
    floors: 'open',
    importUid: 'open',
    footprint: 'open',
  },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: record.name.slice(0, 40), owner: record.gridUid }),
  migrations: { 1: (old) => ({ ...old, importUid: null }), 2: (old) => ({ ...old, footprint: null }) },
});

export const POSTS = [
  'manager',
  'duty-lead',
  'clerk',
  'grid-worker',
  'building-head',
  'volunteer',
  'department-handler',
  'it',
  'auditor',
] as const;
export type Post = (typeof POSTS)[number];

/**
 * Functions 功能: what a person may do beyond the post. `health` and `child` open the data keys of those classes, `export` takes
 * masked values out in files; the others are tasks of administration.
 */
export const FUNCTIONS = ['health', 'child', 'export', 'staff', 'devices', 'keys', 'audit'] as const;
export type StaffFunction = (typeof FUNCTIONS)[number];

export const staffSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('staff'),
  /** What the person types to sign in. Not secret. */
  code: z.string().regex(/^[0-9a-z]{2,16}$/),
  name: z.string().min(1).max(60),
  post: z.enum(POSTS),
  gridNumbers: z.array(z.number().int().positive()).max(60),
  functions: z.array(z.enum(FUNCTIONS)).max(FUNCTIONS.length),
  active: z.boolean(),
});
export type Staff = Readonly<z.infer<typeof staffSchema>>;

export const staff = defineRecordType<Staff>({
  type: 'staff',
  title: { zh: '工作人员', en: 'staff member' },
  collection: 'reference',
  database: 'commons',
  version: 3,
  schema: staffSchema,
  fields: { code: 'open', name: 'open', post: 'open', gridNumbers: 'open', functions: 'open', active: 'open' },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: record.code, owner: '' }),
  // Version 3 knows one function more.
  migrations: { 1: (old) => ({ ...old, functions: [] }), 2: (old) => old },
});
