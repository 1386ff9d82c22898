import { z } from 'zod';
import { QUEUE_REFUSALS } from '../domain/queue/commands';
import type { BoardState } from '../domain/queue/views';
import { calendarDateSchema, instantSchema, labelSchema, type Label } from '../schema/envelope';
import { counterStateSchema, itemSchema, letterSchema, requestSchema } from './queue-api';

/** What boards and kiosks ask at their own doors. */
export const hallPaths = {
  /** `POST` `pairSchema`, by anybody, limited: `pairedSchema`; `auth.wrong`. */
  pairing: '/api/hall/pairing',
  /** `GET` (board, kiosk): `BoardView`. */
  board: '/api/hall/board',
  /** `GET` (board, kiosk): server-sent events; `state` with a `BoardView` at once and whenever it has changed. */
  stream: '/api/hall/stream',
  /** `POST` `takeTicketSchema` (kiosk): `TicketAnswer`. */
  tickets: '/api/hall/tickets',
} as const;

/** Recorded words for a board without a Chinese voice, at the boards' door and with a board's credential; which there may be, `services/voice` says. */
export const voicePaths = {
  /** `GET`: `VoiceView`. */
  clips: '/api/hall/voice',
  /** `GET`: the sound; `request.not-found`. */
  clip: '/api/hall/voice/:name',
} as const;
export const voiceViewSchema = z.object({ clips: z.array(z.string()) });
export type VoiceView = z.infer<typeof voiceViewSchema>;

/** The hall as everybody in it may see it. */
export interface BoardView extends Omit<BoardState, 'counters'> {
  readonly station: string;
  readonly day: string;
  readonly nowMs: number;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly groups: readonly { readonly letter: string; readonly name: Label }[];
  readonly counters: readonly (BoardState['counters'][number] & { readonly name: Label })[];
}

export const boardViewSchema: z.ZodType<BoardView> = z.object({
  station: z.string(),
  day: calendarDateSchema,
  nowMs: instantSchema,
  opensAt: z.string(),
  closesAt: z.string(),
  groups: z.array(z.object({ letter: z.string(), name: labelSchema })),
  counters: z.array(
    z.object({
      id: z.string(),
      name: labelSchema,
      state: counterStateSchema,
      number: z.string().nullable(),
      isCalled: z.boolean(),
    }),
  ),
  calls: z.array(z.object({ number: z.string(), counter: z.string(), atMs: z.number(), calls: z.number() })),
  next: z.array(z.string()),
  waiting: z.array(z.object({ group: z.string(), count: z.number() })),
  missed: z.array(z.string()),
});

/** A kiosk's wish for a number. An appointment's slot is for staff to give. */
export const takeTicketSchema = z.strictObject({
  request: requestSchema,
  itemNumber: itemSchema.nullable(),
  group: letterSchema.nullable(),
  priority: z.enum(['elderly', 'disabled']).nullable(),
});
export type TakeTicket = z.infer<typeof takeTicketSchema>;

export const ticketAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('done'),
    day: calendarDateSchema,
    number: z.string(),
    /** How many wait before it in its own line. */
    ahead: z.number(),
    /** What the wait is taken to be, ms; null where no window is open for it. */
    expectedMs: z.number().nullable(),
  }),
  z.object({ outcome: z.literal('refused'), why: z.enum(QUEUE_REFUSALS) }),
]);
export type TicketAnswer = z.infer<typeof ticketAnswerSchema>;
