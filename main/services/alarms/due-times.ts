import { z } from 'zod';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** When the host was last known to be awake, and since when it has been so without a gap; ms. */
  aliveMs: z.number().int().nonnegative(),
  listeningSinceMs: z.number().int().nonnegative(),
  dues: z.record(z.string(), z.number().int().nonnegative()),
});

export const DUE_TIMES_FILE = 'alarm-due-times.json';

/** What moves later, and that the host is awake, may be so old on disk; ms. */
const LAZY_MS = 30_000;
/** A host that was not seen for longer has slept, was off, or has another clock; ms. */
const GAP_MS = 5 * 60_000;

/** When what has to be looked at next, kept on disk. */
export interface DueTimes {
  /** Null for never. */
  set(key: string, atMs: number | null): void;
  nearestMs(): number | null;
  /** Keys that begin with these words. */
  keysOf(beginning: string): readonly string[];
  /** Keys that are due, the longest due first. */
  due(nowMs: number): readonly string[];
  /** Notes that the host is awake; whether there was a gap: nobody listened meanwhile, or the clock was changed. */
  awake(nowMs: number): boolean;
  /** Since when the host has listened without a gap, ms. */
  listeningSinceMs(): number;
  /** Writes what has to be on disk by now. A due time there is never later than the true one. */
  save(nowMs: number): Promise<void>;
  /** Writes everything. */
  close(nowMs: number): Promise<void>;
}

/** Opens the file in the sealed host-only folder. `host.data-damaged`. */
export async function openDueTimes(folder: DurableFolder): Promise<DueTimes> {
  const empty = { version: 1 as const, aliveMs: 0, listeningSinceMs: 0, dues: {} };
  const file = await openHostOnlyFile(folder, DUE_TIMES_FILE, fileSchema, empty);
  const dues = new Map<string, number>(Object.entries(file.current().dues));
  let { aliveMs, listeningSinceMs } = file.current();
  let savedAtMs = Number.NEGATIVE_INFINITY;
  let isUrgent = false;
  let isChanged = false;

  async function write(nowMs: number): Promise<void> {
    [isUrgent, isChanged, savedAtMs] = [false, false, nowMs];
    const content = { version: 1 as const, aliveMs, listeningSinceMs, dues: Object.fromEntries(dues) };
    try {
      await file.change(() => content);
    } catch (thrown) {
      isUrgent = true;
      throw thrown;
    }
  }

  return {
    set: (key, atMs) => {
      const before = dues.get(key);
      if (atMs === null ? before === undefined : before === atMs) return;
      isChanged = true;
      if (atMs === null) return void dues.delete(key);
      if (before === undefined || atMs < before) isUrgent = true;
      dues.set(key, atMs);
    },
    nearestMs: () => (dues.size === 0 ? null : [...dues.values()].reduce((least, at) => Math.min(least, at))),
    keysOf: (beginning) => [...dues.keys()].filter((key) => key.startsWith(`${beginning} `)),
    due: (nowMs) =>
      [...dues]
        .filter(([, atMs]) => atMs <= nowMs)
        .sort(([, a], [, b]) => a - b)
        .map(([key]) => key),
    awake: (nowMs) => {
      const isGap = nowMs < aliveMs || nowMs - aliveMs > GAP_MS;
      aliveMs = nowMs;
      if (isGap) [listeningSinceMs, isUrgent] = [nowMs, true];
      return isGap;
    },
    listeningSinceMs: () => listeningSinceMs,
    save: async (nowMs) => {
      const isOld = Math.abs(nowMs - savedAtMs) >= LAZY_MS;
      if (isUrgent || isOld) await write(nowMs);
    },
    close: async (nowMs) => {
      if (isChanged || isUrgent) await write(nowMs);
    },
  };
}
