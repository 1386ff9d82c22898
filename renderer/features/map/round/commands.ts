import type { Round } from '#shared/schema/types/visit-plan';
import type { OpenStation } from '#renderer/data/index';

/** Where a worker's round of a day lies: in the first of the grids given, so that it is the same on every device. */
export const roundScope = (stationId: string, gridNumbers: readonly number[]): string =>
  `${stationId}-${Math.min(...gridNumbers)}`;

/** `_id` of a worker's round of a day. */
export const roundId = (scope: string, { workerUid, day }: Pick<Round, 'workerUid' | 'day'>): string =>
  `round~${scope}~${workerUid}.${day}`;

/** Keeps a round as it is now; resolves when it is on disk. Throws `access.denied`, `device.*`. */
export async function keepRound(
  { writer, newUid }: Pick<OpenStation, 'writer' | 'newUid'>,
  scope: string,
  { workerUid, day, stops }: Pick<Round, 'workerUid' | 'day' | 'stops'>,
  isKept: boolean,
): Promise<void> {
  if (isKept) {
    await writer.edit(roundId(scope, { workerUid, day }), () => ({ stops }));
    return;
  }
  const key = `${workerUid}.${day}`;
  await writer.create({ type: 'round', scope, uid: newUid(), key, fields: { workerUid, day, stops } });
}
