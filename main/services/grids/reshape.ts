import { ulid } from 'ulid';
import { planMerge, planSplit, type ReshapeBuilding } from '#shared/domain/grids/reshape';
import { createContains } from '#shared/geo/contains';
import type { ReshapeAnswer, StartReshape } from '#shared/ipc/reshape-api';
import { readArea } from '#shared/schema/area';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import type { Building, Grid } from '#shared/schema/types/place';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { Reshapes } from '../map-ports';
import type { Log, Service, Transfers } from '../ports';
import { recordsOf, type ListedDatabase } from '../records-of';
import { inCurrentForm } from '#shared/sync/outbox';
import type { GridMaker } from './grids';
import { openReshapeLog, type Reshape, type ReshapeLog, type ReshapeMove } from './reshape-log';
import { viewOf } from './reshape-view';

export interface ReshapesDeps {
  readonly station: string;
  readonly commons: WritableDatabase & ListedDatabase;
  readonly grids: GridMaker;
  readonly transfers: Pick<Transfers, 'startBuilding' | 'hasEnded'>;
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
    const touched = wanted.kind === 'split' ? [wanted.grid] : [wanted.from, wanted.into];
    if (touched.some((number) => !records.has(number))) return refused('unknown-grid');
    const busy = new Set(
      open().flatMap(({ grid, targets }) => [grid, ...targets.flatMap(({ number }) => number ?? [])]),
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
    const planned = wanted.kind === 'split' ? splitOf(wanted, buildings) : mergeOf(wanted, buildings);
    if (typeof planned === 'string') return refused(planned);
    const reshape: Reshape = {
      version: 1,
      uid: ulid(now()),
      by,
      startedAtMs: now(),
      endedAtMs: null,
      isDrawn: false,
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

type Planned = Pick<Reshape, 'kind' | 'grid' | 'targets' | 'boundary' | 'moves'>;
type Refusal = Extract<ReshapeAnswer, { outcome: 'refused' }>['reason'];

const refused = (reason: Refusal): ReshapeAnswer => ({ outcome: 'refused', reason });

function splitOf(
  { grid, boundary, parts }: Extract<StartReshape, { kind: 'split' }>,
  buildings: readonly ReshapeBuilding[],
): Planned | Refusal {
  const shapes = [boundary, ...parts.map((part) => part.boundary)].map((text) => createContains(readArea(text) ?? []));
  const partOf = (position: readonly [number, number]) => {
    const part = shapes.findIndex((has) => has(position));
    return part === -1 ? null : part;
  };
  const plan = planSplit(grid, shapes.length, buildings, [], partOf);
  if (typeof plan === 'string') return plan;
  return {
    kind: 'split',
    grid,
    boundary,
    targets: parts.map((part) => ({ number: null, name: part.name, boundary: part.boundary })),
    moves: plan.moves.map(({ buildingUid, part }) => moveOf(buildingUid, part - 1)),
  };
}

function mergeOf(
  { from, into, boundary }: Extract<StartReshape, { kind: 'merge' }>,
  buildings: readonly ReshapeBuilding[],
): Planned | Refusal {
  const plan = planMerge(from, into, buildings, []);
  if (typeof plan === 'string') return plan;
  return {
    kind: 'merge',
    grid: from,
    boundary: null,
    targets: [{ number: into, name: null, boundary }],
    moves: plan.moves.map(({ buildingUid }) => moveOf(buildingUid, 0)),
  };
}

const moveOf = (buildingUid: string, target: number): ReshapeMove => ({
  buildingUid,
  target,
  transfer: null,
  isDone: false,
  isWaiting: false,
});

async function gridsOf(commons: ListedDatabase, station: string): Promise<ReadonlyMap<number, Grid & WireRecord>> {
  const found = new Map<number, Grid & WireRecord>();
  for await (const page of recordsOf<Grid>(commons, 'grid', station))
    for (const each of page) found.set(each.number, each);
  return found;
}

interface Work extends ReshapesDeps {
  readonly jobs: ReshapeLog;
}

/** Does what can be done of a job now. */
async function goOn(uid: string, work: Work): Promise<void> {
  const { jobs, grids, station, commons, now } = work;
  const job = () => jobs.all().find((each) => each.uid === uid) as Reshape;
  for (const [at, { number, name, boundary }] of job().targets.entries()) {
    if (name === null) continue;
    const keep = (reserved: number) =>
      jobs.change(uid, ({ targets }) => ({
        targets: targets.map((each, index) => (index === at ? { ...each, number: reserved } : each)),
      }));
    const known = number ?? (await grids.reserve(keep));
    if (known === null) throw new Error('a station has no more numbers for grids');
    await grids.complete(job().by, known, { name, boundary });
  }
  const records = await gridsOf(commons, station);
  const editor = createEditor(work, job().by);
  if (!job().isDrawn) {
    const { grid, boundary, targets } = job();
    const drawn = [{ number: grid, boundary }, ...targets];
    for (const each of drawn) {
      await editor.edit(documentId('grid', station, String(each.number)), { boundary: each.boundary });
    }
    await jobs.change(uid, () => ({ isDrawn: true }));
  }
  for (const { buildingUid } of job().moves) {
    const move = () => job().moves.find((each) => each.buildingUid === buildingUid) as ReshapeMove;
    if (move().isDone || !(await hasGone(uid, job(), move(), work))) continue;
    const target = records.get(job().targets[move().target]?.number ?? 0);
    if (!target) throw new Error('a grid that a building goes to has no record');
    await editor.edit(documentId('building', station, buildingUid), { gridUid: target.uid });
    await note(jobs, uid, buildingUid, { isDone: true, isWaiting: false });
  }
  if (job().moves.every(({ isDone }) => isDone)) await jobs.change(uid, () => ({ endedAtMs: now() }));
}

const note = (jobs: ReshapeLog, uid: string, buildingUid: string, change: Partial<ReshapeMove>): Promise<void> =>
  jobs.change(uid, ({ moves }) => ({
    moves: moves.map((move) => (move.buildingUid === buildingUid ? { ...move, ...change } : move)),
  }));

/** Whether everything of a building has arrived; begins its transfer where there is none. */
async function hasGone(uid: string, job: Reshape, move: ReshapeMove, { jobs, transfers }: Work): Promise<boolean> {
  if (move.transfer !== null) return transfers.hasEnded(move.transfer);
  const to = job.targets[move.target]?.number ?? 0;
  const building = { uid: move.buildingUid, from: job.grid, to, reason: '' };
  const answer = await transfers.startBuilding(job.by, building);
  if (answer.outcome === 'started') {
    await note(jobs, uid, move.buildingUid, { transfer: answer.id, isWaiting: false });
    return transfers.hasEnded(answer.id);
  }
  // Nobody lives there, or it went before a power cut that came before this was noted.
  if (answer.reason === 'not-there') return true;
  if (!move.isWaiting) await note(jobs, uid, move.buildingUid, { isWaiting: true });
  return false;
}

/** Times that somebody else may write a record between its reading and its writing. */
const TRIES = 10;

function createEditor({ commons, now }: Work, by: string) {
  const writer = createHostWriter(now);
  return {
    /** The record with these fields; untouched where it has them. */
    async edit(id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const found = await commons.get(id, WINNER);
        if (!found.found) throw new Error('a record of a reshaping is not there');
        const { _rev, ...record } = found.document as WireRecord & { readonly _rev: string };
        const differs = Object.entries(changes).some(([field, value]) => (record as WireRecord)[field] !== value);
        if (!differs) return;
        const next = { ...writer.edit(inCurrentForm(record as WireRecord), changes, by), _rev };
        const [answer] = await commons.bulkDocs({ rows: [next], newEdits: true });
        if (answer && !('error' in answer)) return;
        if (answer?.error !== 'conflict')
          throw new Error(`a record of a reshaping was not written: ${answer?.error ?? ''}`);
      }
      throw new Error('a record of a reshaping keeps changing');
    },
  };
}
