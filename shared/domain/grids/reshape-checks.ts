import { bandPlaceOf } from './household-band';
import type { ReshapePlan } from './reshape';

/** What somebody should know before grids are cut or put together; nothing of it forbids it. */
export type ReshapeCheck =
  /** A part of a cut, by its place, or the grid that stays, with more or fewer households than the scheme asks for. */
  | { readonly kind: 'band'; readonly part: number; readonly place: 'below' | 'above'; readonly households: number }
  /** Nobody looks after the grids that are made. */
  | { readonly kind: 'no-team' }
  /** Buildings of which nobody knows where they stand, buildings that stand in no part, and households without one: they stay. */
  | { readonly kind: 'unplaced' | 'outside' | 'homeless'; readonly count: number }
  /** People who look after a grid that will be empty. */
  | { readonly kind: 'team-left'; readonly grid: number; readonly names: readonly string[] };

/** What is to be said of a plan, what weighs most first. `teams`: who looks after grids that will be empty. */
export function reshapeChecks(
  kind: 'split' | 'merge',
  plan: ReshapePlan,
  teams: readonly { readonly grid: number; readonly names: readonly string[] }[] = [],
): readonly ReshapeCheck[] {
  const counted = (['outside', 'unplaced', 'homeless'] as const).flatMap((each): readonly ReshapeCheck[] => {
    const count = plan[each].length;
    return count === 0 ? [] : [{ kind: each, count }];
  });
  return [
    ...plan.parts.flatMap(({ part, householdUids }): readonly ReshapeCheck[] => {
      const place = bandPlaceOf(householdUids.length);
      return place === 'within' ? [] : [{ kind: 'band', part, place, households: householdUids.length }];
    }),
    ...counted,
    ...(kind === 'split' ? [{ kind: 'no-team' } as const] : []),
    ...teams.flatMap(({ grid, names }): readonly ReshapeCheck[] =>
      names.length === 0 ? [] : [{ kind: 'team-left', grid, names }],
    ),
  ];
}
