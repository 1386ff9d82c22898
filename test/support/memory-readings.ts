import type { Arrived } from '#shared/domain/devices/rehearse';
import type { Reading } from '#shared/domain/devices/readings';
import type { LoggedReading, Readings } from '#main/services/sensor-ports';

/** A log of readings in memory, for services that read one. */
export function memoryReadings() {
  const logged: LoggedReading[] = [];
  const heardMs = new Map<string, number>();
  const listeners = new Set<(readings: readonly LoggedReading[]) => void>();
  const readings: Readings = {
    onLogged: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    between: async (device, fromMs, toMs) => {
      const found = logged.filter((each) => each.device === device && each.atMs >= fromMs && each.atMs <= toMs);
      const distinct = new Map(
        found.map(({ device: _device, ...each }) => [JSON.stringify([each.atMs, each.reading]), each]),
      );
      return [...distinct.values()].sort((a, b) => a.atMs - b.atMs);
    },
    heard: () => heardMs,
  };
  return {
    readings,
    /** A device says something: what it logs is heard of by whoever listens. */
    say: (
      device: string,
      ...said: readonly (Arrived | { readonly atMs: number; readonly reading: Reading })[]
    ): void => {
      const batch = said.map((each) => ({ arrivedAtMs: each.atMs, ...each, device }));
      logged.push(...batch);
      for (const { arrivedAtMs } of batch) heardMs.set(device, Math.max(arrivedAtMs, heardMs.get(device) ?? 0));
      for (const listener of listeners) listener(batch);
    },
    /** A device speaks without a reading. */
    hear: (device: string, atMs: number): void => void heardMs.set(device, atMs),
  };
}
