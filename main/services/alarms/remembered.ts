import { stillNeeded, WATER_WINDOW_MS } from '#shared/domain/devices/keep-readings';
import type { Arrived } from '#shared/domain/devices/rehearse';
import type { LoggedReading, Readings } from '../sensor-ports';

/** Readings that still decide something, in memory; they come from the log when a device is first asked about. */
export interface Remembered {
  /** Takes in what was just logged. */
  add(readings: readonly LoggedReading[]): void;
  /** In the order of their time. */
  of(device: string, nowMs: number): Promise<readonly Arrived[]>;
}

/** Room for what comes in between two times that a list is gone through. */
const ROOM = 32;

interface Held {
  list: readonly Arrived[];
  /** Length at which the list is gone through again. */
  most: number;
}

/** See `Remembered`. */
export function createRemembered(log: Pick<Readings, 'between'>): Remembered {
  const held = new Map<string, Held>();
  const loading = new Map<string, Promise<void>>();
  /** Of devices whose readings are being read from the log just now. */
  const meanwhile = new Map<string, Arrived[]>();

  async function load(device: string, nowMs: number): Promise<void> {
    meanwhile.set(device, []);
    try {
      const past = await log.between(device, nowMs - WATER_WINDOW_MS, Number.MAX_SAFE_INTEGER);
      const list = [...past, ...(meanwhile.get(device) ?? [])].map(notAheadOfItself);
      held.set(device, { list, most: 0 });
    } finally {
      meanwhile.delete(device);
      loading.delete(device);
    }
  }

  return {
    add: (readings) => {
      for (const { device, ...reading } of readings) {
        meanwhile.get(device)?.push(reading);
        const known = held.get(device);
        if (known) known.list = [...known.list, notAheadOfItself(reading)];
      }
    },
    of: async (device, nowMs) => {
      if (!held.has(device)) {
        const begun = loading.get(device) ?? load(device, nowMs);
        loading.set(device, begun);
        await begun;
      }
      const known = held.get(device);
      if (!known) return [];
      if (known.list.length > known.most) {
        known.list = stillNeeded(known.list, nowMs);
        known.most = known.list.length + ROOM;
      }
      return known.list;
    },
  };
}

/** Nothing was true after it was told: a device whose clock is ahead would be heard hours late. */
const notAheadOfItself = (reading: Arrived): Arrived =>
  reading.atMs <= reading.arrivedAtMs ? reading : { ...reading, atMs: reading.arrivedAtMs };
