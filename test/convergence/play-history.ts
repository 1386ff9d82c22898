import { createLedger } from './ledger';
import type { HubSide } from './hub-side';
import type { History } from './operations';
import { findOutcome } from './outcome';
import { playStep, type Stage } from './play';
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
  readonly ms: number;
}

let played = 0;

/**
 * Plays a history at a hub of its own on replicas with a disk each, lets everything come to rest, and looks at what it came to.
 */
export async function playHistory(
  { seed, replicas: count, grids, operations }: History,
  hub: HubSide,
  newDisk: () => Promise<Disk>,
): Promise<Verdict> {
  const beganMs = performance.now();
  const replicas: Replica[] = [];
  const stage: Stage = {
    hub,
    replicas,
    grids,
    steps: operations.length,
    beganMs,
    ledger: createLedger(),
    faults: [],
    underway: new Set(),
  };
  played += 1;
  try {
    for (let index = 0; index < count; index += 1) {
      replicas.push(await openReplica(`h${played}-${Math.abs(seed)}-${index}`, hub, await newDisk()));
    }
    for (const [number, operation] of operations.entries()) await playStep(stage, operation, number);
    const { faults, ...figures } = await findOutcome(stage);
    const ms = performance.now() - beganMs;
    return { faults: [...stage.faults, ...faults], figures: { steps: operations.length, ...figures, ms } };
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()));
  }
}
