import { planMerge, planSplit, type ReshapeBuilding } from '#shared/domain/grids/reshape';
import { createContains } from '#shared/geo/contains';
import type { ReshapeAnswer, StartReshape } from '#shared/ipc/reshape-api';
import { readArea } from '#shared/schema/area';
import type { Reshape, ReshapeMove } from './reshape-log';

/** What a reshaping is to do. */
export type Planned = Pick<Reshape, 'kind' | 'grids' | 'targets' | 'boundary' | 'moves'>;
/** Why it is not begun. */
export type Refusal = Extract<ReshapeAnswer, { outcome: 'refused' }>['reason'];

/** The grids that a wish touches. */
export const touchedBy = (wanted: StartReshape): readonly number[] =>
  wanted.kind === 'split' ? [wanted.grid] : [...wanted.from, wanted.into];

/** What is to be done for somebody's wish, or why nothing is. */
export const planReshape = (wanted: StartReshape, buildings: readonly ReshapeBuilding[]): Planned | Refusal =>
  wanted.kind === 'split' ? splitOf(wanted, buildings) : mergeOf(wanted, buildings);

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
    grids: [grid],
    boundary,
    targets: parts.map((part) => ({ number: null, name: part.name, boundary: part.boundary })),
    moves: plan.moves.map(({ buildingUid, part }) => moveOf(buildingUid, grid, part - 1)),
  };
}

function mergeOf(
  { from, into, boundary }: Extract<StartReshape, { kind: 'merge' }>,
  buildings: readonly ReshapeBuilding[],
): Planned | Refusal {
  const plan = planMerge(from, into, buildings, []);
  if (typeof plan === 'string') return plan;
  const gridOf = new Map(buildings.map(({ uid, gridNumber }) => [uid, gridNumber]));
  return {
    kind: 'merge',
    grids: from,
    boundary: null,
    targets: [{ number: into, name: null, boundary }],
    moves: plan.moves.map(({ buildingUid }) => moveOf(buildingUid, gridOf.get(buildingUid) ?? 0, 0)),
  };
}

const moveOf = (buildingUid: string, from: number, target: number): ReshapeMove => ({
  buildingUid,
  from,
  target,
  transfer: null,
  isDone: false,
  isWaiting: false,
});
