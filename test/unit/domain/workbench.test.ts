import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, startOfDayMs } from '#shared/domain/calendar/date';
import {
  AGENDA_KINDS,
  AGENDA_SHOWN,
  agendaOf,
  type AgendaQuestion,
  type AgendaRow,
  type AgendaTask,
} from '#shared/domain/workbench/agenda';
import { gridLoads } from '#shared/domain/workbench/grid-load';
import { coverageOf, figureOf, monthOf, percentText } from '#shared/domain/workbench/kpis';

const TODAY = '2026-11-23';
const at = (clock: string, day = TODAY): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return startOfDayMs(day) + (hour * 60 + minute) * 60_000;
};
const QUESTION: AgendaQuestion = {
  nowMs: at('09:42'),
  tab: 'all',
  ownGrids: [1, 2],
  soonDays: 7,
  shown: AGENDA_SHOWN,
};

const visit = (id: string, days: number, grid = 1): AgendaTask => ({
  id,
  kind: 'visit',
  due: { kind: 'day', on: addDays(TODAY, days) },
  grid,
});
const refused = (id: string, atMs: number): AgendaTask => ({
  id,
  kind: 'refused',
  due: { kind: 'moment', atMs },
  grid: null,
});

const words = (rows: readonly AgendaRow<AgendaTask>[]): readonly string[] =>
  rows.map((row) => (row.is === 'task' ? `${row.task.id} ${row.state}` : `+${row.count} ${row.kind} ${row.state}`));

describe('what there is to do today', () => {
  it('has what is past its time above the line, the earliest first, and the rest below in its order', () => {
    const agenda = agendaOf(
      [
        visit('next week', 6),
        visit('today', 0),
        visit('last month', -30),
        refused('came back', at('09:26')),
        { id: 'pairs', kind: 'duplicates', due: { kind: 'open' }, grid: 1 },
        { id: 'meeting', kind: 'device', due: { kind: 'moment', atMs: at('14:00') }, grid: null },
        visit('yesterday', -1),
      ],
      QUESTION,
    );
    expect(words(agenda.past)).toEqual(['last month late', 'yesterday late', 'came back late']);
    expect(words(agenda.ahead)).toEqual(['meeting today', 'today today', 'next week soon', 'pairs open']);
    expect(agenda.counts).toEqual({ all: 5, mine: 5, grid: 3 });
  });

  it.each([
    ['a visit of yesterday is late', { kind: 'day', on: addDays(TODAY, -1) }, 'late'],
    ['a visit of today is not late until the day is over', { kind: 'day', on: TODAY }, 'today'],
    ['what should have been done this minute is late', { kind: 'moment', atMs: at('09:42') }, 'late'],
    ['what has a minute left is today’s', { kind: 'moment', atMs: at('09:43') }, 'today'],
    ['tomorrow just after midnight is soon', { kind: 'moment', atMs: at('00:01', addDays(TODAY, 1)) }, 'soon'],
    ['a week ahead is soon', { kind: 'day', on: addDays(TODAY, 7) }, 'soon'],
    ['eight days ahead is not worth showing', { kind: 'day', on: addDays(TODAY, 8) }, null],
    ['what has no day is open', { kind: 'open' }, 'open'],
  ] as const)('%s', (_words, due, state) => {
    const { past, ahead } = agendaOf([{ id: 'a', kind: 'visit', due, grid: 1 }], QUESTION);
    const [row] = [...past, ...ahead];
    expect(row?.state ?? null).toBe(state);
    expect(past.length).toBe(state === 'late' ? 1 : 0);
  });

  it('does not let 295 overdue visits hide the record that came back', () => {
    const overdue = Array.from({ length: 295 }, (_, index) => visit(`v${String(index).padStart(3, '0')}`, index - 295));
    const agenda = agendaOf([refused('came back', at('09:26')), ...overdue], QUESTION);
    expect(words(agenda.past)).toEqual(['v000 late', 'v001 late', 'v002 late', '+292 visit late', 'came back late']);
    expect(agenda.counts.all).toBe(296);
  });

  it('shows a worker the own grids and the own papers, and the grids without the papers', () => {
    const tasks = [visit('own', 0, 2), visit('colleague’s', 0, 3), refused('paper', at('08:00'))];
    const shownOn = (tab: AgendaQuestion['tab']) => {
      const { past, ahead } = agendaOf(tasks, { ...QUESTION, tab });
      return words([...past, ...ahead]).map((each) => each.split(' ')[0]);
    };
    expect(shownOn('all')).toEqual(['paper', 'colleague’s', 'own']);
    expect(shownOn('mine')).toEqual(['paper', 'own']);
    expect(shownOn('grid')).toEqual(['colleague’s', 'own']);
    expect(agendaOf(tasks, QUESTION).counts).toEqual({ all: 3, mine: 2, grid: 2 });
  });

  it('leaves nothing out: every task that is due is shown or counted in a line of its kind', () => {
    const anyTask = fc.record({
      kind: fc.constantFrom(...AGENDA_KINDS),
      days: fc.integer({ min: -400, max: 7 }),
      grid: fc.constantFrom(null, 1, 2, 3),
    });
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 60 }), (drawn) => {
        const tasks = drawn.map(({ kind, days, grid }, index): AgendaTask => ({
          id: `t${index}`,
          kind,
          due: { kind: 'day', on: addDays(TODAY, days) },
          grid,
        }));
        const { past, ahead } = agendaOf(tasks, QUESTION);
        const total = [...past, ...ahead].reduce((sum, row) => sum + (row.is === 'task' ? 1 : row.count), 0);
        expect(total).toBe(tasks.length);
        const shown = [...past, ...ahead].flatMap((row) => (row.is === 'task' ? [row.task.id] : []));
        expect(new Set(shown).size).toBe(shown.length);
      }),
    );
  });
});

describe('the figures', () => {
  const fact = (lastMetOn: string | null, dueOn: string) =>
    ({ age: 80, lastMetOn, dueOn, watch: 'none', assessedOn: null }) as const;
  const round = [
    fact('2026-11-20', '2026-12-20'),
    fact('2026-10-30', TODAY),
    fact('2026-09-01', '2026-11-22'),
    fact(null, TODAY),
    fact('2026-11-02', '2026-11-09'),
  ];

  it('count as covered whoever was met within the interval, and nobody who was never met', () => {
    expect(coverageOf(round, TODAY, 12)).toEqual({ count: 2, of: 5 });
  });

  it('count for the month whoever was met in it against whoever still has to be met before it ends', () => {
    // Met: the first and the last. Still to meet by the 30th: the three others.
    expect(monthOf(round, TODAY)).toEqual({ count: 2, of: 5 });
    expect(monthOf([fact('2026-10-01', '2026-12-01')], TODAY)).toEqual({ count: 0, of: 0 });
    expect(monthOf([fact('2026-10-01', '2026-11-30')], TODAY)).toEqual({ count: 0, of: 1 });
    expect(monthOf([fact('2027-11-01', '2028-02-29')], '2028-02-01')).toEqual({ count: 0, of: 1 });
  });

  it('say that there is nothing to count instead of nought per cent', () => {
    expect(figureOf({ count: 0, of: 0 }, 1)).toEqual({ kind: 'nothing' });
  });

  it.each([
    [{ count: 1173, of: 1180 }, 1, 7],
    [{ count: 1180, of: 1180 }, 1, 0],
    [{ count: 95, of: 100 }, 0.95, 0],
    [{ count: 94, of: 100 }, 0.95, 1],
    [{ count: 99, of: 100 }, 0.95, 0],
  ])('tell how many are lacking: %j at %d', (share, target, lacking) => {
    expect(figureOf(share, target)).toMatchObject({ kind: 'share', lacking });
  });

  it.each([
    [1, '100.0'],
    [0.9996, '99.9'],
    [1173 / 1180, '99.4'],
    [0, '0.0'],
    [0.57, '57.0'],
  ])('are never rounded up: %d is %s', (share, text) => {
    expect(percentText(share)).toBe(text);
  });
});

describe('the load of the grids', () => {
  it('has the grid with most overdue people first', () => {
    const fact = (grid: number | null, overdueDays: number) => ({ grid, overdueDays });
    expect(
      gridLoads([fact(1, 3), fact(2, 1), fact(2, 40), fact(2, 0), fact(1, -7), fact(1, -8), fact(null, 9)]),
    ).toEqual([
      { grid: 2, people: 3, overdue: 2, soon: 1 },
      { grid: 1, people: 3, overdue: 1, soon: 1 },
    ]);
    expect(gridLoads([])).toEqual([]);
  });
});
