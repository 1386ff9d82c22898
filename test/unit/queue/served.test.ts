import { describe, expect, it } from 'vitest';
import { beginDay } from '#shared/domain/queue/day';
import { justServed, servedOf } from '#shared/domain/queue/served';
import { CLIP_NAMES, spokenClips } from '#shared/domain/queue/spoken';
import type { TicketStep } from '#shared/domain/queue/ticket';
import { uid } from '#test/support/builders';

function dayWith(...steps: readonly (readonly [number: string, step: TicketStep])[]) {
  const day = beginDay();
  for (const number of new Set(steps.map(([each]) => each)))
    day.apply({
      kind: 'taken',
      atMs: 0,
      number,
      group: 'A',
      itemNumber: 'S017',
      priority: null,
      appointmentAtMs: null,
    });
  for (const [number, step] of steps) day.apply({ kind: 'step', number, step });
  return day;
}
const called = (atMs: number, counter = '3', by = uid(1)): TicketStep => ({ kind: 'called', atMs, counter, by });

describe('who is asked for a rating', () => {
  it('is whose service ended last at a window where nobody is served, not long ago', () => {
    const first = [
      ['A001', called(1)],
      ['A001', { kind: 'started', atMs: 2 }],
      ['A001', { kind: 'finished', atMs: 10 }],
    ] as const;
    const day = dayWith(...first);
    const served = { number: 'A001', itemNumber: 'S017', counter: '3', by: uid(1), finishedAtMs: 10 };
    expect(justServed(day, 10)).toEqual([served]);
    expect(justServed(day, 11)).toEqual([]);
    // One that was called is on its way.
    expect(justServed(dayWith(...first, ['A002', called(12)]), 0)).toEqual([served]);
    expect(justServed(dayWith(...first, ['A002', called(12)], ['A002', { kind: 'started', atMs: 13 }]), 0)).toEqual([]);
    // Another window does not end it.
    expect(justServed(dayWith(...first, ['A002', called(12, '1')]), 0)).toEqual([served]);
  });

  it('is nobody who was called in vain, went away, or is set aside; who served last counts', () => {
    const gone = dayWith(
      ['A001', called(1)],
      ['A001', { kind: 'missed', atMs: 2 }],
      ['A002', { kind: 'left', atMs: 3 }],
    );
    expect(justServed(gone, 0)).toEqual([]);
    const back = dayWith(
      ['A001', called(1)],
      ['A001', { kind: 'started', atMs: 2 }],
      ['A001', { kind: 'held', atMs: 3 }],
      ['A001', { kind: 'resumed', atMs: 4, counter: '3', by: uid(2) }],
      ['A001', { kind: 'finished', atMs: 5 }],
    );
    const ticket = back.tickets.get('A001');
    expect(ticket && servedOf(ticket)).toMatchObject({ by: uid(2), finishedAtMs: 5 });
  });
});

describe('a call from clips', () => {
  it('is put together word by word, windows as numbers', () => {
    expect(spokenClips({ number: 'A023', counter: '3' })).toEqual([
      'please',
      'A',
      '0',
      '2',
      '3',
      'number',
      'to',
      '3',
      'window',
    ]);
    const windowOf = (counter: string) => spokenClips({ number: 'B1', counter }).slice(5, -1);
    expect(['10', '12', '20', '35'].map(windowOf)).toEqual([['ten'], ['ten', '2'], ['2', 'ten'], ['3', 'ten', '5']]);
    for (const clip of spokenClips({ number: 'Z0987', counter: '64' })) expect(CLIP_NAMES).toContain(clip);
  });
});
