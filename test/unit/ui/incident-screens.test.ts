import { describe, expect, it } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import type { DispatchChoice } from '#shared/domain/incidents/dispatch';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import { categoriesFound, majorsOf, usualCategories, type CategoryView } from '#renderer/features/incidents/categories';
import { deadlineOf } from '#renderer/features/incidents/deadline';
import { becauseOf, beginningOf } from '#renderer/features/incidents/detail/step-beginning';
import { beginStep, contentOf, formProblems, type FormStep } from '#renderer/features/incidents/detail/step-draft';
import { fieldOfInstant, instantAtStation } from '#renderer/features/incidents/instants';
import { incidentsShown, incidentsSorted, tabCounts } from '#renderer/features/incidents/list/filters';
import { categoryProblems, entryOf, fieldsOf, readLimit } from '#renderer/features/incidents/manage/category-entry';
import { ruleEntryOf, ruleMoves, ruleProblems } from '#renderer/features/incidents/manage/rule-entry';
import {
  beginReport,
  formProblems as reportProblems,
  readReport,
  titleOf,
} from '#renderer/features/incidents/report/draft';
import { spanOf } from '#renderer/features/incidents/spans';
import { showIncident, type IncidentRecord, type ShownIncident } from '#renderer/features/incidents/view';
import { uid } from '#test/support/builders';

const NOW = startOfDayMs('2026-11-23') + (9 * 60 + 42) * 60_000;
const MINUTE = 60_000;

const category = (
  number: number,
  name: string,
  majorName: string,
  change: Partial<CategoryView> = {},
): CategoryView => ({
  uid: uid(number),
  name,
  majorName,
  code: '',
  limit: { amount: 1, unit: 'hours', from: 'dispatch' },
  department: null,
  photoNeeded: false,
  pausable: false,
  order: number,
  isUrgent: false,
  isActive: true,
  ...change,
});
const LANE = category(1, '消防通道堵塞', '消防安全');
const STAIRS = category(2, '楼道堆物', '消防安全');
const LAMP = category(3, '公共照明损坏', '物业服务', { limit: null });
const TABLE = [LANE, STAIRS, LAMP];

let steps = 0;
const step = (kind: IncidentStep['kind'], minutesAgo: number, more: object = {}): IncidentStep =>
  ({
    id: uid(500 + (steps += 1)),
    written: { at: NOW - minutesAgo * MINUTE, by: uid(9), on: 'tablet000000' },
    post: 'manager',
    after: [],
    note: null,
    photoIds: [],
    kind,
    ...more,
  }) as IncidentStep;
const sentTo = (unitUid: string, staffUid: string | null = null) => ({
  to: { unitUid, staffUid, mode: 'assigned' as const },
  copyUnitUids: [],
  because: null,
});

interface Wanted {
  readonly of?: CategoryView;
  readonly grid?: number;
  readonly minutesAgo?: number;
  readonly by?: string;
  readonly steps?: readonly IncidentStep[];
  readonly title?: string;
  readonly urgent?: boolean;
}

/** An incident as the list has it; steps follow on each other. */
function incident(number: number, wanted: Wanted = {}): ShownIncident {
  const { of = LANE, grid = 1, minutesAgo = 20, by = uid(9), title = `事件${number}`, urgent = false } = wanted;
  const given = (wanted.steps ?? []).map((each, at, all) => ({
    ...each,
    after: at === 0 ? [] : [all[at - 1]?.id ?? ''],
  }));
  const reportedAtMs = NOW - minutesAgo * MINUTE;
  const record = {
    _id: `incident~qinghe-${grid}~${uid(number)}`,
    uid: uid(number),
    created: { at: reportedAtMs, by, on: 'tablet000000' },
    categoryUid: of.uid,
    title,
    address: '',
    receipt: null,
    urgent,
    reportedAtMs,
    steps: given,
    photos: [],
  } as unknown as IncidentRecord;
  const context = {
    nowMs: NOW,
    calendar: workingCalendar([]),
    categoryOf: () => ({ limit: of.limit, escalations: null, urgent: of.isUrgent }),
  };
  return showIncident(record, context, new Map(TABLE.map((each) => [each.uid, each])));
}

const ACCEPT = (ago: number) => step('accept', ago, { categoryUid: null });
const DISPATCH = (ago: number, unit = uid(70)) => step('dispatch', ago, sentTo(unit));
const CONTEXT = { nowMs: NOW, looker: { uid: uid(8), unitUids: new Set([uid(70)]) } };

describe('the next deadline of an incident', () => {
  it('is that somebody comes within half an hour, then that it is done, then none', () => {
    expect(deadlineOf(incident(1), NOW)).toMatchObject({
      kind: 'due',
      clock: 'response',
      leftMs: 10 * MINUTE,
      isSoon: true,
    });
    const handling = incident(2, { steps: [ACCEPT(19), DISPATCH(18), step('start', 10)] });
    expect(deadlineOf(handling, NOW)).toMatchObject({
      kind: 'due',
      clock: 'handling',
      leftMs: 42 * MINUTE,
      isSoon: false,
    });
    const done = incident(3, { steps: [ACCEPT(19), DISPATCH(18), step('start', 10), step('finish', 1)] });
    expect(deadlineOf(done, NOW)).toEqual({ kind: 'over', how: 'in-time' });
    const refused = incident(5, { steps: [step('reject', 3, { reason: 'not-ours' })] });
    expect(deadlineOf(refused, NOW)).toEqual({ kind: 'over', how: 'not-needed' });
  });

  it('is not made up where the table gives no limit', () => {
    const lamp = incident(4, { of: LAMP, steps: [ACCEPT(19), DISPATCH(18), step('start', 10)] });
    expect(deadlineOf(lamp, NOW)).toEqual({ kind: 'none' });
  });

  it('is told in minutes, in hours and minutes under four hours, then in hours and days', () => {
    expect(spanOf(38 * MINUTE)).toEqual({ unit: 'minutes', count: 38, minutes: 0 });
    expect(spanOf(78 * MINUTE)).toEqual({ unit: 'hours', count: 1, minutes: 18 });
    expect(spanOf(-(19 * 60 + 30) * MINUTE)).toEqual({ unit: 'hours', count: 19, minutes: 0 });
    expect(spanOf(50 * 60 * MINUTE)).toEqual({ unit: 'days', count: 2, minutes: 0 });
    expect(spanOf(0)).toEqual({ unit: 'minutes', count: 1, minutes: 0 });
  });
});

describe('the list of incidents', () => {
  const late = incident(11, { minutesAgo: 55, title: '14幢路灯' });
  const own = incident(12, { grid: 2, by: uid(8) });
  const units = incident(13, { of: STAIRS, steps: [ACCEPT(9), DISPATCH(8)] });
  const others = incident(14, { of: LAMP, grid: 2, steps: [ACCEPT(9), DISPATCH(8, uid(71))] });
  const closed = incident(15, {
    minutesAgo: 3000,
    steps: [
      ACCEPT(2990),
      DISPATCH(2980),
      step('start', 2950),
      step('finish', 2940),
      step('verify', 2900),
      step('close', 2890),
    ],
  });
  const all = [closed, own, units, others, late];
  const shown = (
    filters: Readonly<Record<string, string>>,
    tab: 'open' | 'mine' | 'ended' | 'overdue' = 'open',
    text = '',
  ) => incidentsShown(all, { tab, filters, text }, CONTEXT);

  it('knows what is mine: what I reported, what waits at my unit, never what is closed', () => {
    expect(shown({}, 'mine')).toEqual([own, units]);
    expect(tabCounts(all, CONTEXT)).toEqual({ open: 4, mine: 2, waiting: 2, today: 4, overdue: 1, ended: 1 });
  });

  it('is narrowed by state, category, grid, unit, response and time', () => {
    expect(shown({ major: '消防安全' })).toEqual([own, units, late]);
    expect(shown({ grid: '2' })).toEqual([own, others]);
    expect(shown({ unit: uid(71) })).toEqual([others]);
    expect(shown({ state: 'closed' })).toEqual([closed]);
    expect(shown({ response: 'late' })).toEqual([closed, late]);
    expect(shown({ period: 'today' })).not.toContain(closed);
  });

  it('finds words in all of them, closed ones too', () => {
    expect(shown({}, 'mine', '路灯')).toEqual([late]);
    expect(shown({}, 'open', '事件15')).toEqual([closed]);
  });

  it('puts first what is due first, and what is over last', () => {
    const sorted = incidentsSorted(all, { by: 'deadline', descending: false }, NOW);
    expect(sorted[0]).toBe(late);
    expect(sorted.at(-1)).toBe(closed);
    expect(incidentsSorted(all, { by: 'reported', descending: true }, NOW).at(-1)).toBe(closed);
  });
});

describe('the report', () => {
  const begun = beginReport({ incidentUid: uid(1), startedAtMs: NOW, grid: 1, onBehalfOf: null });

  it('needs a category or a sentence, and a place; never a photo or a text', () => {
    expect(reportProblems(begun, null)).toEqual(['title-missing', 'where-missing']);
    expect(reportProblems({ ...begun, categoryUid: uid(1), address: '8幢' }, '消防通道堵塞')).toEqual([]);
    expect(reportProblems({ ...begun, title: '东门路灯不亮', address: '东门', grid: null }, null)).toEqual([
      'grid-missing',
    ]);
    expect(reportProblems({ ...begun, title: '灯'.repeat(61), address: '东门' }, null)).toEqual(['title-too-long']);
  });

  it('is called by place and category where nobody writes a sentence, and never by its sealed text', () => {
    expect(titleOf({ title: '', address: '8幢' }, '消防通道堵塞')).toBe('8幢：消防通道堵塞');
    expect(titleOf({ title: ' 路灯不亮 ', address: '8幢' }, '公共照明损坏')).toBe('路灯不亮');
    expect([...titleOf({ title: '', address: '长'.repeat(80) }, '楼道堆物')]).toHaveLength(60);
  });

  it('comes back from its draft as it was, and anything else does not', () => {
    const draft = { ...begun, text: '三辆车', contact: { name: '张', phone: '1' } };
    expect(readReport(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    expect(readReport({ ...draft, grid: '1' })).toBeNull();
  });
});

describe('the categories that are offered', () => {
  it('are found by any of their words, those that begin with them first', () => {
    expect(categoriesFound(TABLE, '消防').map(({ name }) => name)).toEqual(['消防通道堵塞', '楼道堆物']);
    expect(categoriesFound(TABLE, '物业 照明')).toEqual([LAMP]);
    expect(categoriesFound(TABLE, 'property Lighting')).toEqual([LAMP]);
    expect(majorsOf(TABLE).map(({ name, categories }) => [name, categories.length])).toEqual([
      ['消防安全', 2],
      ['物业服务', 1],
    ]);
  });

  it('begin with what this person reported lately, then what the station reports most, without those put away', () => {
    const reported = (categoryUid: string, by: string, minutesAgo: number) => ({
      categoryUid,
      by,
      reportedAtMs: NOW - minutesAgo,
    });
    const past = [reported(LAMP.uid, uid(9), 5), reported(LAMP.uid, uid(9), 6), reported(STAIRS.uid, uid(8), 9)];
    expect(usualCategories(past, TABLE, uid(8))).toEqual([STAIRS.uid, LAMP.uid, LANE.uid]);
    expect(usualCategories(past, [LANE, { ...LAMP, isActive: false }], uid(8))).toEqual([LANE.uid]);
  });
});

describe('a step', () => {
  const about = { uid: uid(1), category: { photoNeeded: true }, dueAtMs: NOW + 60 * MINUTE, nowMs: NOW };
  const draft = (kind: FormStep, change = {}) => beginStep(kind, uid(2), change);

  it('says what is missing of it', () => {
    expect(formProblems(draft('finish', { note: '清走了' }), about)).toEqual(['photo-missing']);
    expect(formProblems(draft('return'), about)).toEqual(['reason-missing']);
    expect(formProblems(draft('reject'), about)).toEqual(['kind-of-reason-missing', 'reason-missing']);
    expect(formProblems(draft('dispatch'), about)).toEqual(['target-missing']);
    expect(formProblems(draft('duplicate', { ofUid: uid(1) }), about)).toEqual(['same-incident']);
    expect(formProblems(draft('postpone', { note: '等配件', until: '2026-11-23T10:00' }), about)).toEqual([
      'date-not-later',
    ]);
    expect(formProblems(draft('postpone', { note: '等配件', until: '2026-11-24T18:00' }), about)).toEqual([]);
    expect(formProblems(draft('take'), about)).toEqual([]);
  });

  it('tells the rule that was followed, and nothing where somebody chose another', () => {
    const because = {
      ruleUid: uid(5),
      ruleName: 'x',
      category: 'major',
      area: 'any',
      mode: 'assigned',
      turn: null,
    } as const;
    const to = { unitUid: uid(70), staffUid: null, mode: 'assigned' } as const;
    const choice: DispatchChoice = {
      kind: 'chosen',
      to,
      copyUnitUids: [uid(71)],
      because,
      automatic: true,
      passed: [],
    };
    const filled = draft('dispatch', beginningOf('dispatch', incident(1), choice));
    expect(contentOf(filled, becauseOf(filled, choice))).toEqual({
      kind: 'dispatch',
      to,
      copyUnitUids: [uid(71)],
      because,
    });
    expect(becauseOf({ ...filled, unitUid: uid(72) }, choice)).toBeNull();
  });

  it('reads day and time as the station has them', () => {
    expect(instantAtStation('2026-11-23T09:42')).toBe(NOW);
    expect(fieldOfInstant(NOW)).toBe('2026-11-23T09:42');
    expect(instantAtStation('2026-02-30T09:42')).toBeNull();
    expect(instantAtStation('')).toBeNull();
  });
});

describe('the tables behind it', () => {
  it('take a limit from a source where it says one, and leave one that says several to the manager', () => {
    expect(readLimit('4工作小时')).toEqual({ amount: 4, unit: 'working-hours' });
    expect(readLimit('1工作日')).toEqual({ amount: 1, unit: 'working-days' });
    expect(readLimit('2日')).toEqual({ amount: 2, unit: 'days' });
    expect(readLimit('2小时或5小时')).toBeNull();
    expect(readLimit('4小时制止/7天处罚/20天拆除')).toBeNull();
  });

  it('keep what nobody has provided as not provided', () => {
    const entry = { ...entryOf(null, '消防安全'), name: ' 充电桩损坏 ' };
    expect(categoryProblems(entry, [])).toEqual([]);
    expect(fieldsOf(entry)).toMatchObject({
      major: { code: null, name: '消防安全' },
      minor: { code: null, name: '充电桩损坏' },
      limit: null,
      filing: null,
      department: null,
      unitUid: null,
    });
    expect(categoryProblems({ ...entry, amount: '四', code: '?' }, [])).toEqual(['code-wrong', 'amount-wrong']);
    const taken = { major: { code: null, name: '消防安全' }, minor: { code: null, name: '充电桩损坏' } };
    expect(categoryProblems(entry, [taken])).toEqual(['name-taken']);
  });

  it('refuse a rule that nobody could take, and move rules past each other', () => {
    const units = [{ uid: uid(70), memberUids: [] }];
    const rule = { ...ruleEntryOf(null), name: '小广告', unitUid: uid(70), mode: 'pool' as const };
    expect(ruleProblems(rule, [], units)).toEqual(['nobody-to-turn-to']);
    expect(ruleProblems({ ...rule, mode: 'assigned', name: '' }, [], units)).toEqual(['name-missing']);
    const rules = [1, 2, 3].map((number) => ({ uid: uid(number), order: number * 10 }));
    expect(ruleMoves(rules, uid(2), -1)).toEqual([
      { uid: uid(2), order: 10 },
      { uid: uid(1), order: 20 },
    ]);
    expect(ruleMoves(rules, uid(3), 1)).toEqual([]);
  });
});
