import type { QueueCommand } from '#shared/domain/queue/commands';
import type { Hall } from '#shared/domain/queue/hall';
import {
  padsViewSchema,
  pairingCodeSchema,
  terminalsViewSchema,
  type MakeCode,
  type PadsView,
  type PairingCode,
  type TerminalsView,
} from '#shared/ipc/terminal-api';
import {
  queueAnswerSchema,
  queuePaths,
  queueStatisticsSchema,
  queueViewSchema,
  type QueueAnswer,
  type QueueStatisticsView,
  type QueueView,
} from '#shared/ipc/queue-api';
import type { Platform } from '#renderer/platform/platform';
import type { StationClient } from './station-client';
import { createWatchStates } from './watch-states';

/** The hall's line, which the host alone keeps (`shared/ipc/queue-api`). Throws `hub.unreachable`, `access.denied` and as calls of the hub do. */
export interface QueueCalls {
  /** `request` is chosen once for a wish and given again when no answer came: it is done once. */
  ask(request: string, command: QueueCommand): Promise<QueueAnswer>;
  /**
   * Calls `onView` with the hall at once and whenever it has changed, and `onAway` while the host does not answer; it goes on by itself until the
   * returned function is called.
   */
  watch(onView: (view: QueueView) => void, onAway: () => void): () => void;
  terminals(): Promise<TerminalsView>;
  makeCode(wanted: MakeCode): Promise<PairingCode>;
  revokeTerminal(id: string): Promise<TerminalsView>;
  /** Windows at which a rating pad listens at this moment. */
  pads(): Promise<PadsView>;
  /** Waits, services and load of 31 days at most. */
  statistics(from: string, to: string): Promise<QueueStatisticsView>;
  /** `request.malformed` where numbers of today would be left without a window. */
  setHall(hall: Hall): Promise<QueueView>;
}

/** See `QueueCalls`; asked with the token of the moment. */
export function createQueueCalls(platform: Platform, client: StationClient, token: () => string): QueueCalls {
  const get = (path: string) => ({ path, token: token() });
  const post = (path: string, body: unknown) => ({ ...get(path), method: 'POST' as const, body });
  const watch = createWatchStates(platform, token);

  return {
    ask: (request, command) => client.call(post(queuePaths.commands, { request, command }), queueAnswerSchema),
    watch: (onView, onAway) => watch(queuePaths.stream, queueViewSchema, onView, onAway),
    terminals: () => client.call(get(queuePaths.terminals), terminalsViewSchema),
    makeCode: (wanted) => client.call(post(queuePaths.pairingCode, wanted), pairingCodeSchema),
    pads: () => client.call(get(queuePaths.pads), padsViewSchema),
    statistics: (from, to) => client.call(get(`${queuePaths.statistics}?from=${from}&to=${to}`), queueStatisticsSchema),
    setHall: (hall) => client.call(post(queuePaths.hall, hall), queueViewSchema),
    revokeTerminal: (id) => client.call(post(queuePaths.revocation, { id }), terminalsViewSchema),
  };
}
