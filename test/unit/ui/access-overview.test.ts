import { describe, expect, it } from 'vitest';
import { accessOf, may } from '#shared/domain/access/access';
import { recordTypes } from '#shared/schema/registry';
import { FUNCTIONS, POSTS, type Post } from '#shared/schema/types/place';
import { overviewOf } from '../../../renderer/features/settings/access/overview';

const GRIDS = [1, 2, 3];
const overview = (actor: Post, gridNumbers: readonly number[] = [], functions: typeof FUNCTIONS | readonly [] = []) =>
  overviewOf(accessOf({ actor, functions, gridNumbers }, GRIDS), GRIDS);

describe('what a manager reads of somebody’s rights', () => {
  it.each(POSTS)('says of a %s neither more nor less than the access table', (post) => {
    for (const functions of [[], FUNCTIONS] as const) {
      const access = accessOf({ actor: post, functions, gridNumbers: [2] }, GRIDS);
      const { areas, classes } = overviewOf(access, GRIDS);
      for (const { type, database } of recordTypes) {
        for (const gridNumber of database === 'grid' ? GRIDS : [null]) {
          const place = { kind: database as 'grid', gridNumber };
          const area = areas.find(
            ({ kind, gridNumbers }) => kind === database && (gridNumber === null || gridNumbers.includes(gridNumber)),
          );
          const told = area?.types.find((row) => row.type === type);
          for (const action of ['read', 'create', 'edit'] as const) {
            expect(told?.[action] ?? false, `${type} ${action} ${gridNumber}`).toBe(may(access, action, type, place));
          }
        }
      }
      for (const reach of classes) {
        expect([...reach.all, ...reach.own, ...reach.none].sort()).toEqual(GRIDS);
        for (const grid of GRIDS) {
          const held = access.keys.find((key) => key.gridNumber === grid && key.class === reach.class)?.as;
          const told = reach.all.includes(grid) ? 'class' : reach.own.includes(grid) ? 'author' : undefined;
          expect(told).toBe(held);
        }
      }
    }
  });

  it('puts grids with the same rights together', () => {
    expect(
      overview('manager')
        .areas.filter(({ kind }) => kind === 'grid')
        .map(({ gridNumbers }) => gridNumbers),
    ).toEqual([GRIDS]);
    expect(overview('grid-worker', [1, 3]).areas.find(({ kind }) => kind === 'grid')?.gridNumbers).toEqual([1, 3]);
  });
});
