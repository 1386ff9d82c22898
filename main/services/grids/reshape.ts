import { ulid } from 'ulid';
import type { ReshapeBuilding } from '#shared/domain/grids/reshape';
import type { ReshapeAnswer, StartReshape } from '#shared/ipc/reshape-api';
import type { Building } from '#shared/schema/types/place';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import type { WritableDatabase } from '../host-writer';
import type { Reshapes } from '../map-ports';
import type { Log, Service } from '../ports';
import type { Transfers } from '../transfer-port';
import { recordsOf, type ListedDatabase } from '../records-of';
import type { GridMaker } from './grids';
import { NO_COUNTS, openReshapeLog, type Reshape } from './reshape-log';
import { planReshape, touchedBy, type Refusal } from './reshape-plan';
import { goOn, gridsOf } from './reshape-steps';
import { viewOf } from './reshape-view';

export interface ReshapesDeps {
  readonly station: string;
  readonly commons: WritableDatabase & ListedDatabase;
  readonly grids: GridMaker;
  readonly transfers: Pick<Transfers, 'startBuilding' | 'endedWith'>;
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly log: Log;
  readonly now: () => number;
}

export interface ReshapesService extends Reshapes, Service {
  /** Goes on with what is under way; resolves when nothing can be done but wait. */
  lookAgain(): Promise<void>;
}

/** How soon what waits is looked at again: a building's transfer takes seconds. */
export const RESHAPE_LOOK_MS = 2_000;

/**
 * Opens the reshapings of the station. Each step is on disk before the next and changes nothing when it is done again, so that a job
 * which was cut off anywhere goes on: numbers of new grids are noted, then the grids made, boundaries written, and one building after
 * another sent; its record names the new grid when everything of it has arrived.
 */
export async function startReshapes(deps: ReshapesDeps, lookMs = RESHAPE_LOOK_MS): Promise<ReshapesService> {
  const { station, commons, grids, folder, log, now } = deps;
  const jobs = await openReshapeLog(folder);
  const open = () => jobs.all().filter(({ endedAtMs }) => endedAtMs === null);
  for (const { targets } of open()) for (const { number } of targets) if (number !== null) grids.reserved(number);
  let isOk = true;
  let isStopped = false;
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(task);
    queue = done.catch(() => undefined);
    return done;
  };

  const lookAgain = (): Promise<void> =>
    inTurn(async () => {
      isOk = true;
      for (const { uid } of open()) {
        if (isStopped) return;
        try {
          await goOn(uid, { ...deps, jobs });
        } catch (thrown) {
          isOk = false;
          log.warn('grids.reshape-failed', errorFields(thrown));
        }
      }
    });

  async function start(by: string, wanted: StartReshape): Promise<ReshapeAnswer> {
    const records = await gridsOf(commons, station);
    const touched = touchedBy(wanted);
    if (touched.some((number) => !records.has(number))) return refused('unknown-grid');
    const busy = new Set(
      open().flatMap(({ grids: left, targets }) => [...left, ...targets.flatMap(({ number }) => number ?? [])]),
    );
    if (touched.some((number) => busy.has(number))) return refused('under-way');
    const numbers = new Map([...records].map(([number, { uid }]) => [uid, number]));
    const buildings: ReshapeBuilding[] = [];
    for await (const page of recordsOf<Building>(commons, 'building', station)) {
      for (const { uid, gridUid, center } of page) {
        const position = center && ([center.lng, center.lat] as const);
        buildings.push({ uid, gridNumber: numbers.get(gridUid) ?? 0, position });
      }
    }
    const planned = planReshape(wanted, buildings);
    if (typeof planned === 'string') return refused(planned);
    const reshape: Reshape = {
      version: 2,
      uid: ulid(now()),
      by,
      startedAtMs: now(),
      endedAtMs: null,
      isDrawn: false,
      counts: NO_COUNTS,
      ...planned,
    };
    await jobs.add(reshape);
    void lookAgain();
    return { outcome: 'started', reshape: viewOf(reshape) };
  }

  const timer = setInterval(() => void (open().length > 0 && lookAgain()), lookMs).unref();
  void lookAgain();
  return {
    start: (by, wanted) => inTurn(() => start(by, wanted)),
    list: () => [...jobs.all()].reverse().map(viewOf),
    lookAgain,
    health: () => ({ ok: isOk, facts: { reshapes: open().length } }),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await queue;
    },
  };
}

const refused = (reason: Refusal): ReshapeAnswer => ({ outcome: 'refused', reason });
