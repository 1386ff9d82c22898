import { openDurableFolder } from '#main/services/durable-folder';
import { openCalls, type CallsService } from '#main/services/calls/calls';
import type { QueueView } from '#shared/ipc/queue-api';
import { uid } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';

/** Time that a test moves by hand; what is due on the way happens in order. */
export interface HandClock {
  now(): number;
  later(ms: number, run: () => void): () => void;
  /** Moves on, and lets everything that was set off come to rest. */
  pass(ms: number): Promise<void>;
}

export function handClock(startMs: number): HandClock {
  let nowMs = startMs;
  const waiting = new Set<{ readonly atMs: number; readonly run: () => void }>();
  return {
    now: () => nowMs,
    later: (ms, run) => {
      const entry = { atMs: nowMs + ms, run };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    pass: async (ms) => {
      const untilMs = nowMs + ms;
      for (;;) {
        const [next] = [...waiting].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        waiting.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settled();
      }
      nowMs = untilMs;
      await settled();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** 09:30 on a Monday at the station. */
export const MORNING = Date.parse('2026-11-23T01:30:00Z');
export const [EAST, WEST] = [uid(901), uid(902)];
export const [LIN, ZHOU, WANG] = [uid(1), uid(2), uid(3)];

/** Who sits at which window. */
export type Windows = Readonly<Record<string, { readonly by: string; readonly isServing?: boolean }>>;

export interface Switchboard {
  readonly calls: CallsService;
  readonly clock: HandClock;
  readonly log: RecordedLog;
  windows: Windows;
}

/** Calls over a folder, with a clock and windows that a test sets. */
export async function openSwitchboard(folder: string, clock = handClock(MORNING)): Promise<Switchboard> {
  const log = recordedLog();
  const board: { windows: Windows } = { windows: {} };
  const queue = {
    view: async () =>
      ({
        state: {
          counters: Object.entries(board.windows).map(([id, { by }]) => ({ id, by, state: 'open' })),
          at: Object.entries(board.windows).flatMap(([counter, { isServing }]) =>
            isServing ? [{ counter, state: 'serving' }] : [],
          ),
        },
      }) as unknown as QueueView,
  };
  const names = [
    { id: EAST, name: '大厅东门' },
    { id: WEST, name: '西侧走廊' },
  ];
  const terminals = {
    list: () =>
      names.map((each) => ({ ...each, kind: 'kiosk' as const, counter: null, pairedAtMs: 0, seenAtMs: null })),
  };
  const calls = await openCalls({
    folder: await openDurableFolder(folder),
    ...{ queue, terminals, log },
    now: clock.now,
    later: clock.later,
  });
  return Object.assign(board, { calls, clock, log });
}
