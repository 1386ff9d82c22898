import type { Arrived } from '#shared/domain/devices/rehearse';

/** What services know of devices at home; see `ports.ts`. Devices are meant by the name they give themselves (`Sensor.deviceName`). */

/** A reading of one device as the log has it. */
export interface LoggedReading extends Arrived {
  readonly device: string;
}

/** The host's log of raw readings. */
export interface Readings {
  /**
   * Hears of readings once they are on disk, a batch at a time, in the order in which they were logged; the returned function ends that. What a
   * listener does is its own matter: nothing waits for it.
   */
  onLogged(listener: (readings: readonly LoggedReading[]) => void): () => void;
  /** Readings of one device that were true within a span, both ends included, in the order of `atMs`; what came twice is there once. */
  between(device: string, fromMs: number, toMs: number): Promise<readonly Arrived[]>;
  /** When each device was last heard of, also where nothing could be read of its message; ms. Right after a restart too. */
  heard(): ReadonlyMap<string, number>;
}
