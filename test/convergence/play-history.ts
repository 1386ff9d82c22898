import { createLedger } from './ledger';
import type { HubSide } from './hub-side';
import type { Feature, History } from './operations';
import { findOutcome } from './outcome';
import { ownTime } from './own-time';
import { playStep } from './play';
import type { Stage } from './stage';
import { homeCreation } from './records';
import { openReplica, type Disk, type Replica } from './replica';

/** What became of a history. */
export interface Verdict {
  /** In words; empty when every promise was kept. */
  readonly faults: readonly string[];
  readonly figures: Figures;
}

export interface Figures {
  readonly steps: number;
  readonly acknowledged: number;
  readonly records: number;
  /** Values that yielded and are shown. */
  readonly yielded: number;
  readonly refused: number;
  readonly requests: number;
  /** Of the hub to its district. */
  readonly upstreamRequests: number;
  readonly ms: number;
}

const TABLET_DOCUMENTS = 8;

let played = 0;

/**
 * Plays a history at a hub of its own on replicas with a disk each, lets everything come to rest, and looks at what it came to.
 */
export async function playHistory(
  { seed, replicas: count, grids, features, operations }: History,
  hub: HubSide,
  newDisk: () => Promise<Disk>,
): Promise<Verdict> {
  const [startMs, beganMs] = [performance.now(), ownTime()];
  const replicas: Replica[] = [];
  const stage: Stage = {
    hub,
    replicas,
    grids,
    features,
    steps: operations.length,
    beganMs,
    ledger: createLedger(),
    faults: [],
    made: new Set(),
    underway: new Set(),
  };
  played += 1;
  try {
    for (let index = 0; index < count; index += 1) {
      const name = `h${played}-${Math.abs(seed)}-${index}`;
      replicas.push(await openReplica({ name, hub, disk: await newDisk(), features, limit: limitOf(features, index) }));
    }
    if (features.includes('moves')) await makeHomes(stage);
    for (const [number, operation] of operations.entries()) await playStep(stage, operation, number);
    const { faults, ...figures } = await findOutcome(stage);
    const ms = performance.now() - startMs;
    return { faults: [...stage.faults, ...faults], figures: { steps: operations.length, ...figures, ms } };
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()));
  }
}

/** Of devices that may hold only so much every second is one; the others are workstations. */
const limitOf = (features: readonly Feature[], index: number): number | null =>
  features.includes('archive') && index % 2 === 1 ? TABLET_DOCUMENTS : null;

/** Somewhere to move to in every grid. */
async function makeHomes({ replicas, grids }: Stage): Promise<void> {
  for (let grid = 1; grid <= grids; grid += 1) await replicas[0]?.writer().create(homeCreation(grid));
}
