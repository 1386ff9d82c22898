import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALL_OUTCOMES, escalationOf, standingOf, VISIT_OUTCOMES, type AlarmStep } from '#shared/domain/devices/alarm';

const T0 = Date.UTC(2026, 10, 23, 1, 35);
const MINUTE = 60_000;
const ALARM = { rule: 'no-water', raisedAtMs: T0 };

let number = 0;
const step = (minutes: number, what: object, by = 'li'): AlarmStep =>
  ({ id: `s${(number += 1)}`, atMs: T0 + minutes * MINUTE, by, ...what }) as AlarmStep;
const call = (minutes: number, outcome: string, by?: string) => step(minutes, { kind: 'call', outcome }, by);

describe('an alarm', () => {
  it('asks for a call within 15 minutes, and for somebody at the door within 30', () => {
    expect(standingOf(ALARM, [])).toMatchObject({ state: 'call', dueAtMs: T0 + 15 * MINUTE });
    const noAnswer = [call(3, 'no-answer')];
    expect(standingOf(ALARM, noAnswer)).toMatchObject({ state: 'visit', dueAtMs: T0 + 30 * MINUTE });
    const done = [...noAnswer, step(23, { kind: 'visit', outcome: 'fine' })];
    expect(standingOf(ALARM, done)).toMatchObject({
      state: 'closed',
      dueAtMs: null,
      outcome: 'fine',
      closedAtMs: T0 + 23 * MINUTE,
    });
  });

  it('tells who saw it and when first', () => {
    const steps = [step(1, { kind: 'seen' }), step(2, { kind: 'seen' }, 'zhou'), call(4, 'fine')];
    expect(standingOf(ALARM, steps).seen).toEqual([
      { by: 'li', atMs: T0 + MINUTE },
      { by: 'zhou', atMs: T0 + 2 * MINUTE },
    ]);
  });

  it('that one called fine and another found in need is visited', () => {
    const [fine, needs] = [call(3, 'fine', 'zhou'), call(5, 'needs-visit', 'li')];
    expect(standingOf(ALARM, [needs, fine]).state).toBe('visit');
  });

  it('is over by itself when water runs again before anybody acted, but not once a call went unanswered', () => {
    const recovered = step(6, { kind: 'recovered' }, 'host');
    expect(standingOf(ALARM, [recovered])).toMatchObject({ state: 'closed', outcome: 'recovered' });
    expect(standingOf(ALARM, [call(3, 'no-answer'), recovered])).toMatchObject({ state: 'visit', isRecovered: true });
    expect(standingOf({ ...ALARM, rule: 'smoke' }, [recovered]).state).toBe('call');
  });

  it('comes to the same in whatever order steps arrive, and however often', () => {
    const steps = fc.array(
      fc
        .record({
          minutes: fc.integer({ min: 0, max: 60 }),
          by: fc.constantFrom('li', 'zhou', 'host'),
          what: fc.oneof(
            fc.constant({ kind: 'seen' }),
            fc.constant({ kind: 'recovered' }),
            fc.constant({ kind: 'mistaken' }),
            fc.constantFrom(...CALL_OUTCOMES).map((outcome) => ({ kind: 'call', outcome })),
            fc.constantFrom(...VISIT_OUTCOMES).map((outcome) => ({ kind: 'visit', outcome })),
          ),
        })
        .map(({ minutes, what, by }) => step(minutes, what, by)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(
        steps.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
        ([given, shuffled]) => {
          expect(standingOf(ALARM, [...shuffled, ...given])).toEqual(standingOf(ALARM, given));
          const standing = standingOf(ALARM, given);
          expect(standing.state === 'closed').toBe(standing.dueAtMs === null);
        },
      ),
    );
  });
});

describe('nobody acting in time', () => {
  const at = (minutes: number, steps: readonly AlarmStep[]) =>
    escalationOf(T0, standingOf(ALARM, steps), T0 + minutes * MINUTE);

  it('is told to the duty lead after 15 minutes, to the manager after 30, and once each', () => {
    expect(at(14, [])).toEqual({ tell: [], lookAtMs: T0 + 15 * MINUTE });
    expect(at(15, [])).toEqual({ tell: ['duty-lead'], lookAtMs: T0 + 30 * MINUTE });
    const told = [step(15, { kind: 'escalated', to: 'duty-lead' }, 'host')];
    expect(at(20, told)).toEqual({ tell: [], lookAtMs: T0 + 30 * MINUTE });
    expect(at(31, told)).toEqual({ tell: ['manager'], lookAtMs: null });
  });

  it('is nobody’s business while somebody is on the way, or once it is closed', () => {
    expect(at(20, [call(14, 'no-answer')])).toEqual({ tell: [], lookAtMs: T0 + 30 * MINUTE });
    expect(at(40, [call(14, 'fine')])).toEqual({ tell: [], lookAtMs: null });
    expect(at(40, [call(14, 'no-answer')]).tell).toEqual(['duty-lead', 'manager']);
  });
});
