import type { ReshapeView } from '#shared/ipc/reshape-api';
import type { Reshape } from './reshape-log';

/** A reshaping as it is told. */
export function viewOf(reshape: Reshape): ReshapeView {
  const { uid: id, kind, grids, targets, moves, counts, by, startedAtMs, endedAtMs } = reshape;
  return {
    id,
    kind,
    grids,
    to: targets.map(({ number }) => number),
    buildings: moves.length,
    gone: moves.filter(({ isDone }) => isDone).length,
    waiting: moves.flatMap(({ buildingUid, isWaiting }) => (isWaiting ? [buildingUid] : [])),
    counts,
    by,
    state: endedAtMs === null ? 'moving' : 'done',
    startedAtMs,
    endedAtMs,
  };
}
