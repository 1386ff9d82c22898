import { z } from 'zod';

/**
 * What may happen in a history, one step after another. Replicas (`at`), records and copies are named by number, so that a
 * history from which steps were dropped still says the same about the others.
 */

const index = z.number().int().nonnegative();
const at = index;
/** Numbers the values that a step writes: a value is written by one step and no other. */
const serial = z.number().int().positive().max(10_000_000);

/** How the line of a replica behaves. */
export const LINKS = [
  'up',
  // Nothing comes through, and what was under way breaks off.
  'down',
  // Nothing comes through for as long as it lasts; then all of it does, what the client gave up long ago included.
  'held',
  // The hub acts on it, the answer does not come back.
  'lost-answers',
  // Answers break off in the middle.
  'cut-answers',
  // Every third request fails.
  'flaky',
  // Something else answers: 200 with HTML, 403 with HTML, 502.
  'portal',
  'proxy-refuses',
  'proxy-fails',
] as const;
export type Link = (typeof LINKS)[number];

/** Where a replica can die: before or after the disk took something, as its page would. */
export const DEATHS = [
  'queue-before',
  'queue-after',
  'collection-before',
  'collection-after',
  'acknowledge-before',
  'acknowledge-after',
  'cursor-before',
  'cursor-after',
] as const;
export type Death = (typeof DEATHS)[number];

export const RIGHTS = ['none', 'read', 'write'] as const;
export type Right = (typeof RIGHTS)[number];

/** How the line between the hub and its district behaves; as those of replicas, and some of its own. */
export const DISTRICT_LINES = [
  'up',
  'down',
  'slow',
  'flaky',
  'lost-answers',
  'cut-answers',
  'portal',
  // 503 and 401.
  'busy',
  'refuses',
] as const;
export type DistrictLine = (typeof DISTRICT_LINES)[number];

/** What a history has beside devices and a hub. */
export const FEATURES = [
  /** A district behind the hub, to which other systems write, too. */
  'upstream',
  /** People and households that are sent to other grids. */
  'moves',
  /** Devices that may hold only so much, and months that pass. */
  'archive',
  /** Everybody at the same few records, few of them waiting for a save before they make the next, and pages that die in between. */
  'crowd',
] as const;
export type Feature = (typeof FEATURES)[number];

/** Who is sent where. */
export interface Move {
  readonly kind: 'person' | 'household';
  readonly uid: string;
  /** Numbers of grids. */
  readonly from: number;
  readonly to: number;
  readonly dwellingUid: string | null;
}

const operationSchema = z.discriminatedUnion('kind', [
  /** Creates a record. `waits` false: the next step begins while this one is under way. */
  z.strictObject({ kind: z.literal('create'), at, record: index, serial, waits: z.boolean() }),
  /** Changes fields of one record, `times` in a row, each time all of them. */
  z.strictObject({
    kind: z.literal('edit'),
    at,
    record: index,
    fields: z.array(index).min(1).max(4),
    times: z.number().int().min(1).max(5),
    serial,
    waits: z.boolean(),
  }),
  /** Changes a field of several records, all or none. */
  z.strictObject({ kind: z.literal('together'), at, records: z.array(index).min(2).max(4), field: index, serial }),
  /** Somebody decides between the values that stand against each other in a field, where there are any. */
  z.strictObject({ kind: z.literal('decide'), at, record: index, field: index, serial }),
  /** What the hub refused of this device is given up, after somebody took a copy of it. */
  z.strictObject({ kind: z.literal('discard'), at }),
  /** Legal erasure at the hub. */
  z.strictObject({ kind: z.literal('erase'), record: index }),
  z.strictObject({ kind: z.literal('link'), at, link: z.enum(LINKS) }),
  /** The next push reaches the hub twice. */
  z.strictObject({ kind: z.literal('double'), at }),
  /** A push of earlier reaches the hub once more; `back` 0 is the latest. */
  z.strictObject({ kind: z.literal('replay'), at, back: index }),
  z.strictObject({ kind: z.literal('stop'), at }),
  z.strictObject({ kind: z.literal('start'), at }),
  z.strictObject({ kind: z.literal('kill'), at }),
  /** The page dies when it comes to that point, and is opened again later. */
  z.strictObject({ kind: z.literal('die'), at, death: z.enum(DEATHS) }),
  /** The disk takes nothing for the next so many writes. */
  z.strictObject({ kind: z.literal('full-disk'), at, writes: z.number().int().min(1).max(4) }),
  /** The browser throws sync's own state away and keeps the records. */
  z.strictObject({ kind: z.literal('forget'), at }),
  z.strictObject({ kind: z.literal('wake'), at }),
  z.strictObject({ kind: z.literal('clock'), at, skewMs: z.number().int() }),
  /** The token runs out. */
  z.strictObject({ kind: z.literal('expire'), at }),
  z.strictObject({ kind: z.literal('grant'), at, grid: index, right: z.enum(RIGHTS) }),
  z.strictObject({ kind: z.literal('restart') }),
  /** The hub dies without noting how far it came. */
  z.strictObject({ kind: z.literal('crash') }),
  /** A copy of the hub's files is taken. */
  z.strictObject({ kind: z.literal('copy') }),
  /** The hub is set back to a copy; `back` 0 is the latest. */
  z.strictObject({ kind: z.literal('restore'), back: index }),
  /** The hub begins with nothing. */
  z.strictObject({ kind: z.literal('recreate') }),
  /** Somebody sends a person or household to another grid. */
  z.strictObject({ kind: z.literal('move'), record: index, grid: index }),
  /** A month passes for everybody. */
  z.strictObject({ kind: z.literal('month') }),
  /** Somebody asks for the older visits to whom a visit was made. */
  z.strictObject({ kind: z.literal('older'), at, record: index }),
  z.strictObject({ kind: z.literal('district-line'), line: z.enum(DISTRICT_LINES) }),
  /** Somebody has everything tried at once. */
  z.strictObject({ kind: z.literal('district-look') }),
  /** A day passes for what keeps hub and district together. */
  z.strictObject({ kind: z.literal('district-day') }),
  z.strictObject({ kind: z.literal('district-copy') }),
  z.strictObject({ kind: z.literal('district-restore'), back: index }),
  z.strictObject({ kind: z.literal('district-recreate') }),
  /**
   * Another system of the district writes a field of a record; `leaves` 2: two of them do, through different nodes, each without
   * knowing of the other.
   */
  z.strictObject({
    kind: z.literal('district-write'),
    record: index,
    field: index,
    leaves: z.union([z.literal(1), z.literal(2)]),
    serial,
  }),
  z.strictObject({ kind: z.literal('pause'), ms: z.number().min(0).max(1000) }),
  /** Everybody who can is given the time to come to rest. */
  z.strictObject({ kind: z.literal('settle') }),
]);
export type Operation = z.infer<typeof operationSchema>;

const historySchema = z.strictObject({
  seed: z.number().int(),
  replicas: z.number().int().min(1).max(4),
  grids: z.number().int().min(1).max(4),
  features: z.array(z.enum(FEATURES)).default([]),
  operations: z.array(operationSchema),
});
/** A history as it is generated, shrunk, kept in a file and played. */
export type History = z.infer<typeof historySchema>;

/** Reads a history that an earlier run printed; says which step is wrong. */
export function parseHistory(text: string): History {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('the history is not JSON; pass a file that an earlier run wrote');
  }
  const parsed = historySchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`the history is malformed at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? ''}`);
}

/** A history as text: one step a line, so that a person can read it and take steps out. */
export function formatHistory({ operations, ...head }: History): string {
  const steps = operations.map((operation) => `    ${JSON.stringify(operation)}`).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},\n  "operations": [\n${steps}\n  ]\n}\n`;
}
