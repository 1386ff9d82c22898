import { describe, expect, it } from 'vitest';
import type { ActualHub } from '#sync-server/provision/actual';
import { desiredHub } from '#sync-server/provision/desired';
import { isSettled } from '#sync-server/provision/plan';
import { configOf, empty, ONE_GRID, plan, settled, withDatabase } from './settled-hub';

describe('a hub that is not touched', () => {
  it.each<[string, Partial<ActualHub>, object]>([
    ['has no administrator', { isOpen: true }, { kind: 'admin-party' }],
    ['does not know us as one', { isAdmin: false }, { kind: 'not-admin' }],
    ['is of an old version', { version: '3.2.9' }, { kind: 'too-old', version: '3.2.9' }],
    ['is of a very old version', { version: '2.9.0' }, { kind: 'too-old' }],
    [
      'has a node that is down',
      { nodes: { connected: ['a@hub'], members: ['a@hub', 'b@hub'] } },
      { kind: 'half-joined', missing: ['b@hub'], strange: [] },
    ],
    [
      'sees a node that never joined',
      { nodes: { connected: ['a@hub', 'c@hub'], members: ['a@hub'] } },
      { kind: 'half-joined', missing: [], strange: ['c@hub'] },
    ],
    [
      'has a node without an administrator',
      { config: new Map([['a@hub', {}]]) },
      { kind: 'node-without-admin', node: 'a@hub' },
    ],
  ])('%s', (_what, change, refusal) => {
    const result = plan({ ...empty, ...change });
    expect(result.refusals).toMatchObject([refusal]);
    expect(result.steps).toEqual([]);
    expect(isSettled(result)).toBe(false);
  });

  it.each([['3.3.0'], ['3.5.0'], ['3.10.1'], ['4.0.0']])('is not one of version %s', (version) => {
    expect(plan({ ...settled, version }).refusals).toEqual([]);
  });
});

describe('what cannot be put right from here', () => {
  const three = { connected: ['a', 'b', 'c'], members: ['a', 'b', 'c'] };
  const cluster = desiredHub({ stations: [ONE_GRID], jwtKeys: [] }, 3);
  const config = (secret: (node: string) => string) =>
    new Map(three.members.map((node) => [node, { ...configOf(cluster), chttpd_auth: { secret: secret(node) } }]));

  it('is a database with one copy on three nodes', () => {
    const result = plan({ ...settled, nodes: three, config: config(() => 's') }, [], cluster);
    expect(result.steps).toEqual([]);
    expect(result.byHand).toHaveLength(cluster.databases.length);
    expect(result.byHand).toContainEqual({ kind: 'few-copies', database: 'grid-qinghe-1', n: 1, wanted: 3 });
    expect(isSettled(result)).toBe(false);
  });

  it('is nodes that do not know each other’s sessions', () => {
    const databases = new Map([...settled.databases].map(([name, each]) => [name, { ...each, n: 3 }]));
    const actual = { ...settled, nodes: three, databases };
    expect(plan({ ...actual, config: config((node) => node) }, [], cluster).byHand).toMatchObject([
      { kind: 'secrets-differ' },
    ]);
    expect(plan({ ...actual, config: config(() => 's') }, [], cluster).byHand).toEqual([]);
  });

  it.each<[unknown, number]>([
    [{ members: { roles: ['_admin'] }, admins: { roles: ['_admin'] } }, 0],
    [{ members: { names: ['x'], roles: [] } }, 0],
    [{ members: { names: [], roles: [] } }, 1],
    [{ members: {} }, 1],
    [{}, 1],
    [null, 1],
  ])('is accounts that everybody reads: %j', (security, count) => {
    const { byHand } = plan({ ...settled, systemSecurity: new Map([['_users', security]]) });
    expect(byHand).toEqual(Array.from({ length: count }, () => ({ kind: 'open-system', database: '_users' })));
  });

  it('is a hub that has to be started again before tokens count', () => {
    const key = { kid: 'district', kind: 'ec', pem: 'PEM' } as const;
    const withKeys = desiredHub({ stations: [ONE_GRID], jwtKeys: [key] }, 1);
    const actual = { ...settled, config: new Map([['a@hub', configOf(withKeys)]]) };
    expect(plan(actual, [], withKeys)).toMatchObject({ steps: [], byHand: [{ kind: 'restart' }] });
    expect(plan({ ...actual, handlers: ['jwt', 'default'] }, [], withKeys).byHand).toEqual([]);
  });

  it('is not a number of shards: that is only said', () => {
    const result = plan(withDatabase('grid-qinghe-1', { q: 8 }));
    expect(result.notes).toEqual([{ kind: 'other-shards', database: 'grid-qinghe-1', q: 8, wanted: 1 }]);
    expect(isSettled(result)).toBe(true);
  });

  it('is never more than three copies, nor more than there are nodes', () => {
    const copies = (nodes: number) => desiredHub({ stations: [ONE_GRID], jwtKeys: [] }, nodes).databases[0]?.n;
    expect([1, 2, 3, 5].map(copies)).toEqual([1, 2, 3, 3]);
    const two = { connected: ['a@hub', 'b@hub'], members: ['a@hub', 'b@hub'] };
    expect(plan({ ...settled, nodes: two }).notes).toEqual([{ kind: 'two-nodes' }]);
  });
});
