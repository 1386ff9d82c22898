import { describe, expect, it } from 'vitest';
import {
  afterAttempt,
  ATTEMPTS,
  backOffMs,
  beforeAttempt,
  isDue,
  type Outcome,
} from '#shared/domain/messages/attempts';
import { afterQuiet, USUAL_QUIET_HOURS } from '#shared/domain/messages/quiet-hours';
import { isWaiting, mayBecome } from '#shared/domain/messages/state';
import { fillTemplate, placesIn } from '#shared/domain/messages/template';
import { clockAtStation, dateAtStation, startOfDayMs } from '#shared/domain/calendar/date';
import { MESSAGE_STATES } from '#shared/schema/types/message';

const at = (day: string, clock: string): number => {
  const [hours, minutes] = clock.split(':');
  return startOfDayMs(day) + (Number(hours) * 60 + Number(minutes)) * 60_000;
};
const told = (ms: number): string => `${dateAtStation(ms)} ${clockAtStation(ms).slice(0, 5)}`;

describe('the text of a message', () => {
  it('has its values in their places, in both languages', () => {
    const text = { zh: '{name}，请于{time}到窗口。', en: '{name}, please come at {time}.' };
    expect(placesIn(text)).toEqual(['name', 'time']);
    expect(fillTemplate(text, { name: '王桂兰', time: '9:30' }, 60)).toEqual({
      ok: true,
      text: { zh: '王桂兰，请于9:30到窗口。', en: '王桂兰, please come at 9:30.' },
    });
  });

  it('is the Chinese one where there is no English', () => {
    expect(fillTemplate({ zh: '停水' }, {}, 10)).toEqual({ ok: true, text: { zh: '停水', en: '停水' } });
  });

  it('never reads a value as a place again', () => {
    expect(fillTemplate({ zh: '{a}{b}' }, { a: '{b}', b: '$&' }, 10)).toMatchObject({ text: { zh: '{b}$&' } });
  });

  it.each([
    ['lacks a value', { zh: '{name}好' }, 10, { kind: 'missing-value', name: 'name' }],
    ['asks for what every object has', { zh: '{constructor}' }, 10, { kind: 'missing-value', name: 'constructor' }],
    ['has half a place', { zh: '{name' }, 10, { kind: 'broken-place', language: 'zh' }],
    ['has half a place in English', { zh: '好', en: 'hi }' }, 10, { kind: 'broken-place', language: 'en' }],
    ['is too long', { zh: '一二三四' }, 3, { kind: 'too-long', language: 'zh', length: 4, most: 3 }],
  ])('is refused when it %s', (_why, text, most, problem) => {
    expect(fillTemplate(text, {}, most)).toEqual({ ok: false, problem });
  });

  it('counts a rare character of a name as one', () => {
    expect(fillTemplate({ zh: '𠮷𠮷' }, {}, 2).ok).toBe(true);
  });
});

describe('quiet hours', () => {
  it.each([
    ['normal', '20:59', '2026-11-23 20:59'],
    ['normal', '21:00', '2026-11-24 08:00'],
    ['normal', '23:59', '2026-11-24 08:00'],
    ['normal', '00:00', '2026-11-23 08:00'],
    ['normal', '07:59', '2026-11-23 08:00'],
    ['normal', '08:00', '2026-11-23 08:00'],
    ['low', '17:59', '2026-11-23 17:59'],
    ['low', '18:00', '2026-11-24 09:00'],
    ['urgent', '03:00', '2026-11-23 03:00'],
  ] as const)('let a %s message of %s go out at %s', (urgency, clock, expected) => {
    expect(told(afterQuiet(at('2026-11-23', clock), urgency, USUAL_QUIET_HOURS))).toBe(expected);
  });

  it('may be around noon, over the end of a year, or none', () => {
    const noon = { low: null, normal: { from: '12:00', until: '14:00' } };
    expect(told(afterQuiet(at('2026-11-23', '13:15'), 'normal', noon))).toBe('2026-11-23 14:00');
    expect(told(afterQuiet(at('2026-11-23', '14:00'), 'normal', noon))).toBe('2026-11-23 14:00');
    expect(told(afterQuiet(at('2026-11-23', '03:00'), 'low', noon))).toBe('2026-11-23 03:00');
    expect(told(afterQuiet(at('2026-12-31', '22:00'), 'normal', USUAL_QUIET_HOURS))).toBe('2027-01-01 08:00');
  });
});

const NOON = at('2026-11-23', '12:00');
const message = (change = {}) => ({
  urgency: 'normal' as const,
  notBeforeMs: 0,
  nextAttemptAtMs: NOON,
  expiresAtMs: NOON + 72 * 3_600_000,
  ...change,
});
const moment = (nowMs = NOON, jitter = 0) => ({ nowMs, quiet: USUAL_QUIET_HOURS, jitter });
const RETRY: Outcome = { kind: 'retry', code: 'unreachable' };

describe('attempts', () => {
  it('come further and further apart, and not all at once', () => {
    expect([1, 2, 3, 4].map((count) => backOffMs(count, 1))).toEqual([30_000, 60_000, 120_000, 240_000]);
    expect(backOffMs(1, 0)).toBe(15_000);
    expect(backOffMs(19, 1)).toBe(ATTEMPTS.longestMs);
  });

  it('end with the last one, with the message’s time, or for good', () => {
    const after = (outcome: Outcome, count: number, change = {}, when = moment()) =>
      afterAttempt(message(change), outcome, count, when).state;
    expect(after(RETRY, 1)).toBe('queued');
    expect(after(RETRY, ATTEMPTS.most - 1)).toBe('queued');
    expect(after(RETRY, ATTEMPTS.most)).toBe('failed');
    expect(after(RETRY, 1, { expiresAtMs: NOON + 10_000 })).toBe('expired');
    expect(after({ kind: 'failed', code: 'http-410' }, 1)).toBe('failed');
    expect(after({ kind: 'sent', code: 'ok' }, 1)).toBe('sent');
    expect(after({ kind: 'delivered', code: 'ok' }, ATTEMPTS.most)).toBe('delivered');
  });

  it('wait as long as the other side asks, within an hour, and for the morning', () => {
    const next = (outcome: Outcome, nowMs = NOON) => afterAttempt(message(), outcome, 1, moment(nowMs)).nextAttemptAtMs;
    expect(next({ ...RETRY, afterMs: 300_000 })).toBe(NOON + 300_000);
    expect(next({ ...RETRY, afterMs: 86_400_000 })).toBe(NOON + ATTEMPTS.longestMs);
    expect(told(next(RETRY, at('2026-11-23', '20:59') + 50_000))).toBe('2026-11-24 08:00');
  });

  it('begin at once, at their time, after the quiet hours, or not at all', () => {
    const before = (change = {}, nowMs = NOON) => beforeAttempt(message(change), moment(nowMs));
    expect(before()).toEqual({ state: 'sending', nextAttemptAtMs: NOON });
    const tomorrow = at('2026-11-24', '10:00');
    expect(before({ notBeforeMs: tomorrow })).toEqual({ state: 'queued', nextAttemptAtMs: tomorrow });
    const night = at('2026-11-23', '23:00');
    expect(told(before({}, night).nextAttemptAtMs)).toBe('2026-11-24 08:00');
    expect(before({ urgency: 'urgent' }, night).state).toBe('sending');
    expect(before({ expiresAtMs: at('2026-11-24', '07:00') }, night).state).toBe('expired');
    expect(before({ expiresAtMs: NOON }).state).toBe('expired');
    expect(beforeAttempt(message(), { nowMs: night, quiet: null }).state).toBe('sending');
  });

  it('are due at their time, and at once when they were put off by a clock that was years ahead', () => {
    expect(isDue(message(), NOON - 1)).toBe(false);
    expect(isDue(message(), NOON)).toBe(true);
    expect(isDue(message({ nextAttemptAtMs: NOON + 20 * 3_600_000 }), NOON)).toBe(false);
    expect(isDue(message({ nextAttemptAtMs: NOON + 400 * 86_400_000 }), NOON)).toBe(true);
    const inMay = NOON + 170 * 86_400_000;
    expect(isDue(message({ nextAttemptAtMs: inMay, notBeforeMs: inMay }), NOON)).toBe(false);
  });
});

describe('a message', () => {
  it('never leaves a final state, and is never sent twice from one', () => {
    for (const from of ['delivered', 'cancelled'] as const) {
      expect(isWaiting(from)).toBe(false);
      for (const to of MESSAGE_STATES) expect(mayBecome(from, to), `${from} ${to}`).toBe(false);
    }
    // Unless a person has it sent again or gives it up.
    for (const from of ['failed', 'expired'] as const) {
      expect(isWaiting(from)).toBe(false);
      expect(MESSAGE_STATES.filter((to) => mayBecome(from, to))).toEqual(['queued', 'cancelled']);
    }
    expect(mayBecome('sending', 'cancelled')).toBe(false);
    expect(mayBecome('queued', 'delivered')).toBe(false);
    expect(mayBecome('sending', 'queued')).toBe(true);
    expect(mayBecome('sent', 'delivered')).toBe(true);
  });
});
