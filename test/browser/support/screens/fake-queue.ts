import { decide, type QueueCommand } from '#shared/domain/queue/commands';
import { beginDay } from '#shared/domain/queue/day';
import { USUAL_HALL, type Hall } from '#shared/domain/queue/hall';
import { queueStatistics } from '#shared/domain/queue/statistics';
import { hallState } from '#shared/domain/queue/views';
import { dateAtStation } from '#shared/domain/calendar/date';
import { AppError } from '#shared/errors/app-error';
import type { QueueView } from '#shared/ipc/queue-api';
import type { TerminalsView } from '#shared/ipc/terminal-api';
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
export function fakeQueue(staff: string, nowMs: () => number, isAway: () => boolean, arePadsAway = isAway): QueueCalls {
  const day = beginDay();
  const done = new Map<string, string | null>();
  const watching = new Set<{ readonly onView: (view: QueueView) => void; readonly onAway: () => void }>();
  let hall: Hall = USUAL_HALL;
  let terminals: TerminalsView['terminals'] = [
    {
      id: '01JDKB0ARD0000000000000000',
      kind: 'board',
      name: '大厅东墙',
      counter: null,
      pairedAtMs: 0,
      seenAtMs: nowMs(),
    },
    {
      id: '01JDKPAD00000000000000000A',
      kind: 'pad',
      name: '二号窗口台面',
      counter: '2',
      pairedAtMs: 0,
      seenAtMs: null,
    },
  ];
  const doors = { board: 'https://linli-qinghe.local:8445', kiosk: 'https://linli-qinghe.local:8444' };

  function act(command: QueueCommand, atMs: number): ReturnType<typeof decide> {
    const decision = decide(day, hall, command, { kind: 'staff', uid: staff }, atMs);
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
    hall,
    state: hallState(day, hall, nowMs()),
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
      return { terminals, doors };
    },
    makeCode: async () => {
      await reach();
      return { code: '40917735', expiresAtMs: nowMs() + 600_000 };
    },
    revokeTerminal: async (id) => {
      await reach();
      terminals = terminals.filter((each) => each.id !== id);
      return { terminals, doors };
    },
    pads: async () => {
      await reach();
      if (arePadsAway()) throw new AppError('hub.unreachable', 'away', { retry: true });
      return { counters: ['2'] };
    },
    statistics: async (from, to) => {
      await reach();
      return { from, to, ...queueStatistics(to === view().day ? [...day.tickets.values()] : [], nowMs()) };
    },
    setHall: async (wanted) => {
      await reach();
      hall = wanted;
      tell();
      return view();
    },
  };
}
