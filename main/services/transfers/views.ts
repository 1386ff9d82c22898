import type { TransferKind } from '#shared/domain/transfers/transfers';
import type { TransferCounts, TransferView } from '#shared/ipc/transfer-api';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import type { Job, JobLog } from './job-log';

/** A transfer that somebody asked for. */
export type AskedJob = Job & { readonly kind: TransferKind };

/** Whether somebody asked for a job; buildings go because a grid was cut, and are told there. */
export const isAsked = (job: Job): job is AskedJob => job.kind !== 'building';

/** A job as it is told. */
export function viewOf(job: AskedJob): TransferView {
  const { uid: id, kind, subjectUid: uid, reason, by, startedAtMs, endedAtMs } = job;
  const grids = { from: gridNumberIn(job.from), to: gridNumberIn(job.to) };
  const state = endedAtMs === null ? 'moving' : 'done';
  return {
    id,
    kind,
    uid,
    ...grids,
    reason,
    by,
    state,
    startedAtMs,
    endedAtMs,
    counts: { ...countsOf(job), ...job.counts },
  };
}

/** What a job has brought over, as its stubs tell; those that came back since are not among them. */
export function countsOf({ stubs, photos, unreadable }: Pick<Job, 'stubs' | 'photos' | 'unreadable'>): TransferCounts {
  const types = Object.keys(stubs).map((id) => parseDocumentId(id)?.type);
  const people = types.filter((type) => type === 'person').length;
  const visits = types.filter((type) => type === 'visit').length;
  const damaged = Object.values(photos).filter(({ isDamaged }) => isDamaged).length;
  return { people, visits, others: types.length - people - visits, unreadable: unreadable + damaged };
}

/** Number of the grid in which something lies that left one of the scopes, from stay to stay; null for what left none. */
export function placementOf(jobs: JobLog, type: TransferKind, uid: string, scopes: readonly string[]): number | null {
  const next = (scope: string) => jobs.stubAt(documentId(type, scope, uid))?.stub.movedTo.scope;
  const left = scopes.find((scope) => next(scope) !== undefined);
  if (left === undefined) return null;
  let scope = left;
  // Each stay was left by a transfer of its own, so there are no more of them than transfers.
  for (let stays = jobs.jobs().length; stays > 0; stays -= 1) scope = next(scope) ?? scope;
  return gridNumberIn(scope);
}

const gridNumberIn = (scope: string): number => Number(scope.split('-')[1]);
