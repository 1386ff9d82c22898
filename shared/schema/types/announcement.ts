import { z } from 'zod';
import { calendarDateSchema, envelopeShape } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';
import { POSTS } from './place';

export const IMPORTANCES = ['normal', 'important'] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** Longest title and text of an announcement, in characters. */
export const ANNOUNCEMENT_LIMITS = { title: 60, body: 2000 } as const;

/** What the station tells everybody who works there, and residents where it says so. Nothing about anybody belongs in it: it is open on every device. */
export const announcementSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('announcement'),
  title: z.string().min(1).max(ANNOUNCEMENT_LIMITS.title),
  body: z.string().min(1).max(ANNOUNCEMENT_LIMITS.body),
  /** First and last day on which it is shown as current; null for one that stays until it is withdrawn. */
  from: calendarDateSchema,
  until: calendarDateSchema.nullable(),
  importance: z.enum(IMPORTANCES),
  /** Posts that it is meant for; null for everybody. Others may read it, too: it is sorted by this, not hidden. */
  audience: z.array(z.enum(POSTS)).min(1).max(POSTS.length).nullable(),
  /** Shown at kiosks in the hall too. */
  forResidents: z.boolean(),
  /** Somebody took it back before its last day. It stays to be read among the past ones. */
  withdrawn: z.boolean(),
});
export type Announcement = Readonly<z.infer<typeof announcementSchema>>;

export const announcement = defineRecordType<Announcement>({
  type: 'announcement',
  title: { zh: '公告', en: 'announcement' },
  collection: 'reference',
  database: 'commons',
  version: 2,
  schema: announcementSchema,
  fields: {
    title: 'open',
    body: 'open',
    from: 'open',
    until: 'open',
    importance: 'open',
    audience: 'open',
    forResidents: 'open',
    withdrawn: 'open',
  },
  values: {},
  merge: {},
  sortKeys: (record) => ({ rank: newestFirst(record.created.at), owner: '' }),
  migrations: {
    // What was written for those who work there was never meant for anybody else.
    1: (old) => ({ ...old, forResidents: false }),
  },
});
