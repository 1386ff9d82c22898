import { describe, expect, it } from 'vitest';
import { createPressGuard, SAME_KEY_MS, SAME_PRESS_MS } from '#renderer/kiosk/frame/press-guard';
import { holdIdle, IDLE_MS, idleLeftMs, idleSeconds, startIdle, touchIdle } from '#renderer/kiosk/session/idle';
import { currentPage, isUntouched, newSession, sessionAfter, type Taken } from '#renderer/kiosk/session/pages';

const START_MS = 1_000_000;

describe('the idle clock', () => {
  it('counts down in whole seconds and ends at nothing', () => {
    const clock = startIdle(START_MS);
    expect(idleSeconds(clock, START_MS)).toBe(60);
    expect(idleSeconds(clock, START_MS + 11_500)).toBe(49);
    expect(idleLeftMs(clock, START_MS + IDLE_MS)).toBe(0);
    expect(idleLeftMs(clock, START_MS + 10 * IDLE_MS)).toBe(0);
  });

  it('begins anew with a touch', () => {
    const clock = touchIdle(startIdle(START_MS), START_MS + 50_000);
    expect(idleSeconds(clock, START_MS + 55_000)).toBe(55);
  });

  it('stands still while it is held, and goes on from where it stood', () => {
    const held = holdIdle(startIdle(START_MS), true, START_MS + 20_000);
    expect(idleSeconds(held, START_MS + 500_000)).toBe(40);
    const again = holdIdle(held, true, START_MS + 300_000);
    expect(idleSeconds(again, START_MS + 500_000)).toBe(40);
    const let_ = holdIdle(again, false, START_MS + 500_000);
    expect(idleSeconds(let_, START_MS + 510_000)).toBe(30);
  });

  it('gives nobody more than the whole time when the machine’s clock is set back', () => {
    expect(idleSeconds(startIdle(START_MS), START_MS - 3_600_000)).toBe(60);
  });
});

const taken: Taken = {
  ...{ day: '2026-11-27', number: 'A001', ahead: 0, expectedMs: null },
  wish: { itemNumber: null, group: 'A' },
};

describe('one person before the kiosk', () => {
  it('goes on and back page by page, and no further than the first', () => {
    let session = newSession(1);
    session = sessionAfter(session, { kind: 'go', page: { at: 'take' } });
    session = sessionAfter(session, { kind: 'go', page: { at: 'priority', wish: taken.wish } });
    session = sessionAfter(session, { kind: 'back' });
    expect(currentPage(session)).toEqual({ at: 'take' });
    for (let times = 0; times < 3; times += 1) session = sessionAfter(session, { kind: 'back' });
    expect(currentPage(session)).toEqual({ at: 'home' });
  });

  it('gets back to the first page from a number, so that nobody takes another by going back', () => {
    let session = sessionAfter(newSession(1), { kind: 'go', page: { at: 'priority', wish: taken.wish } });
    session = sessionAfter(session, { kind: 'replace', page: { at: 'ticket', taken } });
    expect(session.ticket).toEqual({ day: taken.day, number: 'A001' });
    expect(currentPage(sessionAfter(session, { kind: 'back' }))).toEqual({ at: 'home' });
  });

  it('is forgotten whole, language and size too; going home keeps only those two', () => {
    let session = sessionAfter(newSession(4), { kind: 'language' });
    session = sessionAfter(session, { kind: 'size' });
    session = sessionAfter(session, { kind: 'go', page: { at: 'ticket', taken } });
    session = sessionAfter(session, { kind: 'call' });
    expect(sessionAfter(session, { kind: 'wipe' })).toEqual(newSession(5));
    expect(sessionAfter(session, { kind: 'home' })).toEqual({ ...newSession(5), language: 'en', isLarge: true });
  });

  it('has left nothing to forget only while nobody has pressed anything', () => {
    expect(isUntouched(newSession(1))).toBe(true);
    for (const kind of ['language', 'size', 'call'] as const)
      expect(isUntouched(sessionAfter(newSession(1), { kind })), kind).toBe(false);
    expect(isUntouched(sessionAfter(newSession(1), { kind: 'go', page: { at: 'take' } }))).toBe(false);
  });
});

describe('a press', () => {
  it('counts once for a hand that shakes, and again after a moment', () => {
    const guard = createPressGuard();
    expect(guard.take(1000, SAME_PRESS_MS)).toBe(true);
    expect(guard.take(1000 + SAME_PRESS_MS - 1, SAME_PRESS_MS)).toBe(false);
    expect(guard.take(1000 + SAME_PRESS_MS, SAME_PRESS_MS)).toBe(true);
  });

  it('of a key counts twice for the same letter twice', () => {
    const guard = createPressGuard();
    expect([guard.take(1000, SAME_KEY_MS), guard.take(1000 + SAME_KEY_MS, SAME_KEY_MS)]).toEqual([true, true]);
  });
});
