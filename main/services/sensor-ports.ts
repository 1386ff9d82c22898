import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { Arrived } from '#shared/domain/devices/rehearse';
import type {
  BrokerTrial,
  BrokerView,
  CredentialMade,
  LatestReadings,
  MakeCredential,
  ReadingProblem,
  SensorsView,
  SetBroker,
} from '#shared/ipc/sensor-api';
import type { Caller } from './ports';

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
  /**
   * Readings of one device that were true within a span, both ends included, in the order of `atMs`; what came twice is there once. From memory for
   * the last eight days (12,000 readings a device at most); older ones come from the disk, for what nobody waits for.
   */
  between(device: string, fromMs: number, toMs: number): Promise<readonly Arrived[]>;
  /** When each device was last heard of, also where nothing could be read of its message; ms. Right after a restart too. */
  heard(): ReadonlyMap<string, number>;
}

/** A message as it goes into the log: what one device said in it, and what of it could not be read. */
export interface HeardMessage {
  readonly device: string;
  /** By whose table it was read; null where no adapter fits. */
  readonly adapterId: string | null;
  readonly arrivedAtMs: number;
  readonly readings: readonly Omit<Arrived, 'arrivedAtMs'>[];
  readonly problem: Omit<ReadingProblem, 'atMs'> | null;
}

/** What is known of a device by its messages alone. */
export interface DeviceHeard {
  readonly device: string;
  readonly adapterId: string | null;
  readonly heardAtMs: number;
  /** Messages with a problem, over what the log still has. */
  readonly problems: number;
  readonly lastProblem: ReadingProblem | null;
}

/** The log as those who bring messages and those who show them use it. */
export interface ReadingsLog extends Readings {
  /** Resolves when it is on disk. `host.disk-full`, `host.folder-read-only`: it is not. */
  take(messages: readonly HeardMessage[]): Promise<void>;
  devices(): readonly DeviceHeard[];
  /** What came on the day of that instant or later, from the disk, in the order in which it was logged. */
  arrivedSince(atMs: number): AsyncIterable<readonly HeardMessage[]>;
}

/** Devices as people look after them. What the caller may is held here, where it depends on the grid. */
export interface SensorAdmin {
  view(caller: Caller): SensorsView;
  /** `access.denied`, `request.malformed` for one too many. */
  makeCredential(caller: Caller, wanted: MakeCredential): Promise<Result<CredentialMade, AppError>>;
  /** `request.not-found`, `access.denied`. */
  revokeCredential(caller: Caller, name: string): Promise<Result<SensorsView, AppError>>;
  broker(): BrokerView;
  /** `request.malformed`. */
  setBroker(by: string, wanted: SetBroker): Promise<Result<BrokerView, AppError>>;
  tryBroker(wanted: SetBroker): Promise<Result<BrokerTrial, AppError>>;
  /** `request.not-found`, also for a sensor that the caller may not read of. */
  latest(caller: Caller, sensorUid: string): Promise<Result<LatestReadings, AppError>>;
}
