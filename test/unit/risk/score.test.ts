import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayNumber } from '#shared/domain/calendar/date';
import { nextActions } from '#shared/domain/risk/actions';
import { explainChange } from '#shared/domain/risk/change';
import { reportOf } from '#shared/domain/risk/content';
import { factsOf, type Evidence } from '#shared/domain/risk/evidence';
import { DIMENSIONS, TOPICS, type Fact } from '#shared/domain/risk/facts';
import { riskReasonInWords } from '#shared/domain/risk/reason-words';
import { RISK_LEVELS, scoreRisk, type RiskScore } from '#shared/domain/risk/score';
import { checkTable, isRelief, type RiskTable } from '#shared/domain/risk/table';
import { USUAL_RISK_TABLE } from '#shared/domain/risk/usual-table';
import { uid } from '#test/support/builders';
import { anyFact, anySubject, SUBJECT, TODAY, WELL } from './facts';

const table = USUAL_RISK_TABLE;
const facts = fc.array(anyFact(), { maxLength: 40 });
const score = (evidence: Evidence): RiskScore => scoreRisk(SUBJECT, factsOf(evidence, TODAY), table, TODAY);
const termsOf = (is: RiskScore) => reportOf(SUBJECT, is, table, null).terms;
const rank = (level: RiskScore['level']): number => RISK_LEVELS.indexOf(level);

describe('a risk score', () => {
  it('never falls by one more thing as bad as the worst known', () => {
    const adverse = TOPICS.filter((topic) => topic !== 'met' && !isRelief({ topic }));
    fc.assert(
      fc.property(anySubject, facts, anyFact(fc.constantFrom(...adverse)), (subject, known, more) => {
        const same = known.filter(({ topic, day }) => topic === more.topic && day <= TODAY);
        const worst = Math.max(1, more.severity, ...same.map(({ severity }) => severity));
        const newest = Math.max(more.day, ...same.map(({ day }) => day));
        const lowest = Math.min(90, ...same.map(({ figures }) => figures?.[0] ?? 90));
        const added: Fact = { ...more, day: Math.min(newest, TODAY), severity: worst, figures: [lowest] };
        const [before, after] = [known, [...known, added]].map((each) => scoreRisk(subject, each, table, TODAY));
        for (const dimension of DIMENSIONS) {
          const [was, is] = [before?.dimensions[dimension].score ?? 0, after?.dimensions[dimension].score ?? 0];
          expect(is, `${more.topic} in ${dimension}`).toBeGreaterThanOrEqual(was);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('does not depend on the order in which things became known', () => {
    fc.assert(
      fc.property(
        anySubject,
        facts.chain((known) => fc.tuple(fc.constant(known), fc.shuffledSubarray(known, { minLength: known.length }))),
        (subject, [known, shuffled]) => {
          const plain = (each: readonly Fact[]) => {
            const { dimensions } = scoreRisk(subject, each, table, TODAY);
            return DIMENSIONS.map((dimension) => {
              const { reasons, ...rest } = dimensions[dimension];
              return { ...rest, reasons: reasons.map(({ rule, points, figure }) => ({ rule, points, figure })) };
            });
          };
          expect(plain(shuffled)).toEqual(plain(known));
        },
      ),
    );
  });

  it('calls nobody low of whom what is needed is not known', () => {
    fc.assert(
      fc.property(anySubject, facts, (subject, known) => {
        const { dimensions, level } = scoreRisk(subject, known, table, TODAY);
        for (const { lacking, level: each } of Object.values(dimensions)) {
          if (lacking.length > 0) expect(each).not.toBe('low');
          expect(rank(level)).toBeGreaterThanOrEqual(rank(each));
        }
      }),
    );
    const nothing = scoreRisk(SUBJECT, [], table, TODAY);
    expect(nothing.level).not.toBe('low');
    expect(nothing.dimensions.health.lacking).toEqual(['ability']);
    expect(nothing.dimensions.life.lacking).toEqual(['visits']);
  });

  it('is low for an elder about whom everything is known and well', () => {
    const { dimensions, level } = score(WELL);
    expect(level).toBe('low');
    expect(dimensions.life.reasons.map(({ rule }) => rule)).toEqual(['alone']);
    expect(dimensions.health.score).toBe(0);
  });

  it('does not count what is to come', () => {
    const tomorrow: Fact = {
      ...{ topic: 'smoke-alarm', day: TODAY + 1, severity: 2 },
      source: { type: 'alarm', uid: uid(3) },
    };
    expect(scoreRisk(SUBJECT, [tomorrow], table, TODAY)).toEqual(scoreRisk(SUBJECT, [], table, TODAY));
  });

  it('says what changed since the report before, up to the last point', () => {
    fc.assert(
      fc.property(anySubject, facts, facts, (subject, before, after) => {
        const [was, is] = [scoreRisk(subject, before, table, TODAY - 1), scoreRisk(subject, after, table, TODAY)];
        const change = explainChange(was, is);
        for (const dimension of DIMENSIONS) {
          const sum = (each: RiskScore) =>
            each.dimensions[dimension].reasons.reduce((all, { points }) => all + points, 0);
          const moved = change.dimensions[dimension].reasons.reduce((all, { by }) => all + by, 0);
          expect(moved).toBe(sum(is) - sum(was));
        }
      }),
    );
  });
});

const at = (day: number, hour = 2): number => (day * 24 + hour) * 3_600_000;
const visit = WELL.visits[0] as Evidence['visits'][number];
const reading = { deviceUid: uid(30), day: TODAY - 1 };

/** By rule: what becomes known, and the action that then is proposed. */
const CASES: Readonly<Record<string, readonly [Partial<Evidence>, string | null]>> = {
  ability: [
    { assessments: [{ uid: uid(21), assessedOn: '2026-11-01', total: 61, level: 2, careEvents: 0 }] },
    'support-ability',
  ],
  'ability-falls': [
    {
      assessments: [
        ...WELL.assessments,
        { uid: uid(21), assessedOn: '2026-11-01', total: 84, level: 1, careEvents: 0 },
      ],
    },
    'see-doctor',
  ],
  'blood-pressure': [{ days: [{ ...reading, bloodPressure: [{ systolic: 168, diastolic: 96 }] }] }, 'see-doctor'],
  'blood-pressure-low': [{ days: [{ ...reading, bloodPressure: [{ systolic: 85, diastolic: 55 }] }] }, 'see-doctor'],
  'blood-pressure-urgent': [
    { days: [{ ...reading, bloodPressure: [{ systolic: 185, diastolic: 96 }] }] },
    'doctor-now',
  ],
  'blood-pressure-watch': [
    { days: [{ ...reading, day: TODAY - 1, bloodPressure: [{ systolic: 150, diastolic: 80 }] }] },
    'measure',
  ],
  condition: [{ visits: [{ ...visit, condition: 'unwell' }] }, 'see-doctor'],
  disability: [{ person: { ...WELL.person, disabilityGrade: 2 } }, null],
  doctor: [{ doctor: [{ uid: uid(40), dueOn: dateOfDay(TODAY - 12), keptOn: null }] }, 'see-doctor'],
  age: [{ person: { ...WELL.person, ageYears: 84 } }, null],
  'water-alarm': [
    { alarms: [{ uid: uid(50), kind: 'water', raisedAtMs: at(TODAY), outcome: 'open' }] },
    'confirm-safe',
  ],
  'smoke-alarm': [
    { alarms: [{ uid: uid(50), kind: 'smoke', raisedAtMs: at(TODAY), outcome: 'open' }] },
    'confirm-safe',
  ],
  'call-for-help': [
    { alarms: [{ uid: uid(50), kind: 'help', raisedAtMs: at(TODAY), outcome: 'needed-help' }] },
    'confirm-safe',
  ],
  'leak-alarm': [{ alarms: [{ uid: uid(50), kind: 'leak', raisedAtMs: at(TODAY), outcome: 'open' }] }, 'check-home'],
  'night-door': [{ days: [{ ...reading, nightOpenings: 2 }] }, 'ask-night'],
  'care-event': [
    { assessments: [{ uid: uid(21), assessedOn: dateOfDay(TODAY - 3), total: 90, level: 0, careEvents: 1 }] },
    'check-home',
  ],
  'home-safety': [{ visits: [{ ...visit, safety: { wiring: false, passage: true } }] }, 'check-home'],
  device: [{ days: [{ ...reading, state: 'battery-low' }] }, 'mend-device'],
  incident: [{ incidents: [{ uid: uid(60), reportedAtMs: at(TODAY - 200), isAboutFire: true }] }, 'follow-incident'],
  alone: [{ person: { ...WELL.person, livesAlone: true } }, null],
  contacts: [{ person: { ...WELL.person, contacts: 0 } }, 'find-contact'],
  visits: [{ visits: [{ ...visit, startedAtMs: at(TODAY - 31) }] }, 'visit'],
  'not-met': [{ visits: [visit, { ...visit, uid: uid(11), startedAtMs: at(TODAY), outcome: 'absent' }] }, 'visit'],
  needs: [{ visits: [{ ...visit, needs: ['meals'] }] }, 'meet-needs'],
  company: [{ company: Array.from({ length: 9 }, (_, n) => ({ uid: uid(70 + n), on: dateOfDay(TODAY - n) })) }, null],
};

describe('everything that can be known', () => {
  it('has a case here', () => {
    expect(Object.keys(CASES).sort()).toEqual(table.rules.map(({ id }) => id).sort());
  });

  it.each(Object.entries(CASES))('%s changes the score, is named, and leads to something', (id, [more, action]) => {
    const rule = table.rules.find((each) => each.id === id);
    // What is always there of an elder who lives alone is compared with one who does not.
    const before = id === 'alone' ? { ...WELL, person: { ...WELL.person, livesAlone: false } } : WELL;
    const [was, is] = [score(before), score({ ...before, ...more })];
    const reason = rule && is.dimensions[rule.dimension].reasons.find((each) => each.rule === id);
    if (!rule || !reason) throw new Error(`no reason ${id}`);
    expect(reason.facts.length).toBeGreaterThan(0);
    const [a, b] = [was, is].map((each) => each.dimensions[rule.dimension].score);
    if (id === 'company') expect(b).toBeLessThan(a ?? 0);
    else expect(b).toBeGreaterThan(a ?? 0);
    const actions = nextActions(is, table);
    if (action === null) expect(rule.action).toBeUndefined();
    else expect(actions.find((each) => each.action === action)?.rules).toContain(id);
    for (const language of ['zh', 'en'] as const) {
      const words = riskReasonInWords(reason, termsOf(is), language);
      expect(words).not.toMatch(/[{}]|undefined|NaN/);
      expect(words.length).toBeGreaterThan(2);
    }
  });

  it('that nobody looked at is named too', () => {
    const nothing = score({ ...WELL, visits: [], assessments: [] });
    const words = DIMENSIONS.flatMap((dimension) =>
      nothing.dimensions[dimension].reasons
        .filter(({ figure }) => figure === null)
        .map((reason) => riskReasonInWords(reason, termsOf(nothing), 'zh')),
    );
    expect(words).toEqual(['一年内没有做过自理能力评估', '近90天没有血压读数', '一年内没有看过家里的安全']);
    expect(nextActions(nothing, table).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['assess', 'measure', 'check-home', 'visit']),
    );
  });

  it('says a reading as it was', () => {
    const days = [168, 150, 142].map((systolic, n) => ({
      ...reading,
      day: TODAY - n,
      bloodPressure: [{ systolic, diastolic: 96 }],
    }));
    const is = score({ ...WELL, days });
    const reason = is.dimensions.health.reasons.find((each) => each.rule === 'blood-pressure');
    expect(reason && riskReasonInWords(reason, termsOf(is), 'zh')).toBe('近7天有3次血压读数异常，最高168/96');
    expect(dayNumber('2026-11-23')).toBe(TODAY);
  });
});

describe('a table of weights', () => {
  const withRule = (change: object): RiskTable => ({
    ...table,
    rules: table.rules.map((rule) => (rule.id === 'ability' ? ({ ...rule, ...change } as typeof rule) : rule)),
  });

  it('that a station begins with is sound', () => expect(checkTable(table)).toEqual([]));

  it.each([
    ['bands', { ...table, bands: { medium: 70, high: 40 } }],
    ['rule-twice', { ...table, rules: [...table.rules, table.rules[0]] }],
    [
      'steps-fall',
      withRule({
        steps: [
          { from: 1, points: 20 },
          { from: 2, points: 10 },
        ],
      }),
    ],
    ['missing-outweighs', withRule({ missing: { points: 16, needed: true } })],
    ['missing-outweighs', withRule({ steps: [{ from: 2, points: 30 }] })],
    ['days', withRule({ measure: { by: 'newest', days: 0 } })],
    ['points', withRule({ steps: [{ from: 1, points: 400 }] })],
    ['no-steps', withRule({ steps: [] })],
    ['unknown-topic', withRule({ topic: 'horoscope' })],
  ])('is refused: %s', (kind, broken) => {
    expect(checkTable(broken as RiskTable)).toContainEqual(expect.objectContaining({ kind }));
  });
});
