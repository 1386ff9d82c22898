import { describe, expect, it } from 'vitest';
import { parseDatabaseName } from '#shared/schema/ids';
import { POSTS, type Post } from '#shared/schema/types/place';
import { databasesFor, keysFor } from '#sync-server/access/table';

const qinghe = { id: 'qinghe', gridNumbers: [3, 1, 2] };
const staff = (post: Post, ...gridNumbers: number[]) => ({ post, gridNumbers });
const opened = (post: Post, ...grids: number[]) =>
  databasesFor(staff(post, ...grids), qinghe).map(({ name, access }) => `${name}:${access}`);
const held = (post: Post, ...grids: number[]) =>
  keysFor(staff(post, ...grids), qinghe).map(({ scope, class: name }) => `${scope}.${name}`);

describe('the hub databases a person may open', () => {
  const whole = [
    'commons-qinghe:write',
    'grid-qinghe-1:write',
    'grid-qinghe-2:write',
    'grid-qinghe-3:write',
    'desk-qinghe:write',
    'queue-qinghe:write',
  ];

  it.each<[Post]>([['manager'], ['duty-lead']])('are all of the station for a %s', (post) => {
    expect(opened(post)).toEqual(whole);
  });

  it('are the same for a clerk, who only reads the commons', () => {
    expect(opened('clerk')).toEqual(['commons-qinghe:read', ...whole.slice(1)]);
  });

  it('are the own grids for a grid worker, and neither desk nor queue', () => {
    expect(opened('grid-worker', 2)).toEqual(['commons-qinghe:read', 'grid-qinghe-2:write']);
    expect(opened('grid-worker')).toEqual(['commons-qinghe:read']);
  });

  it('do not include a grid that the station does not have', () => {
    expect(opened('grid-worker', 2, 9)).toEqual(['commons-qinghe:read', 'grid-qinghe-2:write']);
  });

  it.each<[Post]>([['building-head'], ['volunteer'], ['department-handler'], ['it'], ['auditor']])(
    'are the commons, to read, for a %s even with grids in the account',
    (post) => {
      expect(opened(post, 1, 2, 3)).toEqual(['commons-qinghe:read']);
    },
  );

  it('are of this station for every post', () => {
    for (const post of POSTS) {
      for (const { name } of databasesFor(staff(post, 1, 2, 3), qinghe)) {
        expect(parseDatabaseName(name)?.station).toBe('qinghe');
      }
    }
  });
});

describe('the data keys a person is handed', () => {
  it('are all classes of all grids for a manager', () => {
    expect(held('manager')).toHaveLength(9);
    expect(held('manager')).toContain('qinghe-3.child');
  });

  it('are the general class alone for a clerk', () => {
    expect(held('clerk')).toEqual(['qinghe-1.general', 'qinghe-2.general', 'qinghe-3.general']);
  });

  it('are general and health of the own grids for a grid worker', () => {
    expect(held('grid-worker', 3)).toEqual(['qinghe-3.general', 'qinghe-3.health']);
  });

  it.each<[Post]>([['it'], ['auditor'], ['volunteer'], ['building-head'], ['department-handler']])(
    'are none for a %s',
    (post) => {
      expect(held(post, 1, 2)).toEqual([]);
    },
  );
});
