import { describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#shared/codes/public-holidays';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { deadlineShifts } from '#shared/domain/incidents/deadline-shifts';
import { standingOf, type FoldedIncident } from '#shared/domain/incidents/standing';
import { uid } from '#test/support/builders';
import { ACCEPT, aCategory, after, DISPATCH, HANDLER, HOUR_MS, LEAD, NINE, REPORTED } from './incidents';

const BEFORE = workingCalendar([CALENDAR_2026]);
/** The power is cut on the day of the report. */
const AFTER = workingCalendar([
  {
    ...CALENDAR_2026,
    holidays: [...CALENDAR_2026.holidays, { name: '停电', from: '2026-11-23', until: '2026-11-23' }],
  },
]);
const SENT = after(REPORTED, [ACCEPT, LEAD, 10], [DISPATCH, LEAD, 30]);
const of = (n: number, incident: FoldedIncident, limit = aCategory(1).limit) => ({
  uid: uid(n),
  reportedAtMs: incident.reportedAtMs,
  standing: standingOf(incident),
  rules: aCategory(1, { limit }),
});

describe('another calendar', () => {
  it('moves limits in working time of what is open, and tells which turn late or in time', () => {
    const day = startOfDayMs('2026-11-23');
    const open = [
      of(1, SENT),
      of(2, SENT, { amount: 2, unit: 'working-days', from: 'dispatch' }),
      of(3, SENT, { amount: 4, unit: 'hours', from: 'dispatch' }),
      of(4, SENT, null),
      of(5, after(SENT, [{ kind: 'finish' }, HANDLER, 60])),
    ];
    const at = (hours: number) => deadlineShifts(open, BEFORE, AFTER, NINE + hours * HOUR_MS);
    expect(at(1).map(({ uid: which, turns }) => [which, turns])).toEqual([
      [uid(1), null],
      [uid(2), null],
    ]);
    expect(at(1)[0]).toMatchObject({ wasMs: day + 15 * HOUR_MS, willBeMs: day + 24 * HOUR_MS + 14 * HOUR_MS });
    expect(at(8).find((shift) => shift.uid === uid(1))?.turns).toBe('in-time');
    const back = deadlineShifts(open, AFTER, BEFORE, NINE + 8 * HOUR_MS);
    expect(back.find((shift) => shift.uid === uid(1))?.turns).toBe('late');
    expect(deadlineShifts(open, BEFORE, BEFORE, NINE)).toEqual([]);
  });
});
