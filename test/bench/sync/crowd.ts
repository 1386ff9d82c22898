import type { WireRecord } from '#shared/schema/envelope';
import { assertRight } from '../bench';
import type { Child } from './child';
import type { ClientsCalls } from './clients';
import { gridDatabase, sealedVisits } from './corpus';
import { startBenchHub, type BenchHub } from './hub';
import { rawBulkDocs, rawPosition, type Wire } from './wire';

export interface CrowdSize {
  readonly clients: number;
  /** Grids among which the clients are spread. */
  readonly grids: number;
  /** Visits in each grid: all that a client holds. */
  readonly visits: number;
}

/** A hub and many clients of it, spread over a few processes, each with all of its grid. */
export interface Crowd {
  readonly hub: BenchHub;
  readonly wire: Wire;
  readonly grids: readonly number[];
  /** What the hub began with, by grid. */
  readonly seeded: ReadonlyMap<number, readonly WireRecord[]>;
  /** Asks every process of clients the same at once. */
  all<N extends keyof ClientsCalls & string>(
    name: N,
    argument: Parameters<ClientsCalls[N]>[0],
  ): Promise<Awaited<ReturnType<ClientsCalls[N]>>[]>;
  /** Resolves when nobody has anything to send and everybody has come as far as the hub. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** Free RxDB has room for so many clients with one collection in a process. */
const CLIENTS_PER_PROCESS = 13;
/** Between two looks whether it is quiet. */
const LOOK_MS = 20;
/** A crowd that is not quiet after this never will be. */
const QUIET_LIMIT_MS = 300_000;

/** Seeds a hub and lets everybody take in what is theirs. */
export async function gatherCrowd({ clients, grids, visits }: CrowdSize): Promise<Crowd> {
  const gridNumbers = Array.from({ length: grids }, (_, index) => index + 1);
  const hub = await startBenchHub({ databases: gridNumbers.map(gridDatabase), devices: clients + 1 });
  const wire = { origin: hub.origin, token: hub.tokens[clients] ?? '', replica: 'benchcrowd00' };
  try {
    const seeded = new Map<number, readonly WireRecord[]>();
    for (const grid of gridNumbers) {
      const records = await sealedVisits(grid, visits);
      await rawBulkDocs(wire, gridDatabase(grid), records);
      seeded.set(grid, records);
    }
    const children = await openClients(hub, clients, grids);
    const all: Crowd['all'] = (name, argument) =>
      Promise.all(children.map((child) => child.call(name, argument))) as never;
    await all('online', null);

    const isQuiet = async (): Promise<boolean> => {
      const positions = await positionsOf(wire, gridNumbers);
      if (!(await all('areQuiet', positions)).every(Boolean)) return false;
      return JSON.stringify(await positionsOf(wire, gridNumbers)) === JSON.stringify(positions);
    };
    const quiet = async (): Promise<void> => {
      const end = Date.now() + QUIET_LIMIT_MS;
      while (!(await isQuiet())) {
        assertRight(Date.now() < end, 'the clients and the hub never became quiet');
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    };
    return { hub, wire, grids: gridNumbers, seeded, all, quiet, stop: () => hub.stop() };
  } catch (error) {
    await hub.stop();
    throw error;
  }
}

async function openClients(hub: BenchHub, clients: number, grids: number): Promise<readonly Child<ClientsCalls>[]> {
  const numbers = Array.from({ length: clients }, (_, n) => ({ n, token: hub.tokens[n] ?? '', grid: 1 + (n % grids) }));
  const children: Child<ClientsCalls>[] = [];
  for (let start = 0; start < clients; start += CLIENTS_PER_PROCESS) {
    const child = hub.clients();
    children.push(child);
    await child.call('open', { origin: hub.origin, clients: numbers.slice(start, start + CLIENTS_PER_PROCESS) });
  }
  return children;
}

const positionsOf = async (wire: Wire, grids: readonly number[]): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    await Promise.all(
      grids.map(async (grid) => [gridDatabase(grid), await rawPosition(wire, gridDatabase(grid))] as const),
    ),
  );
