import { describe, expect, it } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { dueEscalations, limitTime } from '#shared/domain/incidents/deadlines';
import { responseFigures, type RespondedIncident } from '#shared/domain/incidents/response-figures';
import { standingOf, type FoldedIncident } from '#shared/domain/incidents/standing';
import { viewIncident } from '#shared/domain/incidents/view';
import { CALENDAR_2026 } from '#shared/codes/public-holidays';
import { uid } from '#test/support/builders';
import {
  ACCEPT,
  aCategory,
  after,
  aStep,
  DISPATCH,
  HANDLER,
  HOUR_MS,
  LEAD,
  MINUTE_MS,
  NINE,
  REPORTED,
  WORKER,
} from './incidents';

const calendar = workingCalendar([CALENDAR_2026]);
const RUBBISH = aCategory(1);
const SENT = after(REPORTED, [ACCEPT, LEAD, 10], [DISPATCH, LEAD, 30]);
const view = (incident: FoldedIncident, hours: number, category = RUBBISH) =>
  viewIncident(
    { ...incident, urgent: false, categoryUid: category.uid },
    { nowMs: NINE + hours * HOUR_MS, calendar, categoryOf: (of) => (of === category.uid ? category : null) },
  );

describe('the limit of an incident', () => {
  it('runs from when it was sent out, by working hours: four from half past nine end at three', () => {
    const { limit } = view(SENT, 1);
    expect(limit).toEqual({
      kind: 'running',
      dueAtMs: startOfDayMs('2026-11-23') + 15 * HOUR_MS,
      leftMs: 5 * HOUR_MS,
      isLate: false,
      isCertain: true,
      isPostponed: false,
    });
    expect(view(SENT, 7)).toMatchObject({ limit: { isLate: true, leftMs: -HOUR_MS }, isOverdue: true });
  });

  it('is none where nobody has chosen one, and waits where it has not begun', () => {
    expect(view(SENT, 1, aCategory(1, { limit: null })).limit).toEqual({ kind: 'none' });
    expect(view(REPORTED, 1).limit).toEqual({ kind: 'waiting', from: 'dispatch' });
    expect(
      view(REPORTED, 1, aCategory(1, { limit: { amount: 2, unit: 'hours', from: 'report' } })).limit,
    ).toMatchObject({
      dueAtMs: NINE + 2 * HOUR_MS,
    });
  });

  it('is not longer for being passed on or coming back', () => {
    const passed = after(SENT, [{ kind: 'return' }, HANDLER, 120], [DISPATCH, LEAD, 180]);
    expect(view(passed, 4).limit).toMatchObject({ dueAtMs: startOfDayMs('2026-11-23') + 15 * HOUR_MS });
  });

  it('stands still while it is paused, and goes on with what was left', () => {
    const paused = after(SENT, [{ kind: 'start' }, HANDLER, 40], [{ kind: 'pause' }, HANDLER, 60]);
    expect(view(paused, 5)).toMatchObject({ limit: { kind: 'paused', leftMs: 3.5 * HOUR_MS }, isOverdue: false });
    // From two in the afternoon on three and a half hours are left: until half past five.
    const resumed = after(paused, [{ kind: 'resume' }, HANDLER, 300]);
    expect(view(resumed, 6).limit).toMatchObject({ dueAtMs: startOfDayMs('2026-11-23') + 17.5 * HOUR_MS });
  });

  it('that was postponed ends then, if that is later', () => {
    const untilMs = startOfDayMs('2026-11-25') + 12 * HOUR_MS;
    expect(view(after(SENT, [{ kind: 'postpone', untilMs }, LEAD, 60]), 8).limit).toMatchObject({
      dueAtMs: untilMs,
      isPostponed: true,
      isLate: false,
    });
    expect(view(after(SENT, [{ kind: 'postpone', untilMs: NINE + HOUR_MS }, LEAD, 60]), 2).limit).toMatchObject({
      isPostponed: false,
    });
  });

  it('is met when the work is done, however long the check takes', () => {
    const done = after(SENT, [{ kind: 'finish' }, HANDLER, 90]);
    expect(view(done, 100)).toMatchObject({
      limit: { kind: 'met', isLate: false, leftMs: 4.5 * HOUR_MS },
      isOverdue: false,
    });
    expect(view(after(done, [{ kind: 'fail' }, WORKER, 95]), 100)).toMatchObject({
      limit: { kind: 'running', isLate: true },
    });
  });

  it('is told as uncertain when it runs into a year whose holidays are not known', () => {
    const late: FoldedIncident = { ...REPORTED, reportedAtMs: startOfDayMs('2026-12-31') + 17 * HOUR_MS };
    const limit = { amount: 2, unit: 'working-days', from: 'report' } as const;
    const nowMs = startOfDayMs('2027-01-01');
    const rules = { limit, escalations: null };
    expect(limitTime(late, standingOf(late), rules, calendar, nowMs)).toMatchObject({
      kind: 'running',
      isCertain: false,
    });
  });
});

describe('the first response', () => {
  it('is when somebody comes, not when somebody at a desk has read it', () => {
    expect(view(SENT, 0.4).response).toMatchObject({ tookMs: null, isLate: false });
    expect(view(SENT, 0.6)).toMatchObject({ response: { isLate: true }, isOverdue: true });
    const come = after(SENT, [{ kind: 'start' }, HANDLER, 19]);
    expect(view(come, 9).response).toMatchObject({ tookMs: 19 * MINUTE_MS, isLate: false });
  });

  it('is not missed by what was not taken on', () => {
    expect(view(after(REPORTED, [{ kind: 'reject', reason: 'no-matter' }, LEAD, 5]), 9).response).toMatchObject({
      tookMs: null,
      isLate: false,
    });
  });
});

describe('levels of escalation', () => {
  const due = (incident: FoldedIncident, hours: number, category = RUBBISH) =>
    dueEscalations(incident, standingOf(incident), category, calendar, NINE + hours * HOUR_MS);
  const CAME = after(SENT, [{ kind: 'start' }, HANDLER, 40]);

  it('are reached one after the other, each told once', () => {
    expect(due(CAME, 5.9)).toEqual([]);
    expect(due(CAME, 6)).toEqual([{ clock: 'handling', level: 1, tell: ['duty-lead'] }]);
    const told = {
      ...CAME,
      steps: [...CAME.steps, aStep(CAME, { kind: 'escalate', clock: 'handling', level: 1 }, LEAD, 361, 'host')],
    };
    expect(due(told, 6.5)).toEqual([]);
    // Four working hours after three o'clock: half past nine the next morning.
    expect(due(told, 24.6)).toEqual([{ clock: 'handling', level: 2, tell: ['duty-lead', 'manager'] }]);
  });

  it('that were missed while the host was off are told at once, as the highest', () => {
    expect(due(CAME, 48)).toEqual([{ clock: 'handling', level: 2, tell: ['duty-lead', 'manager'] }]);
  });

  it('are the category’s own where it has some, and none where it has an empty list', () => {
    const own = aCategory(1, { escalations: [{ after: { amount: 1, unit: 'hours' }, tell: ['clerk'] }] });
    expect([due(CAME, 6.5, own), due(CAME, 7, own)]).toEqual([[], [{ clock: 'handling', level: 1, tell: ['clerk'] }]]);
    expect(due(CAME, 99, aCategory(1, { escalations: [] }))).toEqual([]);
  });

  it('also tell that nobody came within half an hour, and stop when it is over', () => {
    expect(due(REPORTED, 0.5)).toEqual([{ clock: 'response', level: 1, tell: ['duty-lead'] }]);
    expect(due(REPORTED, 1.5)).toEqual([{ clock: 'response', level: 2, tell: ['duty-lead', 'manager'] }]);
    expect(due(after(REPORTED, [{ kind: 'reject', reason: 'other' }, LEAD, 10]), 9)).toEqual([]);
  });
});

describe('the share that was answered within thirty minutes', () => {
  const one = (n: number, minutes: number | null, change: Partial<RespondedIncident> = {}): RespondedIncident => ({
    uid: uid(n),
    reportedAtMs: NINE,
    respondedAtMs: minutes === null ? null : NINE + minutes * MINUTE_MS,
    state: minutes === null ? 'reported' : 'closed',
    ...change,
  });
  const figures = (incidents: readonly RespondedIncident[], minutes = 600) =>
    responseFigures(incidents, { fromMs: NINE, untilMs: NINE + HOUR_MS, nowMs: NINE + minutes * MINUTE_MS });

  it('counts what came in time, late, and not at all', () => {
    expect(figures([one(1, 5), one(2, 30), one(3, 31), one(4, 500), one(5, null)])).toEqual({
      count: 5,
      within: 2,
      share: 0.4,
      medianMinutes: 30.5,
      waiting: 0,
      distribution: [
        { withinMinutes: 10, count: 1 },
        { withinMinutes: 30, count: 1 },
        { withinMinutes: 60, count: 1 },
        { withinMinutes: 240, count: 0 },
        { withinMinutes: null, count: 2 },
      ],
      late: [uid(5), uid(4), uid(3)],
    });
  });

  it('leaves out what is younger than the limit, what was not taken on, and what is of another day', () => {
    const others = [
      one(2, null, { state: 'rejected' }),
      one(3, null, { state: 'duplicate' }),
      one(4, 5, { reportedAtMs: NINE + HOUR_MS }),
      one(5, 5, { reportedAtMs: NINE - 1 }),
    ];
    expect(figures([one(1, null), ...others], 20)).toMatchObject({
      count: 0,
      share: null,
      waiting: 1,
      medianMinutes: null,
      late: [],
    });
  });
});
