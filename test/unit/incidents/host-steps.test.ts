import { describe, expect, it } from 'vitest';
import { CALENDAR_2026 } from '#shared/codes/public-holidays';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { hostSteps, type HostContext } from '#shared/domain/incidents/host-steps';
import type { FoldedIncident } from '#shared/domain/incidents/standing';
import { ACCEPT, after, aRule, aUnit, DISPATCH, FIRE, HANDLER, LEAD, MINUTE_MS, NINE, REPORTED } from './incidents';

const at = (minutes: number, change: Partial<HostContext['table']> = {}): HostContext => ({
  gridNumber: 1,
  waitsForPerson: false,
  table: { rules: [aRule(1)], units: [aUnit(FIRE)], categories: [], worksHere: () => true, turns: [], ...change },
  rules: null,
  calendar: workingCalendar([CALENDAR_2026]),
  nowMs: NINE + minutes * MINUTE_MS,
});
const names = (incident: FoldedIncident, context: HostContext) => hostSteps(incident, context).map(({ name }) => name);

describe('by itself the host', () => {
  it('takes a report on and sends it out, or only sends out what somebody has taken on', () => {
    expect(names(REPORTED, at(1))).toEqual(['accept.0', 'dispatch.0']);
    expect(names(after(REPORTED, [ACCEPT, LEAD, 1]), at(2))).toEqual(['dispatch.0']);
  });

  it('leaves alone what no rule sends out without anybody looking', () => {
    expect(names(REPORTED, at(1, { rules: [aRule(1, { automatic: false })] }))).toEqual([]);
    expect(names(REPORTED, at(1, { rules: [] }))).toEqual([]);
  });

  it('waits for a person with what may not be acted on by rule, and goes on once it is taken on', () => {
    const waiting = (minutes: number) => ({ ...at(minutes), waitsForPerson: true });
    expect(names(REPORTED, waiting(1))).toEqual([]);
    expect(names(REPORTED, waiting(31))).toEqual(['escalate.0.response.1']);
    expect(names(after(REPORTED, [ACCEPT, LEAD, 1]), waiting(2))).toEqual(['dispatch.0']);
  });

  it('does not send out again what a person sent and got back, nor what somebody has begun', () => {
    const back = after(REPORTED, [ACCEPT, LEAD, 1], [DISPATCH, LEAD, 2], [{ kind: 'return' }, HANDLER, 3]);
    expect(names(back, at(4))).toEqual([]);
    expect(names(after(REPORTED, [{ kind: 'start' }, HANDLER, 1]), at(2))).toEqual([]);
  });

  it('sends out anew what was opened again, under another name', () => {
    const ended = after(REPORTED, [{ kind: 'reject', reason: 'other' }, LEAD, 1]);
    expect(names(ended, at(2))).toEqual([]);
    expect(names(after(ended, [{ kind: 'reopen' }, LEAD, 3]), at(4))).toEqual(['dispatch.1']);
  });

  it('tells of a limit that ran out under a name of its own for each level', () => {
    const sent = after(REPORTED, [ACCEPT, LEAD, 1], [DISPATCH, LEAD, 2]);
    expect(names(sent, at(31))).toEqual(['escalate.0.response.1']);
    expect(names(sent, at(91))).toEqual(['escalate.0.response.2']);
  });
});
