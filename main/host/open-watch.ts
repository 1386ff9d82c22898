import { join } from 'node:path';
import { USUAL_ADAPTERS } from '#shared/domain/devices/usual-adapters';
import { person } from '#shared/schema/types/person';
import { documentId } from '#shared/schema/ids';
import type { DurableFolder } from '../services/durable-folder';
import type { EdgeHubService } from '../services/edge-hub/start-edge-hub';
import { WINNER } from '../services/host-writer';
import { createSensorAdmin } from '../services/mqtt/admin';
import { openMqttFile } from '../services/mqtt/credentials';
import { startMqtt, type Mqtt, type MqttConfig } from '../services/mqtt/mqtt';
import type { Audit, Log, Outbox, StaffAdmin } from '../services/ports';
import type { DataKeys, StationKeys } from '../services/key-ports';
import { startRisk, type RiskService } from '../services/risk/risk';
import { scoreAll } from '../services/risk/score-all';
import { createThreadScorer, type Scorer } from '../services/risk/scorer';
import { startMonths } from '../services/readings/months';
import { openReadings } from '../services/readings/readings';
import { createCipher, fromBase64 } from '../services/secrets/cipher';
import { openSensorDirectory, type PairedSensor, type SensorDirectory } from '../services/sensor-directory';
import type { Readings, SensorAdmin } from '../services/sensor-ports';
import { openAlarms, type OpenAlarms } from './open-alarms';
import type { Stopper } from './stopper';

/** Everything by which the station watches over homes. */
export interface Watch {
  readonly readings: Readings;
  readonly sensors: SensorDirectory;
  readonly sensorAdmin: SensorAdmin;
  /** Begins to take readings in; to be stopped before the log that they go to. */
  readonly hearDevices: (config: MqttConfig) => Promise<Mqtt>;
  readonly alarms: OpenAlarms;
  /** Begins to make risk reports; to be stopped before what it writes to. */
  readonly makeReports: () => RiskService;
}

export interface WatchDeps {
  readonly station: string;
  readonly hub: EdgeHubService['hub'];
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly stationKeys: Pick<StationKeys, 'derive'>;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** How many days of readings are kept. */
  readonly readingDays: number;
  /** The thread that scores risk; this one where there is none. */
  readonly riskThread: URL | undefined;
  readonly staff: Pick<StaffAdmin, 'list'>;
  readonly outbox: Pick<Outbox, 'put' | 'tellSystems' | 'stateOf'>;
  readonly audit: Pick<Audit, 'append'>;
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens the log of readings and what follows from it. `host.data-damaged`. */
export async function openWatch(deps: WatchDeps, stopper: Stopper): Promise<Watch> {
  const { station, hub, folder, stationKeys, dataKeys, readingDays, audit, author, log, now } = deps;
  const cipher = createCipher(fromBase64(stationKeys.derive('readings')), 'readings');
  const path = join(folder.path, 'readings');
  const readings = stopper.add('readings', await openReadings({ path, cipher, days: readingDays, log, now }));
  const sensors = stopper.add('sensors', await openSensorDirectory({ station, hub, log }));
  const birthDateOf = ({ record, scope, database }: PairedSensor) =>
    birthDateIn(hub, database, record.personUid && documentId(person.type, scope, record.personUid));
  const monthsDeps = { hub, readings, sensors, dataKeys, birthDateOf, author, log, now };
  stopper.add('reading-months', startMonths(monthsDeps));

  const file = await openMqttFile(folder);
  let mqtt: Mqtt | null = null;
  const adminDeps = { file, readings, sensors, mqtt: () => mqtt, birthDateOf, audit, now };
  const mqttDeps = { station, file, adapters: USUAL_ADAPTERS, readings, log, now };
  return {
    readings,
    sensors,
    sensorAdmin: createSensorAdmin(adminDeps),
    alarms: openAlarms({ ...deps, readings }),
    makeReports: () => startRisk({ station, hub, dataKeys, scorer: scorerIn(deps.riskThread), author, log, now }),
    hearDevices: async (config) => (mqtt = await startMqtt(config, mqttDeps)),
  };
}

const scorerIn = (thread: URL | undefined): Scorer =>
  thread
    ? createThreadScorer(thread)
    : { score: (task) => Promise.resolve(scoreAll(task)), stop: () => Promise.resolve() };

async function birthDateIn(hub: EdgeHubService['hub'], database: string, id: string | null): Promise<string | null> {
  const answer = id === null ? null : await hub.database(database)?.get(id, WINNER);
  const birthDate = answer?.found ? (answer.document as { readonly birthDate?: unknown }).birthDate : null;
  return typeof birthDate === 'string' ? birthDate : null;
}
