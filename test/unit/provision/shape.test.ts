import { describe, expect, it } from 'vitest';
import { HUB_ROLE } from '#sync-server/access/hub-access';
import { upstreamSecurity } from '#sync-server/provision/roles';
import { parseGridNumbers, shapeFault, stationDatabases, stationOfDatabase } from '#sync-server/provision/shape';
import { QINGHE } from './hostile';

const names = (shape: Parameters<typeof stationDatabases>[0]) => stationDatabases(shape).map(({ name }) => name);

describe('the databases of a station', () => {
  it('are one for each place of its records, one for the pictures of each where there are any, and a digest', () => {
    expect(names(QINGHE)).toEqual([
      'commons-qinghe',
      'grid-qinghe-1',
      'media-grid-qinghe-1',
      'grid-qinghe-2',
      'media-grid-qinghe-2',
      'desk-qinghe',
      'media-desk-qinghe',
      'queue-qinghe',
      'digest-qinghe',
    ]);
  });

  it.each([
    ['a station of 4,000 people', 4000, 'grid-qinghe-1', 1],
    ['its pictures', 4000, 'media-grid-qinghe-1', 1],
    ['the pictures of 20,000 people in two grids', 20_000, 'media-grid-qinghe-1', 4],
    ['the records of 100,000 people in two grids', 100_000, 'grid-qinghe-1', 2],
    ['a whole city in two grids, and no more', 9_000_000, 'grid-qinghe-1', 8],
    ['the digest of a whole city', 9_000_000, 'digest-qinghe', 1],
  ])('%s take so many shards', (_what, residents, name, q) => {
    expect(stationDatabases({ ...QINGHE, residents }).find((each) => each.name === name)?.q).toBe(q);
  });

  it.each([
    ['commons-qinghe', 'qinghe'],
    ['grid-qinghe-12', 'qinghe'],
    ['media-grid-qinghe-1', 'qinghe'],
    ['digest-qinghe', 'qinghe'],
    ['media-commons-qinghe', null],
    ['digest-Qinghe', null],
    ['_users', null],
    ['sales', null],
  ])('%s is known for what it is', (name, station) => {
    expect(stationOfDatabase(name)).toBe(station);
  });
});

describe('a station’s shape', () => {
  it.each([
    ['3', [1, 2, 3]],
    ['0', []],
    ['1-3,7', [1, 2, 3, 7]],
    ['7, 1', [1, 7]],
    ['1,1', [1]],
  ])('grids written %s', (text, numbers) => {
    expect(parseGridNumbers(text)).toEqual(numbers);
  });

  it.each([[''], ['-1'], ['a'], ['3-1'], ['0-2'], ['1-'], ['201'], ['1-9999']])(
    'grids written “%s” are none',
    (text) => {
      expect(parseGridNumbers(text)).toBeNull();
    },
  );

  it.each([
    [{ id: 'Qinghe' }, 'station-id'],
    [{ id: 'q' }, 'station-id'],
    [{ id: '../x' }, 'station-id'],
    [{ gridNumbers: [0] }, 'grid-numbers'],
    [{ gridNumbers: [1, 1] }, 'grid-numbers'],
    [{ gridNumbers: Array.from({ length: 201 }, (_, n) => n + 1) }, 'too-many-grids'],
    [{ residents: 0 }, 'residents'],
    [{ residents: 1.5 }, 'residents'],
    [{}, null],
  ])('%j: %s', (change, fault) => {
    expect(shapeFault({ ...QINGHE, ...change })).toBe(fault);
  });
});

describe('who reads a database at the hub', () => {
  const readers = (name: string) => {
    const database = stationDatabases(QINGHE).find((each) => each.name === name);
    return database ? upstreamSecurity(database).members.roles : [];
  };

  it('is whom the access table names, and the hub of this station in the place of all hubs', () => {
    expect(readers('grid-qinghe-2')).toEqual([
      'qinghe.hub',
      'qinghe.manager',
      'qinghe.duty-lead',
      'qinghe.clerk',
      'qinghe-2.grid-worker',
    ]);
    expect(readers('media-grid-qinghe-2')).toEqual(readers('grid-qinghe-2'));
    expect(readers('queue-qinghe')).toEqual(expect.arrayContaining(['qinghe.kiosk', 'qinghe.board']));
    expect(readers('digest-qinghe')).toEqual(['qinghe.hub']);
  });

  it('is never everybody, and never every station', () => {
    for (const database of stationDatabases(QINGHE)) {
      const { admins, members } = upstreamSecurity(database);
      expect(members.roles.length, database.name).toBeGreaterThan(0);
      expect(members.roles).not.toContain(HUB_ROLE);
      expect(members.roles.every((role) => /^qinghe[.-]/.test(role))).toBe(true);
      expect(admins.roles).toEqual(['_admin']);
    }
  });
});
