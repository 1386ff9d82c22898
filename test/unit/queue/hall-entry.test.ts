import { describe, expect, it } from 'vitest';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { entryOf, entryProblem, hallEffect, hallIn } from '#renderer/features/hall/entry';

const entry = entryOf(USUAL_HALL);

describe('the form of the hall', () => {
  it('gives back the hall that it was filled with', () => {
    expect(hallIn(entry)).toEqual(USUAL_HALL);
    expect(entryProblem(entry)).toBeNull();
    expect(hallEffect(USUAL_HALL, hallIn(entry)).hasChanged).toBe(false);
  });

  it('finds what is wrong, and where', () => {
    const minutes = { ...entry.minutes, missedAfterMs: '一会儿' };
    expect(entryProblem({ ...entry, minutes })).toEqual({ kind: 'number', at: 'missedAfterMs' });
    expect(entryProblem({ ...entry, calls: '2.5' })).toEqual({ kind: 'number', at: 'calls' });
    const [first, ...others] = entry.groups;
    if (!first) throw new Error('no line');
    expect(entryProblem({ ...entry, groups: [{ ...first, letter: '甲' }, ...others] })?.kind).toBe('letter');
    expect(entryProblem({ ...entry, groups: [{ ...first, name: { zh: ' ' } }, ...others] })).toEqual({
      kind: 'line-name',
      at: 'A',
    });
    const extra = { letter: 'D', name: { zh: '不动产' }, items: [] };
    expect(entryProblem({ ...entry, groups: [...entry.groups, extra] })).toEqual({
      kind: 'group-without-counter',
      at: 'D',
    });
    expect(entryProblem({ ...entry, closesAt: '08:00' })?.kind).toBe('hours');
  });

  it('tells what a change comes to: lines with their windows, rules, hours, and what is no more', () => {
    const counters = USUAL_HALL.counters.filter(({ id }) => id !== '2');
    const policy = { ...USUAL_HALL.policy, priorityAheadMs: 15 * 60_000 };
    const effect = hallEffect(USUAL_HALL, { ...USUAL_HALL, counters, policy, closesAt: '18:00' });
    expect(effect.goneWindows).toEqual(['2']);
    expect(effect.lines.find(({ letter }) => letter === 'B')).toMatchObject({ windows: ['3'], lost: ['2'], added: [] });
    expect(effect.rules).toEqual([{ rule: 'priorityAheadMs', before: 10, after: 15 }]);
    expect(effect.hours).toEqual({ before: '08:30–17:30', after: '08:30–18:00' });
  });
});
