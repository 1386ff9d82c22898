import { describe, expect, it } from 'vitest';
import type { ActualHub } from '#sync-server/provision/actual';
import { DESIGN_VERSION, LOOK_DESIGN, VALIDATION_DESIGN } from '#sync-server/provision/design';
import { isSettled } from '#sync-server/provision/plan';
import { configOf, desired, designsOf, empty, kinds, plan, settled, user, withDatabase } from './settled-hub';

describe('the plan for a hub', () => {
  it('that is as it should be is empty', () => {
    const { refusals, steps, byHand, notes } = plan(settled);
    expect({ refusals, steps, byHand, notes }).toEqual({ refusals: [], steps: [], byHand: [], notes: [] });
    expect(isSettled(plan(settled))).toBe(true);
  });

  it('that is new makes everything, and lets the station in last', () => {
    const { steps } = plan(empty);
    const order = kinds(steps);
    expect(order.slice(0, 2)).toEqual(['create-system', 'create-system']);
    expect(order.slice(-2)).toEqual(['credentials', 'user']);
    expect(order.filter((kind) => kind === 'create')).toHaveLength(desired.databases.length);
    for (const { name } of desired.databases) {
      const of = steps.filter((step) => 'database' in step && step.database === name);
      expect(kinds(of).slice(0, 3)).toEqual(['create', 'security', 'design']);
    }
  });

  it('of which a part is done names the rest', () => {
    const databases = new Map(settled.databases);
    databases.delete('desk-qinghe');
    expect(kinds(plan({ ...settled, databases }).steps)).toEqual(['create', 'security', 'design', 'design']);
  });

  it('shuts a database that is open to everybody', () => {
    const open = { admins: { names: [], roles: [] }, members: { names: [], roles: [] } };
    expect(plan(withDatabase('grid-qinghe-1', { security: open })).steps).toMatchObject([
      { kind: 'security', database: 'grid-qinghe-1' },
    ]);
    expect(plan(withDatabase('grid-qinghe-1', { security: {} })).steps).toHaveLength(1);
  });

  it('does not mind in which order roles are written', () => {
    const security = desired.databases[0]?.security;
    const turned = { ...security, members: { names: [], roles: [...(security?.members.roles ?? [])].reverse() } };
    expect(plan(withDatabase('commons-qinghe', { security: turned })).steps).toEqual([]);
  });

  it('replaces what an earlier release wrote, over its revision', () => {
    const [validation, ...rest] = designsOf('grid-qinghe-1');
    const old = {
      ...validation,
      _id: VALIDATION_DESIGN,
      _rev: '7-x',
      validate_doc_update: 'function () {}',
      linli: { version: 0 },
    };
    const { steps } = plan(withDatabase('grid-qinghe-1', { designs: [old, ...rest] }));
    expect(steps).toMatchObject([{ kind: 'design', database: 'grid-qinghe-1', rev: '7-x' }]);
  });

  it('refuses to set back what a later release wrote', () => {
    const newer = { _id: VALIDATION_DESIGN, _rev: '9-x', linli: { version: DESIGN_VERSION + 1 } };
    const result = plan(withDatabase('grid-qinghe-1', { designs: [newer] }));
    expect(result.refusals).toEqual([{ kind: 'newer', database: 'grid-qinghe-1', version: DESIGN_VERSION + 1 }]);
    expect(result.steps).toEqual([]);
  });

  it('brings back an index that somebody deleted', () => {
    const designs = designsOf('grid-qinghe-1').filter(({ _id }) => _id !== LOOK_DESIGN);
    expect(plan(withDatabase('grid-qinghe-1', { designs })).steps).toMatchObject([
      { kind: 'design', design: { _id: LOOK_DESIGN }, rev: null },
    ]);
  });

  it('sets a setting that differs, on the node where it differs', () => {
    const config = new Map(settled.config);
    config.set('b@hub', { ...configOf(desired), chttpd: { ...configOf(desired)['chttpd'], enable_cors: 'true' } });
    const nodes = { connected: ['a@hub', 'b@hub'], members: ['a@hub', 'b@hub'] };
    const { steps } = plan({ ...settled, config, nodes });
    expect(steps).toMatchObject([{ kind: 'setting', node: 'b@hub', setting: { key: 'enable_cors' }, was: 'true' }]);
  });
});

describe('a hub of many databases', () => {
  const many = (count: number) => [
    ...settled.names,
    ...Array.from({ length: count }, (_, n) => `grid-donghu-${n + 1}`),
  ];
  const withOpen = (max_dbs_open: string) =>
    new Map([['a@hub', { ...configOf(desired), couchdb: { ...configOf(desired)['couchdb'], max_dbs_open } }]]);

  it('is told to keep as many open as there are, and a quarter more', () => {
    expect(plan({ ...settled, names: many(700) }).steps).toMatchObject([
      { kind: 'setting', setting: { key: 'max_dbs_open', value: '1000' }, was: null },
    ]);
    expect(plan({ ...settled, names: many(100_000), config: withOpen('500') }).steps).toMatchObject([
      { setting: { value: '20000' }, was: '500' },
    ]);
  });

  it.each([['1000'], ['5000'], ['infinity']])('and is left alone with room for %s', (open) => {
    expect(plan({ ...settled, names: many(700), config: withOpen(open) }).steps).toEqual([]);
  });
});

describe('a cluster', () => {
  it('gets one uuid, that of its first node, so that a replicator knows it again whoever answers', () => {
    const nodes = { connected: ['a', 'b', 'c'], members: ['a', 'b', 'c'] };
    const withUuid = (uuid: string) => ({ ...configOf(desired), couchdb: { ...configOf(desired)['couchdb'], uuid } });
    const config = new Map([
      ['a', withUuid('one')],
      ['b', withUuid('other')],
      ['c', withUuid('one')],
    ]);
    const { steps } = plan({ ...settled, nodes, config });
    expect(steps).toMatchObject([{ kind: 'setting', node: 'b', setting: { key: 'uuid', value: 'one' }, was: 'other' }]);
    expect(plan({ ...settled, config: new Map([['a', withUuid('one')]]) }).steps).toEqual([]);
  });
});

describe('a station’s account', () => {
  it('is left alone where it is right, and where its file is elsewhere', () => {
    const result = plan({ ...settled, credentials: new Map([['qinghe', 'missing']]) });
    expect(result.steps).toEqual([]);
    expect(result.notes).toEqual([{ kind: 'no-file', station: 'qinghe' }]);
    expect(isSettled(result)).toBe(true);
  });

  it.each<[string, Partial<ActualHub>, readonly string[], readonly object[]]>([
    [
      'is made with the password of a file that is there',
      { users: new Map(), credentials: new Map([['qinghe', 'right']]) },
      [],
      [{ kind: 'user', why: 'missing' }],
    ],
    [
      'gets the password of a file that does not let it in',
      { credentials: new Map([['qinghe', 'wrong']]) },
      [],
      [{ kind: 'user', why: 'password' }],
    ],
    [
      'gets its role back and keeps its password',
      { users: new Map([['station-qinghe', user(['linli.hub'])]]) },
      [],
      [{ kind: 'user', why: 'roles' }],
    ],
    [
      'gets a new password when somebody asks',
      {},
      ['qinghe'],
      [{ kind: 'credentials' }, { kind: 'user', why: 'password' }],
    ],
  ])('%s', (_what, change, rotate, steps) => {
    const found = plan({ ...settled, ...change }, rotate).steps;
    expect(found).toMatchObject(steps);
    expect(found).toHaveLength(steps.length);
  });
});

describe('what is somebody else’s', () => {
  it('is named and left alone', () => {
    const designs = [
      ...designsOf('grid-qinghe-1'),
      { _id: '_design/report', _rev: '1-a', views: {} },
      { _id: '_design/guard', _rev: '1-a', validate_doc_update: 'function () {}' },
    ];
    const names = [...settled.names, '_global_changes', 'sales', 'grid-donghu-1', 'digest-donghu', 'grid-qinghe-9'];
    const result = plan({ ...withDatabase('grid-qinghe-1', { designs }), names });
    expect(result.steps).toEqual([]);
    expect(result.notes).toEqual([
      { kind: 'foreign-design', database: 'grid-qinghe-1', design: '_design/report', validates: false },
      { kind: 'foreign-design', database: 'grid-qinghe-1', design: '_design/guard', validates: true },
      { kind: 'unasked-database', database: 'grid-qinghe-9' },
      { kind: 'other-stations', stations: ['donghu'] },
      { kind: 'foreign-database', database: 'sales' },
    ]);
  });
});
