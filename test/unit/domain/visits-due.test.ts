import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, startOfDayMs } from '#shared/domain/calendar/date';
import { isDueSoon, isOverdue, visitsDue } from '#shared/domain/visits/due';
import type { OpenedPerson } from '#shared/schema/opened-person';

const TODAY = '2026-11-23';
const INTERVALS = { elderly: 90, child: 180, disabled: 60, livingAlone: 30 };
const RECORDED_MS = startOfDayMs('2026-04-01');

const person = (uid: string, change: Partial<OpenedPerson> = {}) => ({
  uid,
  birthDate: '1945-05-05',
  disability: null,
  status: 'living-here' as const,
  householdUid: `home of ${uid}`,
  livingAlone: null,
  created: { at: RECORDED_MS, by: '', on: '' },
  ...change,
});

/** A partner, so that nobody lives alone who is not meant to. */
const partner = (uid: string) =>
  person(`partner of ${uid}`, { householdUid: `home of ${uid}`, birthDate: '1980-01-01' });

const visit = (
  personUid: string,
  daysAgo: number,
  change: { outcome?: 'met' | 'absent'; nextVisitOn?: string | null } = {},
) => ({
  personUid,
  startedAtMs: startOfDayMs(addDays(TODAY, -daysAgo)) + 9 * 3_600_000,
  nextVisitOn: change.nextVisitOn ?? null,
  answers: { outcome: change.outcome ?? ('met' as const) },
});

const due = (people: readonly ReturnType<typeof person>[], visits: readonly ReturnType<typeof visit>[] = []) =>
  visitsDue(people, visits, INTERVALS, TODAY);
const only = (...args: Parameters<typeof due>) => due(...args).find((row) => row.person.uid === 'A');

describe('the list of visits', () => {
  it('lets the strictest kind decide', () => {
    const alone = only([person('A', { disability: { kind: 'limb', grade: 1 } })], [visit('A', 41)]);
    expect(alone).toMatchObject({ dueOn: addDays(TODAY, -11), overdueDays: 11, reason: 'livingAlone' });
    const together = only([person('A', { disability: { kind: 'limb', grade: 1 } }), partner('A')], [visit('A', 41)]);
    expect(together).toMatchObject({ overdueDays: -19, reason: 'disabled' });
  });

  it('counts the last time somebody was met; a closed door is no visit', () => {
    const row = only([person('A'), partner('A')], [visit('A', 100), visit('A', 2, { outcome: 'absent' })]);
    expect(row).toMatchObject({ lastMetOn: addDays(TODAY, -100), overdueDays: 10 });
  });

  it('counts visits to a file that was merged away for the one that stayed, and lists that one alone', () => {
    const double = person('B', { householdUid: 'home of A' });
    const canonical = (uid: string) => (uid === 'B' ? 'A' : uid);
    const rows = visitsDue([person('A'), double, partner('A')], [visit('B', 5)], INTERVALS, TODAY, canonical);
    expect(rows.map((row) => row.person.uid)).toEqual(['A']);
    expect(rows[0]).toMatchObject({ lastMetOn: addDays(TODAY, -5), reason: 'elderly' });
    const alone = visitsDue([person('A'), double], [], INTERVALS, TODAY, canonical);
    expect(alone[0]?.kinds).toContain('livingAlone');
  });

  it('does not depend on the order of visits', () => {
    const visits = [visit('A', 10), visit('A', 100), visit('A', 55, { outcome: 'absent', nextVisitOn: TODAY })];
    expect(only([person('A'), partner('A')], visits)).toEqual(only([person('A'), partner('A')], [...visits].reverse()));
  });

  it('keeps a date agreed at the newest visit when it comes first', () => {
    const agreed = visit('A', 3, { nextVisitOn: addDays(TODAY, 4) });
    expect(only([person('A')], [agreed])).toMatchObject({ overdueDays: -4, reason: 'agreed' });
    const tooLate = visit('A', 3, { nextVisitOn: addDays(TODAY, 200) });
    expect(only([person('A')], [tooLate])).toMatchObject({ reason: 'livingAlone' });
    const replaced = [agreed, visit('A', 1)];
    expect(only([person('A')], replaced)).toMatchObject({ reason: 'livingAlone', overdueDays: -29 });
  });

  it('calls somebody never met overdue from the day after the record was made', () => {
    expect(only([person('A')])).toMatchObject({ lastMetOn: null, dueOn: '2026-04-01', reason: 'never-met' });
    const registeredToday = person('A', { created: { at: startOfDayMs(TODAY), by: '', on: '' } });
    expect(only([registeredToday])?.overdueDays).toBe(0);
  });

  it('has a child whose file is closed to the reader, by the birth date', () => {
    const closed = { value: null, declaredOn: '2026-10-01', recorded: { at: 0, by: '', on: '' } };
    const row = only([person('A', { birthDate: '2017-05-05', livingAlone: closed }), partner('A')], [visit('A', 200)]);
    expect(row).toMatchObject({ kinds: ['child'], age: 9, overdueDays: 20, reason: 'child' });
  });

  it('leaves out everybody who is no key person', () => {
    const people = [
      person('A', { birthDate: '1990-01-01' }),
      person('B', { status: 'moved-out' }),
      person('C', { status: 'deceased' }),
    ];
    expect(due(people)).toEqual([]);
  });

  it('puts the longest overdue first', () => {
    const rows = due([person('A'), person('B'), person('C')], [visit('A', 5), visit('B', 50), visit('C', 31)]);
    expect(rows.map((row) => row.person.uid)).toEqual(['B', 'C', 'A']);
    expect(rows.map(isOverdue)).toEqual([true, true, false]);
  });

  it.each([
    [0, false, true],
    [1, true, false],
    [-7, false, true],
    [-8, false, false],
  ])('with %i days over is overdue: %s, due soon: %s', (overdueDays, overdue, soon) => {
    expect(isOverdue({ overdueDays })).toBe(overdue);
    expect(isDueSoon({ overdueDays })).toBe(soon);
  });

  it('never puts a due day later than the strictest interval after the last meeting', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            daysAgo: fc.integer({ min: 0, max: 400 }),
            met: fc.boolean(),
            next: fc.option(fc.integer({ min: 1, max: 366 })),
          }),
          { maxLength: 12 },
        ),
        (history) => {
          const visits = history.map(({ daysAgo, met, next }) =>
            visit('A', daysAgo, {
              outcome: met ? 'met' : 'absent',
              nextVisitOn: next === null ? null : addDays(TODAY, next - daysAgo),
            }),
          );
          const row = only([person('A')], visits);
          const met = history.filter((each) => each.met).map((each) => each.daysAgo);
          if (met.length === 0) return row?.reason === 'never-met';
          return row !== undefined && row.dueOn <= addDays(TODAY, 30 - Math.min(...met));
        },
      ),
    );
  });

  it('goes through 12,000 people and 60,000 visits in one look', () => {
    const people = Array.from({ length: 12_000 }, (_, n) => person(`P${n}`, { birthDate: `19${40 + (n % 60)}-03-05` }));
    const visits = people.flatMap(({ uid }, n) => [1, 2, 3, 4, 5].map((round) => visit(uid, round * 20 + (n % 15))));
    const startedAt = performance.now();
    const rows = due(people, visits);
    expect(rows.length).toBeGreaterThan(3_000);
    // A loop over visits inside the loop over people would take minutes.
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
