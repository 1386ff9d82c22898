import { z } from 'zod';
import { QUEUE_REFUSALS, type QueueCommand } from '../domain/queue/commands';
import { COUNTER_STATES } from '../domain/queue/day';
import { hallProblem, USUAL_HALL, type Hall } from '../domain/queue/hall';
import type { QueueStatistics } from '../domain/queue/statistics';
import { PRIORITIES } from '../domain/queue/ticket';
import type { BoardState, HallState } from '../domain/queue/views';
import { calendarDateSchema, instantSchema, labelSchema, uidSchema, type Label } from '../schema/envelope';

/**
 * The hall's line. The host's queue is the only writer of numbers; whatever it has acknowledged is on its disk. No schema here has room for
 * anything about a person: a number is a number.
 *
 * Staff (`worksAtCounter`) ask at the staff's own doors, boards and kiosks at doors of their own (`hallPaths`), with a credential that opens
 * those and nothing else.
 */
export const queuePaths = {
  /** `GET`: `QueueView`. */
  queue: '/api/queue',
  /** `GET`: server-sent events; `state` with a `QueueView` at once and whenever it has changed. */
  stream: '/api/queue/stream',
  /** `POST` `askQueueSchema`: `QueueAnswer`. */
  commands: '/api/queue/commands',
  /** `GET ?from=<date>&to=<date>`: `QueueStatisticsView`; 31 days at most. */
  statistics: '/api/queue/statistics',
  /** `POST` `hallSchema` (`setsHall`): `QueueView`, of which it is a part. `request.malformed` names what is wrong and where. */
  hall: '/api/queue/hall',
  /** `GET`: `TerminalsView`. */
  terminals: '/api/queue/terminals',
  /** `POST` `makeCodeSchema` (`setsHall`): `pairingCodeSchema`. */
  pairingCode: '/api/queue/terminals/code',
  /** `POST` `{ id }` (`setsHall`): `TerminalsView`; the board, kiosk or pad is shut out at once. */
  revocation: '/api/queue/terminals/revocation',
  /** `GET`: `PadsView`; the windows at which a rating pad listens at this moment. */
  pads: '/api/queue/pads',
} as const;

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

const letterSchema = z.string().regex(/^[A-Z]$/, 'one capital letter');
const counterIdSchema = z.string().regex(/^[1-9][0-9]?$/, 'a window from 1 to 99');
const numberSchema = z.string().regex(/^[A-Z][0-9]{3,5}$/, 'a number such as A023');
const itemSchema = z.string().regex(/^[A-Z0-9-]{1,12}$/, 'the number of an item');
const clockSchema = z.string().regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/, 'a time such as 08:30');
const HOUR_MS = 3_600_000;
const spanSchema = z
  .number()
  .int()
  .min(0)
  .max(12 * HOUR_MS);

/** Settings of a hall; anything that would leave somebody waiting for nobody is refused with what is wrong and where. */
export const hallSchema: z.ZodType<Hall> = z
  .strictObject({
    groups: z
      .array(z.strictObject({ letter: letterSchema, name: labelSchema, items: z.array(itemSchema).max(500) }))
      .max(26),
    counters: z
      .array(z.strictObject({ id: counterIdSchema, name: labelSchema, groups: z.array(letterSchema).max(26) }))
      .max(99),
    policy: z.strictObject({
      priorityAheadMs: spanSchema,
      appointmentAheadMs: spanSchema,
      appointmentGraceMs: spanSchema,
      rejoinAheadMs: spanSchema,
      callsBeforeMissed: z.number().int().min(1).max(10),
      missedAfterMs: spanSchema,
      rejoinWithinMs: spanSchema,
      usualServiceMs: z
        .number()
        .int()
        .min(30_000)
        .max(4 * HOUR_MS),
      longestWaitMs: z
        .number()
        .int()
        .min(60_000)
        .max(12 * HOUR_MS),
      // Halls that were set before there were pads have none.
      askRatingMs: z.number().int().min(15_000).max(HOUR_MS).default(USUAL_HALL.policy.askRatingMs),
    }),
    opensAt: clockSchema,
    closesAt: clockSchema,
  })
  .superRefine((hall, context) => {
    const problem = hallProblem(hall);
    if (problem) context.addIssue({ code: 'custom', message: problem.kind, path: [problem.kind, problem.at] });
  });

/** Chosen anew for each wish by whoever asks, and kept when the answer is lost: the same request is done once. */
const requestSchema = z.string().regex(/^[\w-]{8,40}$/);

const at = { counter: counterIdSchema, number: numberSchema };
export const queueCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('take'),
    itemNumber: itemSchema.nullable(),
    group: letterSchema.nullable(),
    priority: z.enum(PRIORITIES).nullable(),
    appointmentAtMs: instantSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('next'), counter: counterIdSchema }),
  z.strictObject({ kind: z.enum(['call', 'resume']), ...at }),
  z.strictObject({ kind: z.enum(['recall', 'start', 'hold', 'finish', 'miss']), ...at }),
  z.strictObject({ kind: z.literal('transfer'), ...at, group: letterSchema, to: counterIdSchema.nullable() }),
  z.strictObject({ kind: z.enum(['rejoin', 'leave']), number: numberSchema }),
  z.strictObject({ kind: z.literal('open'), counter: counterIdSchema, takesOver: z.boolean() }),
  z.strictObject({ kind: z.literal('pause'), counter: counterIdSchema }),
  z.strictObject({ kind: z.literal('close'), counter: counterIdSchema }),
]) satisfies z.ZodType<QueueCommand>;

export const askQueueSchema = z.strictObject({ request: requestSchema, command: queueCommandSchema });
export type AskQueue = z.infer<typeof askQueueSchema>;

/** `done` is on disk. A refusal says why nothing was done, and nothing was. */
export const queueAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('done'), day: calendarDateSchema, number: z.string().nullable() }),
  z.object({ outcome: z.literal('refused'), why: z.enum(QUEUE_REFUSALS) }),
]);
export type QueueAnswer = z.infer<typeof queueAnswerSchema>;

const counterStateSchema = z.enum(COUNTER_STATES);
const becauseSchema = z.enum(['elderly', 'disabled', 'appointment', 'rejoined']).nullable();

/** The hall as its staff see it. */
export interface QueueView {
  readonly day: string;
  /** By the host's clock, by which all instants here are. */
  readonly nowMs: number;
  readonly hall: Hall;
  readonly state: HallState;
}

export const queueViewSchema: z.ZodType<QueueView> = z.object({
  day: calendarDateSchema,
  nowMs: instantSchema,
  hall: hallSchema,
  state: z.object({
    waiting: z.array(
      z.object({
        number: z.string(),
        group: z.string(),
        itemNumber: z.string().nullable(),
        takenAtMs: instantSchema,
        countsFromMs: z.number(),
        because: becauseSchema,
        counter: z.string().nullable(),
      }),
    ),
    at: z.array(
      z.object({
        number: z.string(),
        group: z.string(),
        itemNumber: z.string().nullable(),
        state: z.enum(['called', 'serving', 'held', 'missed']),
        counter: z.string().nullable(),
        takenAtMs: instantSchema,
        sinceMs: instantSchema,
        calls: z.number(),
      }),
    ),
    counters: z.array(
      z.object({
        id: z.string(),
        state: counterStateSchema,
        by: uidSchema.nullable(),
        sinceMs: z.number(),
        finished: z.number(),
        servedMs: z.number(),
      }),
    ),
    suggestion: z
      .object({ counter: z.string(), group: z.string(), waiting: z.number(), expectedMs: z.number().nullable() })
      .nullable(),
  }),
});

const figures = {
  taken: z.number(),
  finished: z.number(),
  gone: z.number(),
  waitMs: z.number().nullable(),
  waitP90Ms: z.number().nullable(),
  serviceMs: z.number().nullable(),
};
const figuresOfSchema = z.array(z.object({ key: z.string(), ...figures }));
export interface QueueStatisticsView extends QueueStatistics {
  readonly from: string;
  readonly to: string;
}

export const queueStatisticsSchema: z.ZodType<QueueStatisticsView> = z.object({
  from: calendarDateSchema,
  to: calendarDateSchema,
  whole: z.object(figures),
  byHour: figuresOfSchema,
  byGroup: figuresOfSchema,
  byItem: figuresOfSchema,
  byCounter: figuresOfSchema,
});

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

/** The hall's own doors: an origin each. */
export const HALL_DOORS = ['board', 'kiosk'] as const;
export type HallDoor = (typeof HALL_DOORS)[number];

/** 叫号屏, 自助终端, and 评价器, the rating pad beside a window (`pad-api`). */
export const TERMINAL_KINDS = ['board', 'kiosk', 'pad'] as const;
export type TerminalKind = (typeof TERMINAL_KINDS)[number];

/** Where each kind comes in; a pad has no door of its own. */
export const DOOR_OF: Readonly<Record<TerminalKind, HallDoor>> = { board: 'board', kiosk: 'kiosk', pad: 'kiosk' };

/** The name says where it hangs: `大厅东墙`. A pad stands at one window; nothing else names any. */
export const makeCodeSchema = z
  .strictObject({
    kind: z.enum(TERMINAL_KINDS),
    name: z.string().trim().min(1).max(40),
    counter: counterIdSchema.nullish(),
  })
  .refine(({ kind, counter }) => (kind === 'pad') === (counter !== undefined && counter !== null), {
    message: 'a pad, and nothing else, stands at a window',
    path: ['counter'],
  });
export type MakeCode = z.infer<typeof makeCodeSchema>;

/** Typed into the board or kiosk within the time; it pairs one. */
export const pairingCodeSchema = z.object({ code: z.string(), expiresAtMs: instantSchema });
export type PairingCode = z.infer<typeof pairingCodeSchema>;

export const terminalsViewSchema = z.object({
  terminals: z.array(
    z.object({
      id: uidSchema,
      kind: z.enum(TERMINAL_KINDS),
      name: z.string(),
      /** The window of a pad; null for any other. */
      counter: z.string().nullable(),
      pairedAtMs: instantSchema,
      /** When it asked last since the host was started; null for never. */
      seenAtMs: instantSchema.nullable(),
    }),
  ),
  /** Where boards and kiosks are opened, for the page that tells; null without such a door. */
  doors: z.object({ board: z.string().nullable(), kiosk: z.string().nullable() }),
});
export type TerminalsView = z.infer<typeof terminalsViewSchema>;

/** Windows, by their ids, whose residents are asked by a pad: the desk asks at all others. */
export const padsViewSchema = z.object({ counters: z.array(z.string()) });
export type PadsView = z.infer<typeof padsViewSchema>;

export const revokeTerminalSchema = z.strictObject({ id: uidSchema });

/** `kind` says what asks, where several kinds share a door; the door's own where it is left out. */
export const pairSchema = z.strictObject({
  code: z.string().regex(/^[0-9]{8}$/, 'eight digits'),
  kind: z.enum(TERMINAL_KINDS).optional(),
});
export const pairedSchema = z.object({
  token: z.string(),
  kind: z.enum(TERMINAL_KINDS),
  name: z.string(),
  counter: z.string().nullable(),
});
export type Paired = z.infer<typeof pairedSchema>;
