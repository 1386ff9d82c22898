import { z } from 'zod';
import { envelopeShape, instantSchema, sealedSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { messageContentShape, URGENCIES } from './message';
import { newestFirst } from './newest-first';

/** A message to somebody who works in a grid and never gets the desk's database: what shows behind their bell. */
export const noticeSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('notice'),
  /** The one to whom it is shown. */
  recipientUid: uidSchema,
  urgency: z.enum(URGENCIES),
  /** `noticeContentSchema`, sealed for those who work in the grid. */
  content: sealedSchema,
  /** From then on it is shown no more. */
  expiresAtMs: instantSchema,
});
export type Notice = Readonly<z.infer<typeof noticeSchema>>;

/** The words of a notice: text with places, and what stands in them, as a message has them. */
export const noticeContentSchema = z.object({
  title: messageContentShape.title,
  body: messageContentShape.body,
  values: messageContentShape.values,
});
export type NoticeContent = Readonly<z.infer<typeof noticeContentSchema>>;

/**
 * Lies in one grid that its reader works in, under the key of the message in the desk's database that it carries; the host alone writes
 * it. It shares the device's collection with messages, so that a bell asks one question.
 */
export const notice = defineRecordType<Notice>({
  type: 'notice',
  title: { zh: '提醒', en: 'notice' },
  collection: 'desk',
  database: 'grid',
  version: 1,
  schema: noticeSchema,
  fields: { recipientUid: 'open', urgency: 'open', content: 'general', expiresAtMs: 'open' },
  values: { content: { adult: 'general', child: 'general' } },
  merge: {},
  sortKeys: ({ created, recipientUid }) => ({ rank: newestFirst(created.at), owner: recipientUid }),
  ages: true,
  migrations: {},
});
