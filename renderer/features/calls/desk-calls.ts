import {
  callAnswerSchema,
  callPaths,
  staffCallsViewSchema,
  type CallAct,
  type CallAnswer,
  type StaffCallsView,
} from '#shared/ipc/call-api';
import type { OpenStation } from '#renderer/data/index';

/** Calls from the hall's kiosks, as one page hears them (`shared/ipc/call-api`). `seat` is chosen by the page for as long as it is open. */
export interface DeskCalls {
  /** As `HostCalls.watch`; as long as it goes on, the person can be rung; behind a lock last of all. */
  watch(seat: string, onView: (view: StaffCallsView) => void, onAway: () => void, isLocked?: boolean): () => void;
  /** Throws `hub.unreachable`, `access.denied` and as calls of the hub do. */
  act(seat: string, call: string, act: CallAct): Promise<CallAnswer>;
}

/** See `DeskCalls`. */
export const createDeskCalls = ({ host }: Pick<OpenStation, 'host'>): DeskCalls => ({
  watch: (seat, onView, onAway, isLocked = false) =>
    host.watch(
      `${callPaths.stream}?seat=${seat}${isLocked ? '&locked=yes' : ''}`,
      staffCallsViewSchema,
      onView,
      onAway,
    ),
  act: (seat, call, act) => host.post(callPaths.commands, { seat, call, act }, callAnswerSchema),
});
