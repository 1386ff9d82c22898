import { useEffect, useMemo, useState } from 'react';
import { accessOf, seesHost } from '#shared/domain/access/access';
import type { HostState } from '#shared/ipc/admin-api';
import type { OutboxRow } from '#shared/sync/ports';
import { useSession, useStation, useSync } from '#renderer/data/index';
import { useNow } from '../people/index';
import { tryRoom, type Fits } from './room-probe';

/** How full the place is in which the browser keeps this device's records, and whether it promised to keep them. */
export interface DeviceStorage {
  readonly usedBytes: number;
  /** What this device may use in all. */
  readonly quotaBytes: number;
  readonly isKept: boolean;
  /** What still fits, as it was found by trying. */
  readonly fits: Fits;
}

/** Undefined while the browser is asked, null where it does not say. */
export function useDeviceStorage(): {
  readonly storage: DeviceStorage | null | undefined;
  /** Asks the browser to promise that it keeps the records. */
  readonly keep: () => Promise<void>;
} {
  const [storage, setStorage] = useState<DeviceStorage | null>();
  useEffect(() => {
    let isWanted = true;
    let fits: Fits = 'enough';
    const show = async () => {
      const read = await readStorage(fits);
      if (isWanted) setStorage(read);
    };
    const look = () => void show();
    const tryOut = () =>
      void tryRoom().then((found) => {
        fits = found;
        return show();
      });
    // A browser that said no to a page may say yes to an installed app.
    const ask = () => void askToKeep().then(look);
    const timers = [setInterval(look, STORAGE_EVERY_MS), setInterval(tryOut, TRY_EVERY_MS)];
    look();
    tryOut();
    addEventListener('appinstalled', ask);
    return () => {
      isWanted = false;
      timers.forEach(clearInterval);
      removeEventListener('appinstalled', ask);
    };
  }, []);
  const keep = async () => {
    await askToKeep();
    setStorage(await readStorage(storage?.fits ?? 'enough'));
  };
  return { storage, keep };
}

/** Room goes slowly; asking costs nothing, trying a tenth of a second of the disk. */
const STORAGE_EVERY_MS = 60_000;
const TRY_EVERY_MS = 10 * 60_000;

const askToKeep = (): Promise<boolean> => navigator.storage.persist().catch(() => false);

/** What may cost records on this device before long: no room, little room, or a browser that may clear them while some wait. */
export type StorageTrouble = 'full' | 'tight' | 'unkept';

/** Unsent for less than this, a record is on its way and nothing is said. */
const WAITS_MS = 60_000;

/** The trouble that this device has with its storage; null for none, and where the browser does not say. */
export function storageTrouble(
  storage: DeviceStorage | null | undefined,
  outbox: readonly Pick<OutboxRow, 'queuedAtMs'>[],
  nowMs: number,
): StorageTrouble | null {
  if (!storage) return null;
  const room = roomIn(storage);
  if (room !== 'ample') return room;
  return !storage.isKept && outbox.some(({ queuedAtMs }) => nowMs - queuedAtMs > WAITS_MS) ? 'unkept' : null;
}

/** See `storageTrouble`, followed. */
export function useStorageTrouble(): StorageTrouble | null {
  const { storage } = useDeviceStorage();
  const outbox = useSync()?.outbox;
  return storageTrouble(storage, outbox ?? [], useNow());
}

async function readStorage(fits: Fits): Promise<DeviceStorage | null> {
  try {
    const [{ usage, quota }, isKept] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]);
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota, isKept, fits };
  } catch {
    return null;
  }
}

/** What is known of the host's own state. `hidden` for whoever may not see it. */
export type HostView =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'away' }
  | { readonly kind: 'known'; readonly state: HostState };

/** The host's state as it says itself, asked anew every minute while it answers. */
export function useHostView(): HostView {
  const { admin } = useStation();
  const { staff, stationGrids } = useSession();
  const isLive = useSync()?.status.link.kind === 'live';
  const nowMs = useNow();
  const [answer, setAnswer] = useState<HostView>({ kind: 'asking' });
  const maySee = useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    return seesHost(accessOf({ actor, functions, gridNumbers }, stationGrids));
  }, [staff, stationGrids]);
  useEffect(() => {
    if (!maySee || !isLive) return;
    let isWanted = true;
    admin.hostState().then(
      (state) => isWanted && setAnswer({ kind: 'known', state }),
      () => isWanted && setAnswer({ kind: 'away' }),
    );
    return () => {
      isWanted = false;
    };
  }, [admin, maySee, isLive, nowMs]);
  if (!maySee) return { kind: 'hidden' };
  return isLive ? answer : { kind: 'away' };
}

/** How well there is room: `tight` from here on somebody should act, `full` from here on writes will fail soon. */
export type Room = 'ample' | 'tight' | 'full';

/** A disk, or a browser's share of it, with less than this part free is tight or full. */
const TIGHT_SHARE = 0.15;
const FULL_SHARE = 0.05;
/** On a large disk a small part is still a lot. */
const AMPLE_BYTES = 50 * 1024 ** 3;

/** Judges how much is free of how much. */
export function roomOf(freeBytes: number, totalBytes: number): Room {
  if (freeBytes >= AMPLE_BYTES) return 'ample';
  const share = totalBytes > 0 ? freeBytes / totalBytes : 0;
  if (share < FULL_SHARE) return 'full';
  return share < TIGHT_SHARE ? 'tight' : 'ample';
}

/** How well there is room on this device: by what the browser says, and by what it does where that is worse. */
export function roomIn({ usedBytes, quotaBytes, fits }: Omit<DeviceStorage, 'isKept'>): Room {
  if (fits === 'nothing') return 'full';
  const told = roomOf(Math.max(0, quotaBytes - usedBytes), quotaBytes);
  return told === 'ample' && fits === 'little' ? 'tight' : told;
}

/** A size as people read it: `58.2 GB`, `312 MB`, `40 KB`. */
export function bytesText(bytes: number): string {
  const gb = bytes / 1024 ** 3;
  if (gb >= 100) return `${Math.round(gb)} GB`;
  if (gb >= 1) return `${gb.toFixed(1)} GB`;
  const mb = bytes / 1024 ** 2;
  return mb >= 1 ? `${Math.round(mb)} MB` : `${Math.max(0, Math.round(bytes / 1024))} KB`;
}

const UNITS = ['seconds', 'minutes', 'hours', 'days'] as const;

/** How far this device's clock is from the hub's, as far as the hub has found it wrong. */
export type ClockView =
  | { readonly kind: 'right' }
  | { readonly kind: 'fast' | 'slow'; readonly count: number; readonly unit: (typeof UNITS)[number] };

/** Less than this is nobody's business. */
const CLOCK_FREE_MS = 5000;

const UNIT_MS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** Puts the correction of this device's clock into words; `correctionMs` is what has to be added to it. */
export function clockView(correctionMs: number): ClockView {
  const off = Math.abs(correctionMs);
  if (off < CLOCK_FREE_MS) return { kind: 'right' };
  // Two of a unit or more: 90 seconds are told as seconds, 150 as minutes.
  const unit = UNITS.findLast((each) => off >= 2 * UNIT_MS[each]) ?? 'seconds';
  return { kind: correctionMs < 0 ? 'fast' : 'slow', count: Math.round(off / UNIT_MS[unit]), unit };
}

/** Minutes from which on a wrong clock is worth telling somebody who does not ask. */
const FAR_OFF_MINUTES = 5;

/** Whether somebody should set the clock: records are right all the same, but what the device itself shows is not. */
export const isClockFarOff = (clock: ClockView): boolean =>
  clock.kind !== 'right' &&
  (clock.unit === 'hours' || clock.unit === 'days' || (clock.unit === 'minutes' && clock.count >= FAR_OFF_MINUTES));

/** Seconds after the hub has greeted its time is known; nothing is asked of anybody for looking. */
const CLOCK_EVERY_MS = 5000;

/** This device's clock as the hub sees it, kept current. */
export function useClock(): ClockView {
  const station = useStation();
  const [correction, setCorrection] = useState(() => station.clockOffsetMs());
  useEffect(() => {
    const timer = setInterval(() => setCorrection(station.clockOffsetMs()), CLOCK_EVERY_MS);
    return () => clearInterval(timer);
  }, [station]);
  return clockView(correction);
}
