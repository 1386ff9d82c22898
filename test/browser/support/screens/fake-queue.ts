import { decide, type QueueCommand } from '#shared/domain/queue/commands';
import { beginDay } from '#shared/domain/queue/day';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { hallState } from '#shared/domain/queue/views';
import { dateAtStation } from '#shared/domain/calendar/date';
import { AppError } from '#shared/errors/app-error';
import type { QueueView, TerminalsView } from '#shared/ipc/queue-api';
import type { QueueCalls } from '#renderer/data/index';

/** Who came this morning: minutes ago, for what, and why they are let ahead. */
const CAME = [
  [22, 'A', 'S033', null],
  [18, 'A', 'S017', null],
  [16, 'B', 'S068', null],
  [12, 'A', null, 'elderly'],
  [5, 'C', 'S018', null],
] as const;

/** The hall in memory, by the rules of the product; the host's answers are lost while it is away. */
export function fakeQueue(staff: string, nowMs: () => number, isAway: () => boolean): QueueCalls {
  const day = beginDay();
  const done = new Map<string, string | null>();
  const watching = new Set<{ readonly onView: (view: QueueView) => void; readonly onAway: () => void }>();
  const terminals: TerminalsView['terminals'] = [];

  function act(command: QueueCommand, atMs: number): ReturnType<typeof decide> {
    const decision = decide(day, USUAL_HALL, command, { kind: 'staff', uid: staff }, atMs);
    if (decision.ok) for (const entry of decision.entries) day.apply(entry);
    return decision;
  }
  for (const [minutes, group, itemNumber, priority] of CAME)
    act({ kind: 'take', group, itemNumber, priority, appointmentAtMs: null }, nowMs() - minutes * 60_000);

  const reach = async (): Promise<void> => {
    if (isAway()) throw new AppError('hub.unreachable', 'away', { retry: true });
  };
  const view = (): QueueView => ({
    day: dateAtStation(nowMs()),
    nowMs: nowMs(),
    hall: USUAL_HALL,
    state: hallState(day, USUAL_HALL, nowMs()),
  });
  function tell(): void {
    for (const { onView, onAway } of watching) {
      if (isAway()) onAway();
      else onView(view());
    }
  }

  return {
    ask: async (request, command) => {
      await reach();
      const before = done.get(request);
      if (before !== undefined) return { outcome: 'done', day: view().day, number: before };
      const decision = act(command, nowMs());
      if (!decision.ok) return { outcome: 'refused', why: decision.why };
      done.set(request, decision.number);
      tell();
      return { outcome: 'done', day: view().day, number: decision.number };
    },
    watch: (onView, onAway) => {
      const watcher = { onView, onAway };
      watching.add(watcher);
      queueMicrotask(tell);
      const timer = setInterval(tell, 300);
      return () => {
        clearInterval(timer);
        watching.delete(watcher);
      };
    },
    terminals: async () => {
      await reach();
      return { terminals, doors: { board: 'https://linli-qinghe.local:8445', kiosk: null } };
    },
    makeCode: async () => {
      await reach();
      return { code: '40917735', expiresAtMs: nowMs() + 600_000 };
    },
    revokeTerminal: async () => {
      await reach();
      return { terminals, doors: { board: null, kiosk: null } };
    },
  };
}
