import { assertRight, type BenchResult } from './bench';
import { gatherCrowd, type CrowdSize } from './sync/crowd';

export interface IdleSize extends CrowdSize {
  /** After everything has arrived, before it is looked at: the first start has passed. */
  readonly settleMs: number;
  readonly restMs: number;
}

const USUAL: IdleSize = { clients: 20, grids: 4, visits: 500, settleMs: 3000, restMs: 60_000 };

/** Clients at rest, with everything taken in: what they ask of the hub, and what the hub does meanwhile. */
export async function run(size: IdleSize = USUAL): Promise<BenchResult> {
  const crowd = await gatherCrowd(size);
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const requests = async (): Promise<number> =>
    (await crowd.all('requests', null)).reduce((sum, count) => sum + count, 0);
  try {
    await crowd.quiet();
    await pause(size.settleMs);
    const before = await requests();
    await crowd.hub.child.call('watch', null);
    await pause(size.restMs);
    const { cpuMs, elapsedMs } = await crowd.hub.child.call('usage', null);
    const made = (await requests()) - before;

    // Rest is not death: what one writes now still reaches the others.
    const saved = (await crowd.all('write', { creations: 1, additions: 0 })).flat();
    await crowd.quiet();
    assertRight(saved.length === size.clients, `${saved.length} of ${size.clients} clients wrote after the rest`);
    return {
      name: 'sync-idle',
      dataMix: [
        `${size.clients} clients with ${size.visits} visits each, at rest for ${size.restMs / 1000} s`,
        'one wake-up stream each stays open and counts as no request; hub and gateway in a process of their own',
      ],
      figures: {
        requestsPerMinPerClient: made / size.clients / (elapsedMs / 60_000),
        hostCpuPercent: (cpuMs / elapsedMs) * 100,
      },
      ceilings: {},
      ratios: {},
    };
  } finally {
    await crowd.stop();
  }
}
