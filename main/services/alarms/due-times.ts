import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { openHostOnlyFile } from '../host-only-file';
import type { Log } from '../ports';

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** When the host was last known to be awake, and since when it has been so without a gap; ms. */
  aliveMs: z.number().int().nonnegative(),
  listeningSinceMs: z.number().int().nonnegative(),
  dues: z.record(z.string(), z.number().nonnegative().transform(Math.floor)),
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
  /** Keys whose first two words are these. */
  keysOf(owner: string): readonly string[];
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

/**
 * Opens the file in the sealed host-only folder. One that cannot be read is begun anew: everything is looked at after a start anyway, and a host
 * that does not start watches over nobody.
 */
export async function openDueTimes(folder: DurableFolder, log: Pick<Log, 'error'>): Promise<DueTimes> {
  const empty = { version: 1 as const, aliveMs: 0, listeningSinceMs: 0, dues: {} };
  const open = () => openHostOnlyFile(folder, DUE_TIMES_FILE, fileSchema, empty);
  const file = await open().catch(async (thrown: unknown) => {
    if (!(thrown instanceof AppError && thrown.code === 'host.data-damaged')) throw thrown;
    log.error('alarms.due-times-damaged', errorFields(thrown));
    await folder.remove(DUE_TIMES_FILE);
    return open();
  });
  const dues = new Map<string, number>(Object.entries(file.current().dues));
  const byOwner = new Map<string, Set<string>>();
  for (const key of dues.keys()) own(key);
  let { aliveMs, listeningSinceMs } = file.current();
  let savedAtMs = Number.NEGATIVE_INFINITY;
  let isUrgent = false;
  let isChanged = false;

  function own(key: string): void {
    const keys = byOwner.get(ownerOf(key));
    if (keys) keys.add(key);
    else byOwner.set(ownerOf(key), new Set([key]));
  }

  function drop(key: string): void {
    dues.delete(key);
    const keys = byOwner.get(ownerOf(key));
    keys?.delete(key);
    if (keys?.size === 0) byOwner.delete(ownerOf(key));
  }

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
    set: (key, dueMs) => {
      const before = dues.get(key);
      const atMs = dueMs === null ? null : Math.floor(dueMs);
      if (atMs === null ? before === undefined : before === atMs) return;
      isChanged = true;
      if (atMs === null) return drop(key);
      if (before === undefined || atMs < before) isUrgent = true;
      dues.set(key, atMs);
      own(key);
    },
    nearestMs: () => (dues.size === 0 ? null : [...dues.values()].reduce((least, at) => Math.min(least, at))),
    keysOf: (owner) => [...(byOwner.get(owner) ?? [])],
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

const ownerOf = (key: string): string => key.split(' ', 2).join(' ');
