import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type AedesOptions, type Client } from 'aedes';
import type { Adapter } from '#shared/domain/devices/adapter';
import { MOST_CREDENTIALS } from '#shared/ipc/sensor-api';
import { errorFields } from '../error-fields';
import type { Log } from '../ports';
import type { HeardMessage } from '../sensor-ports';
import type { Credential } from './credentials';
import { metered, type Limits, type Metered } from './metered';
import { readMessage, refusedMessage } from './read-message';
import { mayListen, mayPublish } from './topics';

export interface ListenAt {
  readonly host: string;
  readonly port: number;
  /** PEM; null for a listener without encryption. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
}

export interface EmbeddedDeps {
  readonly listeners: readonly ListenAt[];
  readonly adapters: readonly Adapter[];
  /** Whose password it is; null for nobody's. */
  readonly verify: (name: string, password: string) => Credential | null;
  /** Resolves when the messages are on disk. */
  readonly take: (messages: readonly HeardMessage[]) => Promise<void>;
  readonly log: Log;
  readonly now: () => number;
}

/** The station's own broker. */
export interface EmbeddedBroker {
  /** The ports really taken, in the order of the listeners; null where something else has it. */
  readonly ports: readonly (number | null)[];
  clients(): number;
  /** How often somebody came with a wrong name or password. */
  refused(): number;
  /** Ends the connection of whoever came by that name. */
  drop(name: string): void;
  useCertificate(certificate: { readonly key: string; readonly cert: string }): void;
  stop(): Promise<void>;
}

/** Of somebody who has not said who they are. */
const STRANGER: Limits = { packetBytes: 4096, messagesPerS: 1 };
const LIMITS: Readonly<Record<Credential['kind'], Limits>> = {
  // A month of readings in one message is a quarter of that.
  device: { packetBytes: 1_048_576, messagesPerS: 50 },
  bridge: { packetBytes: 1_048_576, messagesPerS: 2000 },
};
/** Refused messages of one device are noted so often at most. */
const NOTE_REFUSED_MS = 60_000;
const CONNECT_WITHIN_MS = 10_000;
/** As many as there may be credentials, and some who are only trying. */
const MOST_CONNECTIONS = MOST_CREDENTIALS + 500;

/**
 * Starts the broker. It takes readings and passes nothing on: whoever publishes is acknowledged when the log is durable. A session ends with its
 * connection, and a credential has one at a time.
 */
export async function startEmbedded(deps: EmbeddedDeps): Promise<EmbeddedBroker> {
  const { listeners, adapters, verify, take, log, now } = deps;
  const holders = new WeakMap<Client, Credential>();
  const connected = new Map<string, Client>();
  const notedAt = new Map<string, number>();
  let refused = 0;

  function noteRefused(name: string, problem: Parameters<typeof refusedMessage>[1]): void {
    const atMs = now();
    if (atMs - (notedAt.get(name) ?? 0) < NOTE_REFUSED_MS) return;
    notedAt.set(name, atMs);
    take([refusedMessage(name, problem, atMs)]).catch((thrown: unknown) =>
      log.warn('mqtt.refusal-unnoted', errorFields(thrown)),
    );
  }

  const handlers: AedesOptions = {
    connectTimeout: CONNECT_WITHIN_MS,
    maxClientsIdLength: 64,
    preConnect: (_client, packet, done) => {
      // One session for each credential, by its name: nobody takes over another's by a client id, and nothing is queued for anybody.
      const { username } = packet;
      if (username !== undefined) packet.clientId = username;
      packet.clean = true;
      delete packet.will;
      done(null, true);
    },
    authenticate: (client, username, password, done) => {
      const credential = username === undefined ? null : verify(username, password?.toString('utf8') ?? '');
      if (!credential) {
        refused += 1;
        return done(Object.assign(new Error('not one of ours'), { returnCode: BAD_NAME_OR_PASSWORD }), false);
      }
      holders.set(client, credential);
      (client.conn as Metered).allow(LIMITS[credential.kind]);
      done(null, true);
    },
    authorizePublish: (client, packet, done) => {
      // What the broker tells itself.
      if (!client) return done(null);
      const holder = holders.get(client);
      if (!holder || !mayPublish(holder, packet.topic, adapters)) {
        if (holder) noteRefused(holder.name, { kind: 'unknown-topic', field: packet.topic });
        // There is no other way to say no in MQTT 3.1.1.
        return done(new Error('not a topic of this client'));
      }
      packet.retain = false;
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
      const messages = readMessage(adapters, packet.topic, new Uint8Array(payload), holder.name, now());
      if (messages.length === 0) return done(null);
      take(messages).then(
        () => done(null),
        // Not acknowledged: it is sent again.
        (thrown: unknown) => done(thrown instanceof Error ? thrown : new Error('not written')),
      );
    },
    authorizeSubscribe: (client, subscription, done) => {
      const holder = holders.get(client);
      // Null is what a refusal is: the others of the same packet stand.
      done(null, holder && mayListen(holder, subscription.topic) ? subscription : null);
    },
    // What a client said is passed on to nobody.
    authorizeForward: (_client, packet) => ('clientId' in packet && packet.clientId !== undefined ? null : packet),
  };

  const broker = await Aedes.createBroker(handlers);
  broker.on('clientReady', (client) => void connected.set(client.id, client));
  broker.on('clientDisconnect', (client) => {
    if (connected.get(client.id) === client) connected.delete(client.id);
  });
  // A client whose connection broke; it comes again by itself.
  broker.on('clientError', () => undefined);
  broker.on('connectionError', () => undefined);
  broker.on('error' as never, (thrown: unknown) => log.error('mqtt.broker-failed', errorFields(thrown)));
  const sockets = new Set<Socket>();

  function admit(socket: Socket): void {
    sockets.add(socket.setKeepAlive(true, 60_000).setNoDelay(true));
    socket.once('close', () => sockets.delete(socket));
    const connection = metered(socket, STRANGER, () => {
      const holder = holders.get(client);
      if (holder) noteRefused(holder.name, { kind: 'too-large', field: null });
    });
    const client = broker.handle(connection);
  }

  const servers = await Promise.all(
    listeners.map(async ({ host, port, tls }) => {
      const server = tls ? createTlsServer(tls, admit) : createServer(admit);
      server.maxConnections = MOST_CONNECTIONS;
      try {
        await listen(server, port, host);
      } catch (thrown) {
        log.warn('mqtt.not-listening', { port, ...errorFields(thrown) });
        return null;
      }
      server.on('error', (thrown) => log.warn('mqtt.listener-failed', errorFields(thrown)));
      return server;
    }),
  );
  const listening = servers.filter((server) => server !== null);
  return {
    ports: servers.map((server) => (server?.address() as { readonly port: number } | undefined)?.port ?? null),
    clients: () => connected.size,
    refused: () => refused,
    drop: (name) => connected.get(name)?.close(),
    useCertificate: (certificate) => {
      for (const server of listening) if ('setSecureContext' in server) server.setSecureContext(certificate);
    },
    stop: async () => {
      const closing = listening.map((server) => new Promise<void>((closed) => void server.close(() => closed())));
      await new Promise<void>((closed) => broker.close(() => closed()));
      // Whoever had not said yet who they are.
      for (const socket of sockets) socket.destroy();
      await Promise.all(closing);
    },
  };
}

/** MQTT 3.1.1 §3.2.2.3. */
const BAD_NAME_OR_PASSWORD = 4;

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      listening();
    });
  });
}
