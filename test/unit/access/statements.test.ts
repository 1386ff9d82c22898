import { describe, expect, it } from 'vitest';
import { accessOf, may, seesHost, type Subject } from '#shared/domain/access/access';
import { accessDifferences, accessStatements, ACCESS_TOPICS, type AccessTopic } from '#shared/domain/access/statements';

const GRIDS = [1, 2, 3];
const access = (actor: Subject['actor'], more: Partial<Subject> = {}) =>
  accessOf({ actor, functions: [], gridNumbers: [], ...more }, GRIDS);
const told = (about: ReturnType<typeof access>, topic: AccessTopic) => {
  const found = accessStatements(about).find((statement) => statement.topic === topic);
  return `${found?.reach} ${found?.gridNumbers.join()}`.trim();
};

describe('what is told of a person’s rights', () => {
  it('names every topic once, in order', () => {
    expect(accessStatements(access('clerk')).map(({ topic }) => topic)).toEqual([...ACCESS_TOPICS]);
  });

  it('of a grid worker without functions: own grids, own health entries, no children', () => {
    const worker = access('grid-worker', { gridNumbers: [3, 1] });
    expect(told(worker, 'read-register')).toBe('yes 1,3');
    expect(told(worker, 'general')).toBe('yes 1,3');
    expect(told(worker, 'health')).toBe('own 1,3');
    expect(told(worker, 'child')).toBe('no');
    expect(told(worker, 'write-visits')).toBe('yes 1,3');
    expect(told(worker, 'counter')).toBe('no');
  });

  it('of IT: nothing about residents, and how the host is', () => {
    const it = access('it');
    for (const topic of ['read-register', 'general', 'health', 'child', 'devices'] as const)
      expect(told(it, topic), topic).toBe('no');
    expect(told(it, 'host')).toBe('yes');
  });

  it('of a manager and a duty lead: the station’s own record is the manager’s alone, phrases are both’s', () => {
    expect([told(access('manager'), 'station'), told(access('duty-lead'), 'station')]).toEqual(['yes', 'no']);
    expect([told(access('manager'), 'phrases'), told(access('duty-lead'), 'phrases')]).toEqual(['yes', 'yes']);
    expect(told(access('clerk'), 'phrases')).toBe('no');
    for (const type of ['station', 'grid'])
      for (const action of ['create', 'edit'] as const)
        expect(may(access('duty-lead'), action, type, { kind: 'commons', gridNumber: null }), type).toBe(false);
  });
});

describe('what a change of rights does', () => {
  it('is nothing when nothing changes', () => {
    expect(accessDifferences(access('clerk'), access('clerk', { gridNumbers: [1] }))).toEqual([]);
  });

  it('is told topic by topic, before and after: a worker becomes a clerk', () => {
    const differences = accessDifferences(access('grid-worker', { gridNumbers: [1] }), access('clerk'));
    expect(differences.map(({ topic, before, after }) => `${topic}: ${before.reach} → ${after.reach}`)).toEqual([
      'read-register: yes → yes',
      'general: yes → yes',
      'health: own → no',
      'write-register: yes → yes',
      'write-visits: yes → no',
      'counter: no → yes',
    ]);
    expect(differences[0]?.after.gridNumbers).toEqual(GRIDS);
  });

  it('is one line for a function that is given', () => {
    const differences = accessDifferences(
      access('grid-worker', { gridNumbers: [1] }),
      access('grid-worker', { gridNumbers: [1], functions: ['child'] }),
    );
    expect(differences).toMatchObject([{ topic: 'child', before: { reach: 'no' }, after: { reach: 'yes' } }]);
  });
});

describe('how the host is', () => {
  it('is for IT and for those with the function devices', () => {
    expect(seesHost(access('it'))).toBe(true);
    expect(seesHost(access('duty-lead'))).toBe(true);
    for (const actor of ['clerk', 'grid-worker', 'auditor', 'volunteer', 'kiosk'] as const)
      expect(seesHost(access(actor)), actor).toBe(false);
  });
});
