import {
  brokerTrialSchema,
  brokerViewSchema,
  credentialMadeSchema,
  sensorPaths,
  sensorsViewSchema,
  type BrokerTrial,
  type BrokerView,
  type CredentialMade,
  type MakeCredential,
  type SensorsView,
  type SetBroker,
} from '#shared/ipc/sensor-api';
import type { StationClient } from './station-client';

/** What the host alone knows of devices at home (`shared/ipc/sensor-api`), for those who pair them. Throws `access.denied` and as calls of the hub do. */
export interface SensorCalls {
  view(): Promise<SensorsView>;
  /** The password is in this answer and in no other; the one before ends. */
  makeCredential(wanted: MakeCredential): Promise<CredentialMade>;
  /** Whoever comes with it is let in no more. */
  revokeCredential(name: string): Promise<SensorsView>;
  /** By which way devices come in; for whoever `setsUpstream`, as the two that follow. */
  broker(): Promise<BrokerView>;
  setBroker(wanted: SetBroker): Promise<BrokerView>;
  /** Tries and keeps nothing. */
  tryBroker(wanted: SetBroker): Promise<BrokerTrial>;
}

/** The host waits for a broker so long, and a little more. */
const TRIAL_MS = 12_000;

/** See `SensorCalls`; asked with the token of the moment. */
export function createSensorCalls(client: StationClient, token: () => string): SensorCalls {
  const post = (path: string, body: unknown) => ({ path, token: token(), method: 'POST' as const, body });
  return {
    view: () => client.call({ path: sensorPaths.sensors, token: token() }, sensorsViewSchema),
    makeCredential: (wanted) => client.call(post(sensorPaths.credential, wanted), credentialMadeSchema),
    revokeCredential: (name) => client.call(post(sensorPaths.revocation, { name }), sensorsViewSchema),
    broker: () => client.call({ path: sensorPaths.broker, token: token() }, brokerViewSchema),
    setBroker: (wanted) => client.call(post(sensorPaths.broker, wanted), brokerViewSchema),
    tryBroker: (wanted) =>
      client.call({ ...post(sensorPaths.brokerTrial, wanted), timeoutMs: TRIAL_MS }, brokerTrialSchema),
  };
}
