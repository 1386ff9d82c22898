import { describe, expect, it } from 'vitest';
import { madeAway, satisfactionOf, shareOf, shortenedBy, shortenings } from '#shared/domain/applications/figures';
import {
  asksPhone,
  callBacks,
  isOutOfReach,
  isPoor,
  ratingKey,
  rectificationOf,
  rectifyBy,
} from '#shared/domain/applications/ratings';
import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { SATISFACTIONS } from '#shared/schema/types/incident-rating';
import type { RectifyStep } from '#shared/schema/types/rating';
import { uid } from '#test/support/builders';

const DAY = 86_400_000;
/** Monday, nine o'clock at the station. */
const NINE = Date.UTC(2026, 10, 23, 1, 0);
const CALENDAR = workingCalendar([]);
const by = (n: number, kind: RectifyStep['kind'], atMs: number, reached: boolean | null = null): RectifyStep => ({
  id: uid(n),
  written: { at: atMs, by: uid(9), on: 'desk00000000' },
  kind,
  reached,
  note: null,
});

describe('a rating', () => {
  it('asks to be put right from 不满意 down, within fifteen working days', () => {
    expect(SATISFACTIONS.filter(isPoor)).toEqual(['dissatisfied', 'very-dissatisfied']);
    expect(rectifyBy('acceptable', NINE, CALENDAR)).toBeNull();
    expect(rectifyBy('dissatisfied', NINE, CALENDAR)).toBe(NINE + 21 * DAY);
  });

  it('is one for each service', () => {
    expect(ratingKey({ service: 'application', uid: uid(1) })).toBe(`a.${uid(1)}`);
    expect(ratingKey({ service: 'ticket', day: '2026-11-23', number: 'A023' })).toBe('t.2026-11-23.A023');
  });

  it('is put right once somebody was reached; a call that nobody answered is none', () => {
    const rectifyByMs = NINE + 7 * DAY;
    const stand = (...steps: RectifyStep[]) => rectificationOf({ rectifyByMs, steps }, NINE + DAY);
    expect(stand().state).toBe('open');
    expect(stand(by(1, 'take', NINE + 1))).toMatchObject({ state: 'taken', takenByUid: uid(9) });
    expect(stand(by(1, 'call-back', NINE + 1, false), by(2, 'done', NINE + 2)).state).toBe('open');
    const done = stand(by(2, 'done', NINE + 2), by(1, 'call-back', NINE + 1, true));
    expect(done).toMatchObject({ state: 'done', isLate: false });
  });

  it('asks for a telephone after a poor grade of a number alone: of an application the applicant is known', () => {
    expect(SATISFACTIONS.filter((satisfaction) => asksPhone({ service: 'ticket', satisfaction }))).toEqual([
      'dissatisfied',
      'very-dissatisfied',
    ]);
    expect(asksPhone({ service: 'application', satisfaction: 'very-dissatisfied' })).toBe(false);
  });

  it('is out of reach without a telephone, or after three calls in vain, and never once somebody was reached', () => {
    const phone = { kid: 'qinghe.general.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'q83vEjRWeJA=' };
    const vain = [1, 2, 3].map((n) => by(n, 'call-back', NINE + n, false));
    expect(isOutOfReach({ service: 'ticket', phone: null, steps: [] })).toBe(true);
    expect(isOutOfReach({ service: 'ticket', phone, steps: vain.slice(1) })).toBe(false);
    expect(isOutOfReach({ service: 'ticket', phone, steps: vain })).toBe(true);
    expect(isOutOfReach({ service: 'application', phone: null, steps: [] })).toBe(false);
    expect(isOutOfReach({ service: 'application', phone: null, steps: vain })).toBe(true);
    const reached = [by(4, 'call-back', NINE + 4, true)];
    expect(isOutOfReach({ service: 'ticket', phone: null, steps: reached })).toBe(false);
  });

  it('is closed without a call back by saying so, which counts apart from those who were reached', () => {
    const rectifyByMs = NINE + 7 * DAY;
    const closed = { rectifyByMs, steps: [by(1, 'take', NINE + 1), by(2, 'unreachable', NINE + 2)] };
    expect(rectificationOf(closed, NINE + 30 * DAY)).toMatchObject({ state: 'unreachable', isLate: false });
    const reached = { rectifyByMs, steps: [by(1, 'call-back', NINE + 1, true), by(2, 'unreachable', NINE + 2)] };
    expect(rectificationOf(reached, NINE + DAY).state).toBe('called');
    const ratings = [closed, reached, { rectifyByMs, steps: [] }, { rectifyByMs: null, steps: [] }];
    expect(callBacks(ratings, NINE + DAY)).toEqual({ poor: 3, reached: 1, outOfReach: 1 });
  });

  it('is late when its day has passed, and was late when it was put right after it', () => {
    const rectifyByMs = NINE + DAY;
    expect(rectificationOf({ rectifyByMs, steps: [] }, rectifyByMs + 1).isLate).toBe(true);
    const steps = [by(1, 'call-back', NINE, true), by(2, 'done', NINE + 3)];
    expect(rectificationOf({ rectifyByMs, steps }, rectifyByMs + 9 * DAY)).toMatchObject({
      state: 'done',
      isLate: false,
    });
    expect(rectificationOf({ rectifyByMs: null, steps: [] }, NINE).state).toBe('none');
  });
});

describe('the figures', () => {
  it('K1: how many applications were made away from a counter', () => {
    const share = madeAway([{ channel: 'counter' }, { channel: 'kiosk' }, { channel: 'phone' }, { channel: 'home' }]);
    expect(share).toEqual({ part: 3, whole: 4 });
    expect(shareOf(share)).toBe(0.75);
    expect(shareOf(madeAway([]))).toBeNull();
  });

  it('K2: days that were needed against those that the law allows, by item, without pauses', () => {
    const twenty = { amount: 20, unit: 'working-days' } as const;
    const decided = [
      { itemNumber: 'S018', acceptedAtMs: NINE, decidedAtMs: NINE + 7 * DAY, pauses: [], statutory: twenty },
      {
        itemNumber: 'S018',
        acceptedAtMs: NINE,
        decidedAtMs: NINE + 14 * DAY,
        pauses: [{ fromMs: NINE, untilMs: NINE + 7 * DAY }],
        statutory: twenty,
      },
      {
        itemNumber: 'S001',
        acceptedAtMs: NINE,
        decidedAtMs: NINE + 9 * DAY,
        pauses: [],
        statutory: { amount: 10, unit: 'days' } as const,
      },
      { itemNumber: 'S099', acceptedAtMs: NINE, decidedAtMs: NINE + 9 * DAY, pauses: [], statutory: null },
    ];
    const items = shortenings(decided, CALENDAR);
    expect(items.map(({ itemNumber }) => itemNumber)).toEqual(['S001', 'S018']);
    expect(items[1]).toMatchObject({ count: 2, neededDays: 5, allowedDays: 20, shortenedBy: 0.75 });
    expect(items[0]?.shortenedBy).toBeCloseTo(0.1);
    expect(shortenedBy(items)).toBeCloseTo(1 - 19 / 50);
    expect(shortenedBy([])).toBeNull();
  });

  it('K5: 满意 and better, and 基本满意 beside it', () => {
    expect(satisfactionOf(['very-satisfied', 'satisfied', 'acceptable', 'dissatisfied'])).toEqual({
      satisfied: { part: 2, whole: 4 },
      acceptable: { part: 3, whole: 4 },
    });
  });
});
