import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { areaTextSchema } from '#shared/schema/area';
import { transferCountsSchema } from '#shared/ipc/transfer-api';
import { instantSchema, labelSchema, uidSchema } from '#shared/schema/envelope';
import type { DurableFolder } from '../durable-folder';

const gridNumberSchema = z.number().int().positive();

const moveSchema = z.strictObject({
  buildingUid: uidSchema,
  from: gridNumberSchema,
  target: z.number().int().nonnegative(),
  transfer: uidSchema.nullable(),
  isDone: z.boolean(),
  isWaiting: z.boolean(),
});

const reshapeSchema = z.strictObject({
  version: z.literal(2),
  uid: uidSchema,
  kind: z.enum(['split', 'merge']),
  /** The grids whose buildings go. */
  grids: z.array(gridNumberSchema).min(1),
  by: uidSchema,
  startedAtMs: instantSchema,
  endedAtMs: instantSchema.nullable(),
  /** Grids that buildings go to. A new one has a name, and a number once one was reserved. */
  targets: z.array(
    z.strictObject({ number: gridNumberSchema.nullable(), name: labelSchema.nullable(), boundary: areaTextSchema }),
  ),
  /** What these grids have afterwards; null for nothing. */
  boundary: areaTextSchema.nullable(),
  /** Whether the boundaries have been written: what somebody draws after that stays. */
  isDrawn: z.boolean(),
  /** Buildings that go: to which target, by which transfer, and whether they have arrived. */
  moves: z.array(moveSchema),
  /** What has gone with the buildings that have arrived. */
  counts: transferCountsSchema,
});
/** One reshaping, whether under way or done. */
export type Reshape = Readonly<z.infer<typeof reshapeSchema>>;
export type ReshapeMove = Reshape['moves'][number];

/** What nothing has gone with yet. */
export const NO_COUNTS: Reshape['counts'] = { people: 0, visits: 0, others: 0, unreadable: 0 };

/** As version 1 had it: one grid, whose number no move repeated, and nothing counted. */
const formerSchema = reshapeSchema
  .omit({ grids: true, counts: true })
  .extend({ version: z.literal(1), grid: gridNumberSchema, moves: z.array(moveSchema.omit({ from: true })) })
  .transform(({ grid, moves, ...kept }): Reshape => ({
    ...kept,
    version: 2,
    grids: [grid],
    moves: moves.map((move) => ({ ...move, from: grid })),
    counts: NO_COUNTS,
  }));

const fileSchema = z.discriminatedUnion('version', [
  z.strictObject({ version: z.literal(1), reshapes: z.array(formerSchema) }),
  z.strictObject({ version: z.literal(2), reshapes: z.array(reshapeSchema) }),
]);

export const RESHAPES_FILE = 'reshapes.json';
/** Done ones beyond that are forgotten: what they did stands in the records. */
const KEPT = 50;

/** The reshapings of the station, in the host-only store. */
export interface ReshapeLog {
  /** The first one first. */
  all(): readonly Reshape[];
  /** On disk when it resolves, as with `change`. */
  add(reshape: Reshape): Promise<void>;
  change(uid: string, change: (reshape: Reshape) => Partial<Reshape>): Promise<void>;
}

/** Opens it. What is there and does not open is `host.data-damaged`: a grid would stay half cut. */
export async function openReshapeLog(folder: DurableFolder): Promise<ReshapeLog> {
  let reshapes = await read(folder);
  let queue: Promise<unknown> = Promise.resolve();

  function save(next: (before: readonly Reshape[]) => readonly Reshape[]): Promise<void> {
    const done = queue.then(async () => {
      const changed = next(reshapes);
      await folder.write(RESHAPES_FILE, JSON.stringify({ version: 2, reshapes: changed }));
      reshapes = changed;
    });
    queue = done.catch(() => undefined);
    return done;
  }

  return {
    all: () => reshapes,
    add: (reshape) =>
      save((before) => {
        const done = before.filter(({ endedAtMs }) => endedAtMs !== null).slice(-KEPT);
        return [...before.filter((each) => each.endedAtMs === null || done.includes(each)), reshape];
      }),
    change: (uid, change) =>
      save((before) => before.map((each) => (each.uid === uid ? { ...each, ...change(each) } : each))),
  };
}

async function read(folder: DurableFolder): Promise<readonly Reshape[]> {
  const text = await folder.read(RESHAPES_FILE);
  if (text === null) return [];
  try {
    return fileSchema.parse(JSON.parse(text)).reshapes;
  } catch {
    throw new AppError('host.data-damaged', 'what was begun on the grids does not open', {
      details: { folder: folder.path, file: RESHAPES_FILE },
    });
  }
}
