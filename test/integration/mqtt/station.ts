import { join } from 'node:path';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { onTestFinished } from 'vitest';
import { USUAL_ADAPTERS } from '#shared/domain/devices/usual-adapters';
import { openMqttFile, type MqttFile } from '#main/services/mqtt/credentials';
import { startMqtt, type Mqtt, type MqttConfig } from '#main/services/mqtt/mqtt';
import { openDurableFolder } from '#main/services/durable-folder';
import { openReadings, type ReadingsService } from '#main/services/readings/readings';
import { createCipher } from '#main/services/secrets/cipher';
import type { HeardMessage } from '#main/services/sensor-ports';
import { uid } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';

/** The log of readings and what brings them in, over a folder, on free ports. */
export interface HearingStation {
  readonly readings: ReadingsService;
  readonly mqtt: Mqtt;
  readonly file: MqttFile;
  readonly log: RecordedLog;
  /** Port of the broker's own listener without encryption. */
  port(): number;
  /** A password for a device of that name, or for a bridge with topics. */
  password(name: string, topics?: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export interface HearingOptions {
  readonly tls?: MqttConfig['tls'];
  readonly port?: number;
  /** Stands between the broker and the log. */
  readonly take?: (messages: readonly HeardMessage[], log: ReadingsService) => Promise<void>;
}

export const BY = uid(900);

export async function startHearing(path: string, options: HearingOptions = {}): Promise<HearingStation> {
  const log = recordedLog();
  const now = Date.now;
  const cipher = createCipher(new Uint8Array(32).fill(3), 'readings');
  const readings = await openReadings({ path: join(path, 'readings'), cipher, days: 90, log, now });
  const file = await openMqttFile(await openDurableFolder(path));
  const take = (messages: readonly HeardMessage[]) => options.take?.(messages, readings) ?? readings.take(messages);
  const mqtt = await startMqtt(
    { plain: { host: '127.0.0.1', port: options.port ?? 0 }, tls: options.tls ?? null, hosts: () => ['127.0.0.1'] },
    { station: 'qinghe', file, adapters: USUAL_ADAPTERS, readings: { take }, log, now },
  );
  let isStopped = false;
  return {
    ...{ readings, mqtt, file, log },
    port: () => mqtt.state().addresses.find(({ isTls }) => !isTls)?.port ?? 0,
    password: async (name, topics) => {
      const wanted = topics
        ? { kind: 'bridge' as const, name, gridNumber: 1, topics: [...topics] }
        : { kind: 'device' as const, name, gridNumber: 1 };
      const made = await file.make(BY, wanted, now());
      if (made === null) throw new Error('no room for another password');
      return made;
    },
    stop: async () => {
      if (isStopped) return;
      isStopped = true;
      await mqtt.stop();
      await readings.stop();
    },
  };
}

/** The same, ending with the running test. */
export async function aHearingStation(path: string, options?: HearingOptions): Promise<HearingStation> {
  const station = await startHearing(path, options);
  onTestFinished(() => station.stop());
  return station;
}

/** A device that connects once and does not come again by itself. */
export async function aDevice(port: number, options: IClientOptions): Promise<MqttClient> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options }, false);
  client.on('error', () => undefined);
  onTestFinished(() => void client.end(true));
  return client;
}
