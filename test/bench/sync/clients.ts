import { createHash } from 'node:crypto';
import { vectorKey } from '#shared/sync/vector';
import type { WireRecord } from '#shared/schema/envelope';
import { anAddition, uid, visitFields } from '#test/support/builders';
import { gridDatabase } from './corpus';
import { openBenchDevice, type BenchDevice } from './device';

export interface ClientSetup {
  readonly origin: string;
  /** One for each client. */
  readonly clients: readonly { readonly n: number; readonly token: string; readonly grid: number }[];
}

export interface Writes {
  /** Visits that each client makes. */
  readonly creations: number;
  /** Visits that exist and to which each client adds something. */
  readonly additions: number;
}

/** What a client was told is saved. */
export interface Saved {
  readonly grid: number;
  readonly id: string;
  /** Id of the addition, null for a new visit. */
  readonly addition: string | null;
}

interface Client {
  readonly n: number;
  readonly grid: number;
  readonly device: BenchDevice;
}

/** Ids of one client's writes begin here, those of the next so much later. */
const CLIENT_IDS = { first: 50_000_000, each: 10_000 };

const clients: Client[] = [];
const forAll = <T>(work: (client: Client) => Promise<T>): Promise<T[]> => Promise.all(clients.map(work));

/** Clients that keep one grid's visits each, all in this process. */
export const clientCalls = {
  async open({ origin, clients: wanted }: ClientSetup): Promise<void> {
    for (const { n, token, grid } of wanted) {
      const options = { name: `client-${n}`, origin, token, databases: [gridDatabase(grid)] };
      clients.push({ n, grid, device: await openBenchDevice({ ...options, collections: ['visits'] }) });
    }
  },

  online: async (_nothing: null): Promise<void> => void (await forAll(({ device }) => device.online())),
  offline: async (_nothing: null): Promise<void> => void (await forAll(({ device }) => device.offline())),

  /** Each client writes; answers what was saved. */
  write: async (writes: Writes): Promise<readonly Saved[]> =>
    (await forAll((client) => writeAll(client, writes))).flat(),

  /** Whether every client has nothing to send and has come as far as the hub. */
  async areQuiet(positions: Readonly<Record<string, string>>): Promise<boolean> {
    const quiet = await forAll(async ({ grid, device }) => {
      const db = gridDatabase(grid);
      const { link, databases } = device.engine.status();
      if (link.kind !== 'live' || databases.some(({ state }) => state !== 'current')) return false;
      if ((await device.control.cursor(db))?.seq !== positions[db]) return false;
      return (await device.control.allQueued()).length === 0;
    });
    return quiet.every(Boolean);
  },

  /** What each client holds, in one word; the same for the same states. */
  digests: (_nothing: null): Promise<readonly { readonly grid: number; readonly digest: string }[]> =>
    forAll(async ({ grid, device }) => {
      const visits = (await device.collections.visits?.find().exec()) ?? [];
      return { grid, digest: digestOf(visits.map((visit) => visit.toMutableJSON() as WireRecord)) };
    }),

  /** Ends every client. */
  stop: async (_nothing: null): Promise<void> => void (await forAll(({ device }) => device.stop())),

  /** Requests that all clients have made so far. */
  requests: async (_nothing: null): Promise<number> =>
    clients.reduce((sum, { device }) => sum + device.requests.length, 0),
};
export type ClientsCalls = typeof clientCalls;

async function writeAll({ n, grid, device }: Client, { creations, additions }: Writes): Promise<readonly Saved[]> {
  const scope = `qinghe-${grid}`;
  const idOf = (index: number) => CLIENT_IDS.first + n * CLIENT_IDS.each + index;
  const saved: Saved[] = [];
  for (let index = 0; index < creations; index += 1) {
    const creation = { type: 'visit', scope, uid: uid(idOf(index)), fields: visitFields() };
    saved.push({ grid, id: (await device.writer.create(creation))._id, addition: null });
  }
  const existing = await device.deps.store.page('visits', 'visit', scope, '', additions);
  for (const [index, { _id: id }] of existing.slice(0, additions).entries()) {
    const addition = anAddition(idOf(creations + index), device.control.replica);
    const change = (visit: WireRecord) => ({ additions: [...(visit['additions'] as readonly unknown[]), addition] });
    await device.writer.edit(id, change);
    saved.push({ grid, id, addition: String(addition['id']) });
  }
  return saved;
}

/** One word for a set of visits: their versions and what was added to them. */
export function digestOf(visits: readonly WireRecord[]): string {
  const lines = visits.map(
    ({ _id, vv, additions }) => `${_id} ${vectorKey(vv)} ${(additions as { id: string }[]).map(({ id }) => id).join()}`,
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
