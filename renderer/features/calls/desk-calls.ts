import {
  callAnswerSchema,
  callLogSchema,
  callPaths,
  staffCallsViewSchema,
  type CallAct,
  type CallAnswer,
  type CallLogView,
  type StaffCallsView,
} from '#shared/ipc/call-api';
import type { OpenStation } from '#renderer/data/index';

/** Calls from the hall's kiosks, as one page hears them (`shared/ipc/call-api`). `seat` is chosen by the page for as long as it is open. */
export interface DeskCalls {
  /** As `HostCalls.watch`; as long as it goes on, the person can be rung. */
  watch(seat: string, onView: (view: StaffCallsView) => void, onAway: () => void): () => void;
  /** Throws `hub.unreachable`, `access.denied` and as calls of the hub do. */
  act(seat: string, call: string, act: CallAct): Promise<CallAnswer>;
  /** The newest first. Throws as `act`. */
  log(): Promise<CallLogView>;
}

/** See `DeskCalls`. */
export const createDeskCalls = ({ host }: Pick<OpenStation, 'host'>): DeskCalls => ({
  watch: (seat, onView, onAway) => host.watch(`${callPaths.stream}?seat=${seat}`, staffCallsViewSchema, onView, onAway),
  act: (seat, call, act) => host.post(callPaths.commands, { seat, call, act }, callAnswerSchema),
  log: () => host.get(callPaths.log, callLogSchema),
});
