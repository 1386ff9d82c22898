import { ownerOfMedia, parseMediaId } from '#shared/media/names';
import { parseDatabaseName } from '#shared/schema/ids';
import { TRANSFERS_LISTED } from '#shared/ipc/transfer-api';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { followHub, type FollowedRow } from '../follow-hub';
import { createGridKeys } from '../grid-keys';
import { createHostWriter } from '../host-writer';
import type { Audit, Log, Service } from '../ports';
import type { DataKeys } from '../key-ports';
import type { Transfers } from '../transfer-port';
import { createBegin } from './begin';
import { createCarrier, isGrid, type Carrier } from './carrier';
import { createFollow } from './follow';
import { openJobLog, type JobLog } from './job-log';
import type { TransferHub } from './leaf';
import { createMover } from './mover';
import { createPhotos, type Photos } from './photos';
import { countsOf, isAsked, placementOf, viewOf } from './views';

export interface TransfersDeps {
  readonly hub: TransferHub;
  readonly station: { readonly id: string };
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
}

export interface TransfersService extends Transfers, Service {
  /** Resolves when what was begun has ended, and everything has followed that the hub had when it was called. */
  settled(): Promise<void>;
}

/** How soon what failed is tried again. */
export const TRANSFERS_RETRY_MS = 30_000;

/**
 * Opens the transfers of the station. What a hub that was set back lacks of them is put back first, before any device asks: then jobs
 * that were cut off go on, and what devices still write to those who left goes after them. What the log cannot tell is
 * `host.data-damaged`.
 */
export async function startTransfers(deps: TransfersDeps, retryMs = TRANSFERS_RETRY_MS): Promise<TransfersService> {
  const { hub, dataKeys, folder, audit, now } = deps;
  const jobs = await openJobLog(folder);
  const writer = createHostWriter(now);
  const keys = createGridKeys({ dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  let isStopped = false;
  const leftAt = (id: string) => jobs.stubAt(id)?.stub.vv ?? null;
  const photos = createPhotos({ hub, keys, dataKeys, jobs });
  const { jobOf } = jobs;
  const mover = createMover({ hub, keys, writer, leftAt, jobOf, photos });
  const carrier = createCarrier({ hub, jobs, mover, photos, writer, audit, now, isStopped: () => isStopped });
  const worker = createWorker(deps, { jobs, carrier, photos }, () => isStopped);
  const begin = createBegin({ ...deps, jobs });
  let begun: Promise<unknown> = Promise.resolve();

  await worker.work();
  worker.follow();
  const timer = setInterval(() => void worker.lookAgain(), retryMs).unref();

  const start: Transfers['start'] = async (by, transfer) => {
    const job = await begin(by, transfer);
    if (typeof job === 'string') return { outcome: 'refused', reason: job };
    void worker.work();
    if (!isAsked(job)) throw new Error('a building is not asked for like a person');
    return { outcome: 'started', transfer: viewOf(job) };
  };
  const startBuilding: Transfers['startBuilding'] = async (by, building) => {
    const job = await begin(by, { ...building, kind: 'building', dwellingUid: null });
    if (typeof job === 'string') return { outcome: 'refused', reason: job };
    void worker.work();
    return { outcome: 'started', id: job.uid };
  };
  const whenBegun = <T>(answer: Promise<T>): Promise<T> => {
    begun = Promise.allSettled([begun, answer]);
    return answer;
  };
  return {
    start: (by, transfer) => whenBegun(start(by, transfer)),
    startBuilding: (by, building) => whenBegun(startBuilding(by, building)),
    endedWith: (id) => {
      const job = jobs.jobs().find(({ uid, endedAtMs }) => uid === id && endedAtMs !== null);
      return job ? { ...countsOf(job), ...job.counts } : null;
    },
    list: () => jobs.jobs().filter(isAsked).slice(-TRANSFERS_LISTED).reverse().map(viewOf),
    placementOf: (type, uid, scopes) => placementOf(jobs, type, uid, scopes),
    follow: createFollow({ hub, keys, isAway: (id) => jobs.stubAt(id) !== null, jobOf, photos }),
    settled: async () => {
      await begun;
      await worker.settled();
    },
    health: () => {
      const moving = jobs.jobs().filter(({ endedAtMs }) => endedAtMs === null).length;
      return { ok: worker.isOk(), facts: { transfers: jobs.jobs().length, moving } };
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await begun;
      await worker.stop();
    },
  };
}

/** Does what is to be done, one thing after another; what fails waits for the next look and holds up nothing else. */
function createWorker(
  { hub, log }: TransfersDeps,
  { jobs, carrier, photos }: { readonly jobs: JobLog; readonly carrier: Carrier; readonly photos: Photos },
  isStopped: () => boolean,
) {
  const epochOf = (name: string): string => hub.database(name)?.position().epoch ?? '';
  const grids = () => hub.names().filter(isGrid);
  /** Databases that may lack what was done to them. */
  const unchecked = new Set(grids().filter((name) => jobs.progress().epochs[name] !== epochOf(name)));
  let isOk = true;
  let running: Promise<void> = Promise.resolve();
  let following = createFollower(jobs.progress().positions);

  /** Reads the hub from there once it is begun. */
  function createFollower(since: Readonly<Record<string, string>>) {
    let follower: ReturnType<typeof followHub> | null = null;
    return {
      begin: () => void (follower ??= followHub({ hub, log, since, wants: isFollowed, take })),
      positions: () => follower?.positions() ?? since,
      settled: async () => follower?.settled(),
      stop: async () => follower?.stop(),
    };
  }

  async function take(_database: string, rows: readonly FollowedRow[]): Promise<void> {
    if (jobs.jobs().length === 0) return;
    try {
      // To its end, also while the host is stopping: the place noted then is the end of the page.
      for (const { id, doc, deleted } of rows) {
        if (deleted) continue;
        if (parseMediaId(id)) await photos.arrived(id);
        else if (doc) await carrier.look(doc);
      }
    } catch (thrown) {
      isOk = false;
      throw thrown;
    }
  }

  function queue(task: () => Promise<void>): void {
    running = running.then(async () => {
      if (isStopped()) return;
      try {
        await task();
      } catch (thrown) {
        isOk = false;
        log.warn('transfers.failed', errorFields(thrown));
      }
    });
  }

  async function noteProgress(): Promise<void> {
    if (jobs.jobs().length === 0) return;
    const checked = grids().filter((name) => !unchecked.has(name));
    const epochs = Object.fromEntries(checked.map((name) => [name, epochOf(name)]));
    await jobs.noteProgress({ epochs, positions: following.positions() });
  }

  function work(): Promise<void> {
    for (const name of unchecked) {
      queue(async () => {
        await carrier.recheck(parseDatabaseName(name)?.scope ?? '');
        unchecked.delete(name);
      });
    }
    for (const { uid, endedAtMs } of jobs.jobs()) if (endedAtMs === null) queue(() => carrier.run(uid));
    queue(noteProgress);
    return running;
  }

  return {
    work,
    follow: () => following.begin(),
    isOk: () => isOk,
    settled: async () => {
      await running;
      await following.settled();
    },
    async lookAgain() {
      if (isOk || isStopped()) return;
      isOk = true;
      await following.stop();
      following = createFollower(following.positions());
      if (!isStopped()) following.begin();
      await work();
    },
    async stop() {
      await running;
      await following.stop();
      await noteProgress().catch((thrown: unknown) => log.warn('transfers.unsaved', errorFields(thrown)));
    },
  };
}

/** Grids, and their pictures. */
const isFollowed = (name: string): boolean => isGrid(ownerOfMedia(name) ?? name);
