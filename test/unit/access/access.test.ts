import { describe, expect, it } from 'vitest';
import { accessOf, decidesUnsent, functionsOf, may, type Subject } from '#shared/domain/access/access';
import { ACCESS_TABLE, APPEND_ONLY, HOST_WRITTEN, type Actor } from '#shared/domain/access/table';
import { recordTypes } from '#shared/schema/registry';
import { FUNCTIONS, POSTS } from '#shared/schema/types/place';

const ACTORS = Object.keys(ACCESS_TABLE) as Actor[];
const subject = (actor: Actor, more: Partial<Subject> = {}): Subject => ({
  actor,
  functions: [],
  gridNumbers: [],
  ...more,
});
const GRID = (gridNumber: number) => ({ kind: 'grid', gridNumber }) as const;
const COMMONS = { kind: 'commons', gridNumber: null } as const;
const classesOf = (who: Subject) =>
  accessOf(who, [1, 2]).keys.map(({ gridNumber, class: name, as }) => `${gridNumber} ${name} ${as}`);

describe('the access table', () => {
  it('has a row for every post, and for the two terminals', () => {
    expect([...ACTORS].sort()).toEqual([...POSTS, 'kiosk', 'board'].sort());
  });

  it('names only types that there are, in the databases they live in', () => {
    const homes = new Map(recordTypes.map(({ type, database }) => [type, database]));
    for (const actor of ACTORS) {
      for (const { database, types } of ACCESS_TABLE[actor].grants) {
        if (types !== '*') for (const type of types) expect(homes.get(type), `${actor} ${type}`).toBe(database);
      }
    }
    for (const type of [...APPEND_ONLY, ...HOST_WRITTEN]) expect(homes.has(type), type).toBe(true);
  });

  it('lets nobody write what they may not read', () => {
    for (const actor of ACTORS) {
      for (const place of accessOf(subject(actor, { gridNumbers: [1] }), [1, 2]).places) {
        for (const { type } of recordTypes) {
          const access = accessOf(subject(actor, { gridNumbers: [1] }), [1, 2]);
          const writes = may(access, 'create', type, place) || may(access, 'edit', type, place);
          if (writes) expect(may(access, 'read', type, place), `${actor} ${type}`).toBe(true);
        }
      }
    }
  });

  it('opens personal values of no class to anybody but lead, service and field', () => {
    for (const actor of ACTORS) {
      const everything = subject(actor, { functions: FUNCTIONS, gridNumbers: [1, 2] });
      const isPersonal = ['lead', 'service', 'field'].includes(ACCESS_TABLE[actor].role);
      expect(classesOf(everything).length > 0, actor).toBe(isPersonal);
    }
  });

  it('leaves terminals with the queue, to read', () => {
    for (const actor of ['kiosk', 'board'] as const) {
      const { places, keys, functions } = accessOf(subject(actor, { functions: FUNCTIONS, gridNumbers: [1] }), [1]);
      expect(places.map(({ kind }) => kind)).toEqual(['queue']);
      expect([keys, functions]).toEqual([[], []]);
      expect(may(accessOf(subject(actor), [1]), 'create', 'visit', { kind: 'queue', gridNumber: null })).toBe(false);
    }
  });
});

describe('functions', () => {
  it('come with the post, or are given where the post admits them', () => {
    expect(functionsOf({ actor: 'clerk', functions: ['health', 'staff', 'audit'] })).toEqual(['health']);
    expect(functionsOf({ actor: 'manager', functions: [] })).toEqual([...ACCESS_TABLE.manager.functions]);
    expect(functionsOf({ actor: 'duty-lead', functions: ['staff', 'audit'] })).toEqual([
      'health',
      'child',
      'devices',
      'audit',
    ]);
    expect(functionsOf({ actor: 'auditor', functions: ['health', 'child'] })).toEqual(['audit']);
  });

  it('let values out in files where the post or somebody says so', () => {
    const may = (actor: Actor, given: boolean) =>
      functionsOf({ actor, functions: given ? ['export'] : [] }).includes('export');
    expect(ACTORS.filter((actor) => may(actor, false))).toEqual(['manager']);
    expect(ACTORS.filter((actor) => may(actor, true)).sort()).toEqual(['clerk', 'duty-lead', 'manager']);
  });

  it('open health and children’s files to a grid worker, in the own grids alone', () => {
    expect(classesOf(subject('grid-worker', { gridNumbers: [2] }))).toEqual(['2 general class', '2 health author']);
    expect(classesOf(subject('grid-worker', { gridNumbers: [2], functions: ['health', 'child'] }))).toEqual([
      '2 general class',
      '2 health class',
      '2 child class',
    ]);
  });

  it('open to a clerk what he was given, and else the general class', () => {
    expect(classesOf(subject('clerk'))).toEqual(['1 general class', '2 general class']);
    expect(classesOf(subject('clerk', { functions: ['child'] }))).toContain('2 child class');
  });
});

describe('what a person may do with a record', () => {
  const worker = accessOf(subject('grid-worker', { gridNumbers: [1] }), [1, 2]);
  const clerk = accessOf(subject('clerk'), [1, 2]);
  const manager = accessOf(subject('manager'), [1, 2]);

  it('stops at the border of the own grid', () => {
    expect(may(worker, 'create', 'visit', GRID(1))).toBe(true);
    for (const action of ['read', 'create', 'edit'] as const)
      for (const { type } of recordTypes) expect(may(worker, action, type, GRID(2)), type).toBe(false);
  });

  it('is reading visits for a clerk, and typing in people', () => {
    expect(may(clerk, 'read', 'visit', GRID(2))).toBe(true);
    expect(may(clerk, 'create', 'visit', GRID(2))).toBe(false);
    expect(may(clerk, 'edit', 'person', GRID(2))).toBe(true);
  });

  it('is keeping the register in the own grids for a worker, and in all for a clerk', () => {
    const REGISTER = [
      'person',
      'dwelling',
      'household',
      'enterprise',
      'certificate',
      'merge',
      'import-batch',
      'import-part',
      'finding',
    ];
    for (const type of REGISTER) {
      for (const action of ['read', 'create', 'edit'] as const) {
        expect(may(worker, action, type, GRID(1)), `worker ${action} ${type}`).toBe(true);
        expect(may(worker, action, type, GRID(2)), `worker ${action} ${type} elsewhere`).toBe(false);
        expect(may(clerk, action, type, GRID(2)), `clerk ${action} ${type}`).toBe(true);
      }
    }
    for (const actor of ['building-head', 'volunteer', 'department-handler', 'it', 'auditor'] as const)
      expect(may(accessOf(subject(actor, { gridNumbers: [1] }), [1]), 'read', 'person', GRID(1)), actor).toBe(false);
  });

  it('is adding what a resident agreed to, and never changing it: withdrawing is another statement', () => {
    for (const access of [worker, clerk, manager]) {
      expect(may(access, 'create', 'consent', GRID(1))).toBe(true);
      expect(may(access, 'edit', 'consent', GRID(1))).toBe(false);
    }
  });

  it('is reading the nightly report, which the host alone writes, and setting rules for a lead alone', () => {
    for (const access of [worker, clerk, manager]) {
      expect(may(access, 'read', 'quality-report', GRID(1))).toBe(true);
      expect(may(access, 'create', 'quality-report', GRID(1))).toBe(false);
      expect(may(access, 'edit', 'quality-report', GRID(1))).toBe(false);
      expect(may(access, 'read', 'quality-rule', COMMONS)).toBe(true);
    }
    expect(may(manager, 'edit', 'quality-rule', COMMONS)).toBe(true);
    expect(may(clerk, 'edit', 'quality-rule', COMMONS)).toBe(false);
  });

  it('is never changing who looked at what, nor writing the directory that the host keeps', () => {
    expect(may(manager, 'create', 'reveal', GRID(1))).toBe(true);
    for (const access of [worker, clerk, manager]) {
      expect(may(access, 'edit', 'reveal', GRID(1))).toBe(false);
      expect(may(access, 'read', 'staff', COMMONS)).toBe(true);
      expect(may(access, 'create', 'staff', COMMONS)).toBe(false);
      expect(may(access, 'edit', 'staff', COMMONS)).toBe(false);
    }
    expect(may(manager, 'edit', 'grid', COMMONS)).toBe(true);
  });

  it('is deciding about records that were not written for those who lead the station, whatever is given to others', () => {
    const given = ACTORS.filter((actor) => decidesUnsent(accessOf(subject(actor, { functions: [...FUNCTIONS] }), [1])));
    expect(given).toEqual(['manager', 'duty-lead']);
  });

  it('is nothing in a grid the station does not have', () => {
    const lost = accessOf(subject('grid-worker', { gridNumbers: [9] }), [1, 2]);
    expect(lost.places.map(({ kind }) => kind)).toEqual(['commons']);
    expect(may(manager, 'read', 'person', GRID(9))).toBe(false);
  });
});
