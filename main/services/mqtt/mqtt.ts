import type { Adapter } from '#shared/domain/devices/adapter';
import type { BrokerState } from '#shared/ipc/sensor-api';
import type { Log, Service } from '../ports';
import type { ReadingsLog } from '../sensor-ports';
import type { MqttFile } from './credentials';
import { startEmbedded, type EmbeddedBroker, type ListenAt } from './embedded';
import { startExternal, type ExternalClient } from './external';

export interface MqttConfig {
  /** Without encryption, for what cannot do better. */
  readonly plain: { readonly host: string; readonly port: number };
  /** Null without the LAN. */
  readonly tls: { readonly host: string; readonly port: number; readonly key: string; readonly cert: string } | null;
  /** What is typed into a device as the host's address, the best first; empty where no other machine may come in. */
  readonly hosts: () => readonly string[];
}

export interface MqttDeps {
  readonly station: string;
  readonly file: MqttFile;
  readonly adapters: readonly Adapter[];
  readonly readings: Pick<ReadingsLog, 'take'>;
  readonly log: Log;
  readonly now: () => number;
}

/** Where readings come in: the station's own broker, or one that the station listens at. */
export interface Mqtt extends Service {
  state(): BrokerState;
  /** Ends the connection of whoever came by that name to the station's own broker. */
  drop(name: string): void;
  /** Goes over to what the file says now. */
  again(): Promise<void>;
  useCertificate(certificate: { readonly key: string; readonly cert: string }): void;
}

/** How soon a port that was taken is tried again. */
const AGAIN_MS = 60_000;

/**
 * Begins to hear devices. A port that is taken, or a broker that does not answer, does not keep the host from starting: the page about devices and the log
 * say so.
 */
export async function startMqtt(config: MqttConfig, deps: MqttDeps): Promise<Mqtt> {
  const { station, file, adapters, readings, log, now } = deps;
  const take = readings.take;
  let embedded: EmbeddedBroker | null = null;
  let external: ExternalClient | null = null;
  let tls = config.tls;
  let turn: Promise<void> = Promise.resolve();

  function listeners(): readonly ListenAt[] {
    const plain = { ...config.plain, tls: null };
    return tls ? [plain, { host: tls.host, port: tls.port, tls: { key: tls.key, cert: tls.cert } }] : [plain];
  }

  async function begin(): Promise<void> {
    const set = file.external();
    if (set) {
      external = await startExternal({ broker: set, clientId: `linli-${station}`, adapters, take, log, now });
      return;
    }
    embedded = await startEmbedded({ listeners: listeners(), adapters, verify: file.verify, take, log, now });
  }

  async function finish(): Promise<void> {
    await embedded?.stop();
    await external?.stop();
    [embedded, external] = [null, null];
  }

  function addresses(): BrokerState['addresses'] {
    const [plain = null, secure = null] = embedded?.ports ?? [];
    return config
      .hosts()
      .flatMap((host) => [
        ...(plain === null ? [] : [{ host, port: plain, isTls: false }]),
        ...(secure === null ? [] : [{ host, port: secure, isTls: true }]),
      ]);
  }

  const isBusy = (): boolean => embedded?.ports.includes(null) ?? false;

  function state(): BrokerState {
    const set = file.external();
    if (!set) {
      const isConnected = embedded?.ports.some((port) => port !== null) ?? false;
      const problem = isBusy() ? 'port-busy' : null;
      return { kind: 'embedded', addresses: addresses(), isConnected, problem, clients: embedded?.clients() ?? 0 };
    }
    const url = new URL(set.url);
    const isTls = url.protocol === 'mqtts:';
    const port = Number(url.port === '' ? (isTls ? 8883 : 1883) : url.port);
    return {
      kind: 'external',
      addresses: [{ host: url.hostname, port, isTls }],
      isConnected: external?.isConnected() ?? false,
      problem: external?.problem() ?? null,
      clients: null,
    };
  }

  const again = (): Promise<void> => {
    turn = turn.then(finish).then(begin);
    return turn;
  };

  await begin();
  const timer = setInterval(() => {
    if (isBusy()) void again();
  }, AGAIN_MS).unref();
  return {
    state,
    drop: (name) => embedded?.drop(name),
    again,
    useCertificate: (certificate) => {
      if (tls) tls = { ...tls, ...certificate };
      embedded?.useCertificate(certificate);
    },
    health: () => {
      const { kind, isConnected, problem, clients } = state();
      const facts = { kind, problem: problem ?? '', clients: clients ?? 0, refused: embedded?.refused() ?? 0 };
      return { ok: isConnected && problem === null, facts };
    },
    stop: async () => {
      clearInterval(timer);
      await turn;
      await finish();
    },
  };
}
