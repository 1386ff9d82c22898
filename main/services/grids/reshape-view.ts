import type { ReshapeView } from '#shared/ipc/reshape-api';
import type { Reshape } from './reshape-log';

/** A reshaping as it is told. */
export function viewOf({ uid: id, kind, grid, targets, moves, by, startedAtMs, endedAtMs }: Reshape): ReshapeView {
  return {
    id,
    kind,
    grid,
    to: targets.map(({ number }) => number),
    buildings: moves.length,
    gone: moves.filter(({ isDone }) => isDone).length,
    waiting: moves.flatMap(({ buildingUid, isWaiting }) => (isWaiting ? [buildingUid] : [])),
    by,
    state: endedAtMs === null ? 'moving' : 'done',
    startedAtMs,
    endedAtMs,
  };
}
