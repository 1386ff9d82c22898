import { describe, expect, it } from 'vitest';
import { ACCESS_TABLE, type Actor } from '#shared/domain/access/table';
import { databaseName, parseDatabaseName } from '#shared/schema/ids';
import { POSTS, type Post, type StaffFunction } from '#shared/schema/types/place';
import {
  couchRoles,
  couchSecurity,
  databasesFor,
  HUB_ROLE,
  keysFor,
  placeOf,
  type StaffAccess,
} from '#sync-server/access/hub-access';

const UID = '01J0000000000000000000000B';
const ACTORS = Object.keys(ACCESS_TABLE) as Actor[];
const qinghe = { id: 'qinghe', gridNumbers: [3, 1, 2] };
const staff = (post: Actor, gridNumbers: number[] = [], functions: StaffFunction[] = []): StaffAccess => ({
  uid: UID,
  post,
  functions,
  gridNumbers,
});
const opened = (post: Post, ...grids: number[]) =>
  databasesFor(staff(post, grids), qinghe).map(({ name, access }) => `${name}:${access}`);
const held = (who: StaffAccess) =>
  keysFor(who, qinghe).map(({ scope, class: name, author }) => `${scope}.${name}${author ? '~own' : ''}`);

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
      for (const { name } of databasesFor(staff(post, [1, 2, 3]), qinghe)) {
        expect(parseDatabaseName(name)?.station).toBe('qinghe');
      }
    }
  });
});

describe('the data keys a person is handed', () => {
  it('are all classes of all grids and the desk’s for a manager', () => {
    expect(held(staff('manager'))).toHaveLength(10);
    expect(held(staff('manager'))).toContain('qinghe.general');
    expect(held(staff('manager'))).toContain('qinghe-3.child');
  });

  it('are the general class alone for a clerk, of grids and of the desk', () => {
    expect(held(staff('clerk'))).toEqual([
      'qinghe-1.general',
      'qinghe-2.general',
      'qinghe-3.general',
      'qinghe.general',
    ]);
  });

  it('are general, and for health one of the person’s own, of the own grids for a grid worker', () => {
    expect(held(staff('grid-worker', [3]))).toEqual(['qinghe-3.general', 'qinghe-3.health~own']);
    expect(held(staff('grid-worker', [3], ['health']))).toEqual(['qinghe-3.general', 'qinghe-3.health']);
  });

  it.each<[Post]>([['it'], ['auditor'], ['volunteer'], ['building-head'], ['department-handler']])(
    'are none for a %s, whatever functions somebody put down',
    (post) => {
      expect(held(staff(post, [1, 2], ['health', 'child']))).toEqual([]);
    },
  );
});

describe('the security object that a CouchDB gets', () => {
  const names = [
    databaseName('commons', 'qinghe'),
    databaseName('desk', 'qinghe'),
    databaseName('queue', 'qinghe'),
    ...qinghe.gridNumbers.map((number) => databaseName('grid', 'qinghe', number)),
  ];

  it('opens a database to exactly those whom the table lets read it', () => {
    for (const actor of ACTORS) {
      for (const gridNumbers of [[], [1], [2, 3], [9]]) {
        const who = staff(actor, gridNumbers);
        const roles = couchRoles(who, qinghe);
        const readable = databasesFor(who, qinghe).map(({ name }) => name);
        const byRole = names.filter((name) => couchSecurity(name)?.members.roles.some((role) => roles.includes(role)));
        expect(byRole.sort(), `${actor} of ${gridNumbers.join()}`).toEqual([...readable].sort());
      }
    }
  });

  it('is never empty, which would open the database to everybody, and makes nobody an administrator', () => {
    for (const name of names) {
      const security = couchSecurity(name);
      expect(security?.members.roles).toContain(HUB_ROLE);
      expect(security?.admins).toEqual({ names: [], roles: ['_admin'] });
    }
  });

  it('lets nobody of another station in', () => {
    const elsewhere = { id: 'meiyuan', gridNumbers: [1, 2, 3] };
    const roles = ACTORS.flatMap((actor) => couchRoles(staff(actor, [1, 2, 3]), elsewhere));
    for (const name of names)
      expect(couchSecurity(name)?.members.roles.filter((role) => roles.includes(role))).toEqual([]);
  });

  it('is none for a database that is not ours', () => {
    expect(couchSecurity('_users')).toBeNull();
    expect(placeOf({ kind: 'grid', station: 'qinghe', scope: 'qinghe-12' })).toEqual({ kind: 'grid', gridNumber: 12 });
  });
});
