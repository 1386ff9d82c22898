import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOutcome } from './outcome';
import { openTestHub } from './hub';
import { createLedger } from './ledger';
import type { History } from './operations';
import { playStep, type Stage } from './play';
import { openReplica, type Replica } from './replica';

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

/** Plays a history on a hub and replicas of its own, lets everything come to rest, and looks at what it came to. */
export async function runHistory({ seed, replicas: count, grids, operations }: History): Promise<Verdict> {
  const beganMs = performance.now();
  const folder = await mkdtemp(join(fastFolder(), 'linli-convergence-'));
  const hub = await openTestHub(folder, grids);
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
      replicas.push(await openReplica(`h${played}-${Math.abs(seed)}-${index}`, hub));
    }
    for (const [number, operation] of operations.entries()) await playStep(stage, operation, number);
    const { faults, ...figures } = await findOutcome(stage);
    const ms = performance.now() - beganMs;
    return { faults: [...stage.faults, ...faults], figures: { steps: operations.length, ...figures, ms } };
  } finally {
    await Promise.all(replicas.map((replica) => replica.close()));
    await hub.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A folder in memory where there is one: power cuts are proved elsewhere, and a flush to a disk is most of a write's time. */
const fastFolder = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
