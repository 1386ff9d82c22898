import { mayShowPosition, seesPositions } from '#shared/domain/positions/positions';
import type { Access } from '#shared/domain/access/access';
import { AppError } from '#shared/errors/app-error';
import type { OwnPosition, StaffPosition } from '#shared/ipc/position-api';
import type { Positions } from '#renderer/data/index';

/** The host's last positions in memory; some colleague agreed and was at the centre an hour ago. */
export function fakePositions(
  access: Access,
  colleague: string,
  nowMs: () => number,
  isAway: () => boolean,
): Positions {
  let own: OwnPosition = { isShown: false, saidAtMs: null, last: null };
  const others: readonly StaffPosition[] = [
    { staffUid: colleague, lat: 32.0425, lng: 118.7865, accuracyMeters: 14, atMs: nowMs() - 3_600_000 },
  ];
  const reach = async (isGranted: boolean): Promise<void> => {
    if (isAway()) throw new AppError('hub.unreachable', 'away', { retry: true });
    if (!isGranted) throw new AppError('access.denied', 'not for this post');
  };
  return {
    async own() {
      await reach(mayShowPosition(access));
      return own;
    },
    async show(isShown) {
      await reach(mayShowPosition(access));
      own = { isShown, saidAtMs: nowMs(), last: null };
      return own;
    },
    async tell(position) {
      await reach(mayShowPosition(access));
      if (own.isShown) own = { ...own, last: { ...position, atMs: nowMs() } };
      return own;
    },
    async list() {
      await reach(seesPositions(access));
      return others;
    },
  };
}
