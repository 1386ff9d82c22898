import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitOf, type ItemLimits } from '#shared/domain/applications/deadlines';
import { checkAcceptance, checklistOf, type ItemMaterial } from '#shared/domain/applications/materials';
import { standingOf } from '#shared/domain/applications/standing';
import { isOpenApplication, type ApplicationStep } from '#shared/domain/applications/steps';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Monday, nine o'clock at the station. */
const NINE = Date.UTC(2026, 10, 23, 1, 0);

type Content<S> = S extends ApplicationStep
  ? Omit<S, 'id' | 'written' | 'after' | 'post' | 'note' | 'photoIds'>
  : never;
type Said = Content<ApplicationStep> & { readonly at?: number; readonly post?: ApplicationStep['post'] };

/** Steps one after the other, each knowing of the one before. */
function taken(...said: Said[]) {
  return said.map(
    ({ at, post, ...content }, index) =>
      ({
        id: `s${String(index).padStart(2, '0')}`,
        written: { at: at ?? NINE + index * MINUTE, by: 'lin', on: 'desk00000000' },
        note: null,
        photoIds: [],
        post: post ?? 'clerk',
        after: index === 0 ? [] : [`s${String(index - 1).padStart(2, '0')}`],
        ...content,
      }) as ApplicationStep,
  );
}

const MATERIALS: readonly ItemMaterial[] = [
  { id: 'id-card', name: '居民身份证', need: 'required', when: null, mayFollow: false },
  { id: 'bank', name: '银行卡复印件', need: 'required', when: null, mayFollow: true },
  { id: 'proxy', name: '委托书', need: 'conditional', when: null, mayFollow: false },
  { id: 'hukou', name: '户口簿', need: 'electronic', when: null, mayFollow: false },
];

describe('an application', () => {
  it('goes from the draft to the delivered decision', () => {
    const standing = standingOf(
      NINE,
      taken(
        { kind: 'submit' },
        { kind: 'accept', promised: [] },
        { kind: 'start' },
        { kind: 'decide', outcome: 'granted', post: 'department-handler' },
        { kind: 'deliver', way: 'counter' },
      ),
    );
    expect(standing).toMatchObject({ state: 'delivered', outcome: 'granted', acceptedAtMs: NINE + MINUTE });
    expect(standing.steps.every(({ aside }) => aside === null)).toBe(true);
    expect(isOpenApplication(standing.state)).toBe(false);
  });

  it('that can be done at once is decided as soon as it is accepted', () => {
    const steps = taken({ kind: 'submit' }, { kind: 'accept', promised: [] }, { kind: 'decide', outcome: 'granted' });
    expect(standingOf(NINE, steps).state).toBe('decided');
  });

  it('is asked for everything that is missing, and accepted when it has come', () => {
    const asked = taken({ kind: 'submit' }, { kind: 'ask', materialIds: ['bank'], untilMs: NINE + 5 * DAY });
    expect(standingOf(NINE, asked)).toMatchObject({ state: 'lacking', asked: { materialIds: ['bank'] } });
    const brought = taken(
      { kind: 'submit' },
      { kind: 'ask', materialIds: ['bank'], untilMs: NINE + 5 * DAY },
      { kind: 'material', materialId: 'bank', way: 'paper' },
      { kind: 'accept', promised: [] },
    );
    expect(standingOf(NINE, brought)).toMatchObject({ state: 'accepted', asked: null });
  });

  it('that was accepted with something to follow says so until it has come', () => {
    const promised = [{ materialId: 'bank', untilMs: NINE + 3 * DAY }];
    const accepted = taken({ kind: 'submit' }, { kind: 'accept', promised });
    expect(standingOf(NINE, accepted).promised).toEqual(promised);
    const came = taken(
      { kind: 'submit' },
      { kind: 'accept', promised },
      { kind: 'material', materialId: 'bank', way: 'scan' },
    );
    expect(standingOf(NINE, came).promised).toEqual([]);
  });

  it('is not moved by who may not, nor by a step that is not possible where it stands', () => {
    const steps = taken(
      { kind: 'submit' },
      { kind: 'accept', promised: [], post: 'grid-worker' },
      { kind: 'decide', outcome: 'granted' },
      { kind: 'resume' },
    );
    const standing = standingOf(NINE, steps);
    expect(standing.state).toBe('submitted');
    expect(standing.steps.map(({ aside }) => aside)).toEqual([null, 'post', 'state', 'state']);
  });

  it('comes to the same whatever way its steps came, also those of two people who did not know of each other', () => {
    const begun = taken({ kind: 'submit' }, { kind: 'accept', promised: [] });
    const apart: ApplicationStep[] = [
      { ...taken({ kind: 'withdraw' })[0], id: 'w', after: ['s01'], written: { at: NINE + 9 * MINUTE, by: 'lin' } },
      { ...taken({ kind: 'start' })[0], id: 't', after: ['s01'], written: { at: NINE + 8 * MINUTE, by: 'chen' } },
    ] as ApplicationStep[];
    const all = [...begun, ...apart];
    const whole = standingOf(NINE, all);
    expect(whole).toMatchObject({ state: 'withdrawn', heads: ['t', 'w'] });
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (given) => {
        expect(standingOf(NINE, given)).toEqual(whole);
      }),
    );
  });
});

describe('the list of materials', () => {
  const listOf = (...said: Said[]) => {
    const { materials, promised } = standingOf(NINE, taken({ kind: 'submit' }, ...said));
    return checklistOf(MATERIALS, materials, promised);
  };

  it('says of each whether it is here, missing, or has not been asked about', () => {
    const list = listOf({ kind: 'material', materialId: 'id-card', way: 'paper' });
    expect(list.map(({ state }) => state)).toEqual(['here', 'missing', 'undecided', 'missing']);
    expect(checkAcceptance(list)).toEqual({
      isComplete: false,
      missing: ['bank', 'hukou'],
      undecided: ['proxy'],
      mayFollow: false,
    });
  });

  it('is complete when all is here and what depends on something is answered', () => {
    const list = listOf(
      { kind: 'material', materialId: 'id-card', way: 'paper' },
      { kind: 'material', materialId: 'bank', way: 'scan' },
      { kind: 'material', materialId: 'proxy', way: 'not-needed' },
      { kind: 'material', materialId: 'hukou', way: 'electronic' },
    );
    expect(checkAcceptance(list)).toEqual({ isComplete: true, missing: [], undecided: [], mayFollow: true });
  });

  it('lets it be accepted with a promise only where all that is missing may follow', () => {
    const list = listOf(
      { kind: 'material', materialId: 'id-card', way: 'paper' },
      { kind: 'material', materialId: 'proxy', way: 'not-needed' },
      { kind: 'material', materialId: 'hukou', way: 'electronic' },
    );
    expect(checkAcceptance(list)).toMatchObject({ isComplete: false, missing: ['bank'], mayFollow: true });
  });

  it('does not take "not needed" for what everybody needs, and forgets what was taken back', () => {
    const list = listOf(
      { kind: 'material', materialId: 'id-card', way: 'not-needed' },
      { kind: 'material', materialId: 'bank', way: 'paper' },
      { kind: 'material', materialId: 'bank', way: 'taken-back' },
    );
    expect(list.slice(0, 2).map(({ state }) => state)).toEqual(['missing', 'missing']);
  });
});

describe('the time an application may take', () => {
  const calendar = workingCalendar([]);
  const limits: ItemLimits = {
    statutory: { amount: 30, unit: 'working-days' },
    promised: { amount: 2, unit: 'working-days' },
  };
  const promisedOf = (steps: readonly ApplicationStep[], nowMs: number, of: ItemLimits = limits) =>
    limitOf(standingOf(NINE, steps), 'promised', of, calendar, nowMs);
  const accepted = taken({ kind: 'submit', at: NINE }, { kind: 'accept', promised: [], at: NINE });

  it('counts from acceptance on working days, and is none where no source says any', () => {
    expect(promisedOf(taken({ kind: 'submit' }), NINE + DAY)).toEqual({ kind: 'waiting' });
    expect(promisedOf(accepted, NINE + DAY)).toMatchObject({ kind: 'running', dueAtMs: NINE + 2 * DAY, isLate: false });
    expect(promisedOf(accepted, NINE + 3 * DAY)).toMatchObject({ kind: 'running', isLate: true });
    expect(promisedOf(accepted, NINE, { ...limits, promised: null })).toEqual({ kind: 'none' });
  });

  it('stands still in a pause, and is met by the decision', () => {
    const paused = [...accepted, ...later(accepted, { kind: 'pause', at: NINE + DAY })];
    expect(promisedOf(paused, NINE + 9 * DAY)).toMatchObject({ kind: 'paused' });
    const decided = [...accepted, ...later(accepted, { kind: 'decide', outcome: 'granted', at: NINE + DAY })];
    expect(promisedOf(decided, NINE + 9 * DAY)).toMatchObject({ kind: 'met', leftMs: DAY, isLate: false });
  });

  it('is moved by an extension where it was promised, and never where the law has it', () => {
    const untilMs = NINE + 60 * DAY;
    const extended = [...accepted, ...later(accepted, { kind: 'extend', untilMs, post: 'duty-lead' })];
    expect(promisedOf(extended, NINE)).toMatchObject({ dueAtMs: untilMs });
    expect(limitOf(standingOf(NINE, extended), 'statutory', limits, calendar, NINE)).toMatchObject({
      dueAtMs: NINE + 42 * DAY,
    });
  });

  function later(before: readonly ApplicationStep[], said: Said): readonly ApplicationStep[] {
    return taken(said).map((step) => ({ ...step, id: 'x', after: [before.at(-1)?.id ?? ''] }));
  }
});
