import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallAct } from '#shared/ipc/call-api';
import { uid } from '#test/support/builders';
import { temporaryFolder } from '#test/support/temporary-folder';
import { EAST, LIN, openSwitchboard, WANG, WEST, ZHOU, type Switchboard } from './switchboard';

const open: Switchboard[] = [];
afterEach(async () => {
  for (const { calls } of open.splice(0)) await calls.stop();
});

const SEAT = uid(501);
const OTHER_SEAT = uid(502);

async function board(folder?: string) {
  const made = await openSwitchboard(folder ?? (await temporaryFolder()));
  open.push(made);
  const { calls, clock } = made;
  const sit = (staff: string, seat = SEAT, isLocked = false) => calls.seatListens({ staff, seat, isLocked });
  const press = async (kiosk: string, request = `press-${kiosk}`) => {
    const leave = calls.kioskListens(kiosk);
    await calls.start(kiosk, { request, voice: 'both' });
    return leave;
  };
  const seen = (staff: string, seat = SEAT) => calls.ofSeat({ staff, seat }).calls;
  const states = (staff: string, seat = SEAT) => seen(staff, seat).map(({ state }) => state);
  const act = async (staff: string, act: CallAct | Exclude<CallAct['kind'], 'signal'>, seat = SEAT) => {
    const [call] = seen(staff, seat);
    const answer = await calls.act({ staff, seat }, call?.id ?? uid(1), typeof act === 'string' ? { kind: act } : act);
    return answer.outcome === 'done' ? 'done' : answer.why;
  };
  const kiosk = (id: string) => calls.ofKiosk(id).call?.state;
  return { ...made, clock, calls, made, sit, press, seen, states, act, kiosk };
}

describe('the switchboard', () => {
  it('rings 20 s at each desk, open windows first, then asks somebody to come, and says so at the kiosk', async () => {
    const { made, clock, sit, press, states, act, kiosk, calls } = await board();
    for (const staff of [LIN, ZHOU, WANG]) sit(staff);
    made.windows = { 3: { by: ZHOU, isServing: true }, 5: { by: WANG } };
    await press(EAST);
    expect(states(WANG)).toEqual(['here']);
    expect([states(ZHOU), states(LIN)]).toEqual([[], []]);
    await clock.pass(19_900);
    expect(states(WANG)).toEqual(['here']);
    await clock.pass(200);
    expect([states(WANG), states(ZHOU), states(LIN)]).toEqual([['before'], ['here'], []]);
    expect(kiosk(EAST)).toEqual({ kind: 'ringing', desks: 2 });
    await clock.pass(20_000);
    expect(states(LIN)).toEqual(['here']);
    await clock.pass(20_000);
    expect(kiosk(EAST)).toEqual({ kind: 'missed', why: 'nobody-answered' });
    for (const staff of [LIN, ZHOU, WANG]) expect(states(staff)).toEqual(['missed']);
    // Somebody who comes to a screen later sees it as well, until somebody goes.
    sit(uid(4));
    expect(states(uid(4))).toEqual(['missed']);
    expect(await act(ZHOU, 'come')).toBe('done');
    expect(kiosk(EAST)).toEqual({ kind: 'coming' });
    expect([states(LIN), states(ZHOU)]).toEqual([[], ['coming']]);
    expect(await act(ZHOU, 'arrived')).toBe('done');
    await vi.waitFor(() =>
      expect(calls.log().entries).toMatchObject([{ kiosk: EAST, outcome: 'came', by: ZHOU, rung: 3, talkedMs: null }]),
    );
  });

  it('rings at a locked screen of an open window when nobody else is left, and is answered there once it is unlocked', async () => {
    const { made, clock, sit, press, states, act, kiosk, calls } = await board();
    const unlocking = sit(LIN, SEAT, true);
    sit(ZHOU);
    // Gone home without signing out.
    sit(WANG, SEAT, true);
    made.windows = { 3: { by: LIN }, 5: { by: ZHOU, isServing: true } };
    await press(EAST);
    expect([states(ZHOU), states(LIN), states(WANG)]).toEqual([['here'], [], []]);
    await clock.pass(20_100);
    expect([states(ZHOU), states(LIN), states(WANG)]).toEqual([['before'], ['here'], []]);
    unlocking();
    sit(LIN, OTHER_SEAT);
    expect(await act(LIN, 'answer', OTHER_SEAT)).toBe('done');
    expect(kiosk(EAST)).toEqual({ kind: 'talking', answer: null });
    expect(await act(LIN, 'end', OTHER_SEAT)).toBe('done');
    // With the lock gone it rings there first again.
    await press(WEST);
    expect(states(LIN, OTHER_SEAT)).toEqual(['here']);
    await vi.waitFor(() =>
      expect(calls.log('2026-11-23').entries).toMatchObject([
        { kiosk: EAST, kioskName: '大厅东门', outcome: 'talked', rung: 2 },
      ]),
    );
    expect(calls.log('2026-11-22').entries).toEqual([]);
  });

  it('carries the two descriptions to those who talk and to nobody else, and lets only them hang up', async () => {
    const { sit, press, seen, states, act, kiosk, calls, clock } = await board();
    for (const staff of [LIN, ZHOU]) sit(staff);
    sit(LIN, OTHER_SEAT);
    await press(EAST);
    const id = seen(LIN)[0]?.id ?? '';
    expect(() => calls.offer(EAST, id, 'too early')).toThrow('no such call');
    expect(await act(LIN, { kind: 'signal', sdp: 'x' })).toBe('not-yours');
    expect(await act(LIN, 'answer')).toBe('done');
    // The same person on another page, and somebody else.
    expect(states(LIN, OTHER_SEAT)).toEqual(['elsewhere']);
    expect(await act(LIN, 'answer', OTHER_SEAT)).toBe('answered');
    expect(() => calls.offer(WEST, id, 'not mine')).toThrow('no such call');
    calls.offer(EAST, id, 'offer');
    expect(seen(LIN)[0]).toMatchObject({ state: 'talking', offer: 'offer', kiosk: '大厅东门' });
    expect(seen(LIN, OTHER_SEAT)[0]?.offer).toBeNull();
    const spoof = { staff: ZHOU, seat: SEAT };
    expect(await calls.act(spoof, id, { kind: 'signal', sdp: 'evil' })).toMatchObject({ why: 'not-yours' });
    expect(await calls.act(spoof, id, { kind: 'end' })).toMatchObject({ why: 'not-yours' });
    expect(await act(LIN, { kind: 'signal', sdp: 'answer' })).toBe('done');
    expect(kiosk(EAST)).toEqual({ kind: 'talking', answer: 'answer' });
    calls.hangUp(WEST, id);
    expect(kiosk(EAST)?.kind).toBe('talking');
    await clock.pass(65_000);
    expect(await act(LIN, 'end')).toBe('done');
    expect(kiosk(EAST)).toEqual({ kind: 'ended', why: 'desk-hung-up' });
    await vi.waitFor(() =>
      expect(calls.log().entries).toMatchObject([{ outcome: 'talked', by: LIN, waitedMs: 0, talkedMs: 65_000 }]),
    );
  });

  it('has one answer of two that come in the same moment', async () => {
    const { sit, press, seen, calls, clock } = await board();
    for (const staff of [LIN, ZHOU]) sit(staff);
    await press(EAST);
    await clock.pass(20_000);
    const id = seen(LIN)[0]?.id ?? '';
    const answers = await Promise.all(
      [LIN, ZHOU].map((staff) => calls.act({ staff, seat: SEAT }, id, { kind: 'answer' })),
    );
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['done', 'refused']);
  });

  it('is one call for each kiosk, however often it is pressed, and rings nobody who talks', async () => {
    const { sit, press, states, seen, act, kiosk } = await board();
    sit(LIN);
    await press(EAST);
    await press(EAST, 'press-again');
    await press(EAST);
    expect(states(LIN)).toEqual(['here']);
    // The only desk there is is rung by both; who takes one lets the other go on.
    await press(WEST);
    expect(states(LIN)).toEqual(['here', 'here']);
    expect(await act(LIN, 'answer')).toBe('done');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(kiosk(WEST)).toEqual({ kind: 'missed', why: 'nobody-answered' });
    // Another one while talking: not before the first is over.
    const second = seen(LIN).find(({ state }) => state === 'missed');
    expect(second?.kioskWaits).toBe(true);
  });

  it('goes on at once when a desk hands it on or goes away, and is missed at once with nobody there', async () => {
    const { sit, press, states, act, kiosk, clock } = await board();
    await press(EAST);
    expect(kiosk(EAST)).toEqual({ kind: 'missed', why: 'nobody-there' });
    const leaveLin = sit(LIN);
    expect(states(LIN)).toEqual(['missed']);
    sit(ZHOU);
    sit(WANG);
    await press(EAST, 'press-again');
    expect(states(LIN)).toEqual(['here']);
    expect(await act(LIN, 'pass')).toBe('done');
    expect(states(ZHOU)).toEqual(['here']);
    leaveLin();
    await press(WEST);
    expect(states(WANG)).toEqual(['here']);
    expect(await act(ZHOU, 'pass')).toBe('done');
    expect(states(WANG)).toEqual(['here', 'here']);
    await clock.pass(1);
  });

  it('bears with a stream that comes back, and takes a kiosk or page for gone that does not', async () => {
    const { sit, press, states, act, kiosk, clock, calls } = await board();
    const leave = sit(LIN);
    const hangUp = await press(EAST);
    expect(await act(LIN, 'answer')).toBe('done');
    leave();
    await clock.pass(3000);
    const leaveAgain = sit(LIN);
    await clock.pass(10_000);
    expect(kiosk(EAST)?.kind).toBe('talking');
    leaveAgain();
    await clock.pass(7000);
    expect(kiosk(EAST)).toEqual({ kind: 'ended', why: 'desk-lost' });
    hangUp();

    sit(LIN);
    const hangUpAgain = await press(EAST, 'press-again');
    hangUpAgain();
    await clock.pass(7000);
    // Whoever stands before a kiosk that died still waits for somebody.
    expect(states(LIN)).toEqual(['missed']);
    expect(await act(LIN, 'answer')).toBe('kiosk-gone');
    expect(await act(LIN, 'come')).toBe('done');
    await vi.waitFor(() => expect(calls.log().entries.map(({ outcome }) => outcome)).toEqual(['came', 'talked']));
  });

  it('keeps a call that nobody has seen to over a restart of the host', async () => {
    const folder = await temporaryFolder();
    const first = await board(folder);
    await first.press(EAST);
    await first.calls.stop();
    const second = await board(folder);
    second.sit(LIN);
    expect(second.seen(LIN)).toMatchObject([{ state: 'missed', kiosk: '大厅东门', kioskWaits: false }]);
    expect(await second.act(LIN, 'come')).toBe('done');
    await second.calls.stop();
    const third = await board(folder);
    expect(third.seen(LIN)).toEqual([]);
  });
});
