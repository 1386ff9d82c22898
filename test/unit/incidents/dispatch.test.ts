import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseDispatch,
  nextInTurn,
  turnsOf,
  type DispatchTable,
  type PastTurn,
} from '#shared/domain/incidents/dispatch';
import { dryRun, type PastIncident } from '#shared/domain/incidents/dry-run';
import { reasonInWords } from '#shared/domain/incidents/reason-words';
import { standingOf } from '#shared/domain/incidents/standing';
import { uid } from '#test/support/builders';
import { ACCEPT, aCategory, after, aRule, aUnit, DISPATCH, FIRE, LEAD, NINE, PROPERTY, REPORTED } from './incidents';

const FIRES = aCategory(1, { major: { code: '07', name: '消防安全' }, minor: { code: null, name: '通道堵塞' } });
const LIFTS = aCategory(2, {
  major: { code: null, name: '物业服务' },
  minor: { code: null, name: '电梯故障' },
  unitUid: PROPERTY,
});
const [ANNA, BEN, CARL] = [uid(11), uid(12), uid(13)];
const TABLE: DispatchTable = {
  rules: [aRule(21, { majors: ['消防安全'] })],
  units: [aUnit(FIRE), aUnit(PROPERTY, { name: { zh: '青禾物业' }, memberUids: [ANNA, BEN, CARL] })],
  categories: [FIRES, LIFTS],
  worksHere: () => true,
  turns: [],
};
const of = (categoryUid: string | null, gridNumber = 1) => ({ categoryUid, gridNumber });

describe('an incident is sent', () => {
  it('by the first rule that fits its category and grid, and the others are told with their reasons', () => {
    const rules = [
      aRule(24, { unitUid: PROPERTY }),
      aRule(21, { majors: ['街面秩序'] }),
      aRule(22, { majors: ['消防安全'], gridNumbers: [3] }),
      aRule(23, { categoryUids: [FIRES.uid], gridNumbers: [1, 2], copyUnitUids: [PROPERTY, uid(99)] }),
    ];
    expect(chooseDispatch(of(FIRES.uid), { ...TABLE, rules })).toEqual({
      kind: 'chosen',
      to: { unitUid: FIRE, staffUid: null, mode: 'assigned' },
      copyUnitUids: [PROPERTY],
      because: {
        ruleUid: uid(23),
        ruleName: '规则23',
        category: 'category',
        area: 'grid',
        mode: 'assigned',
        turn: null,
      },
      automatic: true,
      passed: [
        { ruleUid: uid(21), why: 'category' },
        { ruleUid: uid(22), why: 'area' },
      ],
    });
  });

  it('to the unit that the category names when no rule fits, and to nobody when it names none', () => {
    expect(chooseDispatch(of(LIFTS.uid), TABLE)).toMatchObject({
      to: { unitUid: PROPERTY },
      automatic: false,
      because: { ruleUid: null },
    });
    expect(chooseDispatch(of(null), TABLE)).toEqual({ kind: 'none', passed: [{ ruleUid: uid(21), why: 'category' }] });
    const closed = { ...TABLE, units: [aUnit(PROPERTY, { active: false })] };
    expect(chooseDispatch(of(LIFTS.uid), closed).kind).toBe('none');
  });

  it('past a rule whose unit is put away, whose person has left, or that is not in force', () => {
    const rules = [
      aRule(1, { unitUid: uid(98) }),
      aRule(2, { staffUid: ANNA }),
      aRule(3, { unitUid: FIRE, mode: 'rotation' }),
      aRule(4, { active: false }),
      aRule(5, { unitUid: PROPERTY, mode: 'pool' }),
    ];
    expect(chooseDispatch(of(null), { ...TABLE, rules, worksHere: () => false })).toMatchObject({
      to: { unitUid: PROPERTY, staffUid: null, mode: 'pool' },
      passed: [
        { ruleUid: uid(1), why: 'unit' },
        { ruleUid: uid(2), why: 'member' },
        { ruleUid: uid(3), why: 'member' },
      ],
    });
  });

  it('to no unit that works in other grids, by a rule or as the unit of its category', () => {
    const rules = [aRule(1), aRule(2, { unitUid: PROPERTY })];
    const units = [aUnit(FIRE, { gridNumbers: [2, 3] }), aUnit(PROPERTY, { gridNumbers: [1] })];
    expect(chooseDispatch(of(null), { ...TABLE, rules, units })).toMatchObject({
      to: { unitUid: PROPERTY },
      passed: [{ ruleUid: uid(1), why: 'unit-area' }],
    });
    expect(chooseDispatch(of(LIFTS.uid, 2), { ...TABLE, rules: [], units }).kind).toBe('none');
    expect(chooseDispatch(of(LIFTS.uid, 1), { ...TABLE, rules: [], units })).toMatchObject({
      to: { unitUid: PROPERTY },
    });
  });

  it('the same way whatever order the rules come in', () => {
    const rules = [aRule(3, { order: 1 }), aRule(2, { order: 1, unitUid: PROPERTY })];
    const ways = [rules, [...rules].reverse()].map((each) => chooseDispatch(of(null), { ...TABLE, rules: each }));
    expect(ways[0]).toEqual(ways[1]);
    expect(ways[0]).toMatchObject({ to: { unitUid: PROPERTY } });
  });
});

describe('turns', () => {
  it('are never more than one apart, whatever came before, and are the same every time', () => {
    const member = fc.constantFrom(ANNA, BEN, CARL);
    const past = fc.array(fc.record({ unitUid: fc.constant(PROPERTY), staffUid: member, atMs: fc.nat(1000) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(past, fc.integer({ min: 1, max: 30 }), (before, count) => {
        const turns: PastTurn[] = [...before];
        const got = new Map([ANNA, BEN, CARL].map((each) => [each, 0]));
        for (let n = 0; n < count; n += 1) {
          const next = nextInTurn(PROPERTY, [CARL, ANNA, BEN], turns);
          expect(next).toEqual(nextInTurn(PROPERTY, [CARL, ANNA, BEN], [...turns].reverse()));
          const staffUid = next?.staffUid ?? '';
          got.set(staffUid, (got.get(staffUid) ?? 0) + 1);
          turns.push({ unitUid: PROPERTY, staffUid, atMs: 2000 + n });
        }
        expect(Math.max(...got.values()) - Math.min(...got.values())).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('give a newcomer one, not all that were missed, and count no other unit’s', () => {
    const turns = [ANNA, BEN, ANNA, BEN].map((staffUid, n) => ({ unitUid: PROPERTY, staffUid, atMs: n }));
    expect(nextInTurn(PROPERTY, [ANNA, BEN, CARL], turns)).toEqual({ staffUid: CARL, lastAtMs: null });
    const after = [...turns, { unitUid: PROPERTY, staffUid: CARL, atMs: 9 }];
    expect(nextInTurn(PROPERTY, [ANNA, BEN, CARL], after)).toEqual({ staffUid: ANNA, lastAtMs: 2 });
    expect(nextInTurn(FIRE, [ANNA], turns)).toEqual({ staffUid: ANNA, lastAtMs: null });
    expect(nextInTurn(FIRE, [], turns)).toBeNull();
  });

  it('begin in the order in which the unit lists its members', () => {
    expect(nextInTurn(PROPERTY, [CARL, ANNA, BEN], [])?.staffUid).toBe(CARL);
    const had = [{ unitUid: PROPERTY, staffUid: CARL, atMs: 1 }];
    expect(nextInTurn(PROPERTY, [CARL, BEN, ANNA], had)?.staffUid).toBe(BEN);
  });

  it('are read off what was really sent, not off what counted for nothing', () => {
    const to = { unitUid: PROPERTY, staffUid: BEN, mode: 'rotation' } as const;
    const sent = after(
      REPORTED,
      [ACCEPT, LEAD, 1],
      [{ ...DISPATCH, to }, LEAD, 2],
      [{ ...DISPATCH, to: { ...to, staffUid: ANNA } }, LEAD, 3],
    );
    expect(turnsOf([standingOf(sent)])).toEqual([{ unitUid: PROPERTY, staffUid: BEN, atMs: NINE + 120_000 }]);
  });
});

describe('why it was sent there', () => {
  const names = { category: '通道堵塞', gridNumber: 3, unit: '街道消防科', person: '' };

  it('is told in words of both languages', () => {
    const rules = [aRule(21, { name: '消防归街道', majors: ['消防安全'], gridNumbers: [3] })];
    const choice = chooseDispatch(of(FIRES.uid, 3), { ...TABLE, rules });
    if (choice.kind !== 'chosen') throw new Error('chosen');
    expect(reasonInWords(choice.because, choice.to, names, 'zh')).toBe(
      '按规则「消防归街道」；类别属于「通道堵塞」所在的大类；这条规则管第3网格；交给街道消防科。',
    );
    expect(reasonInWords(choice.because, choice.to, names, 'en')).toContain('the rule is for grid 3');
  });

  it('says whose turn it is and when the last was', () => {
    const rules = [aRule(1, { unitUid: PROPERTY, mode: 'rotation' })];
    const said = (turns: readonly PastTurn[]) => {
      const choice = chooseDispatch(of(null), { ...TABLE, rules, turns });
      if (choice.kind !== 'chosen') throw new Error('chosen');
      return reasonInWords(choice.because, choice.to, { ...names, unit: '青禾物业', person: '安师傅' }, 'zh');
    };
    expect(said([])).toContain('青禾物业3人轮流，轮到安师傅，还没有轮到过。');
    const turns = [ANNA, BEN, CARL].map((staffUid, n) => ({ unitUid: PROPERTY, staffUid, atMs: NINE + n }));
    expect(said(turns)).toContain('上次是2026-11-23。');
  });

  it('is told when no rule fitted', () => {
    const choice = chooseDispatch(of(LIFTS.uid), TABLE);
    if (choice.kind !== 'chosen') throw new Error('chosen');
    expect(reasonInWords(choice.because, choice.to, { ...names, unit: '青禾物业' }, 'zh')).toBe(
      '没有规则适用，按类别表的责任单位；交给青禾物业。',
    );
  });
});

describe('rules that are tried on what was reported before', () => {
  const past = (n: number, change: Partial<PastIncident> = {}): PastIncident => ({
    uid: uid(n),
    categoryUid: FIRES.uid,
    gridNumber: 1,
    reportedAtMs: NINE + n,
    was: { unitUid: FIRE, staffUid: null, mode: 'assigned' },
    ...change,
  });

  it('say what would have gone elsewhere, and write nothing', () => {
    const rules = [
      aRule(1, { majors: ['消防安全'], gridNumbers: [2], unitUid: PROPERTY, automatic: false }),
      aRule(2, { majors: ['消防安全'] }),
    ];
    const table = Object.freeze({ ...TABLE, rules: Object.freeze(rules), turns: Object.freeze([]) });
    const run = dryRun(
      [past(3, { gridNumber: 2 }), past(1), past(2, { categoryUid: null, was: null }), past(4, { was: null })],
      table,
    );
    expect(run.rows.map(({ uid: of, isChanged }) => [of, isChanged])).toEqual([
      [uid(1), false],
      [uid(2), false],
      [uid(3), true],
      [uid(4), true],
    ]);
    expect(run).toMatchObject({ total: 4, changed: 2, unmatched: 1, automatic: 2 });
    expect(run.byUnit).toEqual([
      { unitUid: FIRE, had: 2, would: 2 },
      { unitUid: PROPERTY, had: 0, would: 1 },
    ]);
  });

  it('let turns go round as they would have, beginning with those before the first', () => {
    const rules = [aRule(1, { unitUid: PROPERTY, mode: 'rotation' })];
    const turns = [
      { unitUid: PROPERTY, staffUid: ANNA, atMs: NINE - 5 },
      { unitUid: PROPERTY, staffUid: BEN, atMs: NINE + 500 },
    ];
    const { rows } = dryRun([past(1), past(2), past(3)], { ...TABLE, rules, turns });
    expect(rows.map(({ would }) => would.kind === 'chosen' && would.to.staffUid)).toEqual([BEN, CARL, ANNA]);
  });
});
