import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerCall,
  beginCall,
  comeOver,
  dueAtMs,
  fallThrough,
  hangUpAtDesk,
  hangUpAtKiosk,
  isLive,
  loseKiosk,
  loseSeat,
  passCall,
  RING_MS,
  type Call,
  type CallStep,
} from '#shared/domain/calls/call';
import { nextDesk, type Desk } from '#shared/domain/calls/desks';

const T = 1_000_000;
const desk = (uid: string, more: Partial<Desk> = {}): Desk => ({
  ...{ uid, window: null, isLocked: false, isRung: false, lastRungMs: null },
  ...more,
});
const at = (id: string, isServing = false) => ({ window: { id, isServing } });
const free = { rung: [], inCall: new Set<string>() };
const ringing = (first: string | null = 'lin'): Call => beginCall({ id: 'c1', kiosk: 'k1', voice: 'both' }, first, T);
const made = (step: CallStep): Call => {
  if (!step.ok) throw new Error(step.why);
  return step.call;
};
const lin = { desk: 'lin', seat: 'lin/1' };

describe('where it rings next', () => {
  it('is at an open window with nobody before it, then at one that serves, then at anybody who is at a screen', () => {
    const desks = [desk('a'), desk('b', at('2', true)), desk('c', at('7')), desk('d', at('3'))];
    const order: string[] = [];
    for (let next = nextDesk(desks, free); next; next = nextDesk(desks, { ...free, rung: order })) order.push(next);
    expect(order).toEqual(['d', 'c', 'b', 'a']);
  });

  it('is at nobody who talks, and at somebody whom another call rings only where there is no other', () => {
    const desks = [desk('a', { ...at('1'), isRung: true }), desk('b')];
    expect(nextDesk(desks, free)).toBe('b');
    expect(nextDesk(desks, { rung: ['b'], inCall: new Set() })).toBe('a');
    expect(nextDesk(desks, { rung: ['b'], inCall: new Set(['a']) })).toBeNull();
  });

  it('is at a locked screen last of all, and at none that stands at no open window', () => {
    const locked = { isLocked: true };
    const desks = [
      desk('a', { ...at('1'), ...locked }),
      desk('b', locked),
      desk('c', { isRung: true }),
      desk('d', at('4', true)),
    ];
    const order: string[] = [];
    for (let next = nextDesk(desks, free); next; next = nextDesk(desks, { ...free, rung: order })) order.push(next);
    expect(order).toEqual(['d', 'c', 'a']);
  });

  it('goes round: every free desk is rung once before any is rung twice, whatever came before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 8 }),
        fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
        (count, before) => {
          const last = new Map(before.slice(0, count).map((ms, index) => [`s${index}`, ms]));
          const rung: string[] = [];
          for (let turn = 0; turn < count * 3; turn += 1) {
            const desks = [...last].map(([uid, lastRungMs]) => desk(uid, { lastRungMs }));
            const next = nextDesk(desks, free) ?? '';
            last.set(next, 2000 + turn);
            rung.push(next);
          }
          for (let round = 0; round < 3; round += 1)
            expect(new Set(rung.slice(round * count, (round + 1) * count)).size).toBe(count);
        },
      ),
    );
  });
});

describe('a call', () => {
  it('rings for twenty seconds at a desk, goes on to the next, and is missed after the last', () => {
    const first = ringing();
    expect(dueAtMs(first, RING_MS)).toBe(T + 20_000);
    const second = fallThrough(first, 'zhou', T + 20_000);
    expect(second).toMatchObject({ rung: ['lin', 'zhou'], state: { kind: 'ringing', desk: 'zhou' } });
    expect(dueAtMs(second, RING_MS)).toBe(T + 40_000);
    const missed = fallThrough(second, null, T + 40_000);
    expect(missed.state).toMatchObject({ kind: 'missed', why: 'nobody-answered' });
    expect(ringing(null).state).toMatchObject({ kind: 'missed', why: 'nobody-there' });
  });

  it('has one answer: the first. A late one counts while nobody else has answered', () => {
    const moved = fallThrough(ringing(), 'zhou', T + 20_000);
    const late = made(answerCall(moved, lin, T + 20_050));
    expect(late).toMatchObject({ state: { kind: 'talking', desk: 'lin' }, answered: { desk: 'lin' } });
    expect(answerCall(late, { desk: 'zhou', seat: 'zhou/1' }, T + 20_100)).toEqual({ ok: false, why: 'answered' });
    // Sent twice because its answer was lost, and on another page of the same person.
    expect(answerCall(late, lin, T + 20_200)).toEqual({ ok: true, call: late });
    expect(answerCall(late, { desk: 'lin', seat: 'lin/2' }, T + 20_200)).toEqual({ ok: false, why: 'answered' });
    expect(answerCall(ringing(), { desk: 'zhou', seat: 'zhou/1' }, T)).toEqual({ ok: false, why: 'not-yours' });
    const missed = fallThrough(moved, null, T + 40_000);
    expect(made(answerCall(missed, { desk: 'wang', seat: 'wang/1' }, T + 50_000)).state.kind).toBe('talking');
    const left = hangUpAtKiosk(missed, T + 50_000);
    expect(answerCall(left, lin, T + 60_000)).toEqual({ ok: false, why: 'kiosk-gone' });
    expect(made(comeOver(left, 'lin', T + 60_000)).state.kind).toBe('coming');
  });

  it('is handed on by the desk where it rings, and a hand that is too late hands on nothing', () => {
    const moved = made(passCall(ringing(), 'lin', 'zhou', T + 3000));
    expect(moved.state).toMatchObject({ kind: 'ringing', desk: 'zhou', sinceMs: T + 3000 });
    expect(passCall(moved, 'lin', 'wang', T + 3100)).toEqual({ ok: true, call: moved });
  });

  it('ends in somebody who comes: instead of an answer, while talking, and about a call that all have missed', () => {
    expect(made(comeOver(ringing(), 'lin', T)).state).toMatchObject({ kind: 'coming', desk: 'lin' });
    const talking = made(answerCall(ringing(), lin, T + 1000));
    const coming = made(comeOver(talking, 'lin', T + 9000));
    expect(coming.answered).toEqual({ desk: 'lin', atMs: T + 1000, untilMs: T + 9000 });
    expect(comeOver(talking, 'zhou', T + 2000)).toEqual({ ok: false, why: 'answered' });
    expect(comeOver(coming, 'zhou', T + 9500)).toEqual({ ok: false, why: 'answered' });
    expect(made(comeOver(ringing(null), 'wang', T)).state).toMatchObject({ kind: 'coming', desk: 'wang' });
  });

  it('is hung up by either side, and by nobody else', () => {
    const talking = made(answerCall(ringing(), lin, T + 1000));
    expect(made(hangUpAtDesk(talking, 'lin', T + 5000)).state).toMatchObject({ kind: 'ended', why: 'desk-hung-up' });
    expect(hangUpAtDesk(talking, 'zhou', T + 5000)).toEqual({ ok: false, why: 'not-yours' });
    expect(hangUpAtKiosk(talking, T + 5000)).toMatchObject({
      state: { why: 'kiosk-hung-up' },
      answered: { untilMs: T + 5000 },
    });
    // Who changes their mind while it rings calls nobody over.
    expect(isLive(hangUpAtKiosk(ringing(), T))).toBe(false);
  });

  it('leaves whoever stands at a kiosk that was cut off with somebody who is asked to come', () => {
    const lost = loseKiosk(ringing(), T + 4000);
    expect(lost).toMatchObject({ kioskWaits: false, state: { kind: 'missed', why: 'kiosk-gone' } });
    const talking = made(answerCall(ringing(), lin, T + 1000));
    expect(loseKiosk(talking, T + 4000).state).toMatchObject({ kind: 'ended', why: 'kiosk-lost' });
    expect(loseSeat(talking, 'lin/1', T + 4000).state).toMatchObject({ kind: 'ended', why: 'desk-lost' });
    expect(loseSeat(talking, 'lin/2', T + 4000)).toBe(talking);
  });
});
