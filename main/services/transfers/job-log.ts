import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { CARRIED_KINDS } from '#shared/domain/transfers/transfers';
import { transferCountsSchema } from '#shared/ipc/transfer-api';
import { instantSchema, uidSchema } from '#shared/schema/envelope';
import { movedToSchema, stubSchema, type MovedTo, type Stub } from '#shared/schema/moved';
import { mediaIdSchema } from '#shared/schema/photo-ref';
import { compareVectors } from '#shared/sync/vector';
import { parseDocumentId } from '#shared/schema/ids';
import type { DurableFolder } from '../durable-folder';

const scopeSchema = movedToSchema.shape.scope;

/** A picture that went, or is to go as soon as it comes in. */
const movedPhotoSchema = z.strictObject({
  /** `_id`s in the new grid of the records that name it. */
  records: z.array(z.string().max(160)).min(1),
  /** What it is called there, and the keys that it lies under; null while it has not been brought. Noted before it is written. */
  there: z.strictObject({ id: mediaIdSchema, kids: z.array(z.string().max(160)) }).nullable(),
  /** It does not open, and stays where it is. */
  isDamaged: z.boolean(),
});
export type MovedPhoto = Readonly<z.infer<typeof movedPhotoSchema>>;

const jobSchema = z.strictObject({
  version: z.literal(1),
  uid: uidSchema,
  kind: z.enum(CARRIED_KINDS),
  subjectUid: uidSchema,
  from: scopeSchema,
  to: scopeSchema,
  dwellingUid: uidSchema.nullable(),
  formerDwellingUid: uidSchema.nullable(),
  /** The household that somebody leaves who goes alone. */
  leftHouseholdUid: uidSchema.nullable(),
  reason: z.string(),
  by: uidSchema,
  startedAtMs: instantSchema,
  endedAtMs: instantSchema.nullable(),
  /** `_id`s in the former grid of everybody who goes, and of the household; with a building of its homes, and who works there. */
  heads: z.array(z.string().max(160)),
  isAudited: z.boolean(),
  unreadable: z.number().int().nonnegative(),
  /** Records that went, as counted at the end. */
  counts: transferCountsSchema.omit({ unreadable: true }).nullable(),
  /** What stands in the former grid in place of each record, by `_id`: a hub that is set back lacks it. */
  stubs: z.record(z.string(), stubSchema),
  /** Pictures by the `_id` under which they lay before. */
  photos: z.record(mediaIdSchema, movedPhotoSchema).default({}),
});

/** One transfer, whether under way or done. Ids, and the reason that somebody typed; no value of a record. */
export type Job = Readonly<
  Omit<z.infer<typeof jobSchema>, 'stubs' | 'photos'> & {
    readonly stubs: Readonly<Record<string, Stub>>;
    readonly photos: Readonly<Record<string, MovedPhoto>>;
  }
>;

const indexSchema = z.strictObject({
  version: z.literal(1),
  /** uids of the jobs, the first one first. */
  jobs: z.array(uidSchema),
  /** Epoch of each database when all its stubs were in place. */
  epochs: z.record(z.string(), z.string()),
  /** How far each database was looked through for records that are to follow; it only spares reading. */
  positions: z.record(z.string(), z.string()),
});
export type Progress = Pick<z.infer<typeof indexSchema>, 'epochs' | 'positions'>;

const TRANSFERS_FILE = 'transfers.json';
const fileOf = (uid: string): string => `transfer-${uid}.json`;

/**
 * The transfers of the station and what they left behind, in the host-only store: outside the hub's files, so that a hub that is set
 * back does not take them with it. A job stays for good.
 */
export interface JobLog {
  jobs(): readonly Job[];
  progress(): Progress;
  /** On disk when it resolves, as with all that follow. */
  add(job: Job): Promise<void>;
  change(uid: string, change: (job: Job) => Partial<Job>): Promise<void>;
  noteProgress(progress: Progress): Promise<void>;
  /** What stands under an id by the last transfer that left it; null for none, and for what came back. */
  stubAt(id: string): { readonly stub: Stub; readonly job: Job } | null;
  /** The job that says `movedTo` of records of that scope. */
  jobOf(scope: string, movedTo: MovedTo): Job | null;
  /** The job by which a building left a scope; null for one that did not, or came back. */
  buildingLeft(scope: string, buildingUid: string): Job | null;
  /** Stubs that are in place now, and ids under which a record lies again; written together. */
  note(stubs: readonly Stub[], cameBack: readonly string[]): Promise<void>;
}

/** Opens it. What is there and does not open is `host.data-damaged`: who was sent where must not be forgotten. */
export async function openJobLog(folder: DurableFolder): Promise<JobLog> {
  const index = await readFile(folder, TRANSFERS_FILE, indexSchema);
  let order: readonly string[] = index?.jobs ?? [];
  let progress: Progress = { epochs: index?.epochs ?? {}, positions: index?.positions ?? {} };
  const jobs = new Map<string, Job>();
  /** Job by the id of a record that it left a stub of; the last one counts. */
  let owners = new Map<string, string>();
  for (const uid of order) {
    const job = await readFile(folder, fileOf(uid), jobSchema);
    if (!job) throw damaged(folder, fileOf(uid));
    jobs.set(uid, job);
    for (const id of Object.keys(job.stubs)) owners.set(id, uid);
  }

  const saveIndex = (): Promise<void> =>
    folder.write(TRANSFERS_FILE, JSON.stringify({ version: 1, jobs: order, ...progress }));
  async function save(job: Job): Promise<void> {
    await folder.write(fileOf(job.uid), JSON.stringify(job));
    jobs.set(job.uid, job);
  }
  /** One change after another: each builds on what the one before left on disk. */
  let queue: Promise<unknown> = Promise.resolve();
  function inTurn(task: () => Promise<void>): Promise<void> {
    const done = queue.then(task);
    queue = done.catch(() => undefined);
    return done;
  }

  const jobOf = (scope: string, { scope: to, at, by }: MovedTo): Job | null =>
    [...jobs.values()].find((job) => job.from === scope && job.to === to && job.startedAtMs === at && job.by === by) ??
    null;

  return {
    jobs: () => order.flatMap((uid) => jobs.get(uid) ?? []),
    progress: () => progress,
    add: (job) =>
      inTurn(async () => {
        await save(job);
        await folder.write(TRANSFERS_FILE, JSON.stringify({ version: 1, jobs: [...order, job.uid], ...progress }));
        order = [...order, job.uid];
      }),
    change: (uid, change) =>
      inTurn(async () => {
        const job = jobs.get(uid);
        if (job) await save({ ...job, ...change(job) });
      }),
    noteProgress: (next) =>
      inTurn(async () => {
        if (JSON.stringify(next) === JSON.stringify(progress)) return;
        const before = progress;
        progress = next;
        await saveIndex().catch((thrown: unknown) => {
          progress = before;
          throw thrown;
        });
      }),
    stubAt: (id) => {
      const job = jobs.get(owners.get(id) ?? '');
      const stub = job?.stubs[id];
      return job && stub ? { stub, job } : null;
    },
    jobOf,
    buildingLeft: (scope, buildingUid) => {
      const touches = ({ kind, subjectUid, from, to }: Job) =>
        kind === 'building' && subjectUid === buildingUid && (from === scope || to === scope);
      const last = order.flatMap((uid) => jobs.get(uid) ?? []).findLast(touches);
      return last?.from === scope ? last : null;
    },
    note: (stubs, cameBack) =>
      inTurn(async () => {
        const changed = new Map<string, Record<string, Stub>>();
        const stubsOf = (uid: string): Record<string, Stub> => {
          const known = changed.get(uid) ?? { ...jobs.get(uid)?.stubs };
          changed.set(uid, known);
          return known;
        };
        const next = new Map(owners);
        const forget = (id: string): void => {
          const owner = next.get(id);
          if (owner !== undefined) delete stubsOf(owner)[id];
          next.delete(id);
        };
        cameBack.forEach(forget);
        for (const stub of stubs) {
          const [job, owner] = [jobOf(parseDocumentId(stub._id)?.scope ?? '', stub.movedTo), next.get(stub._id)];
          const known = owner === undefined ? undefined : (changed.get(owner) ?? jobs.get(owner)?.stubs)?.[stub._id];
          // One of before, which a hub that was set back has again, says nothing new.
          if (!job || (known && compareVectors(known.vv, stub.vv) !== 'before')) continue;
          forget(stub._id);
          stubsOf(job.uid)[stub._id] = stub;
          next.set(stub._id, job.uid);
        }
        for (const [uid, kept] of changed) {
          const job = jobs.get(uid);
          if (job) await save({ ...job, stubs: kept });
        }
        owners = next;
      }),
  };
}

async function readFile<T>(folder: DurableFolder, name: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await folder.read(name);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw damaged(folder, name);
  }
}

const damaged = (folder: DurableFolder, file: string): AppError =>
  new AppError('host.data-damaged', 'what the transfers left does not open', {
    details: { folder: folder.path, file },
  });
