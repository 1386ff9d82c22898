import { ulid } from 'ulid';
import type { TransferRefusal } from '#shared/domain/transfers/transfers';
import type { StartTransfer } from '#shared/ipc/transfer-api';
import type { Job, JobLog } from './job-log';
import type { TransferHub } from './leaf';
import { planBuilding, planTransfer } from './plan';
import { keyIn } from './sweep';

export interface BeginDeps {
  readonly hub: TransferHub;
  readonly station: { readonly id: string };
  readonly jobs: JobLog;
  readonly now: () => number;
}

/** A building that goes with all its homes. */
export interface BuildingTransfer extends Pick<StartTransfer, 'uid' | 'from' | 'to' | 'reason'> {
  readonly kind: 'building';
  readonly dwellingUid: null;
}

/** Makes a job of what somebody asks for: on disk when it is answered, or why there is none. */
export type Begin = (by: string, transfer: StartTransfer | BuildingTransfer) => Promise<Job | TransferRefusal>;

/** See `Begin`. One after another: of two who send the same person at one moment, the second hears of the first. */
export function createBegin({ hub, station, jobs, now }: BeginDeps): Begin {
  let last: Promise<unknown> = Promise.resolve();

  async function begin(by: string, transfer: StartTransfer | BuildingTransfer): Promise<Job | TransferRefusal> {
    const { kind, uid: subjectUid, dwellingUid, reason } = transfer;
    const [from, to] = [`${station.id}-${transfer.from}`, `${station.id}-${transfer.to}`];
    const plan =
      transfer.kind === 'building'
        ? await planBuilding(hub, subjectUid, from, to)
        : await planTransfer(hub, transfer, from, to);
    if (typeof plan === 'string') return plan;
    const going = new Set(plan.heads.map(keyIn));
    const underWay = jobs.jobs().filter(({ endedAtMs }) => endedAtMs === null);
    if (underWay.some(({ heads }) => heads.some((id) => going.has(keyIn(id))))) return 'moving';
    const job: Job = {
      ...{ version: 1, uid: ulid(now()), kind, subjectUid, from, to, dwellingUid, reason, by },
      ...plan,
      ...{ startedAtMs: now(), endedAtMs: null, isAudited: false, unreadable: 0, counts: null, stubs: {}, photos: {} },
    };
    await jobs.add(job);
    return job;
  }

  return (by, transfer) => {
    const answer = last.then(() => begin(by, transfer));
    last = answer.catch(() => undefined);
    return answer;
  };
}
