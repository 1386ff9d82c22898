import { z } from 'zod';
import { CALL_REFUSALS, CALL_VOICES } from '../domain/calls/call';
import { calendarDateSchema, instantSchema, uidSchema } from '../schema/envelope';

/**
 * Calls from a kiosk to a staffed desk (一键呼叫). The host says where it rings and who has answered, and carries two descriptions of how the pages
 * reach each other; the voice goes from page to page over the LAN (WebRTC, host candidates alone) and never through the host.
 * Nothing here has room for anything about a person: a kiosk is a place, a desk is a staff uid.
 */
export const callPaths = {
  /** `GET ?seat=<ulid>[&locked=yes]` (`answersCalls`): server-sent events, `state` with a `StaffCallsView`. As long as it is open the person can be rung; behind a lock last of all. */
  stream: '/api/calls/stream',
  /** `POST` `callCommandSchema` (`answersCalls`): `callAnswerSchema`. */
  commands: '/api/calls/commands',
  /** `GET [?day=<date>]` (`setsHall`): `callLogSchema`, the newest first: those of a day at the station, else the last ones. */
  log: '/api/calls/log',
} as const;

/** What a kiosk asks at its own door. */
export const kioskCallPaths = {
  /** `POST` `startCallSchema`: `kioskCallViewSchema`. Rings at once; a kiosk that rings or talks already is told so. */
  start: '/api/kiosk/call',
  /** `GET`: server-sent events, `state` with a `KioskCallView` at once and whenever it has changed. To be open as long as the call is. */
  stream: '/api/kiosk/call/stream',
  /** `POST` `kioskSignalSchema`: `kioskCallViewSchema`. `request.not-found` for a call that is over. */
  signal: '/api/kiosk/call/signal',
  /** `POST` `{ call }`: `kioskCallViewSchema`. */
  end: '/api/kiosk/call/end',
} as const;

/** A session description with its candidates in it; longer than any that has one voice. */
const sdpSchema = z.string().min(1).max(16_000);
const callIdSchema = uidSchema;
/** Chosen by a page for as long as it is open. */
const seatSchema = uidSchema;
const requestSchema = z.string().regex(/^[\w-]{8,40}$/);

export const startCallSchema = z.strictObject({
  /** Chosen anew for each press: the same request rings once. */
  request: requestSchema,
  voice: z.enum(CALL_VOICES),
});
export type StartCall = z.infer<typeof startCallSchema>;

/** The kiosk makes the offer as soon as somebody has answered. */
export const kioskSignalSchema = z.strictObject({ call: callIdSchema, sdp: sdpSchema });
export const endCallSchema = z.strictObject({ call: callIdSchema });

const stateSchema = z.discriminatedUnion('kind', [
  /** `desks`: at how many it has rung by now. */
  z.object({ kind: z.literal('ringing'), desks: z.number().int().positive() }),
  /** `answer`: the desk's description, once there is one. */
  z.object({ kind: z.literal('talking'), answer: sdpSchema.nullable() }),
  z.object({ kind: z.literal('missed'), why: z.enum(['nobody-there', 'nobody-answered', 'kiosk-gone']) }),
  z.object({ kind: z.literal('coming') }),
  z.object({
    kind: z.literal('ended'),
    why: z.enum(['kiosk-hung-up', 'desk-hung-up', 'kiosk-lost', 'desk-lost', 'again', 'over']),
  }),
]);

/** A kiosk's own call: nothing about who answers. */
export const kioskCallViewSchema = z.object({
  nowMs: instantSchema,
  /** Null where the host knows of none. */
  call: z.object({ id: callIdSchema, atMs: instantSchema, sinceMs: instantSchema, state: stateSchema }).nullable(),
});
export type KioskCallView = z.infer<typeof kioskCallViewSchema>;

/** Calls that one seat sees, the oldest first: those that ring or rang at it, its own talk, and those that everybody missed. */
export const staffCallsViewSchema = z.object({
  nowMs: instantSchema,
  calls: z.array(
    z.object({
      id: callIdSchema,
      /** Where it hangs; null for one that is not known any more. */
      kiosk: z.string().nullable(),
      atMs: instantSchema,
      sinceMs: instantSchema,
      voice: z.enum(CALL_VOICES),
      /** `here`: it rings at this desk; `before`: it did, and rings elsewhere by now; `elsewhere`: this person talks on another page. */
      state: z.enum(['here', 'before', 'talking', 'elsewhere', 'missed', 'coming']),
      /** When it goes on to the next desk; null where it does not ring here. */
      untilMs: instantSchema.nullable(),
      /** Whether a voice would still be heard at the kiosk. */
      kioskWaits: z.boolean(),
      /** The kiosk's description, for the seat that talks, once there is one. */
      offer: sdpSchema.nullable(),
    }),
  ),
});
export type StaffCallsView = z.infer<typeof staffCallsViewSchema>;
export type StaffCall = StaffCallsView['calls'][number];

/**
 * `answer`: this seat speaks. `pass`: the next desk, at once. `come`: whoever asks goes there in person, and the kiosk says so. `arrived`: they were
 * there. `end`: hangs up. `signal`: this seat's description, after the kiosk's.
 */
export const callCommandSchema = z.strictObject({
  seat: seatSchema,
  call: callIdSchema,
  act: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['answer', 'pass', 'come', 'arrived', 'end']) }),
    z.strictObject({ kind: z.literal('signal'), sdp: sdpSchema }),
  ]),
});
export type CallCommand = z.infer<typeof callCommandSchema>;
export type CallAct = CallCommand['act'];

export const callAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done') }),
  z.object({ outcome: z.literal('refused'), why: z.enum(CALL_REFUSALS) }),
]);
export type CallAnswer = z.infer<typeof callAnswerSchema>;

export const callSeatSchema = z.strictObject({ seat: seatSchema, locked: z.literal('yes').optional() });
export const askCallLogSchema = z.strictObject({ day: calendarDateSchema.optional() });

/** One call that is over or was seen to: when, from where, who, how long. Nobody who stood at the kiosk. */
export const callLogEntrySchema = z.object({
  id: callIdSchema,
  kiosk: uidSchema,
  atMs: instantSchema,
  /** At how many desks it rang. */
  rung: z.number().int().nonnegative(),
  outcome: z.enum(['talked', 'came', 'left', 'missed']),
  /** Staff uid of who spoke, or went there. */
  by: uidSchema.nullable(),
  /** From the press until somebody spoke or said that they come, ms; null where nobody did. */
  waitedMs: z.number().nonnegative().nullable(),
  /** How long was spoken, ms; null where nobody spoke. */
  talkedMs: z.number().nonnegative().nullable(),
});
export type CallLogEntry = z.infer<typeof callLogEntrySchema>;
export const callLogSchema = z.object({
  entries: z.array(
    z.object({
      ...callLogEntrySchema.shape,
      /** Where it hangs; null for one that is not known any more. */
      kioskName: z.string().nullable(),
    }),
  ),
});
export type CallLogView = z.infer<typeof callLogSchema>;
