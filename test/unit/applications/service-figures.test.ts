import { describe, expect, it } from 'vitest';
import {
  isWithin,
  monthsUpTo,
  periodToDate,
  serviceFigures,
  type CountedApplication,
  type CountedRating,
} from '#shared/domain/applications/service-figures';
import { reasonsText } from '#shared/domain/applications/rating-reasons';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';

const DAY = 86_400_000;
/** Monday, nine o'clock at the station. */
const NINE = Date.UTC(2026, 10, 23, 1, 0);
const NOVEMBER = { from: '2026-11-01', to: '2026-11-26' };
const TWENTY = { amount: 20, unit: 'working-days' } as const;

const anApplication = (id: string, change: Partial<CountedApplication> = {}): CountedApplication => ({
  ...{ id, itemNumber: 'S018', channel: 'counter', pauses: [], statutory: TWENTY },
  ...{ submittedAtMs: NINE, acceptedAtMs: null, decidedAtMs: null },
  ...change,
});
const aRating = (id: string, change: Partial<CountedRating> = {}): CountedRating => ({
  ...{ id, of: 'application', itemNumber: 'S018', satisfaction: 'satisfied', ratedAtMs: NINE },
  ...change,
});

describe('the periods of the figures', () => {
  it('run from their first day to today', () => {
    expect(periodToDate('month', '2026-11-26')).toEqual(NOVEMBER);
    expect(periodToDate('quarter', '2026-11-26')).toEqual({ from: '2026-10-01', to: '2026-11-26' });
    expect(periodToDate('quarter', '2026-03-31')).toEqual({ from: '2026-01-01', to: '2026-03-31' });
    expect(periodToDate('year', '2026-11-26')).toEqual({ from: '2026-01-01', to: '2026-11-26' });
  });

  it('are whole months but for the last, over the turn of the year and in February too', () => {
    expect(monthsUpTo('2028-03-02', 4)).toEqual([
      { from: '2027-12-01', to: '2027-12-31' },
      { from: '2028-01-01', to: '2028-01-31' },
      { from: '2028-02-01', to: '2028-02-29' },
      { from: '2028-03-01', to: '2028-03-02' },
    ]);
  });

  it('go by the day at the station', () => {
    const lastMinute = Date.UTC(2026, 10, 26, 15, 59);
    expect(isWithin(lastMinute, NOVEMBER)).toBe(true);
    expect(isWithin(lastMinute + 60_000, NOVEMBER)).toBe(false);
    expect(isWithin(null, NOVEMBER)).toBe(false);
  });
});

describe('the figures of a service centre', () => {
  it('count what was handed in, decided and rated on those days, and what they are made of', () => {
    const applications = [
      anApplication('a', { channel: 'kiosk' }),
      anApplication('b', { channel: 'phone', itemNumber: 'S017', statutory: null }),
      anApplication('c'),
      // Handed in before, decided within: it counts for K2 alone. Five working days of twenty.
      anApplication('d', {
        submittedAtMs: NINE - 40 * DAY,
        acceptedAtMs: NINE - 7 * DAY,
        decidedAtMs: NINE,
      }),
      // A draft.
      anApplication('e', { submittedAtMs: null }),
    ];
    const ratings = [
      aRating('1'),
      aRating('2', { of: 'ticket', itemNumber: null, satisfaction: 'acceptable' }),
      aRating('3', { of: 'incident', itemNumber: null, satisfaction: 'very-dissatisfied' }),
      aRating('4', { ratedAtMs: NINE - 40 * DAY, satisfaction: 'very-dissatisfied' }),
    ];
    const figures = serviceFigures(NOVEMBER, { applications, ratings }, workingCalendar([]));
    expect(figures.away).toEqual({ part: 2, whole: 3 });
    expect(figures.awayByItem).toEqual([
      { itemNumber: 'S018', share: { part: 1, whole: 2 } },
      { itemNumber: 'S017', share: { part: 1, whole: 1 } },
    ]);
    expect(figures.shortened).toBeCloseTo(0.75);
    expect(figures.shortenedItems).toMatchObject([{ itemNumber: 'S018', count: 1, neededDays: 5, allowedDays: 20 }]);
    expect(figures.satisfied).toEqual({ part: 1, whole: 3 });
    expect(figures.acceptable).toEqual({ part: 2, whole: 3 });
    expect(figures.grades).toMatchObject({ satisfied: 1, acceptable: 1, 'very-dissatisfied': 1, dissatisfied: 0 });
    expect(figures.satisfiedBy.map(({ of }) => of)).toEqual(['ticket', 'incident', 'application']);
  });

  it('are none of nothing, never a share of nobody', () => {
    const figures = serviceFigures(NOVEMBER, { applications: [], ratings: [] }, workingCalendar([]));
    expect(figures).toMatchObject({ away: { whole: 0 }, shortened: null, satisfied: { whole: 0 }, satisfiedBy: [] });
  });
});

it('the reasons of a poor grade are kept as one sentence, in the order of the list', () => {
  expect(reasonsText([])).toBeNull();
  expect(reasonsText(['not-solved', 'waited'])).toBe('等得太久；事情没办成');
  expect(reasonsText(['waited'], 'en')).toBe('The wait was too long');
});
