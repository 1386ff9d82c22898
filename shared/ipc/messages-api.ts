import { z } from 'zod';
import { KEEP_DAYS } from '../domain/messages/keeping';
import { MESSAGE_KINDS } from '../domain/messages/kinds';
import { instantSchema } from '../schema/envelope';
import { MESSAGE_STATES, recipientSchema, URGENCIES } from '../schema/types/message';
import { UPSTREAM_URL } from './upstream-api';

/**
 * What the station sends to people and other systems: when it disturbs nobody, where it goes, and what has not arrived. All of it is for
 * whoever `setsMessages`; every answer outside 2xx is `access.denied` or `request.malformed`, or named at the route.
 */

export const messagePaths = {
  messages: '/api/messages',
  settings: '/api/messages/settings',
  systems: '/api/messages/systems',
  secret: '/api/messages/systems/secret',
  removal: '/api/messages/systems/removal',
  trial: '/api/messages/systems/trial',
  sms: '/api/messages/sms',
  smsTrial: '/api/messages/sms/trial',
  again: '/api/messages/again',
  givingUp: '/api/messages/giving-up',
} as const;

const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const spanSchema = z
  .strictObject({ from: clockSchema, until: clockSchema })
  .refine(({ from, until }) => from !== until, 'begins when it ends; leave it out for no quiet hours')
  .nullable();

/** When messages that can wait (`low`) and usual ones wait; null: never. Urgent ones never do. */
export const quietHoursSchema = z.strictObject({ low: spanSchema, normal: spanSchema });

/** A way that reaches people. */
export const channelNameSchema = z.string().regex(/^[a-z][a-z-]{0,15}$/);
export const keepDaysSchema = z.literal(KEEP_DAYS);

/** Other systems by name: lower-case letters, digits and dashes. */
export const systemNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and dashes');

/** What is set about another system that gets messages; its secret is never answered again. */
export const systemSettingsSchema = z.strictObject({
  /** `https://…`, or plain `http://` to this machine or a private network: residents' names may be in what goes there. */
  url: z.string().max(300).regex(UPSTREAM_URL, 'https://…, or http:// to this machine or a private network'),
  /** PEM of the authority that signed the system's certificate, where it is none of the usual ones. */
  authority: z.string().max(20_000).startsWith('-----BEGIN CERTIFICATE-----').nullable(),
  /** Off: nothing new is put in for it, and what waits stays until it is on again or too late. */
  on: z.boolean(),
  /** What it wants to know; no other message goes there. */
  kinds: z.array(z.enum(MESSAGE_KINDS)).min(1).max(MESSAGE_KINDS.length),
});
export type SystemSettings = z.infer<typeof systemSettingsSchema>;

/** What is set about the gateway for text messages to residents' contacts; its key is never answered. */
export const smsSettingsSchema = systemSettingsSchema.omit({ kinds: true }).extend({
  /** 短信签名, as it is registered, without its brackets. */
  sign: z.string().regex(/^[^\s【】]{2,20}$/, 'two to twenty characters, without brackets'),
  /** The number of the registered text, where the gateway wants one; empty for free text. */
  template: z.string().regex(/^[\w.-]{0,64}$/),
});
export type SmsSettings = z.infer<typeof smsSettingsSchema>;

/** The last attempt at a message to a system. */
const lastSchema = z.object({ atMs: instantSchema, code: z.string(), hasArrived: z.boolean() });

/** A message that has not arrived. Words that were sealed or lie in records are left out of its title as `…`. */
export const undeliveredSchema = z.object({
  id: z.string(),
  channel: z.string(),
  recipient: recipientSchema,
  urgency: z.enum(URGENCIES),
  title: z.object({ zh: z.string(), en: z.string() }),
  createdAtMs: instantSchema,
  state: z.enum(MESSAGE_STATES),
  /** Attempts since it was put in or sent again. */
  tries: z.number().int().nonnegative(),
  /** What came of the last attempt; null before the first. */
  code: z.string().nullable(),
  nextAttemptAtMs: instantSchema,
  expiresAtMs: instantSchema,
});
export type UndeliveredView = z.infer<typeof undeliveredSchema>;

/** Most that the list of undelivered messages names. */
export const MOST_UNDELIVERED = 200;

/** `GET /api/messages`. Every route but `secret`, `systems` and `trial` answers the same. */
export const messagesViewSchema = z.object({
  /** Ways that reach people, with their quiet hours. */
  channels: z.array(z.object({ name: channelNameSchema, quietHours: quietHoursSchema })),
  keepDays: keepDaysSchema,
  /** By name. */
  systems: z.array(
    systemSettingsSchema.extend({
      name: systemNameSchema,
      /** Null: nothing was sent there, or long ago. */
      last: lastSchema.nullable(),
      waiting: z.number().int().nonnegative(),
    }),
  ),
  /** Null: no contact of a resident gets a text message. */
  sms: smsSettingsSchema.extend({ last: lastSchema.nullable(), waiting: z.number().int().nonnegative() }).nullable(),
  /** What failed or came too late first, then what waits; the newest first. */
  undelivered: z.array(undeliveredSchema),
  /** How many more there are than the list names. */
  more: z.number().int().nonnegative(),
});
export type MessagesView = z.infer<typeof messagesViewSchema>;
export type SystemView = MessagesView['systems'][number];

/** `PATCH /api/messages/settings`: what is named is changed. */
export const setMessagesSchema = z.strictObject({
  quietHours: z.strictObject({ channel: channelNameSchema, hours: quietHoursSchema }).optional(),
  keepDays: keepDaysSchema.optional(),
});
export type SetMessages = z.infer<typeof setMessagesSchema>;

/**
 * `POST /api/messages/systems`: sets a system up (`isNew`), or changes one; `request.malformed` for a name that is taken or not there. Its
 * secret is answered when it is made: for a new system and for one that gets another address. It is shown this once.
 */
export const setSystemSchema = systemSettingsSchema.extend({ name: systemNameSchema, isNew: z.boolean() });
export type SetSystem = z.infer<typeof setSystemSchema>;
export const systemSetSchema = z.object({ view: messagesViewSchema, secret: z.string().nullable() });
export type SystemSet = z.infer<typeof systemSetSchema>;

/**
 * Bodies of `removal`, `secret` (a new secret, answered as `systems` does; the old one signs nothing from then on) and `trial`.
 * `request.not-found`.
 */
export const namedSystemSchema = z.strictObject({ name: systemNameSchema });

/** `POST /api/messages/systems/trial`: one signed request with invented words goes out, and is not kept. */
export const systemTrialSchema = z.object({
  hasArrived: z.boolean(),
  /** `ok`, `http-401`, `unreachable`, `timeout`, `certificate`. */
  code: z.string(),
  tookMs: z.number().nonnegative(),
});
export type SystemTrial = z.infer<typeof systemTrialSchema>;

/**
 * `POST /api/messages/sms`: sets the gateway, or takes it away with null; its key stays where none is given, which another address needs
 * (`request.malformed`).
 */
export const setSmsSchema = z.strictObject({
  gateway: smsSettingsSchema.extend({ key: z.string().min(1).max(500).optional() }).nullable(),
});
export type SetSms = z.infer<typeof setSmsSchema>;

/** `POST /api/messages/sms/trial`: one text of invented words to a number that is kept nowhere; `request.not-found` without a gateway. */
export const smsTrialSchema = z.strictObject({ to: z.string().min(1).max(40) });

/** Bodies of `again` and `giving-up`. `request.not-found` for a message that is not there or has arrived. */
export const namedMessageSchema = z.strictObject({ id: z.string().min(1).max(160) });
