import { isLive, type Call } from '#shared/domain/calls/call';
import type { KioskCallView, StaffCall, StaffCallsView } from '#shared/ipc/call-api';

/** How the two pages of a call reach each other, as they said. */
export interface Spoken {
  readonly offer: string;
  readonly answer: string | null;
}

/** A kiosk's call as it may know it. */
export function kioskView(call: Call | null, spoken: Spoken | null, nowMs: number): KioskCallView {
  if (!call) return { nowMs, call: null };
  const { id, atMs, state, rung } = call;
  return { nowMs, call: { id, atMs, sinceMs: state.sinceMs, state: stateOf() } };

  function stateOf(): NonNullable<KioskCallView['call']>['state'] {
    switch (state.kind) {
      case 'ringing':
        return { kind: 'ringing', desks: rung.length };
      case 'talking':
        return { kind: 'talking', answer: spoken?.answer ?? null };
      case 'coming':
        return { kind: 'coming' };
      case 'missed':
      case 'ended':
        return { kind: state.kind, why: state.why } as NonNullable<KioskCallView['call']>['state'];
    }
  }
}

interface SeatOf {
  readonly staff: string;
  /** Of the seat, as it stands in a call that talks. */
  readonly key: string;
  readonly ringMs: number;
  readonly nameOf: (kiosk: string) => string | null;
  readonly offerOf: (call: string) => string | null;
  readonly nowMs: number;
}

/** What one seat sees of all calls. */
export function seatView(calls: readonly Call[], seat: SeatOf): StaffCallsView {
  const seen = calls.filter(isLive).flatMap((call) => {
    const state = stateFor(call, seat);
    return state ? [shown(call, state, seat)] : [];
  });
  return { nowMs: seat.nowMs, calls: seen.sort((a, b) => a.atMs - b.atMs) };
}

function shown(call: Call, state: StaffCall['state'], { ringMs, nameOf, offerOf, nowMs }: SeatOf): StaffCall {
  const { id, kiosk, atMs, voice, kioskWaits } = call;
  const { sinceMs } = call.state;
  return {
    ...{ id, kiosk: nameOf(kiosk), atMs, sinceMs, voice, state, kioskWaits },
    untilMs: state === 'here' ? Math.max(nowMs, sinceMs + ringMs) : null,
    offer: state === 'talking' ? offerOf(id) : null,
  };
}

function stateFor({ state, rung }: Call, { staff, key }: SeatOf): StaffCall['state'] | null {
  switch (state.kind) {
    case 'ringing':
      if (state.desk === staff) return 'here';
      return rung.includes(staff) ? 'before' : null;
    case 'talking':
      if (state.desk !== staff) return null;
      return state.seat === key ? 'talking' : 'elsewhere';
    case 'missed':
      return 'missed';
    case 'coming':
      return state.desk === staff ? 'coming' : null;
    case 'ended':
      return null;
  }
}
