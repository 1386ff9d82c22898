import { z } from 'zod';
import { envelopeShape, instantSchema, uidSchema } from '../envelope';
import { defineRecordType } from '../record-type';
import { newestFirst } from './newest-first';

/** `low` can wait for working hours, `urgent` waits for nothing. */
export const URGENCIES = ['low', 'normal', 'urgent'] as const;
export type Urgency = (typeof URGENCIES)[number];

/**
 * Where a message stands. `sending` is written down before it goes out, so that a crash is seen; `sent` is with the channel, which may yet
 * tell more; the last four are over, two of them until somebody has it sent again.
 */
export const MESSAGE_STATES = ['queued', 'sending', 'sent', 'delivered', 'failed', 'expired', 'cancelled'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** Most attempts that a message keeps; `shared/domain/messages` stops before. */
const MOST_ATTEMPTS_KEPT = 100;

const nameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Text with places in braces: `{name}`. No word about residents stands in it; those are values. */
const textOf = (longest: number) =>
  z.strictObject({ zh: z.string().min(1).max(longest), en: z.string().min(1).max(longest).optional() });

/** Whom a message is for: somebody of the staff, one of a resident's contacts, whoever booked a time, or another system by the name the host knows it by. */
export const recipientSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('staff'), uid: uidSchema }),
  z.strictObject({ kind: z.literal('contact'), personUid: uidSchema, contactId: uidSchema }),
  z.strictObject({ kind: z.literal('booking'), uid: uidSchema }),
  z.strictObject({ kind: z.literal('system'), name: nameSchema }),
]);
export type Recipient = Readonly<z.infer<typeof recipientSchema>>;

/**
 * What stands in a place of the text: words that everybody at the desk may read, or a field of a record, read when the message goes out.
 * Whatever is about a resident is a field.
 */
export const messageValueSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().max(500) }),
  z.strictObject({
    kind: z.literal('field'),
    record: z.string().max(160),
    field: z.string().regex(/^[a-z][A-Za-z]{0,39}$/),
  }),
]);
export type MessageValue = Readonly<z.infer<typeof messageValueSchema>>;

/** One try that came to an end. */
export const attemptSchema = z.strictObject({
  id: uidSchema,
  atMs: instantSchema,
  /** What came of it: `ok`, `unreachable`, `http-503`. Never words of the other side. */
  code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
});
export type Attempt = Readonly<z.infer<typeof attemptSchema>>;

/** What a sender says about a message. */
export const messageContentShape = {
  /** `app`, `log`, `webhook`; a channel that this build does not have is known by another. */
  channel: z.string().regex(/^[a-z][a-z-]{0,15}$/),
  recipient: recipientSchema,
  urgency: z.enum(URGENCIES),
  /** Which text it is, for whoever counts or filters; the text itself is below, as it was. */
  template: nameSchema,
  title: textOf(60),
  body: textOf(1000),
  /** By the name of their place in title or body. */
  values: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,31}$/), messageValueSchema),
  /** It does not go out before. */
  notBeforeMs: instantSchema,
  /** It does not go out after; put off only when somebody has it sent again. */
  expiresAtMs: instantSchema,
} as const;
export const messageContentSchema = z.strictObject(messageContentShape);
export type MessageContent = Readonly<z.infer<typeof messageContentSchema>>;

export const messageSchema = z.looseObject({
  ...envelopeShape,
  type: z.literal('message'),
  ...messageContentShape,
  state: z.enum(MESSAGE_STATES),
  attempts: z.array(attemptSchema).max(MOST_ATTEMPTS_KEPT),
  nextAttemptAtMs: instantSchema,
});
export type Message = Readonly<z.infer<typeof messageSchema>>;

/**
 * Something the station tells a person or a system, and how far it has come. The key is made of the sender's own key, so that telling
 * twice makes one; the host alone writes it (`main/services/outbox`).
 */
export const message = defineRecordType<Message>({
  type: 'message',
  title: { zh: '消息', en: 'message' },
  collection: 'desk',
  database: 'desk',
  version: 2,
  schema: messageSchema,
  fields: {
    channel: 'open',
    recipient: 'open',
    urgency: 'open',
    template: 'open',
    title: 'open',
    body: 'open',
    values: 'open',
    notBeforeMs: 'open',
    expiresAtMs: 'open',
    state: 'open',
    attempts: 'open',
    nextAttemptAtMs: 'open',
  },
  values: {},
  // A hub that was set back meets what it had written already: what has gone out has gone out.
  merge: { state: { kind: 'advance', order: MESSAGE_STATES }, attempts: { kind: 'union' } },
  sortKeys: ({ created, recipient }) => ({
    rank: newestFirst(created.at),
    owner: recipient.kind === 'staff' ? recipient.uid : '',
  }),
  // What was told long ago may be left at the hub by a device that is full.
  ages: true,
  // One more kind of recipient; what there was stays as it was.
  migrations: { 1: (old) => old },
});
