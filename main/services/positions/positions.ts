import { z } from 'zod';
import { isPositionDue, isPositionKept } from '#shared/domain/positions/positions';
import { AppError } from '#shared/errors/app-error';
import { keptPositionSchema, type OwnPosition, type TellPosition } from '#shared/ipc/position-api';
import { instantSchema, uidSchema } from '#shared/schema/envelope';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import type { Positions } from '../map-ports';
import type { Log, Service } from '../ports';

const personSchema = z.strictObject({
  /** What the worker has said, the last at the end; never empty. */
  said: z.array(z.strictObject({ isShown: z.boolean(), atMs: instantSchema })).min(1),
  last: keptPositionSchema.nullable(),
});
type Person = Readonly<z.infer<typeof personSchema>>;
const fileSchema = z.strictObject({ version: z.literal(1), people: z.record(uidSchema, personSchema) });
type People = Readonly<Record<string, Person>>;

export const POSITIONS_FILE = 'positions.json';
/** So much of what somebody has said is kept. */
const KEPT_STATEMENTS = 100;
/** How often it is looked whether a position has become too old. */
const LOOK_EVERY_MS = 60 * 60_000;

export interface PositionsDeps {
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly log: Log;
  readonly now: () => number;
}

export type PositionsService = Positions & Service;

/**
 * Opens the last positions of workers. Nothing is kept of who has not agreed, one position of who has, and none that is too old. What is
 * there and does not open is `host.data-damaged`: who has said no must not be shown.
 */
export async function openPositions(
  { folder, log, now }: PositionsDeps,
  lookMs = LOOK_EVERY_MS,
): Promise<PositionsService> {
  let people = await read(folder);
  let queue: Promise<unknown> = Promise.resolve();

  /** One change after another, each on disk before it is told. */
  function change(next: (before: People) => People): Promise<void> {
    const done = queue.then(async () => {
      const changed = next(people);
      if (changed === people) return;
      await folder.write(POSITIONS_FILE, JSON.stringify({ version: 1, people: changed }));
      people = changed;
    });
    queue = done.catch(() => undefined);
    return done;
  }

  const forget = () =>
    change((before) => {
      const old = ({ last }: Person) => last !== null && !isPositionKept(last.atMs, now());
      if (!Object.values(before).some(old)) return before;
      return Object.fromEntries(
        Object.entries(before).map(([uid, person]) => [uid, old(person) ? { ...person, last: null } : person]),
      );
    });
  const isShown = (person: Person | undefined): boolean => person?.said.at(-1)?.isShown ?? false;
  const lastOf = (person: Person | undefined) => {
    const last = isShown(person) ? (person?.last ?? null) : null;
    return last && isPositionKept(last.atMs, now()) ? last : null;
  };
  const ownOf = (staffUid: string): OwnPosition => {
    const person = people[staffUid];
    return { isShown: isShown(person), saidAtMs: person?.said.at(-1)?.atMs ?? null, last: lastOf(person) };
  };

  await forget();
  const timer = setInterval(() => {
    forget().catch((thrown: unknown) => log.warn('positions.not-forgotten', errorFields(thrown)));
  }, lookMs).unref();
  return {
    own: ownOf,
    async show(staffUid, wanted) {
      await change((before) => {
        const person = before[staffUid];
        if (person && isShown(person) === wanted) return before;
        const said = [...(person?.said ?? []), { isShown: wanted, atMs: now() }].slice(-KEPT_STATEMENTS);
        return { ...before, [staffUid]: { said, last: null } };
      });
      return ownOf(staffUid);
    },
    async tell(staffUid, { lat, lng, accuracyMeters }: TellPosition) {
      await change((before) => {
        const person = before[staffUid];
        if (!person || !isShown(person) || !isPositionDue(person.last?.atMs ?? null, now())) return before;
        return { ...before, [staffUid]: { ...person, last: { lat, lng, accuracyMeters, atMs: now() } } };
      });
      return ownOf(staffUid);
    },
    list: () =>
      Object.entries(people).flatMap(([staffUid, person]) => {
        const last = lastOf(person);
        return last ? [{ staffUid, ...last }] : [];
      }),
    health: () => ({ ok: true, facts: { positions: Object.values(people).filter(({ last }) => last).length } }),
    stop: async () => {
      clearInterval(timer);
      await queue;
    },
  };
}

async function read(folder: DurableFolder): Promise<People> {
  const text = await folder.read(POSITIONS_FILE);
  if (text === null) return {};
  try {
    return fileSchema.parse(JSON.parse(text)).people;
  } catch {
    throw new AppError('host.data-damaged', 'what workers said of their positions does not open', {
      details: { folder: folder.path, file: POSITIONS_FILE },
    });
  }
}
