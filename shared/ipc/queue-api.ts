import { z } from 'zod';
import { QUEUE_REFUSALS, type QueueCommand } from '../domain/queue/commands';
import { COUNTER_STATES } from '../domain/queue/day';
import { hallProblem, USUAL_HALL, type Hall } from '../domain/queue/hall';
import type { QueueStatistics } from '../domain/queue/statistics';
import { PRIORITIES } from '../domain/queue/ticket';
import type { HallState } from '../domain/queue/views';
import { calendarDateSchema, instantSchema, labelSchema, uidSchema } from '../schema/envelope';

/**
 * The hall's line. The host's queue is the only writer of numbers; whatever it has acknowledged is on its disk. No schema here has room for
 * anything about a person: a number is a number.
 *
 * Staff (`worksAtCounter`) ask at the staff's own doors, boards and kiosks at doors of their own (`board-api`), with a credential that opens those and
 * nothing else (`terminal-api`).
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

/** Of a group of items that wait in one line. */
export const letterSchema = z.string().regex(/^[A-Z]$/, 'one capital letter');
/** As it stands above the window. */
export const counterIdSchema = z.string().regex(/^[1-9][0-9]?$/, 'a window from 1 to 99');
const numberSchema = z.string().regex(/^[A-Z][0-9]{3,5}$/, 'a number such as A023');
/** Of the catalogue. */
export const itemSchema = z.string().regex(/^[A-Z0-9-]{1,12}$/, 'the number of an item');
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
export const requestSchema = z.string().regex(/^[\w-]{8,40}$/);

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

/** What a window is at, by its own staff. */
export const counterStateSchema = z.enum(COUNTER_STATES);
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
