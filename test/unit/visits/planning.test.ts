import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addDays, addMonths, isCalendarDate, startOfDayMs } from '#shared/domain/calendar/date';
import { RISK_LEVELS } from '#shared/domain/risk/score';
import { coverOf } from '#shared/domain/visits/coverage';
import { visitInterval, visitsDue, type VisitNeeds } from '#shared/domain/visits/due';
import { checkVisitTable, readVisitTable, USUAL_VISIT_TABLE } from '#shared/domain/visits/plan-table';
import { mayBeOf, teamLoads, whoGoes } from '#shared/domain/visits/team';
import { coverageOf } from '#shared/domain/workbench/kpis';
import { uid } from '#test/support/builders';

const TODAY = '2026-11-23';
const INTERVALS = { elderly: 90, child: 180, disabled: 60, livingAlone: 30 };
const { levelDays } = USUAL_VISIT_TABLE;
const NONE: VisitNeeds = { everyDays: null, level: null };

describe('how often somebody is visited', () => {
  it.each([
    [['elderly'], NONE, 90, 'elderly'],
    [['elderly', 'livingAlone'], NONE, 30, 'livingAlone'],
    [['elderly'], { everyDays: null, level: 'high' }, 7, 'risk-high'],
    [['elderly'], { everyDays: null, level: 'unknown' }, 30, 'risk-unknown'],
    // Of equals the kind is named: it is what people know.
    [['livingAlone'], { everyDays: 30, level: 'unknown' }, 30, 'livingAlone'],
    [['elderly'], { everyDays: 3, level: 'high' }, 3, 'plan'],
    // A plan never loosens what the rules ask for.
    [['livingAlone'], { everyDays: 200, level: 'low' }, 30, 'livingAlone'],
  ] as const)('%j with %j: every %d days, because of %s', (kinds, needs, days, reason) => {
    expect(visitInterval(kinds, INTERVALS, needs, levelDays)).toEqual({ days, reason });
  });

  it('makes the due day, so that high risk is overdue where the kind alone is not', () => {
    const person = {
      ...{ uid: uid(1), birthDate: '1940-01-01', disability: null, householdUid: null },
      ...{ status: 'living-here' as const, livingAlone: null, created: { at: startOfDayMs('2020-01-01') } },
    };
    const met = {
      ...{ personUid: uid(1), startedAtMs: startOfDayMs(addDays(TODAY, -10)), nextVisitOn: null },
      answers: { outcome: 'met' as const },
    };
    const due = (level: VisitNeeds['level'], visits = [met]) => {
      const planning = { levelDays, needsOf: () => ({ everyDays: null, level }) };
      return visitsDue([person], visits, INTERVALS, TODAY, undefined, planning)[0];
    };
    expect(due('high')).toMatchObject({ overdueDays: 3, reason: 'risk-high' });
    expect(due('low')).toMatchObject({ overdueDays: -80, reason: 'elderly' });
    // Nobody who was never met waits for any interval.
    expect(due('low', [])).toMatchObject({ reason: 'never-met' });
  });

  it('is never rarer for whoever is in more danger', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RISK_LEVELS), fc.constantFrom(...RISK_LEVELS), (a, b) => {
        const days = (level: typeof a) =>
          visitInterval(['child'], INTERVALS, { everyDays: null, level }, levelDays).days;
        const [milder, graver] = RISK_LEVELS.indexOf(a) <= RISK_LEVELS.indexOf(b) ? [a, b] : [b, a];
        expect(days(graver)).toBeLessThanOrEqual(days(milder));
      }),
    );
  });
});

describe('the station’s table', () => {
  it('is read as it was written, and the usual one is sound', () => {
    expect(checkVisitTable(USUAL_VISIT_TABLE)).toEqual([]);
    expect(readVisitTable(JSON.parse(JSON.stringify(USUAL_VISIT_TABLE)))).toEqual(USUAL_VISIT_TABLE);
  });

  it.each([
    [{ levelDays: { ...levelDays, high: 0 } }, { at: 'high', problem: 'not-in-range' }],
    [{ levelDays: { ...levelDays, medium: 40 } }, { at: 'medium', problem: 'rarer-than-milder', milder: 'unknown' }],
    [{ assessmentMonths: 1.5 }, { at: 'assessmentMonths', problem: 'not-in-range' }],
    [{ homesPerDay: 61 }, { at: 'homesPerDay', problem: 'not-in-range' }],
  ])('says what is wrong with %j, and is then not used', (change, problem) => {
    const table = { ...USUAL_VISIT_TABLE, ...change };
    expect(checkVisitTable(table)).toContainEqual(problem);
    expect(readVisitTable(table)).toBeNull();
  });

  it.each([null, 'x', {}, { levelDays: null }, { levelDays: { high: '7' } }])('is not %j', (content) => {
    expect(readVisitTable(content)).toBeNull();
  });
});

describe('whether somebody is covered', () => {
  const facts = { age: 80, lastMetOn: null, dueOn: '2026-01-01', watch: 'none', assessedOn: null } as const;
  const cover = (change: Partial<Parameters<typeof coverOf>[0]>) => coverOf({ ...facts, ...change }, TODAY, 12);

  it('by a visit, a device or an assessment, one of which is enough', () => {
    expect(cover({})).toEqual({ visit: 'never', watch: 'none', assessment: 'none', isCovered: false });
    expect(cover({ lastMetOn: '2026-11-01', dueOn: TODAY })).toMatchObject({ visit: 'current', isCovered: true });
    expect(cover({ lastMetOn: '2026-11-01', dueOn: '2026-11-22' })).toMatchObject({
      visit: 'overdue',
      isCovered: false,
    });
    expect(cover({ watch: 'works' }).isCovered).toBe(true);
    expect(cover({ watch: 'silent' }).isCovered).toBe(false);
    expect(cover({ assessedOn: '2025-11-23' })).toMatchObject({ assessment: 'current', isCovered: true });
    expect(cover({ assessedOn: '2025-11-22' })).toMatchObject({ assessment: 'expired', isCovered: false });
    expect(cover({ age: 8 }).assessment).toBe('not-asked');
  });

  it('is what the station’s figure counts', () => {
    expect(coverageOf([facts, { ...facts, watch: 'works' }], TODAY, 12)).toEqual({ count: 1, of: 2 });
  });

  it('goes by months as people count them', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2026-10-31', 1)).toBe('2026-11-30');
    expect(addMonths('2026-11-30', 14)).toBe('2028-01-30');
    const days = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1970-01-01', n));
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (day, months) => {
        const later = addMonths(day, months);
        expect(isCalendarDate(later) && later > day).toBe(true);
      }),
    );
  });
});

describe('the team', () => {
  const li = { uid: uid(1), gridNumbers: [1, 2] };
  const wang = { uid: uid(2), gridNumbers: [2] };
  const fact = (grid: number, assigneeUid: string | null, lastMetOn: string | null = null, overdueDays = 1) => ({
    ...{ grid, assigneeUid, lastMetOn, overdueDays },
    dueOn: addDays(TODAY, -overdueDays),
  });

  it('goes by the plan, else to whoever works in the grid alone; a name that is gone counts for nothing', () => {
    expect(whoGoes(fact(1, null), [li, wang])).toBe(li.uid);
    expect(whoGoes(fact(2, null), [li, wang])).toBeNull();
    expect(whoGoes(fact(2, wang.uid), [li, wang])).toBe(wang.uid);
    expect(whoGoes(fact(2, wang.uid), [li])).toBe(li.uid);
    expect(whoGoes(fact(3, null), [li, wang])).toBeNull();
  });

  it('lets whoever works in the grid take what is nobody’s, and nothing of a colleague', () => {
    expect(mayBeOf(wang.uid, fact(2, null), [li, wang])).toBe(true);
    expect(mayBeOf(wang.uid, fact(2, li.uid), [li, wang])).toBe(false);
    expect(mayBeOf(wang.uid, fact(1, null), [li, wang])).toBe(false);
    expect(mayBeOf(uid(9), fact(2, null), [li, wang])).toBe(false);
  });

  it('has each worker’s load and month, and what is nobody’s in particular last', () => {
    const round = [
      fact(1, null),
      fact(1, null, '2026-11-10', -40),
      fact(1, null, '2026-09-01', 0),
      fact(2, wang.uid, '2026-10-01', 5),
      fact(2, null),
    ];
    expect(teamLoads(round, [li, wang], TODAY)).toEqual([
      { workerUid: li.uid, people: 3, due: 2, overdue: 1, never: 1, month: { count: 1, of: 3 } },
      { workerUid: wang.uid, people: 1, due: 1, overdue: 1, never: 0, month: { count: 0, of: 1 } },
      { workerUid: null, people: 1, due: 1, overdue: 1, never: 1, month: { count: 0, of: 1 } },
    ]);
    expect(teamLoads([], [li], TODAY)).toHaveLength(1);
  });
});
