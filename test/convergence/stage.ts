import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, parseDocumentId } from '#shared/schema/ids';
import { STATION } from '#test/support/builders';
import type { HubSide } from './hub-side';
import type { Ledger } from './ledger';
import type { Feature } from './operations';
import { recordIn } from './records';
import type { Replica } from './replica';

/** Everything a history is played on. */
export interface Stage {
  readonly hub: HubSide;
  readonly replicas: readonly Replica[];
  readonly grids: number;
  readonly features: readonly Feature[];
  readonly steps: number;
  /** On the clock of `own-time.ts`. */
  readonly beganMs: number;
  readonly ledger: Ledger;
  /** What went wrong while it was played. */
  readonly faults: string[];
  /** Records that somebody began to make. */
  readonly made: Set<string>;
  /** Steps that were begun and not waited for. */
  readonly underway: Set<Promise<void>>;
}

/** The hub database of a grid that a step names by number. */
export const gridDatabase = ({ grids }: Stage, grid: number): string =>
  databaseName('grid', STATION, (grid % grids) + 1);

/** Hub database of a record. */
export const databaseOf = ({ _id }: WireRecord): string => `grid-${parseDocumentId(_id)?.scope}`;

/** Everything that the district has, every leaf of it. */
export async function atDistrict({ hub }: Stage): Promise<readonly WireRecord[]> {
  const leaves = (await hub.district?.leaves()) ?? new Map<string, never>();
  return [...leaves.values()].flat().flatMap(recordIn);
}

/** What devices hold of databases that their persons may still see, what is unsent included. */
export async function onDevices({ replicas }: Stage): Promise<readonly WireRecord[]> {
  const found: WireRecord[] = [];
  for (const replica of replicas) {
    await replica.sessionTaken();
    const unsent = (await replica.outbox()).map(({ record }) => record);
    const all = [...unsent, ...(await replica.records()).values()];
    found.push(...all.filter((record) => replica.maySee(databaseOf(record))));
  }
  return found;
}
