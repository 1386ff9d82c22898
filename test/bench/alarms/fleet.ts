import { connectAsync, type MqttClient } from 'mqtt';

/** Devices as real MQTT clients, and what was acknowledged to each. */
export interface Fleet {
  readonly size: number;
  /**
   * Says something in the name of a device, as of now or an earlier instant; resolves when it is acknowledged, over a broken connection too. Never twice at
   * one instant.
   */
  say(index: number, values: Readonly<Record<string, unknown>>, atMs?: number): Promise<void>;
  /** The instants of acknowledged readings, by device. */
  acknowledged(): ReadonlyMap<string, readonly number[]>;
  said(): number;
  stop(): Promise<void>;
}

export interface Member {
  readonly name: string;
  readonly password: string;
}

/** Connections that are made at the same time. */
const AT_ONCE = 50;

/** Connects them all. */
export async function gatherFleet(port: number, members: readonly Member[]): Promise<Fleet> {
  const clients: MqttClient[] = [];
  for (let from = 0; from < members.length; from += AT_ONCE) {
    const part = members.slice(from, from + AT_ONCE).map(({ name, password }) =>
      connectAsync(`mqtt://127.0.0.1:${port}`, {
        ...{ username: name, password, clientId: name, clean: true, reconnectPeriod: 1000 },
      }),
    );
    clients.push(...(await Promise.all(part)));
  }
  for (const client of clients) client.on('error', () => undefined);
  const acknowledged = new Map<string, number[]>(members.map(({ name }) => [name, []]));
  const lastMs = members.map(() => 0);
  let said = 0;
  return {
    size: members.length,
    said: () => said,
    acknowledged: () => acknowledged,
    say: async (index, values, atMs) => {
      const [client, member] = [clients[index], members[index]];
      if (!client || !member) throw new Error('no such device');
      const ts = atMs ?? Math.max(Date.now(), (lastMs[index] ?? 0) + 1);
      if (atMs === undefined) lastMs[index] = ts;
      said += 1;
      await client.publishAsync(`linli/${member.name}/reading`, JSON.stringify({ ts, ...values }), { qos: 1 });
      acknowledged.get(member.name)?.push(ts);
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.endAsync(true)));
    },
  };
}

/** Every device fills in `each` readings from before `beforeMs`, as fast as they are taken; how many a second were acknowledged. */
export async function flood(fleet: Fleet, each: number, beforeMs: number): Promise<number> {
  const startedAt = performance.now();
  const saying = Array.from({ length: fleet.size * each }, (_, n) =>
    fleet.say(n % fleet.size, { battery: 90 }, beforeMs - 1 - Math.floor(n / fleet.size)),
  );
  await Promise.all(saying);
  return (fleet.size * each) / ((performance.now() - startedAt) / 1000);
}
