import type { IClientOptions, MqttClient } from 'mqtt';
import type { Adapter } from '#shared/domain/devices/adapter';
import type { BrokerProblem, BrokerTrial } from '#shared/ipc/sensor-api';
import { errorFields } from '../error-fields';
import type { Log } from '../ports';
import type { HeardMessage } from '../sensor-ports';
import type { ExternalBroker } from './credentials';
import { readMessage } from './read-message';
import { topicsOf } from './topics';

export interface ExternalDeps {
  readonly broker: ExternalBroker;
  /** Names the host's session at the broker. */
  readonly clientId: string;
  readonly adapters: readonly Adapter[];
  /** Resolves when the messages are on disk. */
  readonly take: (messages: readonly HeardMessage[]) => Promise<void>;
  readonly log: Log;
  readonly now: () => number;
}

/** The host as a client of somebody else's broker. */
export interface ExternalClient {
  isConnected(): boolean;
  /** Why it is not; null while it is, and before it was tried. */
  problem(): BrokerProblem | null;
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const PATIENCE_MS = 8000;
/** Under this name a message is noted whose device cannot be told. */
const BROUGHT_BY = 'external-broker';

/**
 * Listens at an external broker in a session that the broker keeps: what it gets while the host is away waits there, and each message is acknowledged when
 * the log is durable. Goes on trying, ever more slowly up to a minute.
 */
export async function startExternal(deps: ExternalDeps): Promise<ExternalClient> {
  const { broker, clientId, adapters, take, log, now } = deps;
  const { connect } = await import('mqtt');
  const client = connect(broker.url, {
    ...optionsOf(broker),
    clientId,
    clean: false,
    reconnectPeriod: FIRST_WAIT_MS,
    resubscribe: false,
  });
  let problem: BrokerProblem | null = null;
  let isListening = false;

  client.handleMessage = (packet, done) => {
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
    take(readMessage(adapters, packet.topic, new Uint8Array(payload), BROUGHT_BY, now())).then(
      () => done(),
      (thrown: unknown) => {
        log.warn('mqtt.not-taken', errorFields(thrown));
        // Unacknowledged, it comes again with the next connection.
        client.stream.destroy();
      },
    );
  };
  const failed = (what: BrokerProblem): void => {
    if (problem !== what) log.warn(`mqtt.external-${what}`);
    problem = what;
  };
  async function listen(): Promise<void> {
    // One by one: a broker may let the host have some of the topics only.
    const asked = await Promise.allSettled(topicsOf(adapters).map((topic) => client.subscribeAsync(topic, { qos: 1 })));
    if (!client.connected) return;
    if (asked.every(({ status }) => status === 'rejected')) return failed('refused');
    isListening = true;
    problem = null;
    log.info('mqtt.external-connected');
  }

  client.on('connect', () => {
    client.options.reconnectPeriod = FIRST_WAIT_MS;
    void listen();
  });
  client.on('error', (error) => failed(problemOf(error)));
  client.on('close', () => {
    isListening = false;
    if (problem === null && !client.disconnecting) failed('unreachable');
    client.options.reconnectPeriod = Math.min(LONGEST_WAIT_MS, (client.options.reconnectPeriod ?? FIRST_WAIT_MS) * 2);
  });
  return {
    isConnected: () => isListening && client.connected,
    problem: () => problem,
    stop: () => end(client),
  };
}

/** Tries once, with a session that is not kept. */
export async function tryExternal(broker: ExternalBroker): Promise<BrokerTrial> {
  const { connect } = await import('mqtt');
  const startedAt = performance.now();
  const client = connect(broker.url, { ...optionsOf(broker), clean: true, reconnectPeriod: 0 });
  const problem = await new Promise<BrokerProblem | null>((resolve) => {
    client.on('connect', () => resolve(null));
    client.on('error', (error) => resolve(problemOf(error)));
    client.on('close', () => resolve('unreachable'));
  });
  await end(client);
  return { problem, ms: Math.round(performance.now() - startedAt) };
}

const optionsOf = ({ user, password, authority }: ExternalBroker): IClientOptions => ({
  protocolVersion: 4,
  connectTimeout: PATIENCE_MS,
  ...(user !== '' && { username: user, password }),
  ...(authority !== null && { ca: authority }),
});

const end = (client: MqttClient): Promise<void> =>
  new Promise((ended) => {
    client.end(true, {}, () => ended());
  });

const CERTIFICATE = /^(?:CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|ERR_TLS_CERT|ERR_SSL)/;
const NETWORK = /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE)/;

/** Wrong name or password, not let in: as 3.1.1 and 5 number them. */
const REFUSALS: readonly unknown[] = [4, 5, 134, 135];

function problemOf(error: Error): BrokerProblem {
  const code: unknown = 'code' in error ? error.code : undefined;
  if (REFUSALS.includes(code)) return 'refused';
  if (typeof code === 'string' && CERTIFICATE.test(code)) return 'certificate';
  if (typeof code === 'string' && NETWORK.test(code)) return 'unreachable';
  return /connack timeout/i.test(error.message) ? 'unreachable' : 'not-mqtt';
}
