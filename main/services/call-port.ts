import type { CallAct, CallAnswer, CallLogView, KioskCallView, StaffCallsView, StartCall } from '#shared/ipc/call-api';

/** A page of somebody who may answer. */
export interface CallSeat {
  /** Staff uid. */
  readonly staff: string;
  /** Chosen by the page. */
  readonly seat: string;
  /** The page is locked. */
  readonly isLocked?: boolean;
}

/** Calls from kiosks to staffed desks; see `shared/ipc/call-api`. Who may ask is for the caller to know. */
export interface Calls {
  /** `kiosk` is the id of a paired one. */
  start(kiosk: string, wanted: StartCall): Promise<KioskCallView>;
  ofKiosk(kiosk: string): KioskCallView;
  /** `request.not-found`: that is not the call that this kiosk talks in. */
  offer(kiosk: string, call: string, sdp: string): KioskCallView;
  hangUp(kiosk: string, call: string): KioskCallView;
  ofSeat(seat: CallSeat): StaffCallsView;
  act(seat: CallSeat, call: string, act: CallAct): Promise<CallAnswer>;
  /** The newest first: those of a day at the station, `YYYY-MM-DD`, else the last ones. */
  log(day?: string): CallLogView;
  /** Whether anybody could be rung at this moment. */
  isStaffed(): boolean;
  /** The kiosk, or the seat, listens from now on; to be told when it does not any more. Both may listen more than once at a time. */
  kioskListens(kiosk: string): () => void;
  seatListens(seat: CallSeat): () => void;
  /** Calls back after something has changed. */
  onChange(listener: () => void): () => void;
}
