import { describe, expect, it } from 'vitest';
import { gateProblem } from '#shared/domain/platforms/gate';
import { payloadOf, type WholeApplication } from '#shared/domain/platforms/payload';
import { afterAnswer, isTransmissionDue, type TransmissionStanding } from '#shared/domain/platforms/transmission';

const WAITING: TransmissionStanding = {
  ...{ state: 'waiting', tries: 0, nextAttemptAtMs: 1000, sentAtMs: null, receipt: null, outcome: null },
};
const MOMENT = { nowMs: 1_000_000, jitter: 0.5 };

describe('a transmission', () => {
  it('is tried after longer and longer, for an hour at most, and never given up', () => {
    let standing = WAITING;
    const waits = [];
    for (let count = 0; count < 40; count += 1) {
      standing = afterAnswer(standing, { kind: 'none', code: 'unreachable', afterMs: null }, MOMENT);
      waits.push(standing.nextAttemptAtMs - MOMENT.nowMs);
    }
    expect(standing.state).toBe('waiting');
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000);
  });

  it('that was started is not received again, and what is over is not tried', () => {
    const started = { ...WAITING, state: 'started' as const, receipt: '1' };
    expect(afterAnswer(started, { kind: 'standing', state: 'received' }, MOMENT).state).toBe('started');
    for (const state of ['decided', 'refused', 'dropped'] as const)
      expect(isTransmissionDue({ state, nextAttemptAtMs: 0 }, 1)).toBe(false);
    // Written while the clock was ahead by years.
    expect(isTransmissionDue({ state: 'waiting', nextAttemptAtMs: 1e15 }, 1)).toBe(true);
  });
});

describe('what a platform is given', () => {
  const whole: WholeApplication = {
    ...{
      id: '1',
      station: '青禾里',
      item: { number: 'S017', name: '高龄津贴', department: '民政局' },
      acceptedAtMs: 0,
    },
    applicant: { name: '何秀兰', citizenId: '330102194501011234', phone: null },
    answers: [{ id: 'f1', label: '住址', text: '8幢' }],
    materials: [],
  };

  it('is what is allowed, field by field', () => {
    expect(JSON.stringify(payloadOf(whole, []))).not.toMatch(/何秀兰|330102|8幢/);
    expect(payloadOf(whole, ['name', 'phone'])).toMatchObject({ applicant: { name: '何秀兰' } });
    expect(payloadOf(whole, ['phone']).applicant).toEqual({});
    expect(payloadOf(whole, ['answers'])).toMatchObject({ answers: [{ text: '8幢' }], applicant: {} });
  });

  it('is nothing without an agreement that holds on that day', () => {
    const agreement = { number: '1', until: '2026-11-23' };
    expect(gateProblem({ on: true, agreement }, '2026-11-23')).toBeNull();
    expect(gateProblem({ on: true, agreement }, '2026-11-24')).toBe('agreement-over');
    expect(gateProblem({ on: true, agreement: null }, '2026-11-23')).toBe('no-agreement');
    expect(gateProblem({ on: false, agreement }, '2026-11-23')).toBe('off');
  });
});
